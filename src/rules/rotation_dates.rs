//! Days of a rotation that cannot be kept.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::kinds::person::Person;
use crate::kinds::rotation::{Assignment, Rotation};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "rotation-dates",
    subject: Subject::Program,
    level: Level::Error,
    summary: "Days of a rotation that cannot be kept",
    what: "A rotation's window and every assignment in it end on or after the day they begin, assignments lie \
           within the window, and whoever goes is at the company on the first and on the last day.",
    why: "Teams plan around these days: who hosts, who is missing, who is on call.",
    bad: &[
        Case {
            files: "\
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-08-31, to: 2026-06-01}
",
            marks: &["2026-06-01"],
        },
        Case {
            files: "\
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: routing, from: 2026-05-25, to: 2026-07-10}
  - {person: chen, team: routing, to: 2026-09-01}
",
            marks: &["2026-05-25", "2026-09-01"],
        },
        Case {
            files: "\
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: routing, from: 2026-07-10, to: 2026-07-01}
",
            marks: &["2026-07-01"],
        },
        Case {
            files: "\
-- people/ada/person.yaml --
name: Ada Moreau
emails: [ada@kestrel.example]
joined: 2024-05-06
left: 2026-06-30
roles:
  - {from: 2024-05-06, role: engineer, team: routing}
mentors:
  - {person: chen, from: 2025-11-01}
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: routing}
",
            marks: &["ada"],
        },
    ],
    good: Case {
        files: "\
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: routing, from: 2026-06-01, to: 2026-07-10}
  - {person: chen, team: routing}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for rotation in context.catalog.all::<Rotation>() {
        let window = rotation.window;
        if window.to < window.from {
            findings.add(
                Problem::new(
                    rotation.record.at(pointer!["window", "to"]),
                    "the window ends before it begins",
                )
                .here("the last day")
                .label(rotation.record.at(pointer!["window", "from"]), "the first day")
                .help("exchange the two days, or mend the one that is wrong"),
            );
            continue;
        }
        for (number, assignment) in rotation.assignments.iter().enumerate() {
            days_of_assignment(rotation, number, assignment, findings);
            presence(context, rotation, number, assignment, findings);
        }
    }
}

fn days_of_assignment(
    rotation: Entry<'_, Rotation>,
    number: usize,
    assignment: &Assignment,
    findings: &mut Findings,
) {
    let window = rotation.window;
    let at = |key: &str| rotation.record.at(pointer!["assignments", number, key]);
    if let (Some(from), Some(to)) = (assignment.from, assignment.to)
        && to < from
    {
        findings.add(
            Problem::new(at("to"), "the stay ends before it begins")
                .here("the last day")
                .label(at("from"), "the first day")
                .help("exchange the two days, or mend the one that is wrong"),
        );
        return;
    }
    for (key, day) in [("from", assignment.from), ("to", assignment.to)] {
        let Some(day) = day.filter(|day| *day < window.from || window.to < *day) else { continue };
        let side = if day < window.from { "before the window begins" } else { "after the window ends" };
        findings.add(
            Problem::new(at(key), format!("{day} lies {side}"))
                .here("outside the window")
                .label(rotation.record.at_key(pointer!["window"]), "the window")
                .help("move the day into the window, or widen the window"),
        );
    }
}

fn presence(
    context: &Context<'_>,
    rotation: Entry<'_, Rotation>,
    number: usize,
    assignment: &Assignment,
    findings: &mut Findings,
) {
    let Some(person) = context.catalog.get::<Person>(assignment.person.as_str()) else { return };
    let (from, to) = rotation.days(assignment);
    let absent = [from, to].into_iter().find(|day| from <= to && !person.is_here_on(*day));
    if let Some(day) = absent {
        let (key, what) = match person.left {
            Some(left) if left < day => ("left", format!("their last day is {left}")),
            _ => ("joined", "they join later".to_owned()),
        };
        findings.add(
            Problem::new(
                rotation.record.at(pointer!["assignments", number, "person"]),
                format!("`{}` is not at the company on {day}", person.id()),
            )
            .here(format!("goes from {from} to {to}"))
            .label(person.record.at(pointer![key]), what)
            .help("shorten the stay with `from` and `to`, or take it out"),
        );
    }
}
