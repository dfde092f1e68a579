//! A mentor with more mentees than they offer to coach.

use std::collections::BTreeMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::people::{People, same};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mentor-over-capacity",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A mentor with more mentees than they offer to coach",
    what: "The people who name somebody in an open entry of `mentors` are not more than the `capacity` in \
           that person's `mentoring`. People whom a lead coaches by default are not counted.",
    why: "Each mentee gets a little less of somebody who wanted to do it well.",
    bad: &[Case {
        files: concat!(
            "-- people/chen/person.yaml --\n",
            "name: Chen Wei\n",
            "emails: [chen@kestrel.example]\n",
            "joined: 2022-03-01\n",
            "roles: [{from: 2022-03-01, role: senior-engineer, team: routing}]\n",
            "mentoring: {capacity: 1}\n",
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
            "mentors: [{person: chen, from: 2026-01-05}]\n",
        ),
        marks: &["1"],
    }],
    good: Case {
        files: concat!(
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
            "mentors: [{person: chen, from: 2026-01-05}]\n",
            "-- people/ben/person.yaml --\n",
            "name: Ben Okafor\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    let mut mentees: BTreeMap<&str, Vec<(&str, Place)>> = BTreeMap::new();
    for person in people.present() {
        for (number, _, mentor) in people.mentorships(person) {
            if same(mentor, person) {
                continue;
            }
            let named = mentees.entry(mentor.id()).or_default();
            if named.last().is_none_or(|(last, _)| *last != person.id()) {
                named.push((person.id(), person.record.at(pointer!["mentors", number, "person"])));
            }
        }
    }
    for (mentor, named) in mentees {
        let Some(mentor) = people.person(mentor) else { continue };
        let Some(mentoring) = &mentor.document.mentoring else { continue };
        let capacity = usize::from(mentoring.capacity);
        if named.len() <= capacity || people.has_left(mentor.document) {
            continue;
        }
        let mut problem = Problem::new(
            mentor.record.at(pointer!["mentoring", "capacity"]),
            format!("{} people name `{}` as their mentor, who offers to coach {capacity}", named.len(), mentor.id()),
        )
        .here("at a time")
        .help("agree on who goes on with somebody else, end their entry with `until`, or raise `capacity`");
        for (mentee, place) in named {
            problem = problem.label(place, format!("mentee `{mentee}`"));
        }
        findings.add(problem);
    }
}
