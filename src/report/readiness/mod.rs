//! Readiness on paper: one person's lines or a table of many, for people and for programs.

use std::io::{self, Write};

use super::Style;
use crate::catalog::Catalog;
use crate::insight::plan::Next;
use crate::report::basis::Basis;
use crate::standing::readiness::Readiness;
use crate::standing::target::Source;

pub mod csv;
pub mod human;
pub mod json;
pub mod markdown;
pub mod words;

/// One readiness with what a reader wants to know beside it.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Where names are looked up.
    pub catalog: &'a Catalog,
    /// The answer.
    pub readiness: Readiness<'a>,
    /// How the role was chosen.
    pub source: Source,
    /// What to do next, if there is anything.
    pub next: Option<Next<'a>>,
    /// What to do first for each line, in their order; empty in tables, and where nothing is told.
    pub steps: Vec<Option<Next<'a>>>,
    /// How many lines the reader may not see; if there are any, the verdict is not shown either.
    pub left_out: usize,
    /// Whether its reader is the person that it is about.
    pub is_own: bool,
}

impl<'a> Sheet<'a> {
    /// A sheet with all lines.
    #[must_use]
    pub const fn new(
        catalog: &'a Catalog,
        readiness: Readiness<'a>,
        source: Source,
        next: Option<Next<'a>>,
        steps: Vec<Option<Next<'a>>>,
    ) -> Self {
        Self { catalog, readiness, source, next, steps, left_out: 0, is_own: false }
    }

    /// What to do next, and the command for it.
    #[must_use]
    pub fn next_in_words(&self) -> Option<(String, Option<String>)> {
        self.next.map(|next| self.in_words(next))
    }

    /// What to do first for a line, by its number, and the command for it.
    #[must_use]
    pub fn step_in_words(&self, line: usize) -> Option<(String, Option<String>)> {
        self.steps.get(line).copied().flatten().map(|step| self.in_words(step))
    }

    fn in_words(&self, next: Next<'a>) -> (String, Option<String>) {
        words::next(self.catalog, self.readiness.person.id(), self.is_own, next)
    }

    /// The word for the verdict, if it is shown.
    #[must_use]
    pub fn verdict(&self) -> Option<&'static str> {
        (self.left_out == 0).then_some(self.readiness.verdict.word())
    }
}

/// What an audience made of a table.
#[derive(Debug, Clone)]
pub struct Cut {
    /// The audience as it was asked for.
    pub audience: String,
    /// How many people it may not see.
    pub left_out: usize,
}

/// A format of readiness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For programs; version 1 (schema/readiness.schema.json).
    Json,
    /// For a pull request or a page.
    Markdown,
    /// For spreadsheets: a row for each line, or for each person of a table.
    Csv,
}

/// Writes one person's readiness.
///
/// # Errors
/// What writing to `out` fails with.
pub fn one(
    format: Format,
    sheet: &Sheet<'_>,
    basis: &Basis,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = match format {
        Format::Human => human::one(sheet, style),
        Format::Json => return json::write(std::slice::from_ref(sheet), basis, None, out),
        Format::Markdown => markdown::one(sheet),
        Format::Csv => csv::one(sheet),
    };
    out.write_all(text.as_bytes())
}

/// Writes a table of several people, and how many of them an audience may not see.
///
/// # Errors
/// What writing to `out` fails with.
pub fn table(
    format: Format,
    sheets: &[Sheet<'_>],
    basis: &Basis,
    cut: Option<&Cut>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = match format {
        Format::Human => human::table(sheets, cut, style),
        Format::Json => return json::write(sheets, basis, cut, out),
        Format::Markdown => markdown::table(sheets),
        Format::Csv => csv::table(sheets),
    };
    out.write_all(text.as_bytes())
}
