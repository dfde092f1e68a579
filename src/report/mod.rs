//! Floor 11: the outcome of a check in the shape that a person, an editor or a CI system reads.

use std::io::{self, Write};

use crate::base::problem::Level;
use crate::catalog::Catalog;
use crate::session::check::Outcome;
use crate::session::finding::{Finding, Location};
use crate::trust::ledger::Assurance;

pub use crate::wording::counted;

pub mod agenda;
pub mod basis;
pub mod card;
pub mod carrier;
pub mod excerpt;
pub mod fingerprint;
pub mod forms;
pub mod gaps;
pub mod github;
pub mod gitlab;
pub mod hearing;
pub mod human;
pub mod impact;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod me;
pub mod metrics;
pub mod outline;
pub mod plan;
pub mod policy;
pub mod readiness;
pub mod sarif;
pub mod summed;
pub mod unread;
pub mod verification;
pub mod why;

/// The outcome of a check with everything a format needs.
#[derive(Clone, Copy)]
pub struct Paper<'a> {
    /// What was found.
    pub outcome: &'a Outcome,
    /// Where the texts are.
    pub catalog: &'a Catalog,
    /// The catalog's folder as seen from where paths count from: empty, or ending with a slash.
    ///
    /// For people that is the current folder; for CI systems, the top of the repository.
    pub prefix: &'a str,
    /// The full name of the commit checked, if it was not the files on disk.
    pub revision: Option<&'a str>,
    /// The lowest level that fails the check.
    pub fail_at: Level,
}

impl Paper<'_> {
    /// A location's path from where paths count from.
    #[must_use]
    pub fn path(&self, location: &Location) -> String {
        format!("{}{}", self.prefix, printable(&location.path))
    }

    /// A location as tools print it, `path:line:column`.
    #[must_use]
    pub fn place(&self, location: &Location) -> String {
        let start = location.start;
        format!("{}:{}:{}", self.path(location), start.line, start.column)
    }

    /// The text of the file a location is in; empty for files that could not be read.
    #[must_use]
    pub fn text(&self, location: &Location) -> &str {
        self.catalog.text_at(&location.path).unwrap_or("")
    }

    /// A finding without underlined characters: what is wrong, where else to look, what to do.
    #[must_use]
    pub fn in_words(&self, finding: &Finding) -> String {
        let here = Some(&finding.here).filter(|here| !here.is_empty());
        let lines = std::iter::once(finding.message.clone())
            .chain(here.map(|here| format!("here: {here}")))
            .chain(
                finding
                    .labels
                    .iter()
                    .map(|label| format!("see {}: {}", self.place(&label.location), label.text)),
            )
            .chain(finding.help.as_ref().map(|help| format!("help: {help}")));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the characters underlined
    Human,
    /// For people with a screen reader: the same in sentences
    Narrated,
    /// For programs: everything, in a stable form (schema/check-report.schema.json)
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations on a pull request in GitHub Actions
    Github,
    /// A Code Quality report for GitLab
    Gitlab,
    /// `JUnit` XML, one suite per rule
    Junit,
    /// Markdown, for a job summary or a comment on a pull request
    Markdown,
}

impl Format {
    /// Whether a person reads it where the check runs; otherwise paths count from the top of the
    /// repository, which is what CI systems expect.
    #[must_use]
    pub const fn is_read_here(self) -> bool {
        matches!(self, Self::Human | Self::Narrated)
    }
}

/// How a terminal shows things.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether colours may be used.
    pub color: bool,
    /// Whether box-drawing characters may be used.
    pub unicode: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Style {
    /// Columns for running text: lines that are longer are hard to read, and shorter ones hold nothing.
    #[must_use]
    pub fn text_width(self) -> usize {
        self.width.clamp(40, 100)
    }
}

/// Writes the report; findings of one rule that are too many in one file are summed up.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    format: Format,
    paper: &Paper<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let summed = summed::up(&paper.outcome.findings);
    let summed = summed.map(|findings| Outcome { findings, ..paper.outcome.clone() });
    let paper = &Paper { outcome: summed.as_ref().unwrap_or(paper.outcome), ..*paper };
    match format {
        Format::Human => human::write(paper, style, false, out),
        Format::Narrated => human::write(paper, style, true, out),
        Format::Json => json::write(paper, out),
        Format::Sarif => sarif::write(paper, out),
        Format::Github => github::write(paper, out),
        Format::Gitlab => gitlab::write(paper, out),
        Format::Junit => junit::write(paper, out),
        Format::Markdown => markdown::write(paper, out),
    }
}

/// How many rules that are switched off are named: of more, the settings tell.
const MOST_NAMED: usize = 3;

/// One sentence: what was checked and what was found, with the rules that were not looked for.
#[must_use]
pub fn summary(outcome: &Outcome) -> String {
    let left_out = &outcome.left_out;
    let aside: Vec<String> = [
        (left_out.allowed, "allowed"),
        (left_out.baseline, "in the baseline"),
        (left_out.unchanged, "not touched by the change"),
        (left_out.elsewhere, "in other files"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, why)| format!("{count} {why}"))
    .collect();
    let aside =
        if aside.is_empty() { String::new() } else { format!(" (and {})", aside.join(", ")) };
    let off = match outcome.switched_off.len() {
        0 => String::new(),
        off if off <= MOST_NAMED => format!(
            "; {} switched off in learn.yaml: {}",
            counted(off, "rule"),
            outcome.switched_off.join(", ")
        ),
        off => format!("; {} switched off in learn.yaml", counted(off, "rule")),
    };
    let records = counted(outcome.records, "record");
    format!("{records} checked as of {}: {}{aside}", outcome.as_of, found(outcome)) + &off
}

/// A path without the control characters that could steer a terminal or a CI system.
fn printable(path: &str) -> std::borrow::Cow<'_, str> {
    if path.contains(char::is_control) {
        path.replace(char::is_control, "\u{fffd}").into()
    } else {
        path.into()
    }
}

/// How many findings of each level: `2 errors, 1 hint`, or `no problems`.
#[must_use]
pub fn found(outcome: &Outcome) -> String {
    let found: Vec<String> =
        [(Level::Error, "error"), (Level::Warn, "warning"), (Level::Hint, "hint")]
            .into_iter()
            .map(|(level, word)| (outcome.count(level), word))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
    if found.is_empty() { "no problems".to_owned() } else { found.join(", ") }
}

/// What vouches for a record, in a few words.
fn vouched_for_by(assurance: &Assurance) -> String {
    match assurance {
        Assurance::Signed(key) => format!("signed with {key}"),
        Assurance::Kept(version) => format!("kept by version {version} of the trust policy"),
        Assurance::Vouched(version) => {
            format!("not signed, vouched for by version {version} of the trust policy")
        }
    }
}

/// Writes a value as indented JSON with a line break at its end.
fn write_json(value: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
