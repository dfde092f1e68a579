//! A mentor who has not offered to be one.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::{People, same};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mentor-not-volunteered",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A mentor who has not offered to be one",
    what: "Whoever is named in an open entry of `mentors` has `mentoring` in their own file. Leads of the \
           person's team and of the teams above it need not.",
    why: "Mentoring is done well by those who want to do it; nobody becomes a mentor by being named.",
    bad: &[Case {
        files: concat!(
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
            "mentors: [{person: ada, from: 2026-01-05}]\n",
        ),
        marks: &["ada"],
    }],
    good: Case {
        files: concat!(
            "-- people/noor/person.yaml --\n",
            "name: Noor Haddad\n",
            "joined: 2023-02-01\n",
            "roles: [{from: 2023-02-01, role: engineer, team: routing}]\n",
            "mentors: [{person: ada, from: 2026-01-05, until: 2026-03-31}, {person: chen, from: 2026-04-01}]\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for person in people.present() {
        for (number, _, mentor) in people.mentorships(person) {
            if mentor.mentoring.is_some() || same(mentor, person) || people.has_left(mentor.document) {
                continue;
            }
            if people.leads(person).into_iter().any(|lead| same(lead, mentor)) {
                continue;
            }
            findings.add(
                Problem::new(
                    person.record.at(pointer!["mentors", number, "person"]),
                    format!("`{}` has not offered to mentor", mentor.id()),
                )
                .here("no `mentoring` in their file")
                .label(mentor.record.whole(), "their file")
                .help(format!(
                    "ask `{}` to add `mentoring: {{capacity: 1}}`, or choose one of those who offer it",
                    mentor.id()
                )),
            );
        }
    }
}
