//! What a module asks of those who take it, and how it is led, beside what it did: all of it but prose.

use std::collections::{BTreeMap, BTreeSet};

use super::Sides;
use crate::base::duration::Duration;
use crate::base::reference::{Ref, to};
use crate::catalog::{Catalog, Entry};
use crate::kinds::module::{Module, ModuleType};
use crate::kinds::parts::milestone::Milestone;
use crate::kinds::person::Person;
use crate::standing::demand::{present_credential, present_module};

/// A part of a module or pathway that says something else than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which part.
    pub part: Part,
    /// What it said and no longer says, a few words each.
    pub gone: Vec<String>,
    /// What it says and did not say, a few words each.
    pub came: Vec<String>,
}

/// A part of what a module or a pathway asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// How people learn in it.
    Type,
    /// How much time it takes.
    Effort,
    /// What a place costs.
    Cost,
    /// What to finish before it.
    Prerequisites,
    /// What it teaches, and how far.
    Teaches,
    /// What is seen at work afterwards.
    Outcomes,
    /// What to practise.
    Practice,
    /// The dated steps on the way.
    Milestones,
    /// Which credential shows that it was learned.
    AssessedBy,
    /// Who leads it, and how many at a time.
    Facilitators,
    /// The credential that somebody needs to lead it.
    Facilitation,
    /// Whether everybody has to take it, and how often.
    Mandatory,
    /// The time in which to get through it.
    Within,
    /// The themes that its electives have to touch.
    Cover,
}

/// What a part says, a few words for each thing.
pub(super) type Said = BTreeMap<Part, Vec<String>>;

/// The facilitators of each module by its present id, each with how many they lead at a time.
pub(super) type Leaders<'a> = BTreeMap<&'a str, BTreeMap<&'a str, u8>>;

/// What of a module is not what it was, part by part.
pub(super) fn changes(
    sides: &Sides<'_>,
    leaders: (&Leaders<'_>, &Leaders<'_>),
    was: Entry<'_, Module>,
    is: Entry<'_, Module>,
) -> Vec<Change> {
    let (before, after) = (sides.before.catalog(), sides.after.catalog());
    let (led, leads) = (leaders.0.get(is.id()), leaders.1.get(is.id()));
    let said = |catalog, led: Option<&BTreeMap<_, _>>, module| {
        said(Ids { catalog, now: after }, led.unwrap_or(&BTreeMap::new()), module)
    };
    compared(said(before, led, was), &said(after, leads, is))
}

/// Who offers to lead what on the day, by the present ids of the modules that are there now.
pub(super) fn leaders<'a>(sides: &'a Sides<'_>, catalog: &'a Catalog) -> Leaders<'a> {
    let ids = Ids { catalog, now: sides.after.catalog() };
    let mut leaders = Leaders::new();
    for person in catalog.all::<Person>().filter(|person| person.is_here_on(sides.as_of)) {
        let Some(offer) = &person.document.facilitating else { continue };
        for module in &offer.modules {
            let led = leaders.entry(ids.module(module.as_str())).or_default();
            led.insert(person.id(), offer.capacity);
        }
    }
    leaders
}

/// What differs between two lists of things, part by part; their order says nothing.
pub(super) fn compared(mut was: Said, is: &Said) -> Vec<Change> {
    let parts: BTreeSet<Part> = was.keys().chain(is.keys()).copied().collect();
    let change = |part: Part| {
        let had = was.remove(&part).unwrap_or_default();
        let has = is.get(&part).map_or(&[][..], Vec::as_slice);
        let came: Vec<String> = has.iter().filter(|one| !had.contains(one)).cloned().collect();
        let gone: Vec<String> = had.into_iter().filter(|one| !has.contains(one)).collect();
        (!gone.is_empty() || !came.is_empty()).then_some(Change { part, gone, came })
    };
    parts.into_iter().filter_map(change).collect()
}

/// Ids of one side as they are now.
#[derive(Clone, Copy)]
struct Ids<'a> {
    catalog: &'a Catalog,
    now: &'a Catalog,
}

