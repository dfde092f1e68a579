//! Routes: the pathways that somebody is on towards the role, and what is still open on each.

use std::collections::BTreeSet;

use super::gap::Gap;
use super::model::{Model, Satisfied, Take};
use super::needs::{Need, Needs, Thing};
use super::offer::{Found, Offer};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::cohort::Cohort;
use crate::kinds::credential::Credential;
use crate::kinds::module::Module;
use crate::kinds::pathway::{Electives, Fulfilment, Pathway, PathwayKind};
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::standing::decisions::Decisions;
use crate::standing::demand::{Demand, present_credential, present_module};
use crate::standing::holdings::Holdings;
use crate::trust::ledger::Ledger;

/// A pathway that somebody is on.
#[derive(Debug, Clone)]
pub struct Route<'a> {
    /// The pathway.
    pub pathway: Entry<'a, Pathway>,
    /// The enrolment in it.
    pub enrolment: Entry<'a, PathwayEnrolment>,
    /// Of each item, whether it is fulfilled, by what; or what fulfils it now.
    pub items: Vec<ItemState<'a>>,
    /// What can be chosen from, each once.
    pub electives: Vec<Thing<'a>>,
    /// What they have chosen.
    pub chosen: Vec<Thing<'a>>,
    /// What they have of the electives.
    pub taken: BTreeSet<Thing<'a>>,
}

/// Where an item of a pathway stands.
#[derive(Debug, Clone, Default)]
pub struct ItemState<'a> {
    /// What has fulfilled it.
    pub by: BTreeSet<Thing<'a>>,
    /// What fulfils it now.
    pub ways: BTreeSet<Thing<'a>>,
}

/// What somebody has done and holds, as far as pathways ask for it.
#[derive(Debug, Clone, Copy)]
pub struct Done<'o, 'a> {
    /// What they have finished and can take.
    pub offer: &'o Offer<'a>,
    /// What was decided about them.
    pub decisions: &'o Decisions<'a>,
    /// What they hold once open claims are granted.
    pub held: &'o Holdings<'a>,
    /// The day.
    pub day: Date,
    /// The day on which the plan begins.
    pub start: Date,
}

/// The pathways that `person` is on and that lead to the role, or are electives for their own sake.
#[must_use]
pub fn routes<'a>(done: Done<'_, 'a>, person: &str, role: RoleEntry<'a>) -> Vec<Route<'a>> {
    let catalog = done.offer.catalog;
    let leads_here = |pathway: &Pathway| match &pathway.to {
        Some(to) => catalog.role(to.as_str()).is_some_and(|to| to.id() == role.id()),
        None => pathway.kind == PathwayKind::Electives,
    };
    walked(catalog, person, done.day)
        .into_iter()
        .filter(|(_, pathway)| leads_here(pathway.document))
        .map(|(enrolment, pathway)| Route::of(done, pathway, enrolment))
        .collect()
}

/// All pathways that `person` is on, wherever they lead, with what they hold on the day.
#[must_use]
pub fn all<'a>(ledger: &'a Ledger<'a>, person: Entry<'a, Person>, day: Date) -> Vec<Route<'a>> {
    with_offer(ledger, person, day).0
}

/// The same, with what the catalog offers them.
#[must_use]
pub fn with_offer<'a>(
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    day: Date,
) -> (Vec<Route<'a>>, Offer<'a>) {
    let catalog = ledger.catalog();
    let decisions = Decisions::of(ledger, person, day);
    let awards = decisions.awards_on(day).map(|award| award.subject);
    let earned: BTreeSet<&str> = awards.map(|id| present_credential(catalog, id)).collect();
    let held = &decisions.held;
    let offer = Offer::of(catalog, person, held, &earned, day);
    let done = Done { offer: &offer, decisions: &decisions, held, day, start: day };
    let routes = walked(catalog, person.id(), day)
        .into_iter()
        .map(|(enrolment, pathway)| Route::of(done, pathway, enrolment))
        .collect();
    (routes, offer)
}

fn walked<'a>(
    catalog: &'a Catalog,
    person: &str,
    day: Date,
) -> Vec<(Entry<'a, PathwayEnrolment>, Entry<'a, Pathway>)> {
    catalog
        .owned::<PathwayEnrolment>(person)
        .filter(move |enrolment| {
            let document = enrolment.document;
            document.enrolled <= day && document.withdrawn.is_none_or(|withdrawn| withdrawn > day)
        })
        .filter_map(|enrolment| Some((enrolment, catalog.get::<Pathway>(enrolment.id())?)))
        .collect()
}

