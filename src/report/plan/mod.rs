//! A plan on paper: for people, for pages, for programs and for calendars.

use std::io::{self, Write};

use super::Style;
use crate::insight::plan::Plan;
use crate::report::readiness::words as lines;
use crate::standing::target::Source;

pub mod calendar;
pub mod csv;
pub mod gaps;
pub mod human;
pub mod json;
pub mod markdown;
pub mod words;

/// A plan with what a reader wants to know beside it.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The plan.
    pub plan: Plan<'a>,
    /// How the role was chosen.
    pub source: Source,
    /// Whether its reader is the person that it is for.
    pub is_own: bool,
}

impl Sheet<'_> {
    /// What to begin with, and the command for it.
    #[must_use]
    pub fn next_in_words(&self) -> Option<(String, Option<String>)> {
        let plan = &self.plan;
        let person = plan.readiness.person.id();
        plan.next().map(|next| lines::next(plan.catalog, person, self.is_own, next))
    }
}

/// A format of plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For a pull request or a page.
    Markdown,
    /// For programs; version 1 (schema/plan.schema.json).
    Json,
    /// For spreadsheets: a row for each step.
    Csv,
    /// For calendars: iCalendar, whole days.
    Ics,
}

/// Writes a plan.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    format: Format,
    sheet: &Sheet<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = match format {
        Format::Human => human::write(sheet, style),
        Format::Markdown => markdown::write(sheet),
        Format::Json => return json::write(sheet, out),
        Format::Csv => csv::write(sheet),
        Format::Ics => calendar::write(sheet),
    };
    out.write_all(text.as_bytes())
}
