//! What is due, as far as a reader may see it.

use super::published::default_of;
use super::reader::{Reader, Thing};
use super::view::View;
use crate::base::date::Date;
use crate::base::duration::{Duration, Unit};
use crate::catalog::Record;
use crate::format::ics::AllDay;
use crate::insight::agenda::{Item, What, Whom, agenda};
use crate::kinds::parts::visibility::Visibility;
use crate::wording::{agenda as words, capital};

/// How far ahead dates are known.
const AHEAD: Duration = Duration { amount: 6, unit: Unit::Month };

/// Something that is due, in words.
#[derive(Debug, Clone)]
pub struct Due {
    /// The day, with the time where there is one.
    pub when: String,
    /// What it is.
    pub title: String,
    /// What else there is to know; empty for most.
    pub detail: String,
    /// The command that does it, where one does.
    pub command: Option<String>,
    /// Whether its day is over.
    pub is_overdue: bool,
}

impl<'a> View<'a> {
    /// What is due within half a year, the earliest first: what is about nobody, and what is about somebody
    /// of whom the reader may see it. Whom something is for may see it unless its record is narrower.
    ///
    /// It is made for one person only; nobody reads it for a group.
    #[must_use]
    pub fn agenda(&self) -> Vec<Item<'a>> {
        let Reader::Person(reader) = self.reader else { return Vec::new() };
        let mut all = agenda(self.ledger, self.as_of(), AHEAD.after(self.as_of()));
        all.retain(|item| self.may_know(item, reader.id()));
        all
    }

    fn may_know(&self, item: &Item<'a>, reader: &str) -> bool {
        let record = self.ledger.catalog().at_path(&item.path);
        let Some(about) = item.what.person() else {
            let is_seen = |record: &Record| {
                default_of(record.kind).is_none_or(|default| self.reaches(record, default))
            };
            let is_asked = matches!(item.what, What::Event { .. }) || item.whom.has(reader);
            return is_asked && record.is_none_or(is_seen);
        };
        let owner = self.people.person(about.id).filter(|owner| self.person(owner.id()).is_some());
        let Some(owner) = owner else { return false };
        // What was agreed belongs to the words of a meeting, which only those read whom it binds.
        let is_others = matches!(item.what, What::Agreement { .. }) && !item.whom.has(reader);
        let usual = if is_others { Visibility::Private } else { Visibility::Mentor };
        let said = record.and_then(|record| record.visibility).unwrap_or(usual);
        let visibility = said.min(Visibility::Mentor);
        let judged_by: Vec<&str> = match &item.whom {
            Whom::Everybody => Vec::new(),
            Whom::People(people) => people.iter().copied().collect(),
        };
        self.reader.sees(self.people, Thing { owner, visibility, judged_by: &judged_by })
    }

    /// A thing that is due, in the words of whoever it is for.
    #[must_use]
    pub fn due(&self, item: &Item<'a>, whose: &str) -> Due {
        let catalog = self.ledger.catalog();
        Due {
            when: words::when(item),
            title: capital(&words::title(catalog, item, Some(whose))),
            detail: words::detail(item),
            command: words::command(catalog, item, Some(whose)),
            is_overdue: item.due < self.as_of(),
        }
    }

    /// The same for a calendar.
    #[must_use]
    pub fn event(&self, item: &Item<'a>, whose: &str) -> AllDay {
        words::event(self.ledger.catalog(), item, Some(whose), "")
    }

    /// For how many days something has waited.
    #[must_use]
    pub fn days_since(&self, day: Date) -> i64 {
        self.as_of().days_since(day)
    }
}
