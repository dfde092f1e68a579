//! Somebody's day on paper: where they want to go, what comes next, what waits, and who waits for them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::Style;
use super::agenda::Sheet as Agenda;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::insight::agenda::{Item, What, Whom};
use crate::kinds::goal::Goal;
use crate::kinds::person::Person;
use crate::report::readiness::Sheet as Readiness;

pub mod human;
pub mod json;
pub mod markdown;
pub mod words;

/// How many dates of one's own are shown.
const OWN_DATES: usize = 8;

/// How many claims that wait for one are shown.
const CLAIMS: usize = 8;

/// How many dates of all mentees are shown.
const MENTEES_DATES: usize = 6;

/// One person's day.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Whose day.
    pub person: Entry<'a, Person>,
    /// The day.
    pub as_of: Date,
    /// The goal in force.
    pub goal: Option<Entry<'a, Goal>>,
    /// The readiness for the role they aim at; none where there is no such role.
    pub readiness: Option<Readiness<'a>>,
    /// What is due for everybody, of which they see what concerns them.
    pub agenda: Agenda<'a>,
    /// Those whom they coach, by id.
    pub mentees: BTreeSet<&'a str>,
    /// How the program is called from where they are: `learn`, or `learn -C growth`.
    pub learn: String,
    /// Whether the person reads it themselves, so that commands need not name them.
    pub is_me: bool,
}

/// A format of somebody's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For a page.
    Markdown,
    /// For programs; version 1 (schema/me.schema.json).
    Json,
}

/// Writes somebody's day.
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
    };
    out.write_all(text.as_bytes())
}

/// A few of many, and how many there are beside them.
#[derive(Debug)]
pub struct Few<'s, 'a> {
    /// Those that are shown.
    pub shown: Vec<&'s Item<'a>>,
    /// How many are not.
    pub more: usize,
}

impl<'s, 'a> Few<'s, 'a> {
    fn of(all: Vec<&'s Item<'a>>, most: usize) -> Self {
        let more = all.len().saturating_sub(most);
        Self { shown: all.into_iter().take(most).collect(), more }
    }
}

impl<'a> Sheet<'a> {
    /// Their own dates: what is for them, without the claims that they judge; of a series of events the
    /// first.
    #[must_use]
    pub fn dates(&self) -> Few<'_, 'a> {
        let mut series = BTreeSet::new();
        let mut is_first = |item: &&Item<'a>| match item.what {
            What::Event { .. } => {
                item.id.rsplit_once('/').is_none_or(|(event, _)| series.insert(event.to_owned()))
            }
            _ => true,
        };
        let mine =
            |item: &&Item<'a>| self.is_mine(item) && !matches!(item.what, What::Claim { .. });
        Few::of(
            self.agenda.items.iter().filter(mine).filter(|item| is_first(item)).collect(),
            OWN_DATES,
        )
    }

    /// The claims that they may judge.
    #[must_use]
    pub fn claims(&self) -> Few<'_, 'a> {
        let mine = |item: &&Item<'a>| self.is_mine(item) && matches!(item.what, What::Claim { .. });
        Few::of(self.agenda.items.iter().filter(mine).collect(), CLAIMS)
    }

    /// What is due for those whom they coach and not for themselves.
    #[must_use]
    pub fn dates_of_mentees(&self) -> Few<'_, 'a> {
        let theirs = |item: &&Item<'a>| {
            let person = item.what.person().map(|person| person.id);
            let is_for_mentee = match &item.whom {
                Whom::Everybody => false,
                Whom::People(people) => person.is_some_and(|person| people.contains(person)),
            };
            is_for_mentee
                && person.is_some_and(|id| self.mentees.contains(id))
                && !self.is_mine(item)
        };
        Few::of(self.agenda.items.iter().filter(theirs).collect(), MENTEES_DATES)
    }

    fn is_mine(&self, item: &Item<'_>) -> bool {
        item.whom.has(self.person.id())
    }
}