impl<'a> Route<'a> {
    fn of(
        done: Done<'_, 'a>,
        pathway: Entry<'a, Pathway>,
        enrolment: Entry<'a, PathwayEnrolment>,
    ) -> Self {
        let catalog = done.offer.catalog;
        let items = pathway.document.items.iter();
        let items = items.map(|item| done.item(&item.fulfil)).collect();
        let electives = electives(catalog, pathway.document);
        let mut chosen = Vec::new();
        for elective in &enrolment.document.electives {
            let thing = thing(catalog, elective.module.as_ref(), elective.credential.as_ref());
            chosen.extend(thing.filter(|thing| !chosen.contains(thing)));
        }
        let taken = electives.iter().chain(&chosen).copied().filter(|thing| done.has(*thing));
        let taken = taken.collect();
        Self { pathway, enrolment, items, electives, chosen, taken }
    }

    /// The cohort they take it with.
    #[must_use]
    pub fn cohort(&self, catalog: &'a Catalog) -> Option<Entry<'a, Cohort>> {
        catalog.get::<Cohort>(self.enrolment.document.cohort.as_ref()?.as_str())
    }

    /// Adds what is open on it to the needs of a plan.
    pub fn add_needs(&self, model: &mut Model<'_, 'a>, needs: &mut Needs<'a>) {
        // A way to fulfil an item that is an elective too is used for one of both.
        let mut uses: Vec<(Thing<'a>, usize)> = Vec::new();
        for (number, item) in self.items.iter().enumerate() {
            if !item.by.is_empty() {
                continue;
            }
            let need = Need::Item(self.pathway, number);
            let mut terms = Vec::new();
            let mut gap = Gap::Unreadable;
            for way in &item.ways {
                match taking(model, *way) {
                    Ok(quantity) if self.electives.contains(way) => {
                        let place = model.free(1);
                        model.program.row([(quantity, 1), (place, -1)], 0);
                        uses.push((*way, place));
                        terms.push((place, 1));
                    }
                    Ok(quantity) => terms.push((quantity, 1)),
                    Err(closed) => gap = closed,
                }
            }
            if terms.is_empty() {
                needs.unmet(need, gap);
            } else {
                needs.goal(need, terms, 1);
            }
        }
        if let Some(electives) = &self.pathway.document.electives {
            self.add_electives(electives, &uses, model, needs);
        }
        for thing in self.chosen.iter().filter(|thing| !self.taken.contains(thing)) {
            match taking(model, *thing) {
                Ok(quantity) => {
                    needs.goal(Need::Chosen(self.pathway, *thing), vec![(quantity, 1)], 1);
                }
                Err(gap) => needs.unmet(Need::Chosen(self.pathway, *thing), gap),
            }
        }
    }

    fn add_electives(
        &self,
        electives: &'a Electives,
        uses: &[(Thing<'a>, usize)],
        model: &mut Model<'_, 'a>,
        needs: &mut Needs<'a>,
    ) {
        let catalog = model.catalog();
        let mut there: Vec<Thing<'a>> = Vec::new();
        let mut possible: Vec<(Thing<'a>, usize)> = Vec::new();
        for thing in &self.electives {
            // What alone has fulfilled an item is used up by it.
            let is_used = |item: &ItemState<'a>| item.by.len() == 1 && item.by.contains(thing);
            if self.items.iter().any(is_used) {
                continue;
            }
            if self.taken.contains(thing) {
                there.push(*thing);
            } else if let Ok(quantity) = taking(model, *thing) {
                let same = uses.iter().filter(|(other, _)| other == thing);
                let places: Vec<usize> = same.map(|(_, place)| *place).collect();
                if places.is_empty() {
                    possible.push((*thing, quantity));
                    continue;
                }
                let counted = model.free(1);
                model.program.row([(quantity, 1), (counted, -1)], 0);
                for place in places {
                    model.program.row([(place, -1), (counted, -1)], -1);
                }
                possible.push((*thing, counted));
            }
        }
        let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let need = usize::from(electives.choose);
        let can = there.len() + possible.len();
        if can < need {
            let gap = Gap::FewChoices { possible: can, need };
            needs.unmet(Need::Electives(self.pathway), gap);
        }
        let terms = possible.iter().map(|(_, quantity)| (*quantity, 1)).collect();
        let least = whole(need.min(can)) - whole(there.len());
        needs.goal(Need::Electives(self.pathway), terms, least);
        for theme in &electives.cover {
            let id = theme.as_str();
            let touches = |thing: &Thing<'a>| themes(catalog, *thing).contains(id);
            if there.iter().any(touches) {
                continue;
            }
            let touching = possible.iter().filter(|(thing, _)| touches(thing));
            let terms: Vec<(usize, i64)> = touching.map(|(_, quantity)| (*quantity, 1)).collect();
            let need = Need::Theme(self.pathway, id);
            if terms.is_empty() {
                needs.unmet(need, Gap::FewChoices { possible: 0, need: 1 });
            } else {
                needs.goal(need, terms, 1);
            }
        }
    }
}

impl<'a> Done<'_, 'a> {
    /// Where an item stands that can be fulfilled in these ways.
    ///
    /// It is fulfilled for good once, on some day, one of its lines was in force and they had what it
    /// names.
    fn item(&self, ways: &'a [Fulfilment]) -> ItemState<'a> {
        let catalog = self.offer.catalog;
        let mut state = ItemState::default();
        for way in ways {
            let Some(thing) = thing(catalog, way.module.as_ref(), way.credential.as_ref()) else {
                continue;
            };
            let since = way.since.filter(|since| *since > self.day);
            if since.is_none() && self.had(thing, way.since, way.until) {
                state.by.insert(thing);
            }
            let has_begun = way.since.is_none_or(|since| since <= self.start);
            if has_begun && way.until.is_none_or(|until| until >= self.start) {
                state.ways.insert(thing);
            }
        }
        state
    }

    /// Whether they had something on some day between two days.
    fn had(&self, thing: Thing<'a>, since: Option<Date>, until: Option<Date>) -> bool {
        let began_in_time = |date: Date| until.is_none_or(|until| date <= until);
        match thing {
            Thing::Module(id) => match self.offer.finished_on(id) {
                Some(date) => began_in_time(date),
                None => began_in_time(self.day) && self.has(thing),
            },
            Thing::Credential(id) => {
                let demand = Demand::Credential(id);
                let catalog = self.offer.catalog;
                let awarded = self.decisions.awards().any(|award| {
                    began_in_time(award.date)
                        && award.until.is_none_or(|end| since.is_none_or(|since| end >= since))
                        && self.decisions.gives(award).satisfies(catalog, &demand)
                });
                awarded || began_in_time(self.day) && self.held.satisfies(catalog, &demand)
            }
        }
    }

    /// Whether they have something now, or will once their open claims are granted.
    fn has(&self, thing: Thing<'a>) -> bool {
        match thing {
            Thing::Module(id) => self.offer.module(id) == Found::Finished,
            Thing::Credential(id) => {
                let ever = self.decisions.awards().any(|award| {
                    let gives = self.decisions.gives(award);
                    gives.satisfies(self.offer.catalog, &Demand::Credential(id))
                });
                ever || self.held.satisfies(self.offer.catalog, &Demand::Credential(id))
            }
        }
    }
}

/// The quantity of taking something; or why nobody can.
fn taking<'a>(model: &mut Model<'_, 'a>, thing: Thing<'a>) -> Result<usize, Gap<'a>> {
    match thing {
        Thing::Module(id) => match model.offer.module(id) {
            Found::Open(id) => Ok(model.take(Take::Module(id), 1)),
            Found::Finished => Ok(model.free(1)),
            Found::Closed(why) => Err(Gap::Closed { module: id, why }),
        },
        Thing::Credential(id) => match model.satisfied(&Demand::Credential(id)) {
            Satisfied::When(quantity) => Ok(quantity),
            Satisfied::Already | Satisfied::On(_) => Ok(model.free(1)),
            Satisfied::Never(gap) => Err(gap),
        },
    }
}

/// What the electives of a pathway can be chosen from, each once.
pub(super) fn electives<'a>(catalog: &'a Catalog, pathway: &'a Pathway) -> Vec<Thing<'a>> {
    let offers = pathway.electives.iter().flat_map(|electives| &electives.from);
    let mut electives = Vec::new();
    for offer in offers {
        let thing = thing(catalog, offer.module.as_ref(), offer.credential.as_ref());
        electives.extend(thing.filter(|thing| !electives.contains(thing)));
    }
    electives
}

/// What an offer names, by its present id; none where it names nothing, or two things.
pub(super) fn thing<'a>(
    catalog: &'a Catalog,
    module: Option<&'a Ref<to::Module>>,
    credential: Option<&'a Ref<to::Credential>>,
) -> Option<Thing<'a>> {
    match (module, credential) {
        (Some(id), None) => Some(Thing::Module(present_module(catalog, id.as_str()))),
        (None, Some(id)) => Some(Thing::Credential(present_credential(catalog, id.as_str()))),
        _ => None,
    }
}

/// The themes of what a module teaches, or of what a credential and those it includes attest.
#[must_use]
pub fn themes<'a>(catalog: &'a Catalog, thing: Thing<'a>) -> BTreeSet<&'a str> {
    let theme = |competency: &str| {
        catalog.competency(competency)?.competency.theme.as_ref().map(Id::as_str)
    };
    match thing {
        Thing::Module(id) => {
            let module = catalog.get::<Module>(id);
            let teaches = module.into_iter().flat_map(|module| &module.document.teaches);
            teaches.filter_map(|teaches| theme(teaches.competency.as_str())).collect()
        }
        Thing::Credential(id) => {
            let given = super::badge::with_included(catalog, id);
            let given = given.into_iter().filter_map(|id| catalog.get::<Credential>(id));
            given
                .flat_map(|credential| &credential.document.attests)
                .filter_map(|attested| theme(attested.competency.as_str()))
                .collect()
        }
    }
}
