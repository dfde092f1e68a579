//! What is known about each person by a day: read once, in parallel, before anything is counted.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ready::first_ready;
use super::span::Span;
use crate::base::date::Date;
use crate::base::duration::{Duration, Unit};
use crate::catalog::index::RoleEntry;
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::Module;
use crate::kinds::parts::effort::Effort;
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::remediation::Remediation;
use crate::kinds::team::Team;
use crate::standing::awards::{Award, Outcome};
use crate::standing::decisions::Decisions;
use crate::standing::demand::present_credential;
use crate::trust::ledger::Ledger;

/// The time after which an enrolment counts as due where its module does not say.
pub const USUAL_TIME: Duration = Duration { amount: 3, unit: Unit::Month };

/// What is known about everybody.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The approvals that count.
    pub ledger: &'a Ledger<'a>,
    /// The day by which it is known.
    pub as_of: Date,
    /// Everybody, sorted by id, whether still here or not.
    pub people: Vec<Known<'a>>,
}

/// What is known about one person.
#[derive(Debug)]
pub struct Known<'a> {
    /// Who.
    pub person: Entry<'a, Person>,
    /// Their positions in the order of their days, by present ids.
    pub posts: Vec<Post<'a>>,
    /// The days of their time here.
    pub stay: Span,
    /// Their awards that were not revoked.
    pub awards: Vec<Award<'a>>,
    /// Their ways to a role, one for each role.
    pub ways: Vec<Way<'a>>,
    /// Modules begun and not given up, by the day on which their time is over.
    pub modules: Vec<Due>,
    /// Second chances that were not given up, by their day.
    pub chances: Vec<Due>,
    /// Claims that were settled.
    pub settled: Vec<Settled>,
    /// What they learned.
    pub learned: Vec<Learned>,
}

/// Somebody's role and team from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post<'a> {
    /// The first day.
    pub from: Date,
    /// The role, by its present id; none where the catalog knows none.
    pub role: Option<&'a str>,
    /// The team, by its present id; none where the catalog knows none.
    pub team: Option<&'a str>,
}

/// Somebody's way to a role.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// The role.
    pub role: RoleEntry<'a>,
    /// The day they enrolled.
    pub start: Date,
    /// The last day that is known: of leaving, of withdrawing, or today.
    pub end: Date,
    /// The first day of being ready; never the first day of the way.
    pub ready: Option<Date>,
}

/// Something that was to be done by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: Date,
    /// Whether it was done.
    pub is_done: bool,
}

/// A claim that was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// The day of the claim.
    pub asked: Date,
    /// The day of the decision that settled it.
    pub answered: Date,
}

/// Learning that came to an end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Learned {
    /// The day.
    pub day: Date,
    /// Hours of learning time.
    pub hours: f64,
    /// What the place cost.
    pub cost: f64,
}

impl<'a> Facts<'a> {
    /// Reads what is known by the end of a day.
    #[must_use]
    pub fn of(ledger: &'a Ledger<'a>, as_of: Date) -> Self {
        Self::until(ledger, as_of, &|| false)
    }

    /// The same, of as many people as are read until `is_over`.
    #[must_use]
    pub fn until(ledger: &'a Ledger<'a>, as_of: Date, is_over: &(dyn Fn() -> bool + Sync)) -> Self {
        let all: Vec<Entry<'a, Person>> = ledger.catalog().all::<Person>().collect();
        let all = all.into_par_iter().filter(|_| !is_over());
        let people = all.map(|person| Known::of(ledger, person, as_of)).collect();
        Self { ledger, as_of, people }
    }

    /// The catalog.
    #[must_use]
    pub const fn catalog(&self) -> &'a Catalog {
        self.ledger.catalog()
    }

    /// Somebody, by their present id.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&Known<'a>> {
        let number = self.people.binary_search_by(|known| known.person.id().cmp(id)).ok()?;
        self.people.get(number)
    }
}

impl<'a> Known<'a> {
    fn of(ledger: &'a Ledger<'a>, person: Entry<'a, Person>, as_of: Date) -> Self {
        let catalog = ledger.catalog();
        let decisions = Decisions::of(ledger, person, as_of);
        let awards: Vec<Award<'a>> =
            decisions.awards().filter(|award| award.date <= as_of).cloned().collect();
        let posts = posts(catalog, person);
        let stay = stay(person, &posts, as_of);
        let known = Self {
            person,
            posts,
            stay,
            ways: Vec::new(),
            modules: modules(catalog, person, stay.to, as_of),
            chances: chances(catalog, person, &awards, stay.to, as_of),
            settled: settled(catalog, person, &decisions),
            learned: learned(catalog, person, as_of),
            awards,
        };
        Self { ways: known.ways(ledger, &decisions, as_of), ..known }
    }

