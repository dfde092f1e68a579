//! A requirement of a role that nobody can meet.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Case, Context, Findings, Rule, Subject, did_you_mean};
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::{ancestors, key, roles};
use crate::catalog::{Record, validate};
use crate::kinds::Kind;
use crate::kinds::ladder::{Choice, PortfolioDemand, Requirement};
use crate::kinds::module::{Module, ModuleType, Status};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unreachable-requirement",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A requirement that nobody can meet",
    what: "A choice has to offer at least as many different things as it takes; retired modules do not count. \
           A portfolio may not ask for more different modules than the catalog has, for projects where no \
           module is a project, for more projects than entries, or for a type of entry that does not exist. \
           Experience may not be asked for in the role itself or in one that inherits it.",
    why: "Nobody could ever be ready for the role.",
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
      - {id: breadth, choose: 2, from: [{credential: clear-writer}]}
      - {id: time, experience: {role: engineer, at_least: 12 months}}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
            marks: &["2", "engineer"],
        },
        Case {
            files: "\
-- modules/clear-writing.md (gone) --
-- credentials/clear-writer.yaml (gone) --
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
      - {id: work, portfolio: {entries: 3, modules: 5}}
      - {id: projects, portfolio: {entries: 2, projects: 1}}
      - {id: incidents, portfolio: {entries: 2, types: [incidents]}}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
            marks: &["5", "1", "incidents"],
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
      - {id: breadth, choose: 2, from: [{credential: clear-writer}, {credential: incident-responder}]}
      - {id: work, portfolio: {entries: 3, modules: 3, types: [incident]}}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
    requires:
      - {id: time, experience: {role: engineer, at_least: 12 months}}
",
        marks: &[],
    },
    check,
};

/// What the catalog has to offer.
struct Offered {
    modules: usize,
    projects: usize,
    types: Vec<String>,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let open = || context.catalog.all::<Module>().filter(|module| module.status != Status::Retired);
    let offered = Offered {
        modules: open().count(),
        projects: open().filter(|module| module.module_type == ModuleType::Project).count(),
        types: types_of_entries(),
    };
    for role in roles(context.catalog) {
        let record = role.ladder.record;
        for (number, requirement) in role.role.requires.iter().enumerate() {
            if context.is_over(requirement.until) {
                continue;
            }
            let here = role.pointer().then("requires").then(number);
            findings.extend(too_few(context, record, requirement, &here));
            findings.extend(own_experience(context, role, requirement, &here));
            if let Some(demand) = &requirement.portfolio {
                portfolio(&offered, record, demand, &here.then("portfolio"), findings);
            }
            for (choice_number, choice) in requirement.from.iter().enumerate() {
                if let Some(demand) = &choice.portfolio {
                    let here = here.then("from").then(choice_number).then("portfolio");
                    portfolio(&offered, record, demand, &here, findings);
                }
            }
        }
    }
}

fn too_few(
    context: &Context<'_>,
    record: &Record,
    requirement: &Requirement,
    here: &Pointer,
) -> Option<Problem> {
    let choose = requirement.choose?;
    let offered: BTreeSet<String> = requirement
        .from
        .iter()
        .enumerate()
        .filter(|(_, choice)| !context.is_retired(choice.module.as_ref()))
        .map(|(number, choice)| named(number, choice))
        .collect();
    let (from, count) = (here.then("from"), offered.len());
    if usize::from(choose) <= count || !record.is_intact_at(&from) {
        return None;
    }
    let problem = Problem::new(
        record.at(here.then("choose")),
        format!("requirement `{}` asks for {choose} of {count}", requirement.id),
    );
    let problem = problem.here("more than there are");
    Some(if requirement.from.is_empty() {
        problem.help("say under `from` what can be chosen")
    } else {
        problem
            .label(record.at_key(from), format!("{count} can be chosen"))
            .help(format!("offer more under `from`, or let people choose {count} at most"))
    })
}

/// What a choice names; choices that name the same are one.
fn named(number: usize, choice: &Choice) -> String {
    match (&choice.credential, &choice.module, &choice.competency) {
        (Some(id), _, _) => format!("credential {id}"),
        (_, Some(id), _) => format!("module {id}"),
        (_, _, Some(id)) => format!("competency {id}"),
        _ => number.to_string(),
    }
}

fn own_experience(
    context: &Context<'_>,
    role: RoleEntry<'_>,
    requirement: &Requirement,
    here: &Pointer,
) -> Option<Problem> {
    let id = requirement.experience.as_ref()?.role.as_ref()?;
    let asked = context.catalog.role(id.as_str())?;
    let later = ancestors(context.catalog, asked).iter().any(|below| key(*below) == key(role));
    if key(asked) != key(role) && !later {
        return None;
    }
    let place = role.ladder.record.at(here.then("experience").then("role"));
    let message = if later {
        format!("experience as `{id}` comes after `{}`, which it inherits", role.id())
    } else {
        format!("nobody has experience as `{id}` before they are one")
    };
    Some(Problem::new(place, message).here("comes too late").help("name a role that comes before"))
}

fn portfolio(
    offered: &Offered,
    record: &Record,
    demand: &PortfolioDemand,
    here: &Pointer,
    findings: &mut Findings,
) {
    let mut add = |field: &str, message: String, label: &str, help: &str| {
        let place = record.at(here.then(field));
        findings.add(Problem::new(place, message).here(label).help(help));
    };
    if let Some(modules) = demand.modules.filter(|modules| usize::from(*modules) > offered.modules) {
        let message = format!("nobody can have work from {modules} modules: there are {}", offered.modules);
        add("modules", message, "more than there are", "ask for fewer, or add modules");
    }
    if let Some(projects) = demand.projects {
        if offered.projects == 0 {
            let help = "give a module `type: project`, or ask for `types: [project]` instead";
            add("projects", "no module is a project".to_owned(), "from which module?", help);
        } else if demand.entries.is_some_and(|entries| entries < projects) {
            let message = format!("{projects} projects cannot be among fewer entries");
            add("projects", message, "more than `entries`", "raise `entries`, or ask for fewer projects");
        }
    }
    for (number, word) in demand.types.iter().enumerate() {
        if offered.types.iter().any(|known| word == known.as_str()) {
            continue;
        }
        let place = record.at(here.then("types").then(number));
        let problem = Problem::new(place, format!("no portfolio entry has the type `{word}`"));
        let problem = problem.here("unknown type");
        let known = offered.types.iter().map(String::as_str);
        findings.add(did_you_mean(problem, word.as_str(), known, || {
            format!("the types are {}", offered.types.join(", "))
        }));
    }
}

/// The words a portfolio entry may have as its type, as its schema lists them.
fn types_of_entries() -> Vec<String> {
    let schema = &validate::schema(Kind::Portfolio).whole;
    let words = schema.pointer("/properties/type/enum").and_then(Value::as_array);
    words.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
