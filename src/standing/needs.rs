//! Needs: what a credential asks a claim to bring along, and what of it is not there.

use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::people::People;
use crate::kinds::credential::Needs;

use super::demand::with_successors;

/// What a claim brings along.
#[derive(Debug, Clone, Default)]
pub struct Brought {
    /// The days of the portfolio entries that it cites; none of one whose name says none.
    pub entries: Vec<Option<Date>>,
    /// How many colleagues have testified for it.
    pub endorsers: usize,
}

/// Something that a credential needs and a claim does not bring along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet<'a> {
    /// This module is not finished, nor one that replaced it.
    Module(&'a str),
    /// Too few portfolio entries that are new enough.
    Entries {
        /// How many there are.
        have: usize,
        /// How many it takes.
        need: usize,
        /// The first day of work that is new enough, where that is asked for.
        since: Option<Date>,
    },
    /// Too few colleagues have testified.
    Endorsements {
        /// How many have.
        have: usize,
        /// How many it takes.
        need: usize,
    },
}

/// What a claim of somebody does not bring along of what a credential needs, on the day of the claim.
#[must_use]
pub fn unmet<'a>(
    catalog: &'a Catalog,
    needs: &'a Needs,
    (owner, day): (&str, Date),
    brought: &Brought,
) -> Vec<Unmet<'a>> {
    let finished = People::on(catalog, day).finished_modules(owner);
    let open = needs.modules.iter().filter_map(|module| {
        let accepted = with_successors(catalog, module.as_str());
        let is_finished = accepted.iter().any(|module| finished.contains_key(module));
        let id = accepted.first().copied().unwrap_or(module.as_str());
        (!is_finished).then_some(Unmet::Module(id))
    });
    let asked = |number: Option<u8>| usize::from(number.unwrap_or(0));
    let since = oldest(needs, day);
    let (have, need) = (fresh(&brought.entries, since), asked(needs.portfolio));
    let entries = (have < need).then_some(Unmet::Entries { have, need, since });
    let (have, need) = (brought.endorsers, asked(needs.endorsements));
    let endorsements = (have < need).then_some(Unmet::Endorsements { have, need });
    open.chain(entries).chain(endorsements).collect()
}

/// The first day of which work is new enough for a claim of this day, where that is asked for.
#[must_use]
pub fn oldest(needs: &Needs, day: Date) -> Option<Date> {
    needs.evidence_within.map(|within| within.before(day))
}

/// How many of these days are new enough.
#[must_use]
pub fn fresh(days: &[Option<Date>], oldest: Option<Date>) -> usize {
    days.iter().filter(|day| oldest.is_none_or(|oldest| **day >= Some(oldest))).count()
}
