//! Items of a plan: what to do, why, and what has to come before it.

use std::collections::{BTreeMap, BTreeSet};

use super::badge::Badge;
use super::model::{Satisfied, Take, shows_the_latest};
use super::needs::Needs;
use super::offer::{Offer, Teachers};
use super::route::Route;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::{OwnTraining, PathwayEnrolment};
use crate::standing::demand::Demand;
use crate::standing::pieces::is_project;
use crate::standing::readiness::Readiness;

/// Something to do.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// Something of the catalog.
    Take(Take<'a>),
    /// Training from elsewhere, by its number in the enrolment.
    Own(Entry<'a, PathwayEnrolment>, usize),
}

impl<'a> What<'a> {
    /// The training from elsewhere, if it is some.
    #[must_use]
    pub fn own(self) -> Option<&'a OwnTraining> {
        match self {
            Self::Own(enrolment, number) => enrolment.document.own.get(number),
            Self::Take(_) => None,
        }
    }
}

/// Why something is in a plan.
#[derive(Debug, Clone, Copy)]
pub enum Why<'a> {
    /// It serves a line of the role, by its number in the readiness.
    Line(usize),
    /// This module asks for it.
    Before(&'a str),
    /// This credential asks for it, or attests what it teaches.
    For(&'a str),
    /// It teaches a competency that is judged for itself.
    ForCompetency(&'a str),
    /// It fulfils an item of a pathway, by its number.
    Item(Entry<'a, Pathway>, usize),
    /// It is one of the electives of a pathway.
    Elective(Entry<'a, Pathway>),
    /// Those who hold this credential can go on with it.
    Stretch(&'a str),
    /// A goal of their own justifies it, where one is named.
    Own(Option<&'a str>),
}

/// Something to do, when, and why.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// What to do.
    pub what: What<'a>,
    /// How often, or how many pieces.
    pub times: u32,
    /// The learning time it takes, in minutes.
    pub minutes: u64,
    /// Whether the learning time is the catalog's usual one, since the module states none.
    pub is_estimated: bool,
    /// The day on which it was begun.
    pub begun: Option<Date>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The day by which it is fixed, as a remediation says.
    pub due: Option<Date>,
    /// Of a claim: the last day of what it renews.
    pub renews: Option<Date>,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// Modules whose enrolment a claim has to cite, since only judged work counts.
    pub cites: Vec<&'a str>,
    /// Whether a claim has to cite work of theirs for lines that ask for judged work.
    pub cites_work: bool,
    /// Why it is there.
    pub why: Vec<Why<'a>>,
    /// Items of the plan that come first, by number.
    pub after: BTreeSet<usize>,
}

impl Item<'_> {
    /// Adds a line to the reasons, once.
    pub(super) fn add_line(&mut self, line: usize) {
        let is_known = |why: &Why<'_>| matches!(why, Why::Line(known) if *known == line);
        if !self.why.iter().any(is_known) {
            self.why.push(Why::Line(line));
        }
    }

    /// Whether it asks somebody for a judgement.
    #[must_use]
    pub const fn is_claim(&self) -> bool {
        matches!(
            self.what,
            What::Take(
                Take::Credential(_) | Take::Again(_) | Take::Competency { .. } | Take::Judgement
            )
        )
    }
}

/// What all items are made from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'s, 'a> {
    /// What the catalog offers.
    pub offer: &'s Offer<'a>,
    /// The lines.
    pub readiness: &'s Readiness<'a>,
    /// How each line can be satisfied.
    pub needs: &'s Needs<'a>,
    /// The pathways on the way.
    pub routes: &'s [Route<'a>],
    /// What is taken, and how often.
    pub taken: &'s BTreeMap<Take<'a>, u32>,
    /// The first day of the plan.
    pub start: Date,
}

/// The items of what was chosen, with reasons and with what comes before each; not yet dated.
#[must_use]
pub fn items<'a>(sources: Sources<'_, 'a>) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = sources
        .taken
        .iter()
        .map(|(take, times)| {
            let mut item = sources.item(*take, *times);
            item.why = sources.why(*take);
            item
        })
        .collect();
    sources.cite(&mut items);
    let numbers: BTreeMap<Take<'a>, usize> = sources.taken.keys().copied().zip(0..).collect();
    for item in &mut items {
        let What::Take(take) = item.what else { continue };
        let cited = item.cites.iter().map(|id| Take::Module(id));
        let before = sources.before(take).into_iter().chain(cited);
        item.after = before.filter_map(|take| numbers.get(&take).copied()).collect();
        if item.cites_work {
            let work = numbers.iter().filter(|(take, _)| matches!(take, Take::Work(_)));
            item.after.extend(work.map(|(_, number)| *number));
        }
    }
    items
}

impl<'a> Sources<'_, 'a> {
    pub(super) fn item(&self, take: Take<'a>, times: u32) -> Item<'a> {
        let course = match take {
            Take::Module(id) => self.offer.courses.get(id),
            _ => None,
        };
        Item {
            what: What::Take(take),
            times,
            minutes: course.map_or(0, |course| course.minutes),
            is_estimated: course.is_some_and(|course| course.is_estimated),
            begun: course.and_then(|course| course.begun),
            from: self.start,
            until: self.start,
            due: None,
            renews: None,
            is_optional: false,
            cites: Vec::new(),
            cites_work: false,
            why: Vec::new(),
            after: BTreeSet::new(),
        }
    }

    /// The demands of the lines that are still open, each with its line's number; of groups, the members.
    pub(super) fn open_demands(&self) -> impl Iterator<Item = (usize, &Demand<'a>)> {
        let lines = self.readiness.lines.iter().zip(&self.needs.lines).enumerate();
        lines
            .filter(|(_, (_, satisfied))| {
                !matches!(satisfied, Satisfied::Already | Satisfied::On(_))
            })
            .flat_map(|(number, (state, _))| {
                let members = match &state.line.demand {
                    Demand::Choose { from, .. } => from.as_slice(),
                    demand => std::slice::from_ref(demand),
                };
                members.iter().map(move |member| (number, member))
            })
    }

    /// The credentials of the plan, first and further awards.
    pub(super) fn badges(&self) -> impl Iterator<Item = &Badge<'a>> {
        self.taken.keys().filter_map(|take| match take {
            Take::Credential(id) => self.offer.badges.get(id),
            _ => None,
        })
    }

    /// What has to come before something.
    pub(super) fn before(&self, take: Take<'a>) -> Vec<Take<'a>> {
        let modules = |ids: &[&'a str]| ids.iter().map(|id| Take::Module(id)).collect::<Vec<_>>();
        match take {
            Take::Module(id) => {
                self.offer.courses.get(id).map_or_else(Vec::new, |course| modules(&course.before))
            }
            Take::Credential(id) => {
                let Some(badge) = self.offer.badges.get(id) else { return Vec::new() };
                let mut before = modules(&badge.needs);
                before.extend(badge.teachers.iter().flat_map(|teachers| modules(teachers)));
                if badge.work > 0 {
                    before.extend(self.work());
                }
                before.extend(self.shown_earlier(badge));
                before
            }
            Take::Again(id) => {
                let mut before = vec![Take::Credential(id)];
                let badge = self.offer.badges.get(id);
                before.extend(badge.into_iter().flat_map(|badge| self.shown_earlier(badge)));
                before.extend(self.work());
                before
            }
            Take::Competency { id, step } => {
                let Teachers { open, .. } = self.offer.teachers(id, step);
                modules(&open)
            }
            Take::Judgement => self.work().collect(),
            Take::Work(_) => {
                let is_wanted = |(_, demand): (usize, &Demand<'a>)| matches!(demand, Demand::Portfolio(wanted) if wanted.projects.is_some());
                if !self.open_demands().any(is_wanted) {
                    return Vec::new();
                }
                let catalog = self.offer.catalog;
                let taken = self.taken.keys().copied();
                taken
                    .filter(|take| matches!(take, Take::Module(id) if is_project(catalog, id)))
                    .collect()
            }
        }
    }

    fn work(&self) -> impl Iterator<Item = Take<'a>> {
        self.taken.keys().copied().filter(|take| matches!(take, Take::Work(_)))
    }

    /// Credentials of the plan that attest less of a competency that stands where it was shown last.
    fn shown_earlier(&self, badge: &Badge<'a>) -> Vec<Take<'a>> {
        let catalog = self.offer.catalog;
        let attests_less = |other: &Badge<'a>| {
            badge.attests.iter().any(|(id, step)| {
                shows_the_latest(catalog, id)
                    && other.attests.iter().any(|(less, at)| less == id && at < step)
            })
        };
        let taken = self.taken.keys().copied().filter(|take| match take {
            Take::Credential(id) | Take::Again(id) => {
                *id != badge.credential.id() && self.offer.badges.get(id).is_some_and(attests_less)
            }
            _ => false,
        });
        taken.collect()
    }
}
