//! What of a pathway cannot be fulfilled, whatever somebody takes and earns.

use std::collections::BTreeSet;

use super::needs::Thing;
use super::offer::{Found, Offer};
use super::route::{self, ItemState, Route, themes, thing};
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::{Catalog, Entry};
use crate::kinds::pathway::{Item, Pathway};
use crate::kinds::person::Person;
use crate::trust::ledger::Ledger;

/// A pathway and what of it cannot be fulfilled.
#[derive(Debug, Clone)]
pub struct Seen<'a> {
    /// The pathway.
    pub pathway: Entry<'a, Pathway>,
    /// Its parts that cannot be.
    pub barred: Vec<Barred<'a>>,
    /// Whether some of its electives cannot be taken.
    pub is_narrow: bool,
}

/// A part of a pathway that cannot be fulfilled.
#[derive(Debug, Clone)]
pub struct Barred<'a> {
    /// Which part.
    pub part: Part<'a>,
    /// What would fulfil it, if it could be taken or earned, sorted.
    pub ways: Vec<Thing<'a>>,
}

/// A part of a pathway.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    /// An item.
    Item(&'a Item),
    /// As many electives as are to be chosen.
    Electives,
    /// A theme that the electives have to touch.
    Theme(&'a str),
}

/// The pathways that `person` is on, each with what of it they cannot fulfil.
#[must_use]
pub fn to<'a>(ledger: &'a Ledger<'a>, person: Entry<'a, Person>, day: Date) -> Vec<Seen<'a>> {
    let (routes, offer) = route::with_offer(ledger, person, day);
    let of = |it: &Route<'a>| seen(&offer, it.pathway, &it.items, &it.electives, &it.taken);
    routes.iter().map(of).collect()
}

/// Every pathway of a catalog, with what of it nobody can fulfil who has finished nothing and holds nothing.
#[must_use]
pub fn to_newcomers(catalog: &Catalog, day: Date) -> Vec<Seen<'_>> {
    let offer = Offer::to_newcomers(catalog);
    catalog
        .all::<Pathway>()
        .map(|pathway| {
            let items = pathway.document.items.iter();
            let items: Vec<ItemState<'_>> =
                items.map(|item| untouched(catalog, item, day)).collect();
            let electives = route::electives(catalog, pathway.document);
            seen(&offer, pathway, &items, &electives, &BTreeSet::new())
        })
        .collect()
}

/// An item that nothing has fulfilled, with the ways in force on a day.
fn untouched<'a>(catalog: &'a Catalog, item: &'a Item, day: Date) -> ItemState<'a> {
    let holds = item.fulfil.iter().filter(|way| {
        way.since.is_none_or(|since| since <= day) && way.until.is_none_or(|until| until >= day)
    });
    let ways = holds.filter_map(|way| thing(catalog, way.module.as_ref(), way.credential.as_ref()));
    ItemState { by: BTreeSet::new(), ways: ways.collect() }
}

fn seen<'a>(
    offer: &Offer<'a>,
    pathway: Entry<'a, Pathway>,
    items: &[ItemState<'a>],
    electives: &[Thing<'a>],
    taken: &BTreeSet<Thing<'a>>,
) -> Seen<'a> {
    let mut barred = Vec::new();
    for (item, state) in pathway.document.items.iter().zip(items) {
        if state.by.is_empty() && !state.ways.iter().any(|way| can(offer, *way)) {
            let ways = state.ways.iter().copied().collect();
            barred.push(Barred { part: Part::Item(item), ways });
        }
    }
    let Some(asked) = &pathway.document.electives else {
        return Seen { pathway, barred, is_narrow: false };
    };
    // What alone has fulfilled an item is used up by it.
    let is_used =
        |thing: &Thing<'a>| items.iter().any(|item| item.by.len() == 1 && item.by.contains(thing));
    let counts = |thing: &Thing<'a>| taken.contains(thing) || can(offer, *thing);
    let free = electives.iter().copied().filter(|thing| !is_used(thing));
    let (there, closed): (Vec<_>, Vec<_>) = free.partition(counts);
    if there.len() < usize::from(asked.choose) {
        barred.push(Barred { part: Part::Electives, ways: closed.clone() });
    }
    for theme in asked.cover.iter().map(Id::as_str) {
        let touches = |thing: &Thing<'a>| themes(offer.catalog, *thing).contains(theme);
        if !there.iter().any(touches) {
            let ways = closed.iter().copied().filter(touches).collect();
            barred.push(Barred { part: Part::Theme(theme), ways });
        }
    }
    Seen { pathway, barred, is_narrow: !closed.is_empty() }
}

/// Whether something can be taken or earned, or was.
fn can<'a>(offer: &Offer<'a>, thing: Thing<'a>) -> bool {
    match thing {
        Thing::Module(id) => !matches!(offer.module(id), Found::Closed(_)),
        Thing::Credential(id) => offer.badges.values().any(|badge| badge.gives.contains(id)),
    }
}
