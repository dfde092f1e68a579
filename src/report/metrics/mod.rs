//! Metrics on paper: each number with what it is counted of, for people and for programs.

use std::io::{self, Write};

use super::outline::{human, markdown};
use super::{Style, write_json};
use crate::insight::metrics::Answer;

pub mod csv;
pub mod json;
pub mod outline;

/// A format of metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    #[value(alias = "text")]
    Human,
    /// For programs: everything, version 1 (schema/metrics.schema.json)
    Json,
    /// For a pull request or a page
    Markdown,
    /// For spreadsheets: a row for each figure, quarter, part and step of a curve
    Csv,
}

/// An answer, and for whom it is.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'s, 'a> {
    /// The answer.
    pub answer: &'s Answer<'a>,
    /// The audience as it was asked for; none where everything is told.
    pub audience: Option<&'s str>,
}

/// Writes the answer.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    format: Format,
    sheet: Sheet<'_, '_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => out.write_all(human::write(&outline::outline(sheet), style).as_bytes()),
        Format::Json => write_json(&json::Report::of(sheet), out),
        Format::Markdown => out.write_all(markdown::write(&outline::outline(sheet)).as_bytes()),
        Format::Csv => out.write_all(csv::write(sheet.answer).as_bytes()),
    }
}
