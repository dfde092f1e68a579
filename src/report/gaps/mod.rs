//! Gaps on paper: what roles ask for against what is attested, for people and for programs.

use std::io::{self, Write};

use super::outline::{human, markdown};
use super::{Style, write_json};
use crate::insight::gaps::Answer;

pub mod csv;
pub mod json;
pub mod outline;
pub mod words;

/// A format of gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs: everything, version 1 (schema/gaps.schema.json)
    Json,
    /// For a pull request or a page
    Markdown,
    /// For spreadsheets: a row for each expectation of each person, or for each topic with --mentors
    Csv,
}

/// Writes the answer.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    format: Format,
    answer: &Answer<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => out.write_all(human::write(&outline::outline(answer), style).as_bytes()),
        Format::Json => write_json(&json::Report::of(answer), out),
        Format::Markdown => out.write_all(markdown::write(&outline::outline(answer)).as_bytes()),
        Format::Csv => out.write_all(csv::write(answer).as_bytes()),
    }
}