impl<'a> Ids<'a> {
    fn module(self, id: &'a str) -> &'a str {
        present_module(self.now, present_module(self.catalog, id))
    }

    fn credential(self, id: &'a str) -> &'a str {
        present_credential(self.now, present_credential(self.catalog, id))
    }

    fn competency(self, id: &'a str) -> &'a str {
        let there = self.catalog.competency(id).map_or(id, |entry| entry.id);
        self.now.competency(there).map_or(there, |entry| entry.id)
    }

    fn person(self, id: &'a str) -> &'a str {
        let there = self.catalog.get::<Person>(id).map_or(id, |person| person.id());
        self.now.get::<Person>(there).map_or(there, |person| person.id())
    }
}

fn said<'a>(ids: Ids<'a>, led: &BTreeMap<&'a str, u8>, module: Entry<'a, Module>) -> Said {
    let module = module.document;
    let of = |id: &'a Ref<to::Credential>| ids.credential(id.as_str()).to_owned();
    let teaches = module.teaches.iter().map(|taught| {
        format!("{} to {}", ids.competency(taught.competency.as_str()), taught.to.as_str())
    });
    let outcomes = module.outcomes.iter().map(|outcome| {
        let seen = outcome.seen_in.as_ref().map(|seen| format!(" ({})", plain(seen)));
        plain(&outcome.result) + &seen.unwrap_or_default()
    });
    let practice = module.practice.iter().filter_map(|practice| {
        let text = practice.text.as_ref().map(|text| plain(text));
        practice.module.as_ref().map(|id| ids.module(id.as_str()).to_owned()).or(text)
    });
    let before = module.prerequisites.iter().map(|id| ids.module(id.as_str()).to_owned());
    let renewed = module.renew_every.map(|every| format!("again every {every}"));
    let mandatory = module.mandatory.then(|| "for everybody".to_owned());
    BTreeMap::from([
        (Part::Type, vec![word(module.module_type).to_owned()]),
        (Part::Effort, effort(module)),
        (Part::Cost, module.cost.iter().map(f64::to_string).collect()),
        (Part::Prerequisites, before.collect()),
        (Part::Teaches, teaches.collect()),
        (Part::Outcomes, outcomes.collect()),
        (Part::Practice, practice.collect()),
        (Part::Milestones, milestones(&module.milestones)),
        (Part::AssessedBy, module.assessed_by.iter().map(of).collect()),
        (Part::Facilitators, facilitators(ids, led, module)),
        (Part::Facilitation, module.facilitation.iter().map(of).collect()),
        (Part::Mandatory, mandatory.into_iter().chain(renewed).collect()),
    ])
}

fn effort(module: &Module) -> Vec<String> {
    let Some(effort) = module.effort else { return Vec::new() };
    let said = |time: Option<Duration>, before: &str, after: &str| {
        time.map(|time| format!("{before}{time}{after}"))
    };
    let learning = said(effort.learning, "", " of learning");
    let on_the_job = said(effort.on_the_job, "", " on the job");
    learning.into_iter().chain(on_the_job).chain(said(effort.over, "over ", "")).collect()
}

/// What each milestone takes; its title is prose.
pub(super) fn milestones(milestones: &[Milestone]) -> Vec<String> {
    let said = |milestone: &Milestone| {
        let within = milestone.within.map(|within| format!(" within {within}"));
        let shown = milestone.shown_by.as_ref().map(|shown| format!(", shown by {}", plain(shown)));
        let id = milestone.id.as_str();
        format!("{id}{}{}", within.unwrap_or_default(), shown.unwrap_or_default())
    };
    milestones.iter().map(said).collect()
}

fn facilitators<'a>(ids: Ids<'a>, led: &BTreeMap<&'a str, u8>, module: &'a Module) -> Vec<String> {
    let named = module.facilitators.iter().map(|id| ids.person(id.as_str()));
    let all: BTreeSet<&str> = named.chain(led.keys().copied()).collect();
    let said = |id: &str| match led.get(id) {
        Some(capacity) => format!("{id} ({capacity} at a time)"),
        None => id.to_owned(),
    };
    all.into_iter().map(said).collect()
}

/// Words without what an editor may do to them: line breaks, and a full stop.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

const fn word(module_type: ModuleType) -> &'static str {
    match module_type {
        ModuleType::Course => "course",
        ModuleType::Project => "project",
        ModuleType::Apprenticeship => "apprenticeship",
        ModuleType::CaseStudy => "case study",
        ModuleType::ProblemStatement => "problem statement",
        ModuleType::Workshop => "workshop",
        ModuleType::Reading => "reading",
    }
}
