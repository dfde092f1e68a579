//! Somebody who is named as their own mentor.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::same;
use crate::kinds::person::Person;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mentor-oneself",
    subject: Subject::People,
    level: Level::Error,
    summary: "Somebody named as their own mentor",
    what: "No entry of `mentors` names the person whose file it stands in.",
    why: "A mentor is a second pair of eyes. Whoever wants none says `nobody: true`.",
    bad: &[Case {
        files: "\
-- people/chen/person.yaml --
name: Chen Wei
emails: [chen@kestrel.example]
joined: 2022-03-01
roles:
  - {from: 2022-03-01, role: senior-engineer, team: routing}
mentors:
  - {person: chen, from: 2025-01-01}
mentoring: {capacity: 2, topics: [incident-response]}
",
        marks: &["chen"],
    }],
    good: Case {
        files: "\
-- people/chen/person.yaml --
name: Chen Wei
emails: [chen@kestrel.example]
joined: 2022-03-01
roles:
  - {from: 2022-03-01, role: senior-engineer, team: routing}
mentors:
  - {nobody: true}
mentoring: {capacity: 2, topics: [incident-response]}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for person in context.catalog.all::<Person>() {
        for (number, mentorship) in person.mentors.iter().enumerate() {
            let mentor = mentorship
                .person
                .as_ref()
                .and_then(|mentor| context.catalog.get::<Person>(mentor.as_str()));
            if !mentor.is_some_and(|mentor| same(mentor, person)) {
                continue;
            }
            findings.add(
                Problem::new(
                    person.record.at(pointer!["mentors", number, "person"]),
                    "a mentor is somebody else",
                )
                .here("the person themselves")
                .help("name another person, write `nobody: true`, or take the entry out for the team's lead"),
            );
        }
    }
}
