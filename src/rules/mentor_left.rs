//! A mentor who is no longer at the company.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mentor-left",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A mentor who is no longer at the company",
    what: "No open entry of `mentors` names somebody whose last day has passed.",
    why: "Meetings no longer take place, claims wait, and the page says that all is well.",
    bad: &[Case {
        files: concat!(
            "-- people/tom/person.yaml --\n",
            "name: Tom Ito\n",
            "joined: 2020-01-07\n",
            "left: 2026-03-31\n",
            "roles: [{from: 2020-01-07, role: senior-engineer, team: routing}]\n",
            "mentoring: {capacity: 2}\n",
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
            "mentors: [{person: tom, from: 2025-01-05}]\n",
        ),
        marks: &["tom"],
    }],
    good: Case {
        files: concat!(
            "-- people/tom/person.yaml --\n",
            "name: Tom Ito\n",
            "joined: 2020-01-07\n",
            "left: 2026-03-31\n",
            "roles: [{from: 2020-01-07, role: senior-engineer, team: routing}]\n",
            "mentoring: {capacity: 2}\n",
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
            "mentors: [{person: tom, from: 2025-01-05, until: 2026-03-31}]\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for person in people.present() {
        for (number, _, mentor) in people.mentorships(person) {
            let Some(left) = mentor.left.filter(|_| people.has_left(mentor.document)) else { continue };
            findings.add(
                Problem::new(
                    person.record.at(pointer!["mentors", number, "person"]),
                    format!("the mentor `{}` is no longer at the company", mentor.id()),
                )
                .here(format!("left on {left}"))
                .label(mentor.record.at(pointer!["left"]), "their last day")
                .help(format!("end the entry with `until: {left}` and choose somebody else")),
            );
        }
    }
}
