//! What was wrong with a file while it was read: data, without a word of advice.

use std::sync::Arc;

use serde_json::Value;

use crate::base::id::Flaw;
use crate::base::place::Pointer;
use crate::kinds::Kind;
use crate::syntax::yaml::{Oddity, SyntaxError};
use crate::world::files::Hindrance;

/// Something wrong with one record.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The file could not be read.
    Unreadable(Hindrance),
    /// The bytes from this offset on are not UTF-8.
    NotUtf8(usize),
    /// A Markdown record without a line of `---` at its beginning.
    NoFrontMatter,
    /// The second line of `---` is missing.
    FrontMatterNeverClosed,
    /// The YAML cannot be parsed.
    Syntax(SyntaxError),
    /// The YAML says something that no record can hold.
    Odd(Oddity),
    /// The schema refuses a value.
    Schema(SchemaFault),
    /// The schema accepts a value and the type does not.
    Type {
        /// Which value.
        pointer: Pointer,
        /// What the type says.
        message: String,
    },
    /// The file's name is no id (or date, or period) as the kind asks for.
    Name(NameFault),
}

/// What is wrong with a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Not a valid id.
    Id(Flaw),
    /// No date, or an impossible one, where the name has to begin with one.
    Date,
    /// A date without the words that tell it from others of the day.
    NoSlug,
    /// Not a year, half-year or quarter.
    Period,
    /// Not four digits.
    Number,
}

/// One violation of a schema.
#[derive(Debug, Clone, PartialEq)]
pub struct SchemaFault {
    /// The value that is refused; for a missing key, the map it is missing from.
    pub pointer: Pointer,
    /// What is wrong with it.
    pub what: Violation,
    /// The part of the schema that refuses it: its title and examples help.
    pub schema: Arc<Value>,
}

/// The ways in which a value can break its schema.
#[derive(Debug, Clone, PartialEq)]
pub enum Violation {
    /// A key that the map does not have; with those it has.
    UnknownKey {
        /// The key as written.
        key: String,
        /// All keys the map may have.
        known: Vec<String>,
    },
    /// A required key is missing.
    MissingKey(String),
    /// A value of another type; the JSON Schema names of both.
    WrongType {
        /// The type asked for.
        expected: String,
        /// The type found.
        found: &'static str,
    },
    /// No value at all.
    Empty,
    /// A word that is not among those allowed.
    UnknownWord {
        /// The words that are.
        allowed: Vec<String>,
    },
    /// A text that does not have the required form.
    Form,
    /// A date that is not on the calendar, or not written as `YYYY-MM-DD`.
    Date,
    /// A key of a map that is not an id.
    KeyForm(String),
    /// A number too small or too large, a list too short or too long: the schema's own words.
    Range(String),
    /// Whatever else the validator says.
    Other(String),
}

/// A file in a catalog's folder that is no record of any kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Path relative to the catalog's root.
    pub path: Arc<str>,
    /// Why it is none.
    pub why: StrayReason,
}

/// Why a file is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StrayReason {
    /// It cannot be read as a file.
    Hindered(Hindrance),
    /// `.yml`, `.markdown` or the like, or YAML where Markdown is due; with the extension to use.
    WrongExtension(&'static str),
    /// Below `people/`, and no folder above it holds `person.yaml`.
    NoOwner,
    /// Below a person, in a folder that no kind lives in.
    UnknownFolderOfPerson(String),
    /// YAML or Markdown directly in a folder where only subfolders with a kind's name have records.
    NoSubject,
    /// Below `templates/` or `feedback/`, in a folder that is no kind's name.
    UnknownKind(String),
    /// YAML at the catalog's root that is not `learn.yaml`.
    AtRoot,
    /// A folder whose name is like that of a file.
    FolderLikeFile,
}

/// Two records of one kind and owner that claim the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The kind of both, or of the file they stand in.
    pub kind: Kind,
    /// The id both claim.
    pub id: String,
    /// Positions of the two records in the catalog, the first one first.
    pub records: (usize, usize),
    /// Where the id stands in each, for ids inside files; none for those given by the file's name.
    pub pointers: Option<(Pointer, Pointer)>,
}

impl SchemaFault {
    /// What people call the field that is refused, if the schema says so.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.schema.get("title").and_then(Value::as_str)
    }

    /// What the field means, if the schema says so.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.schema.get("description").and_then(Value::as_str)
    }

    /// A value the field accepts, written on one line of YAML.
    #[must_use]
    pub fn example(&self) -> Option<String> {
        let first = self.schema.get("examples")?.as_array()?.first()?;
        Some(crate::syntax::yaml::flow(first))
    }

    /// The last key on the way to the value: what the author wrote in front of the colon.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.pointer.0.iter().rev().find_map(|step| match step {
            crate::base::place::Step::Key(key) => Some(&**key),
            crate::base::place::Step::Index(_) => None,
        })
    }
}