    /// The person's id.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.person.id()
    }

    /// The position that holds on a day; of days before the first and after the last day here, the
    /// nearest.
    #[must_use]
    pub fn post(&self, day: Date) -> Option<Post<'a>> {
        let day = day.min(self.stay.to);
        let held = self.posts.iter().rev().find(|post| post.from <= day);
        held.or_else(|| self.posts.first()).copied()
    }

    /// Whether they are here on a day.
    #[must_use]
    pub fn is_here_on(&self, day: Date) -> bool {
        self.stay.contains(day)
    }

    /// Each new position in a span with the one before it; the first position is none.
    pub fn moves(&self, span: Span) -> impl Iterator<Item = (Post<'a>, Post<'a>)> {
        let last = span.to.min(self.stay.to);
        self.posts
            .windows(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
            .filter(move |(_, now)| span.from <= now.from && now.from <= last)
    }

    /// Hours and cost of what was learned in a span.
    #[must_use]
    pub fn learned_in(&self, span: Span) -> (f64, f64) {
        let inside = self.learned.iter().filter(|one| span.contains(one.day));
        inside.fold((0.0, 0.0), |(hours, cost), one| (hours + one.hours, cost + one.cost))
    }

    /// The ways to roles: of several to one role, the first that was not given up, or else the last.
    fn ways(&self, ledger: &'a Ledger<'a>, decisions: &Decisions<'a>, as_of: Date) -> Vec<Way<'a>> {
        let catalog = ledger.catalog();
        let mut ways: BTreeMap<&'a str, (bool, Way<'a>)> = BTreeMap::new();
        for enrolment in catalog.owned::<PathwayEnrolment>(self.id()) {
            let pathway = catalog.get::<Pathway>(enrolment.id());
            let to = pathway.and_then(|pathway| pathway.document.to.as_ref());
            let Some(role) = to.and_then(|to| catalog.role(to.as_str())) else { continue };
            let start = enrolment.document.enrolled;
            let withdrawn = enrolment.document.withdrawn.filter(|day| *day <= as_of);
            let end = withdrawn.unwrap_or(as_of).min(self.stay.to);
            if start > end {
                continue;
            }
            let goes_on = withdrawn.is_none();
            let way = Way { role, start, end, ready: None };
            let is_better =
                |(other_goes_on, other): &(bool, Way<'a>)| match (goes_on, other_goes_on) {
                    (true, true) => start < other.start,
                    (false, false) => start > other.start,
                    (goes_on, _) => goes_on,
                };
            if ways.get(role.id()).is_none_or(is_better) {
                ways.insert(role.id(), (goes_on, way));
            }
        }
        let found = ways.into_values().filter_map(|(_, way)| {
            let span = Span { from: way.start, to: way.end };
            let ready = first_ready(ledger, decisions, self.person, way.role, span);
            (ready != Some(way.start)).then_some(Way { ready, ..way })
        });
        found.collect()
    }
}

fn posts<'a>(catalog: &'a Catalog, person: Entry<'a, Person>) -> Vec<Post<'a>> {
    let mut posts: Vec<Post<'a>> = Vec::new();
    let mut positions: Vec<_> = person.document.roles.iter().collect();
    positions.sort_by_key(|position| position.from);
    for position in positions {
        let role = position.role.as_ref().and_then(|id| catalog.role(id.as_str()));
        let team = catalog.get::<Team>(position.team.as_str());
        let post = Post {
            from: position.from,
            role: role.map(|role| role.id()),
            team: team.map(|team| team.id()),
        };
        // Of entries that begin on the same day the later in the list holds.
        posts.pop_if(|last| last.from == post.from);
        posts.push(post);
    }
    posts
}

/// From the first to the last day here; where one of them is not known, from or to the calendar's end.
fn stay(person: Entry<'_, Person>, posts: &[Post<'_>], as_of: Date) -> Span {
    const FOREVER: i64 = 4_000_000;
    let first = person.document.joined.or_else(|| posts.first().map(|post| post.from));
    Span {
        from: first.unwrap_or_else(|| as_of.plus_days(-FOREVER)),
        to: person.document.left.unwrap_or_else(|| as_of.plus_days(FOREVER)),
    }
}

