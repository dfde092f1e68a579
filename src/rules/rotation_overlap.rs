//! A person in two teams' rotations on the same days.

use std::collections::BTreeMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::kinds::rotation::Rotation;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "rotation-overlap",
    subject: Subject::Program,
    level: Level::Error,
    summary: "A person who is to stay with two teams at once",
    what: "The assignments of all rotations are compared person by person. An assignment without days of its \
           own lasts as long as the window; first and last day both count.",
    why: "One of the two teams would wait for somebody who does not come, and the person would have to choose \
          which promise to break.",
    bad: &[
        Case {
            files: "\
-- teams/payments.yaml --
name: Payments
lead: chen
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: payments, from: 2026-06-01, to: 2026-07-10}
  - {person: ada, team: routing, from: 2026-07-10, to: 2026-08-31}
",
            marks: &["ada"],
        },
        Case {
            files: "\
-- teams/payments.yaml --
name: Payments
lead: chen
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: payments}
-- rotations/on-call-2026.yaml --
title: On-call rotation 2026
window: {from: 2026-08-01, to: 2026-09-30}
assignments:
  - {person: ada, team: payments}
",
            marks: &["ada"],
        },
    ],
    good: Case {
        files: "\
-- teams/payments.yaml --
name: Payments
lead: chen
-- rotations/summer-2026.yaml --
title: Summer rotation 2026
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: payments, from: 2026-06-01, to: 2026-07-10}
  - {person: ada, team: routing, from: 2026-07-11, to: 2026-08-31}
",
        marks: &[],
    },
    check,
};

/// One assignment: its first and last day, where it stands and where it leads.
struct Stay<'a> {
    from: Date,
    to: Date,
    place: Place,
    rotation: &'a str,
    team: &'a str,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut by_person: BTreeMap<&str, Vec<Stay<'_>>> = BTreeMap::new();
    for rotation in context.catalog.all::<Rotation>() {
        for (number, assignment) in rotation.document.assignments.iter().enumerate() {
            let Some(person) = context.catalog.record(Kind::Person, assignment.person.as_str()) else {
                continue;
            };
            let (from, to) = rotation.days(assignment);
            by_person.entry(&person.name).or_default().push(Stay {
                from,
                to,
                place: rotation.record.at(pointer!["assignments", number, "person"]),
                rotation: rotation.id(),
                team: assignment.team.as_str(),
            });
        }
    }
    for (person, mut stays) in by_person {
        stays.retain(|stay| stay.from <= stay.to);
        stays.sort_by(|one, other| (one.from, &one.place).cmp(&(other.from, &other.place)));
        let mut longest: Option<&Stay<'_>> = None;
        for stay in &stays {
            if let Some(earlier) = longest.filter(|earlier| stay.from <= earlier.to) {
                findings.add(problem(person, earlier, stay));
            }
            if longest.is_none_or(|earlier| earlier.to < stay.to) {
                longest = Some(stay);
            }
        }
    }
}

fn problem(person: &str, earlier: &Stay<'_>, stay: &Stay<'_>) -> Problem {
    let until = earlier.to.min(stay.to);
    Problem::new(
        stay.place.clone(),
        format!("`{person}` stays with two teams from {} to {until}", stay.from),
    )
    .here(format!("with {} from {} to {}", stay.team, stay.from, stay.to))
    .label(
        earlier.place.clone(),
        format!("with {} from {} to {} ({})", earlier.team, earlier.from, earlier.to, earlier.rotation),
    )
    .help("let one of the two end before the other begins, with `from` and `to`")
}
