//! A task that still stands with somebody who has left.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::catalog::references::Noun;
use crate::catalog::{Entry, Record};
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::kinds::module::{Module, Status};
use crate::kinds::person::Person;
use crate::kinds::remediation::Remediation;
use crate::kinds::rotation::Rotation;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "former-colleague",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A task that still stands with somebody who has left",
    what: "Nobody whose last day has passed is named as the program's sponsor, a team's lead, the owner of \
           content, a community's host, a facilitator, or the coach of a remediation that lies ahead. \
           Modules that are retired, cohorts and rotations that have ended are left alone; mentors are \
           looked at by `mentor-left`.",
    why: "Reviews, questions and decisions are sent to somebody who will never read them.",
    bad: &[
        Case {
            files: concat!(
                "-- people/tom/person.yaml --\n",
                "name: Tom Ito\n",
                "joined: 2020-01-07\n",
                "left: 2026-03-31\n",
                "roles: [{from: 2020-01-07, role: senior-engineer, team: routing}]\n",
                "-- teams/routing.yaml --\n",
                "name: Routing\n",
                "lead: tom\n",
            ),
            marks: &["tom"],
        },
        Case {
            files: concat!(
                "-- people/tom/person.yaml --\n",
                "name: Tom Ito\n",
                "joined: 2020-01-07\n",
                "left: 2026-03-31\n",
                "roles: [{from: 2020-01-07, role: senior-engineer, team: routing}]\n",
                "-- communities/reliability-guild.yaml --\n",
                "name: Reliability guild\n",
                "host: tom\n",
            ),
            marks: &["tom"],
        },
    ],
    good: Case {
        files: concat!(
            "-- people/tom/person.yaml --\n",
            "name: Tom Ito\n",
            "joined: 2020-01-07\n",
            "left: 2026-04-15\n",
            "roles: [{from: 2020-01-07, role: senior-engineer, team: routing}]\n",
            "-- teams/routing.yaml --\n",
            "name: Routing\n",
            "lead: tom\n",
        ),
        marks: &[],
    },
    check,
};

/// The fields in which somebody is named for a task that goes on.
const TASKS: [&str; 7] = [
    "/program/sponsor",
    "/lead",
    "/owner",
    "/host",
    "/facilitators/*",
    "/coach",
    "/assignments/*/host",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    let left: HashMap<&str, Entry<'_, Person>> = context
        .catalog
        .all::<Person>()
        .filter(|person| people.has_left(person.document))
        .map(|person| (person.id(), person))
        .collect();
    if left.is_empty() {
        return;
    }
    for record in context.catalog.records() {
        if !goes_on(record, context.as_of) {
            continue;
        }
        for reference in &record.references {
            let Some(person) = left.get(&*reference.target) else { continue };
            if reference.noun(record.kind) != Noun::Record(Kind::Person)
                || !TASKS.contains(&&*reference.field_path(record.kind))
            {
                continue;
            }
            findings.add(
                Problem::new(
                    record.at(reference.pointer(record.kind)),
                    format!("`{}` is no longer at the company", person.id()),
                )
                .here("has left")
                .label(person.record.at(pointer!["left"]), "their last day")
                .help("name somebody who looks after it from now on"),
            );
        }
    }
}

/// Whether what the record speaks of still has to be looked after on the day.
fn goes_on(record: &Record, day: Date) -> bool {
    if let Some(module) = Entry::<Module>::of(record) {
        module.status != Status::Retired
    } else if let Some(cohort) = Entry::<Cohort>::of(record) {
        cohort.ends.is_none_or(|ends| day <= ends)
    } else if let Some(rotation) = Entry::<Rotation>::of(record) {
        day <= rotation.window.to
    } else if let Some(remediation) = Entry::<Remediation>::of(record) {
        remediation.withdrawn.is_none() && day <= remediation.redemonstrate_by
    } else {
        // Who led a session is history.
        record.kind != Kind::Session
    }
}
