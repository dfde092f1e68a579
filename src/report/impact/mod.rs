//! Impact on paper: what a change does to people, for the author of a pull request and for programs.

use std::io::{self, Write};

use super::Style;
use crate::base::date::Date;
use crate::insight::impact::Impact;

pub mod csv;
pub mod effects;
pub mod human;
pub mod json;
pub mod markdown;
pub mod offers;
pub mod sections;
pub mod words;

/// What a change does, with what a reader wants to know beside it.
#[derive(Debug)]
pub struct Paper<'a> {
    /// What was found.
    pub impact: &'a Impact,
    /// The day of both sides.
    pub as_of: Date,
    /// The full name of the commit compared with.
    pub base: &'a str,
    /// The full name of the commit that is compared; none for the files on disk.
    pub head: Option<String>,
    /// How many files could not be read in full on each side: before, after.
    pub unread_files: [usize; 2],
    /// What to say of these; none where there is none.
    pub unread: Option<&'a str>,
    /// Whether to print counts only.
    pub is_summary: bool,
}

/// A format of impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For programs: everything, in a stable form (schema/impact.schema.json).
    Json,
    /// For a comment on a pull request or a job summary: the summary first, then tables.
    Markdown,
    /// For spreadsheets: a row for each effect on a person.
    Csv,
}

/// Writes what a change does.
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
        Format::Human => out.write_all(human::page(paper, style).as_bytes()),
        Format::Json => json::write(paper, out),
        Format::Markdown => out.write_all(markdown::page(paper).as_bytes()),
        Format::Csv => out.write_all(csv::table(paper).as_bytes()),
    }
}
