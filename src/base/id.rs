//! What a valid id is: the words people write in references, file names and URLs.

/// The regular expression of an id, as the schemas carry it.
pub const PATTERN: &str = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";

/// The regular expression of the id of a record that is named by its date.
pub const DATED_PATTERN: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(-[a-z0-9]+)*$";

/// Words that YAML 1.1 readers take for something else.
const YAML_WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// Names that Windows cannot use for a file.
const WINDOWS_NAMES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Longest id in bytes; longer names do not fit into every file system together with their path.
pub const LONGEST: usize = 100;

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// It does not match [`PATTERN`] (or, for a dated id, [`DATED_PATTERN`]).
    Shape,
    /// YAML readers take the word for a boolean or null.
    YamlWord,
    /// Windows cannot store a file of this name.
    WindowsName,
    /// It is longer than [`LONGEST`] bytes.
    TooLong,
}

/// Checks an id such as `threat-modelling`.
///
/// # Errors
/// The first [`Flaw`] found.
pub fn check(text: &str) -> Result<(), Flaw> {
    if !text.starts_with(|first: char| first.is_ascii_lowercase()) || !has_word_shape(text) {
        return Err(Flaw::Shape);
    }
    check_words(text)
}

/// Checks any run of lowercase words and digits joined by single hyphens, such as `2026-h1`.
///
/// # Errors
/// The first [`Flaw`] found.
pub fn check_slug(text: &str) -> Result<(), Flaw> {
    if !has_word_shape(text) {
        return Err(Flaw::Shape);
    }
    check_words(text)
}

fn check_words(text: &str) -> Result<(), Flaw> {
    if text.len() > LONGEST {
        Err(Flaw::TooLong)
    } else if YAML_WORDS.contains(&text) {
        Err(Flaw::YamlWord)
    } else if WINDOWS_NAMES.contains(&text) {
        Err(Flaw::WindowsName)
    } else {
        Ok(())
    }
}

fn has_word_shape(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// The nearest valid id to a free text: `Threat Modelling!` becomes `threat-modelling`.
///
/// Gives `None` when no letter or digit is left to build one from.
#[must_use]
pub fn slug(text: &str) -> Option<String> {
    let mut words = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        if character.is_ascii_alphanumeric() {
            words.push(character);
        } else if !words.is_empty() && !words.ends_with('-') {
            words.push('-');
        }
    }
    let words = words.trim_matches('-');
    let mut cut = words.len().min(LONGEST);
    while !words.is_char_boundary(cut) {
        cut -= 1;
    }
    let words = words[..cut].trim_end_matches('-');
    if words.is_empty() { None } else { Some(words.to_owned()) }
}

/// An id written in a record, such as a scale's `working` or an item's `on-call`.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Id(Box<str>);

impl Id {
    /// An id that reads `text`; the schema, not this type, refuses malformed ones.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The id as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

impl schemars::JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": PATTERN})
    }
}
