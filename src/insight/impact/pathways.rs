//! Pathways that changed: who fulfilled what, who is in the middle of it, and what leads nowhere now.

use rayon::prelude::*;

use super::Sides;
use super::barred::{BarredImpact, barred};
use super::modules::enrolment;
use super::syllabus::{self, Change, Part, Said};
use super::targets::on_pathways;
use crate::base::date::Date;
use crate::base::reference::Ref;
use crate::catalog::{Catalog, Entry};
use crate::kinds::claim::Claim;
use crate::kinds::module::Module;
use crate::kinds::pathway::{Electives, Fulfilment, Item, Offer, Pathway};
use crate::kinds::person::Person;
use crate::standing::decisions::Decisions;
use crate::standing::demand::{present_credential, present_module};
use crate::trust::ledger::Ledger;

/// A pathway that is not what it was.
#[derive(Debug, Clone)]
pub struct PathwayImpact {
    /// The pathway, by its present id.
    pub pathway: String,
    /// Its title.
    pub title: String,
    /// Its file.
    pub path: String,
    /// Who is on it, by id.
    pub on_it: Vec<String>,
    /// What changed in its items.
    pub items: Vec<ItemImpact>,
    /// What changed in its electives, as half a sentence each.
    pub electives: Vec<String>,
    /// Its dates and its guardrail, as far as they say something else.
    pub terms: Vec<Change>,
    /// What of it can no longer be fulfilled.
    pub barred: Vec<BarredImpact>,
}

impl PathwayImpact {
    /// Whether the pathway itself says something else.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        !self.items.is_empty() || !self.electives.is_empty() || !self.terms.is_empty()
    }

    /// Whether nobody is on it to whom anything of that matters.
    #[must_use]
    pub fn touches_nobody(&self) -> bool {
        let bars_nobody = self.barred.iter().all(|barred| barred.who.is_empty());
        bars_nobody && (self.on_it.is_empty() || !self.is_edited())
    }
}

/// An item that is not what it was.
#[derive(Debug, Clone)]
pub struct ItemImpact {
    /// The item's id.
    pub item: String,
    /// Its title.
    pub title: String,
    /// What happened to it.
    pub what: ItemChange,
    /// Who fulfilled it that way and has it still, by id.
    pub keeps: Vec<String>,
    /// Who fulfilled it that way and no longer has it, by id.
    pub loses: Vec<String>,
    /// Who is in the middle of that way, by id.
    pub in_the_middle: Vec<String>,
}

/// What happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemChange {
    /// It is new.
    Added,
    /// It is gone; items are meant to stay.
    Removed,
    /// A way to fulfil it is new.
    WayAdded(String),
    /// A way to fulfil it ends on this day.
    WayEnds(String, Date),
    /// A way to fulfil it that had ended goes on.
    WayReopened(String),
    /// A way to fulfil it was deleted; ways are meant to be ended.
    WayDeleted(String),
}

