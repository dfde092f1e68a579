//! A facilitator who leads more at a time than they offer.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::people::People;
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway::Pathway;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "facilitator-over-capacity",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A facilitator who leads more at a time than they offer",
    what: "What somebody leads on the day is not more than the `capacity` in their `facilitating`: cohorts \
           that are running, and modules in which somebody is enrolled. A module on the pathway of a \
           cohort that they lead is counted with the cohort.",
    why: "Preparing takes as long as leading; the group notices first.",
    bad: &[Case {
        files: concat!(
            "-- modules/incident-command.md --\n",
            "---\n",
            "title: Commanding an incident\n",
            "type: workshop\n",
            "effort: {learning: 6 hours}\n",
            "teaches: [{competency: incident-response, to: working}]\n",
            "prerequisites: [incident-basics]\n",
            "outcomes: [{result: Runs a response with one voice., seen_in: The next incident review}]\n",
            "assessed_by: incident-commander\n",
            "facilitators: [chen]\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "---\n",
            "Roles, the timeline, and when to hand over.\n",
            "-- people/chen/person.yaml --\n",
            "name: Chen Wei\n",
            "emails: [chen@kestrel.example]\n",
            "joined: 2022-03-01\n",
            "roles: [{from: 2022-03-01, role: senior-engineer, team: routing}]\n",
            "mentoring: {capacity: 2}\n",
            "facilitating: {modules: [incident-command], capacity: 0}\n",
        ),
        marks: &["0"],
    }],
    good: Case {
        files: concat!(
            "-- modules/incident-command.md --\n",
            "---\n",
            "title: Commanding an incident\n",
            "type: workshop\n",
            "effort: {learning: 6 hours}\n",
            "teaches: [{competency: incident-response, to: working}]\n",
            "prerequisites: [incident-basics]\n",
            "outcomes: [{result: Runs a response with one voice., seen_in: The next incident review}]\n",
            "assessed_by: incident-commander\n",
            "facilitators: [chen]\n",
            "owner: chen\n",
            "reviewed: 2026-02-01\n",
            "---\n",
            "Roles, the timeline, and when to hand over.\n",
            "-- people/chen/person.yaml --\n",
            "name: Chen Wei\n",
            "emails: [chen@kestrel.example]\n",
            "joined: 2022-03-01\n",
            "roles: [{from: 2022-03-01, role: senior-engineer, team: routing}]\n",
            "mentoring: {capacity: 2}\n",
            "facilitating: {modules: [incident-command], capacity: 1}\n",
        ),
        marks: &[],
    },
    check,
};

/// What one person leads: each with the words for it and where it says so.
#[derive(Default)]
struct Load {
    led: Vec<(String, Place)>,
    covered: BTreeSet<String>,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    let mut loads: BTreeMap<String, Load> = BTreeMap::new();
    add_cohorts(context, &people, &mut loads);
    add_modules(context, &people, &mut loads);
    for (id, load) in loads {
        let Some(person) = people.person(&id) else { continue };
        let Some(facilitating) = &person.document.facilitating else { continue };
        let capacity = usize::from(facilitating.capacity);
        if load.led.len() <= capacity {
            continue;
        }
        let mut problem = Problem::new(
            person.record.at(pointer!["facilitating", "capacity"]),
            format!("`{id}` leads {} at a time and offers {capacity}", load.led.len()),
        )
        .here("at a time")
        .help("find a second facilitator for one of them, move its dates, or raise `capacity`");
        for (words, place) in load.led {
            problem = problem.label(place, words);
        }
        findings.add(problem);
    }
}

fn add_cohorts(context: &Context<'_>, people: &People<'_>, loads: &mut BTreeMap<String, Load>) {
    for cohort in context.catalog.all::<Cohort>() {
        let running = cohort.starts <= context.as_of
            && cohort.ends.is_none_or(|ends| context.as_of <= ends);
        if !running {
            continue;
        }
        let modules = modules_of(context, cohort);
        for (number, facilitator) in cohort.document.facilitators.iter().enumerate() {
            let Some(person) = people.person(facilitator.as_str()) else { continue };
            let load = loads.entry(person.id().to_owned()).or_default();
            let place = cohort.record.at(pointer!["facilitators", number]);
            load.led.push((format!("leads the cohort `{}`", cohort.id()), place));
            load.covered.extend(modules.iter().cloned());
        }
    }
}

/// The present ids of all modules that a cohort's pathway or project has to do with.
fn modules_of(context: &Context<'_>, cohort: Entry<'_, Cohort>) -> BTreeSet<String> {
    let pathway = context.catalog.get::<Pathway>(cohort.pathway.as_str());
    let items = pathway.iter().flat_map(|pathway| {
        let fulfilments = pathway.document.items.iter().flat_map(|item| &item.fulfil);
        let electives = pathway.document.electives.iter().flat_map(|electives| &electives.from);
        fulfilments
            .filter_map(|fulfilment| fulfilment.module.as_ref())
            .chain(electives.filter_map(|offer| offer.module.as_ref()))
    });
    items
        .chain(&cohort.document.project)
        .filter_map(|id| context.catalog.record(Kind::Module, id.as_str()))
        .map(|module| module.name.to_string())
        .collect()
}

fn add_modules(context: &Context<'_>, people: &People<'_>, loads: &mut BTreeMap<String, Load>) {
    let attended: HashSet<&str> = people
        .present()
        .flat_map(|person| people.modules_under_way(person.id()))
        .map(|(_, module)| module.id())
        .collect();
    for module in context.catalog.all::<Module>() {
        if module.status == Status::Retired || !attended.contains(module.id()) {
            continue;
        }
        for (number, facilitator) in module.document.facilitators.iter().enumerate() {
            let Some(person) = people.person(facilitator.as_str()) else { continue };
            let load = loads.entry(person.id().to_owned()).or_default();
            if !load.covered.contains(module.id()) {
                let place = module.record.at(pointer!["facilitators", number]);
                load.led.push((format!("leads the module `{}`", module.id()), place));
            }
        }
    }
}