/// Modules whose time is over, without those that were given up or whose learner left before.
fn modules(catalog: &Catalog, person: Entry<'_, Person>, left: Date, as_of: Date) -> Vec<Due> {
    let due = |enrolment: Entry<'_, Enrolment>| {
        let module = catalog.get::<Module>(enrolment.id());
        let effort = module.and_then(|module| module.document.effort);
        let time = effort.and_then(|effort| effort.over).unwrap_or(USUAL_TIME);
        let day = time.after(enrolment.document.started);
        let is_done = enrolment.document.finished.is_some_and(|finished| finished <= as_of);
        let withdrawn = enrolment.document.withdrawn.is_some_and(|withdrawn| withdrawn <= as_of);
        let is_over = day <= as_of && (is_done || !withdrawn && day <= left);
        is_over.then_some(Due { day, is_done })
    };
    catalog.owned::<Enrolment>(person.id()).filter_map(due).collect()
}

/// Second chances whose day has come, without those that were given up or whose learner left before.
fn chances(
    catalog: &Catalog,
    person: Entry<'_, Person>,
    awards: &[Award<'_>],
    left: Date,
    as_of: Date,
) -> Vec<Due> {
    let due = |chance: Entry<'_, Remediation>| {
        let day = chance.document.redemonstrate_by;
        let is_withdrawn = chance.document.withdrawn.is_some_and(|withdrawn| withdrawn <= as_of);
        if day > as_of || day > left || is_withdrawn {
            return None;
        }
        let id = chance.document.claim.as_str();
        let claim =
            owned_record(catalog, Kind::Claim, id, person.id()).and_then(Entry::<Claim>::of)?;
        let subject = claimed(catalog, claim.document)?;
        let since = chance.record.date().or_else(|| claim.record.date());
        let is_it = |award: &&Award<'_>| {
            subject_of(catalog, award.subject) == subject
                && award.date <= day
                && since.is_none_or(|since| since <= award.date)
        };
        Some(Due { day, is_done: awards.iter().any(|award| is_it(&award)) })
    };
    catalog.owned::<Remediation>(person.id()).filter_map(due).collect()
}

/// What a claim asks for, by its present id.
fn claimed<'a>(catalog: &'a Catalog, claim: &'a Claim) -> Option<&'a str> {
    match (&claim.credential, &claim.competency) {
        (Some(credential), _) => Some(subject_of(catalog, credential.as_str())),
        (None, Some(competency)) => Some(subject_of(catalog, competency.id.as_str())),
        (None, None) => None,
    }
}

/// The present id of a credential or a competency.
fn subject_of<'a>(catalog: &'a Catalog, id: &'a str) -> &'a str {
    match catalog.competency(id) {
        Some(competency) => competency.id,
        None => present_credential(catalog, id),
    }
}

fn settled(
    catalog: &Catalog,
    person: Entry<'_, Person>,
    decisions: &Decisions<'_>,
) -> Vec<Settled> {
    let one = |claim: Entry<'_, Claim>| {
        let asked = claim.record.date()?;
        let day = |proof: &crate::standing::records::Proof<'_>| proof.approval().date;
        let answered = match decisions.on_claim(claim)? {
            Outcome::Awarded(award) => award.date,
            Outcome::NotYet(proofs) | Outcome::Revoked(proofs) => proofs.iter().map(day).min()?,
            Outcome::Waiting { .. } => return None,
        };
        Some(Settled { asked, answered })
    };
    catalog.owned::<Claim>(person.id()).filter_map(one).collect()
}

/// Modules finished, again as often as they were renewed, and training from elsewhere.
fn learned(catalog: &Catalog, person: Entry<'_, Person>, as_of: Date) -> Vec<Learned> {
    let hours = |effort: Option<Effort>| {
        effort.and_then(|effort| effort.learning).map_or(0.0, Duration::working_hours)
    };
    let mut learned = Vec::new();
    for enrolment in catalog.owned::<Enrolment>(person.id()) {
        let Some(module) = catalog.get::<Module>(enrolment.id()) else { continue };
        let (hours, cost) = (hours(module.document.effort), module.document.cost.unwrap_or(0.0));
        let document = enrolment.document;
        let days = document.finished.iter().chain(&document.renewed);
        learned.extend(days.map(|day| Learned { day: *day, hours, cost }));
    }
    for enrolment in catalog.owned::<PathwayEnrolment>(person.id()) {
        for training in &enrolment.document.own {
            let (hours, cost) = (hours(training.effort), training.cost.unwrap_or(0.0));
            learned.extend(training.finished.map(|day| Learned { day, hours, cost }));
        }
    }
    learned.retain(|one| one.day <= as_of);
    learned
}