/// The pathways that changed for those on them, or of which something can no longer be fulfilled, sorted by
/// file.
pub(super) fn pathways(sides: &Sides<'_>, people: &[&str]) -> Vec<PathwayImpact> {
    let catalog = sides.after.catalog();
    let mut barred = barred(sides, people);
    let mut found = Vec::new();
    for is in catalog.all::<Pathway>() {
        let was = sides.content().find_map(|difference| {
            let after = difference.after.filter(|after| std::ptr::eq(*after, is.record));
            difference.before.filter(|_| after.is_some()).and_then(Entry::<Pathway>::of)
        });
        let of = |was: Entry<'_, Pathway>| edited(sides, people, was, is);
        let mut impact = was.and_then(of);
        if let Some(barred) = barred.remove(is.id()) {
            impact.get_or_insert_with(|| bare(sides, people, is)).barred = barred;
        }
        found.extend(impact);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// A pathway with who is on it, and nothing yet that happened to it.
fn bare(sides: &Sides<'_>, people: &[&str], is: Entry<'_, Pathway>) -> PathwayImpact {
    let is_on = |person: &&str| {
        let mut on = on_pathways(sides.after.catalog(), person, sides.as_of);
        on.any(|(_, pathway)| std::ptr::eq(pathway.record, is.record))
    };
    let on_it = people.par_iter().copied().filter(|person| is_on(person)).map(str::to_owned);
    PathwayImpact {
        pathway: is.id().to_owned(),
        title: is.document.title.as_str().to_owned(),
        path: is.record.source.path.to_string(),
        on_it: on_it.collect(),
        items: Vec::new(),
        electives: Vec::new(),
        terms: Vec::new(),
        barred: Vec::new(),
    }
}

/// What an edit of a pathway does; none where only its words differ.
fn edited(
    sides: &Sides<'_>,
    people: &[&str],
    was: Entry<'_, Pathway>,
    is: Entry<'_, Pathway>,
) -> Option<PathwayImpact> {
    let changes = items(sides, was.document, is.document);
    let electives = electives(sides, was.electives.as_ref(), is.electives.as_ref());
    let terms = syllabus::compared(terms(was.document), &terms(is.document));
    if changes.is_empty() && electives.is_empty() && terms.is_empty() {
        return None;
    }
    let bare = bare(sides, people, is);
    let touched = Touched { sides };
    let items = changes.into_par_iter().map(|change| touched.impact(change, &bare.on_it));
    Some(PathwayImpact { items: items.collect(), electives, terms, ..bare })
}

/// What a pathway says of time, and of the themes to touch.
fn terms(pathway: &Pathway) -> Said {
    let cover = pathway.electives.iter().flat_map(|electives| &electives.cover);
    Said::from([
        (Part::Within, pathway.within.iter().map(ToString::to_string).collect()),
        (Part::Milestones, syllabus::milestones(&pathway.milestones)),
        (Part::Cover, cover.map(|theme| theme.as_str().to_owned()).collect()),
    ])
}

/// An item as it was and as it is, and what happened to it.
struct Changed<'a> {
    was: Option<&'a Item>,
    is: Option<&'a Item>,
    way: Option<&'a Fulfilment>,
    what: ItemChange,
}

fn items<'a>(sides: &Sides<'_>, was: &'a Pathway, is: &'a Pathway) -> Vec<Changed<'a>> {
    let mut changes = Vec::new();
    for item in &is.items {
        let ids = std::iter::once(&item.id).chain(&item.formerly);
        let before = ids.into_iter().find_map(|id| was.items.iter().find(|old| old.id == *id));
        match before {
            None => changes.push(Changed {
                was: None,
                is: Some(item),
                way: None,
                what: ItemChange::Added,
            }),
            Some(before) => ways(sides, before, item, &mut changes),
        }
    }
    let is_known = |old: &Item| {
        is.items.iter().any(|item| item.id == old.id || item.formerly.contains(&old.id))
    };
    for item in was.items.iter().filter(|item| !is_known(item)) {
        let what = ItemChange::Removed;
        changes.push(Changed { was: Some(item), is: None, way: None, what });
    }
    changes
}

fn ways<'a>(sides: &Sides<'_>, was: &'a Item, is: &'a Item, changes: &mut Vec<Changed<'a>>) {
    let now = sides.after.catalog();
    let name = |way: &Fulfilment| thing(now, way).1;
    for way in &is.fulfil {
        let before = was.fulfil.iter().find(|old| thing(now, old) == thing(now, way));
        let what = match (before.map(|before| before.until), way.until) {
            (None, _) => ItemChange::WayAdded(name(way)),
            (Some(was), is) if was == is => continue,
            (Some(_), None) => ItemChange::WayReopened(name(way)),
            (Some(_), Some(until)) => ItemChange::WayEnds(name(way), until),
        };
        changes.push(Changed { was: Some(was), is: Some(is), way: before.or(Some(way)), what });
    }
    for way in &was.fulfil {
        if !is.fulfil.iter().any(|kept| thing(now, kept) == thing(now, way)) {
            let what = ItemChange::WayDeleted(name(way));
            changes.push(Changed { was: Some(was), is: Some(is), way: Some(way), what });
        }
    }
}

/// The kind and present id of what a way asks for.
fn thing(catalog: &Catalog, way: &Fulfilment) -> (&'static str, String) {
    offered(catalog, way.module.as_ref().map(Ref::as_str), way.credential.as_ref().map(Ref::as_str))
}

fn offered(
    catalog: &Catalog,
    module: Option<&str>,
    credential: Option<&str>,
) -> (&'static str, String) {
    match (module, credential) {
        (Some(id), _) => ("module", present_module(catalog, id).to_owned()),
        (None, Some(id)) => ("credential", present_credential(catalog, id).to_owned()),
        (None, None) => ("nothing", String::new()),
    }
}

