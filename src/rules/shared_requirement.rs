//! A choice that offers what the role asks for elsewhere.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::{ancestors, key, roles};
use crate::kinds::credential::Credential;
use crate::kinds::module::Module;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "shared-requirement",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A choice that offers what the role asks for elsewhere",
    what: "What a role lets people choose from should not be asked for elsewhere in the role or in one that it \
           inherits: neither as a requirement of its own, nor in another choice, nor as an expectation of at \
           least that proficiency. `share: true` says that it may count twice.",
    why: "One thing counts once. What is asked for anyway is no choice, and the choice is smaller than it \
          looks.",
    bad: &[
        Case {
            files: "\
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
    requires:
      - {id: writer, credential: clear-writer}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
    requires:
      - {id: breadth, choose: 1, from: [{credential: clear-writer}, {credential: incident-commander}]}
",
            marks: &["clear-writer"],
        },
        Case {
            files: "\
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
    requires:
      - {id: first, choose: 1, from: [{credential: clear-writer}, {module: incident-basics}]}
      - {id: second, choose: 1, from: [{module: incident-basics}, {competency: incident-response, at: awareness}]}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
            marks: &["incident-basics", "incident-response"],
        },
    ],
    good: Case {
        files: "\
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
    requires:
      - {id: writer, credential: clear-writer}
      - {id: breadth, choose: 1, share: true, from: [{credential: clear-writer}, {module: incident-basics}]}
      - {id: depth, choose: 1, from: [{competency: incident-response, at: working}, {module: clear-writing}]}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
        marks: &[],
    },
    check,
};

/// A place where a role asks for something.
struct Demand<'a> {
    role: RoleEntry<'a>,
    /// Which requirement; none for an expectation.
    requirement: Option<usize>,
    thing: Thing<'a>,
    /// Whether it is one of several to choose from.
    choice: bool,
    /// Whether it may count twice.
    share: bool,
    place: Place,
}

/// What is asked for, by its present id.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Thing<'a> {
    Credential(&'a str),
    Module(&'a str),
    /// With the step on the scale.
    Competency(&'a str, usize),
}

impl Thing<'_> {
    /// Whether whoever has this has the other as well.
    fn gives(self, other: Thing<'_>) -> bool {
        match (self, other) {
            (Self::Competency(one, high), Thing::Competency(another, low)) => one == another && high >= low,
            _ => self == other,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Credential(id) => format!("credential `{id}`"),
            Self::Module(id) => format!("module `{id}`"),
            Self::Competency(id, _) => format!("competency `{id}`"),
        }
    }
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for role in roles(context.catalog) {
        let own = demands(context, role);
        let inherited = ancestors(context.catalog, role);
        let circular = inherited.iter().any(|ancestor| key(*ancestor) == key(role));
        if circular || own.iter().all(|demand| demand.requirement.is_none()) {
            continue;
        }
        let inherited: Vec<Demand<'_>> =
            inherited.into_iter().flat_map(|ancestor| demands(context, ancestor)).collect();
        for (number, demand) in own.iter().enumerate() {
            let earlier = own[..number].iter().chain(&inherited);
            let other = earlier.into_iter().find(|other| clash(demand, other));
            findings.extend(other.map(|other| problem(demand, other)));
        }
    }
}

/// Whether one of the two is a choice of what the other asks for.
fn clash(one: &Demand<'_>, other: &Demand<'_>) -> bool {
    let same_requirement =
        key(one.role) == key(other.role) && one.requirement.is_some() && one.requirement == other.requirement;
    let shared = one.choice && one.share || other.choice && other.share;
    if same_requirement || shared || !(one.choice || other.choice) {
        return false;
    }
    let (choice, asked) = if one.choice { (one, other) } else { (other, one) };
    asked.thing.gives(choice.thing)
}

/// Everything a role asks for itself; expectations first, so that a choice clashes with them.
fn demands<'a>(context: &Context<'a>, role: RoleEntry<'a>) -> Vec<Demand<'a>> {
    let record = role.ladder.record;
    let step = |id: &str, at: &str| {
        let competency = context.catalog.competency(id)?;
        Some(Thing::Competency(competency.id, competency.step(at)?))
    };
    let mut found = Vec::new();
    for (number, line) in role.role.expects.iter().enumerate() {
        let Some(thing) = step(line.competency.as_str(), line.at.as_str()) else { continue };
        if !context.is_over(line.until) {
            let place = record.at(role.pointer().then("expects").then(number).then("competency"));
            found.push(Demand { role, requirement: None, thing, choice: false, share: false, place });
        }
    }
    for (number, requirement) in role.role.requires.iter().enumerate() {
        if context.is_over(requirement.until) {
            continue;
        }
        let (here, share) = (role.pointer().then("requires").then(number), requirement.share);
        let mut add = |thing: Option<Thing<'a>>, choice: bool, place: Place| {
            let requirement = Some(number);
            found.extend(thing.map(|thing| Demand { role, requirement, thing, choice, share, place }));
        };
        let credential = |id: &str| context.catalog.get::<Credential>(id).map(|one| Thing::Credential(one.id()));
        let module = |id: &str| context.catalog.get::<Module>(id).map(|one| Thing::Module(one.id()));
        if let Some(id) = &requirement.credential {
            add(credential(id.as_str()), false, record.at(here.then("credential")));
        }
        if let Some(id) = &requirement.module {
            add(module(id.as_str()), false, record.at(here.then("module")));
        }
        for (choice_number, choice) in requirement.from.iter().enumerate() {
            let here = here.then("from").then(choice_number);
            if let Some(id) = &choice.credential {
                add(credential(id.as_str()), true, record.at(here.then("credential")));
            }
            if let Some(id) = &choice.module {
                add(module(id.as_str()), true, record.at(here.then("module")));
            }
            if let (Some(id), Some(at)) = (&choice.competency, &choice.at) {
                add(step(id.as_str(), at.as_str()), true, record.at(here.then("competency")));
            }
        }
    }
    found
}

fn problem(demand: &Demand<'_>, other: &Demand<'_>) -> Problem {
    let what = demand.thing.words();
    let here = if demand.choice { "one to choose" } else { "asked for" };
    let there = if other.choice { "one to choose" } else { "asked for" };
    let there = if key(demand.role) == key(other.role) {
        format!("{there} here as well")
    } else {
        format!("{there} in `{}`, which is inherited", other.role.id())
    };
    Problem::new(demand.place.clone(), format!("{what} would count twice for `{}`", demand.role.id()))
        .here(here)
        .label(other.place.clone(), there)
        .help("take it out of the choice, or write `share: true` there if it may count twice")
}
