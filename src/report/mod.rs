//! Floor 11: the outcome of a check in the shape that a person, an editor or a CI system reads.

use std::io::{self, Write};

use crate::catalog::Catalog;
use crate::session::check::Outcome;
use crate::session::finding::Location;

pub mod human;
pub mod readiness;

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
}

impl Paper<'_> {
    /// A location's path from where paths count from.
    #[must_use]
    pub fn path(&self, location: &Location) -> String {
        format!("{}{}", self.prefix, location.path)
    }

    /// The text of the file a location is in; empty for files that could not be read.
    #[must_use]
    pub fn text(&self, location: &Location) -> &str {
        if let Some(record) = self.catalog.at_path(&location.path) {
            return &record.source.text;
        }
        let mut sides = self.catalog.side_files().iter();
        sides.find(|side| side.source.path == location.path).map_or("", |side| &side.source.text)
    }
}

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the characters underlined.
    Human,
    /// For people with a screen reader: the same in sentences.
    Narrated,
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

/// Writes the report.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    format: Format,
    paper: &Paper<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::write(paper, style, false, out),
        Format::Narrated => human::write(paper, style, true, out),
    }
}

/// `1 record`, `2 records`.
#[must_use]
pub fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