fn electives(sides: &Sides<'_>, was: Option<&Electives>, is: Option<&Electives>) -> Vec<String> {
    let now = sides.after.catalog();
    let choose = |electives: Option<&Electives>| electives.map_or(0, |one| one.choose);
    let offers = |electives: Option<&Electives>| -> Vec<String> {
        let offers: &[Offer] = electives.map_or(&[], |one| &one.from);
        let id = |offer: &Offer| {
            let module = offer.module.as_ref().map(Ref::as_str);
            offered(now, module, offer.credential.as_ref().map(Ref::as_str)).1
        };
        offers.iter().map(id).collect()
    };
    let mut changes = Vec::new();
    let (had, has) = (choose(was), choose(is));
    if had != has {
        changes.push(format!("{has} to choose instead of {had}"));
    }
    let (had, has) = (offers(was), offers(is));
    changes
        .extend(has.iter().filter(|id| !had.contains(id)).map(|id| format!("{id} can be chosen")));
    let gone = had.iter().filter(|id| !has.contains(id));
    changes.extend(gone.map(|id| format!("{id} can no longer be chosen")));
    changes
}

/// What a change of an item does to somebody.
enum Way {
    Keeps,
    Loses,
    InTheMiddle,
}

struct Touched<'t, 'a> {
    sides: &'t Sides<'a>,
}

impl Touched<'_, '_> {
    fn impact(&self, change: Changed<'_>, on_it: &[String]) -> ItemImpact {
        let shown = change.is.or(change.was);
        let mut impact = ItemImpact {
            item: shown.map_or_else(String::new, |item| item.id.as_str().to_owned()),
            title: shown.map_or_else(String::new, |item| item.title.as_str().to_owned()),
            what: change.what,
            keeps: Vec::new(),
            loses: Vec::new(),
            in_the_middle: Vec::new(),
        };
        let ends = matches!(
            impact.what,
            ItemChange::Removed | ItemChange::WayEnds(..) | ItemChange::WayDeleted(_)
        );
        let Some(was) = change.was.filter(|_| ends) else { return impact };
        let affected: Vec<&Fulfilment> = match change.way {
            Some(way) => vec![way],
            None => was.fulfil.iter().collect(),
        };
        let how = |person: &String| {
            let fulfilled = affected.iter().any(|way| self.counts(self.sides.before, person, way));
            let still = change.is.is_some_and(|item| {
                item.fulfil.iter().any(|way| self.counts(self.sides.after, person, way))
            });
            if fulfilled {
                return Some(if still { Way::Keeps } else { Way::Loses });
            }
            let is_under_way = affected.iter().any(|way| self.is_under_way(person, way));
            (!still && is_under_way).then_some(Way::InTheMiddle)
        };
        let found: Vec<Option<Way>> = on_it.par_iter().map(how).collect();
        for (person, way) in on_it.iter().zip(found) {
            let list = match way {
                Some(Way::Keeps) => &mut impact.keeps,
                Some(Way::Loses) => &mut impact.loses,
                Some(Way::InTheMiddle) => &mut impact.in_the_middle,
                None => continue,
            };
            list.push(person.clone());
        }
        impact
    }

    /// Whether somebody has done what a way asks for while it was one.
    fn counts(&self, ledger: &Ledger<'_>, person: &str, way: &Fulfilment) -> bool {
        let catalog = ledger.catalog();
        let in_time = |day: Date| {
            day <= self.sides.as_of
                && way.since.is_none_or(|since| since <= day)
                && way.until.is_none_or(|until| day <= until)
        };
        if let Some(id) = &way.module {
            let module = present_module(catalog, id.as_str());
            let finished = enrolment(catalog, person, module).and_then(|one| one.finished);
            return finished.is_some_and(in_time);
        }
        let Some(id) = &way.credential else { return false };
        let wanted = present_credential(catalog, id.as_str());
        let Some(entry) = catalog.get::<Person>(person) else { return false };
        let decisions = Decisions::of(ledger, entry, self.sides.as_of);
        decisions.awards().any(|award| {
            let given = award.grants.map_or(&[][..], |grants| &grants.credentials);
            let mut given = given.iter().map(|id| present_credential(catalog, id.as_str()));
            given.any(|id| id == wanted) && in_time(award.date)
        })
    }

    /// Whether somebody has begun what a way asks for and not finished it.
    fn is_under_way(&self, person: &str, way: &Fulfilment) -> bool {
        let catalog = self.sides.after.catalog();
        let day = self.sides.as_of;
        if let Some(id) = &way.module {
            let module = catalog.get::<Module>(id.as_str()).map_or(id.as_str(), |one| one.id());
            return enrolment(catalog, person, module).is_some_and(|one| {
                let over = |end: Option<Date>| end.is_some_and(|end| end <= day);
                one.started <= day && !over(one.finished) && !over(one.withdrawn)
            });
        }
        let Some(id) = &way.credential else { return false };
        let wanted = present_credential(catalog, id.as_str());
        catalog.owned::<Claim>(person).any(|claim| {
            claim
                .credential
                .as_ref()
                .is_some_and(|claimed| present_credential(catalog, claimed.as_str()) == wanted)
                && claim.withdrawn.is_none()
        })
    }
}
