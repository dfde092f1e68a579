//! Items of a plan: what to do, why, and what has to come before it.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Satisfied;
use super::model::{Take, is_project, shows_the_latest};
use super::needs::{Needs, Thing};
use super::offer::{Badge, Offer, Teachers, with_included};
use super::route::Route;
use crate::base::date::Date;
use crate::base::reference::Ref;
use crate::catalog::Entry;
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::{OwnTraining, PathwayEnrolment};
use crate::standing::demand::{Demand, present_module};
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
    fn item(&self, take: Take<'a>, times: u32) -> Item<'a> {
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
            is_optional: false,
            cites: Vec::new(),
            cites_work: false,
            why: Vec::new(),
            after: BTreeSet::new(),
        }
    }

    /// The demands of the lines that are still open, each with its line's number; of groups, the members.
    fn open_demands(&self) -> impl Iterator<Item = (usize, &Demand<'a>)> {
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
    fn badges(&self) -> impl Iterator<Item = &Badge<'a>> {
        self.taken.keys().filter_map(|take| match take {
            Take::Credential(id) => self.offer.badges.get(id),
            _ => None,
        })
    }

    fn why(&self, take: Take<'a>) -> Vec<Why<'a>> {
        let mut lines: Vec<usize> = self
            .open_demands()
            .filter(|(_, demand)| self.serves(take, demand))
            .map(|(number, _)| number)
            .collect();
        lines.dedup();
        let mut why: Vec<Why<'a>> = lines.into_iter().map(Why::Line).collect();
        if let Take::Module(id) = take {
            why.extend(self.why_module(id));
        }
        if let Take::Work(_) = take {
            let asking = self.badges().filter(|badge| badge.work > 0);
            why.extend(asking.map(|badge| Why::For(badge.credential.id())));
        }
        let thing = match take {
            Take::Module(id) => Some(Thing::Module(id)),
            Take::Credential(id) => Some(Thing::Credential(id)),
            _ => None,
        };
        let is_this = |other: &Thing<'a>| self.leads_to(*other) == thing;
        for route in self.routes.iter().filter(|_| thing.is_some()) {
            for (number, item) in route.items.iter().enumerate() {
                if item.by.is_empty() && item.ways.iter().any(is_this) {
                    why.push(Why::Item(route.pathway, number));
                }
            }
            if route.electives.iter().chain(&route.chosen).any(is_this) {
                why.push(Why::Elective(route.pathway));
            }
        }
        if why.is_empty()
            && let Take::Module(_) = take
        {
            // What else would it be there for than for lines that ask for work from several modules.
            let portfolio = |(_, demand): &(usize, &Demand<'a>)| matches!(demand, Demand::Portfolio(wanted) if wanted.modules.is_some());
            why.extend(self.open_demands().find(portfolio).map(|(number, _)| Why::Line(number)));
        }
        why
    }

    /// What is taken where a thing is asked for: a retired module's successor.
    fn leads_to(&self, thing: Thing<'a>) -> Option<Thing<'a>> {
        match thing {
            Thing::Module(id) => match self.offer.module(id) {
                super::offer::Found::Open(id) => Some(Thing::Module(id)),
                _ => None,
            },
            Thing::Credential(id) => Some(Thing::Credential(id)),
        }
    }

    fn why_module(&self, id: &'a str) -> Vec<Why<'a>> {
        let mut why = Vec::new();
        for badge in self.badges() {
            let teaches = badge.teachers.iter().any(|teachers| teachers.contains(&id));
            if badge.needs.contains(&id) || teaches {
                why.push(Why::For(badge.credential.id()));
            }
        }
        for take in self.taken.keys() {
            match take {
                Take::Module(other) => {
                    let course = self.offer.courses.get(other);
                    if course.is_some_and(|course| course.before.contains(&id)) {
                        why.push(Why::Before(other));
                    }
                }
                Take::Competency { id: competency, step } => {
                    if self.offer.teachers(competency, *step).open.contains(&id) {
                        why.push(Why::ForCompetency(competency));
                    }
                }
                _ => {}
            }
        }
        why
    }

    /// Whether taking something helps to satisfy a demand directly.
    fn serves(&self, take: Take<'a>, demand: &Demand<'a>) -> bool {
        let badge = match take {
            Take::Credential(id) | Take::Again(id) => self.offer.badges.get(id),
            _ => None,
        };
        match (demand, take) {
            (
                Demand::Competency { id, step: Some(step), .. },
                Take::Competency { id: other, step: at },
            ) => *id == other && at >= *step,
            (Demand::Competency { id, step: Some(step), .. }, _) => badge.is_some_and(|badge| {
                badge.attests.iter().any(|(other, at)| other == id && at >= step)
            }),
            (Demand::Credential(id), _) => badge.is_some_and(|badge| badge.gives.contains(id)),
            (Demand::Module(id), Take::Module(other)) => *id == other,
            (Demand::Module(_) | Demand::Portfolio(_), Take::Judgement) => true,
            (Demand::Portfolio(wanted), Take::Work(of_type)) => {
                wanted.types.is_empty()
                    || wanted.types.iter().any(|word| Some(word.as_str()) == of_type)
            }
            (Demand::Portfolio(wanted), Take::Module(id)) => {
                wanted.projects.is_some() && is_project(self.offer.catalog, id)
            }
            _ => false,
        }
    }

    /// What has to come before something.
    fn before(&self, take: Take<'a>) -> Vec<Take<'a>> {
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

    /// Says which claims cite what counts only once it is judged.
    fn cite(&self, items: &mut [Item<'a>]) {
        let demands = self.to_be_judged();
        for demand in &demands {
            match demand {
                Demand::Module(id) => {
                    let is_there = self.offer.is_finished(id);
                    if !is_there && !self.taken.contains_key(&Take::Module(id)) {
                        continue;
                    }
                    let fits = |item: &Item<'a>| match item.what {
                        What::Take(Take::Credential(credential)) => self.is_about(credential, id),
                        _ => false,
                    };
                    let number = items.iter().position(fits);
                    let number = number.or_else(|| items.iter().position(Item::is_claim));
                    if let Some(item) = number.and_then(|number| items.get_mut(number))
                        && !item.cites.contains(id)
                    {
                        item.cites.push(id);
                    }
                }
                Demand::Portfolio(_) => {
                    let needs_work = |item: &Item<'a>| match item.what {
                        What::Take(Take::Credential(id)) => {
                            self.offer.badges.get(id).is_some_and(|badge| badge.work > 0)
                        }
                        _ => false,
                    };
                    let number = items.iter().position(needs_work);
                    let number = number.or_else(|| items.iter().position(Item::is_claim));
                    if let Some(item) = number.and_then(|number| items.get_mut(number)) {
                        item.cites_work = true;
                    }
                }
                _ => {}
            }
        }
    }

    /// The open demands that only judged work satisfies; of a group, those that it takes beside what
    /// claims give anyway.
    fn to_be_judged(&self) -> Vec<Demand<'a>> {
        let is_given = |member: &Demand<'a>| {
            let taken = self
                .taken
                .keys()
                .filter(|take| !matches!(take, Take::Module(_) | Take::Work(_) | Take::Judgement));
            taken.into_iter().any(|take| self.serves(*take, member))
        };
        let mut demands = Vec::new();
        for (state, satisfied) in self.readiness.lines.iter().zip(&self.needs.lines) {
            if matches!(satisfied, Satisfied::Already | Satisfied::On(_)) {
                continue;
            }
            match &state.line.demand {
                Demand::Choose { count, from, .. } => {
                    let given = from.iter().filter(|member| is_given(member)).count();
                    let others = from.iter().filter(|member| !is_given(member));
                    let there = others.filter(|member| match member {
                        Demand::Module(id) => {
                            self.offer.is_finished(id) || self.taken.contains_key(&Take::Module(id))
                        }
                        _ => true,
                    });
                    demands.extend(there.take(count.saturating_sub(given)).cloned());
                }
                demand => demands.push(demand.clone()),
            }
        }
        demands
    }

    /// Whether a credential needs a module or assesses it.
    fn is_about(&self, credential: &str, module: &str) -> bool {
        let Some(badge) = self.offer.badges.get(credential) else { return false };
        let catalog = self.offer.catalog;
        let mut needs = badge.credential.document.needs.modules.iter();
        let assessed = catalog.get::<Module>(module).and_then(|module| {
            let by = module.document.assessed_by.as_ref()?;
            with_included(catalog, credential)
                .contains(crate::standing::demand::present_credential(catalog, by.as_str()))
                .then_some(())
        });
        assessed.is_some() || needs.any(|id| present_module(catalog, id.as_str()) == module)
    }

    /// Training of their own that is not finished; its time is spent like any other.
    #[must_use]
    pub fn own(&self, enrolments: &[Entry<'a, PathwayEnrolment>], day: Date) -> Vec<Item<'a>> {
        let mut own = Vec::new();
        for enrolment in enrolments {
            for (number, training) in enrolment.document.own.iter().enumerate() {
                if training.finished.is_some_and(|finished| finished <= day) {
                    continue;
                }
                let learning = training.effort.and_then(|effort| effort.learning);
                let mut item = self.item(Take::Judgement, 1);
                item.what = What::Own(*enrolment, number);
                item.minutes = learning.map_or(0, super::offer::minutes);
                let goal = training.for_goal.as_ref().map(|goal| goal.as_str());
                item.why = vec![Why::Own(goal)];
                own.push(item);
            }
        }
        own
    }

    /// Modules for those who want to go on: what the credentials of the plan, and those that are held,
    /// name as stretch, with what comes before each.
    #[must_use]
    pub fn stretch(&self, items: &[Item<'a>]) -> Vec<Item<'a>> {
        let offer = self.offer;
        let mut added: Vec<Item<'a>> = Vec::new();
        let mut numbers: BTreeMap<&'a str, usize> = BTreeMap::new();
        for (number, item) in items.iter().enumerate() {
            if let What::Take(Take::Module(id)) = item.what {
                numbers.insert(id, number);
            }
        }
        let planned = |id: &str| {
            self.taken.keys().any(|take| matches!(take, Take::Credential(it) if *it == id))
        };
        let asked = |id: &str| {
            let demands = self.readiness.lines.iter().map(|state| &state.line.demand);
            demands.into_iter().any(|demand| matches!(demand, Demand::Credential(it) if *it == id))
        };
        let on = offer.badges.values().filter(|badge| {
            let id = badge.credential.id();
            planned(id) || badge.is_held && asked(id)
        });
        for badge in on {
            for module in badge.credential.document.stretch.iter().map(Ref::as_str) {
                let super::offer::Found::Open(id) = offer.module(module) else { continue };
                let mut open = vec![(id, Why::Stretch(badge.credential.id()))];
                while let Some((id, why)) = open.pop() {
                    let Some(course) = offer.courses.get(id) else { continue };
                    if course.module.document.status != Status::Active || numbers.contains_key(id) {
                        continue;
                    }
                    numbers.insert(id, items.len() + added.len());
                    let mut item = self.item(Take::Module(id), 1);
                    item.is_optional = true;
                    item.why = vec![why];
                    added.push(item);
                    open.extend(course.before.iter().map(|before| (*before, Why::Before(id))));
                }
            }
        }
        for item in &mut added {
            if let What::Take(take) = item.what {
                let before = self.before(take).into_iter();
                item.after = before
                    .filter_map(|take| match take {
                        Take::Module(id) => numbers.get(id).copied(),
                        _ => None,
                    })
                    .collect();
            }
        }
        added
    }
}
