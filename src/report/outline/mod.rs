//! A report as an outline of blocks, each of which every format knows how to set.

pub mod human;
pub mod markdown;

/// One block of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What it is about.
    Title(String),
    /// What comes next.
    Section(String),
    /// A text.
    Text(String),
    /// A table; its first column gives way where it is too wide.
    Table {
        /// The titles of the columns.
        header: Vec<&'static str>,
        /// The cells.
        rows: Vec<Vec<String>>,
    },
    /// A line with what there is to say about it.
    Entry {
        /// A word for where it stands; may be empty.
        word: &'static str,
        /// The line.
        text: String,
        /// What there is to say.
        notes: Vec<String>,
    },
    /// A command to go on with.
    Command(String),
}
