//! What a rule found wrong: said once, printed in many formats.

use std::fmt;

use super::place::Place;

/// How much a problem matters; the order is from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not looked for at all.
    Off,
    /// Worth knowing; never fails a check.
    Hint,
    /// Should be mended; fails a check under `--deny warn`.
    Warn,
    /// Wrong; fails the check.
    Error,
}

impl Level {
    /// The word used in `learn.yaml`, on the command line and in outputs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Hint => "hint",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// A further place that explains the problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where to look.
    pub place: Place,
    /// What is there, as half a sentence.
    pub text: String,
}

/// One replacement of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// A mechanical change that mends the problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether it cannot change what the author meant, so that `--fix` may apply it; otherwise it is
    /// a suggestion for a person or an editor.
    pub safe: bool,
    /// What it does, as an imperative: "Quote the value".
    pub title: String,
    /// The replacements, all in one file, none overlapping another.
    pub edits: Vec<Edit>,
}

/// One thing that is wrong, as a rule says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where the wrong characters are.
    pub place: Place,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What is wrong with the underlined characters, in a few words; may be empty.
    pub here: String,
    /// Other places involved.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// The mechanical change that mends it, if there is one.
    pub fix: Option<Fix>,
    /// Whether it touches what approvals are worth, so that no setting of the catalog lowers it.
    pub guards: bool,
}

impl Problem {
    /// A problem with only a place and a message.
    #[must_use]
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
            here: String::new(),
            labels: Vec::new(),
            help: None,
            fix: None,
            guards: false,
        }
    }

    /// Says whether it touches what approvals are worth: then no level, no allow and no baseline of the
    /// catalog lowers it, whatever its rule lets them do elsewhere.
    #[must_use]
    pub const fn guarding(mut self, guards: bool) -> Self {
        self.guards = guards;
        self
    }

    /// Says what is wrong with the underlined characters.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.here = text.into();
        self
    }

    /// Adds another place involved.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds a mechanical change that cannot change what the author meant; `--fix` applies it.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { safe: true, title: title.into(), edits });
        self
    }

    /// Adds a change that a person has to agree to, such as the nearest known word.
    #[must_use]
    pub fn suggest(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { safe: false, title: title.into(), edits });
        self
    }
}
