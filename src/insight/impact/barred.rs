//! Parts of pathways that somebody could fulfil and no longer can, because what led there is closed.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Sides;
use super::reach::can_bar;
use super::targets::on_pathways;
use crate::catalog::Catalog;
use crate::insight::plan::barred::{self, Barred, Part, Seen};
use crate::insight::plan::needs::Thing;
use crate::kinds::pathway::{Item, Pathway};
use crate::kinds::person::Person;

/// A part of a pathway that can no longer be fulfilled.
#[derive(Debug, Clone)]
pub struct BarredImpact {
    /// Which part.
    pub part: BarredPart,
    /// The modules and credentials that would fulfil it, by id; none of them can be taken or earned.
    pub ways: Vec<String>,
    /// Whoever is on the pathway, could fulfil it and no longer can, by id.
    pub who: Vec<String>,
}

/// A part of a pathway.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum BarredPart {
    /// An item, with its title.
    Item {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
    },
    /// The number of electives.
    Electives,
    /// A theme that the electives have to touch, by id.
    Theme(String),
}

/// The parts that are barred, with those for whom they are, by the present id of the pathway.
///
/// What bars nothing to newcomers bars nothing to others, who have done more; only electives may be used up.
/// So only people on pathways that are closed to newcomers somewhere are looked at one by one.
pub(super) fn barred(sides: &Sides<'_>, people: &[&str]) -> BTreeMap<String, Vec<BarredImpact>> {
    if !sides.content().any(can_bar) {
        return BTreeMap::new();
    }
    let (then, now, day) = (sides.before.catalog(), sides.after.catalog(), sides.as_of);
    let has = barred::to_newcomers(now, day);
    let closed: BTreeSet<&str> = has
        .iter()
        .filter(|seen| seen.is_narrow || !seen.barred.is_empty())
        .map(|seen| seen.pathway.id())
        .collect();
    if closed.is_empty() {
        return BTreeMap::new();
    }
    let new = turned(now, &barred::to_newcomers(then, day), &has);
    let mut found: BTreeMap<Key, (Vec<String>, Vec<String>)> =
        new.into_iter().map(|(key, ways)| (key, (ways, Vec::new()))).collect();
    let of = |person: &&str| -> Vec<(Key, Vec<String>)> {
        let is_on = on_pathways(now, person, day).any(|(_, one)| closed.contains(one.id()));
        let sides_of = then.get::<Person>(person).zip(now.get::<Person>(person));
        let Some((was, is)) = sides_of.filter(|_| is_on) else { return Vec::new() };
        let has = barred::to(sides.after, is, day);
        if has.iter().all(|seen| seen.barred.is_empty()) {
            return Vec::new();
        }
        turned(now, &barred::to(sides.before, was, day), &has)
    };
    let each: Vec<Vec<(Key, Vec<String>)>> = people.par_iter().map(of).collect();
    for (person, turned) in people.iter().zip(each) {
        for (key, ways) in turned {
            found.entry(key).or_insert((ways, Vec::new())).1.push((*person).to_owned());
        }
    }
    let mut by_pathway: BTreeMap<String, Vec<BarredImpact>> = BTreeMap::new();
    for ((pathway, part), (ways, who)) in found {
        by_pathway.entry(pathway).or_default().push(BarredImpact { part, ways, who });
    }
    by_pathway
}

/// A pathway, by its present id, and a part of it.
type Key = (String, BarredPart);

/// What is barred now and was there before without being barred, with what would fulfil it.
fn turned(now: &Catalog, had: &[Seen<'_>], has: &[Seen<'_>]) -> Vec<(Key, Vec<String>)> {
    let mut turned = Vec::new();
    for seen in has {
        let is_same = |was: &&Seen<'_>| {
            let is = now.get::<Pathway>(was.pathway.id());
            is.is_some_and(|is| is.id() == seen.pathway.id())
        };
        let Some(earlier) = had.iter().find(is_same) else { continue };
        let is_new = |barred: &&Barred<'_>| {
            was_there(earlier.pathway.document, barred.part)
                && !earlier.barred.iter().any(|other| is_like(other.part, barred.part))
        };
        for barred in seen.barred.iter().filter(is_new) {
            let ways = barred.ways.iter().map(|way| match way {
                Thing::Module(id) | Thing::Credential(id) => (*id).to_owned(),
            });
            turned.push(((seen.pathway.id().to_owned(), named(barred.part)), ways.collect()));
        }
    }
    turned
}

/// Whether a pathway as it was had a part that it has now.
fn was_there(was: &Pathway, part: Part<'_>) -> bool {
    match part {
        Part::Item(item) => was.items.iter().any(|old| had_id(item, old)),
        Part::Electives => was.electives.is_some(),
        Part::Theme(theme) => {
            was.electives.iter().any(|one| one.cover.iter().any(|old| old.as_str() == theme))
        }
    }
}

/// Whether a part as it was is the same as one that is there now.
fn is_like(was: Part<'_>, is: Part<'_>) -> bool {
    match (was, is) {
        (Part::Item(was), Part::Item(is)) => had_id(is, was),
        (Part::Electives, Part::Electives) => true,
        (Part::Theme(was), Part::Theme(is)) => was == is,
        _ => false,
    }
}

fn had_id(item: &Item, was: &Item) -> bool {
    was.id == item.id || item.formerly.contains(&was.id)
}

fn named(part: Part<'_>) -> BarredPart {
    match part {
        Part::Item(item) => BarredPart::Item {
            id: item.id.as_str().to_owned(),
            title: item.title.as_str().to_owned(),
        },
        Part::Electives => BarredPart::Electives,
        Part::Theme(theme) => BarredPart::Theme(theme.to_owned()),
    }
}
