//! An agenda on paper: for people, for an issue or a page, for programs and for calendars.

use std::io::{self, Write};

use super::Style;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::insight::agenda::Item;

pub mod calendar;
pub mod human;
pub mod json;
pub mod markdown;
pub mod words;

/// An agenda with what a reader wants to know beside it.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Where names are looked up.
    pub catalog: &'a Catalog,
    /// The day that it is made for.
    pub as_of: Date,
    /// Its last day.
    pub until: Date,
    /// Whose it is.
    pub of: Of<'a>,
    /// What is due, the earliest first.
    pub items: Vec<Item<'a>>,
    /// How the program is called from where the reader is: `learn`, or `learn -C growth`.
    pub learn: String,
}

/// Whose agenda it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of<'a> {
    /// Of everybody in the program.
    Everybody,
    /// Of a team, by id, and the teams below.
    Team(&'a str),
    /// Of a person, by id.
    Person(&'a str),
}

/// A format of agendas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For an issue or a page.
    Markdown,
    /// For programs; version 1 (schema/agenda.schema.json).
    Json,
    /// For calendars: iCalendar, whole days.
    Ics,
}

/// Writes an agenda.
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
        Format::Ics => calendar::write(sheet),
    };
    out.write_all(text.as_bytes())
}

impl Sheet<'_> {
    /// What is overdue, and the rest.
    #[must_use]
    pub fn parts(&self) -> (Vec<&Item<'_>>, Vec<&Item<'_>>) {
        self.items.iter().partition(|item| item.due < self.as_of)
    }

    /// The command that does something, as it is typed where the reader is.
    #[must_use]
    pub fn command(&self, item: &Item<'_>) -> Option<String> {
        let command = words::command(self.catalog, item, self.reader())?;
        Some(match command.strip_prefix("learn") {
            Some(rest) => format!("{}{rest}", self.learn),
            None => command,
        })
    }

    /// Whoever reads it, where it is one person's.
    #[must_use]
    pub const fn reader(&self) -> Option<&str> {
        match self.of {
            Of::Person(person) => Some(person),
            Of::Everybody | Of::Team(_) => None,
        }
    }
}
