//! Somebody who is in no team.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "person-without-team",
    subject: Subject::People,
    level: Level::Hint,
    summary: "Somebody who is in no team",
    what: "Everybody who is at the company has at least one entry under `roles`, which names their team; the \
           role itself may be left out.",
    why: "Without a team there is no lead who mentors by default, no learning time of the team, no \
          onboarding, and no rollout that reaches them.",
    bad: &[Case {
        files: "\
-- people/noor/person.yaml --
name: Noor Haddad
joined: 2023-02-01
",
        marks: &["Noor Haddad"],
    }],
    good: Case {
        files: "\
-- people/noor/person.yaml --
name: Noor Haddad
joined: 2023-02-01
roles:
  - {from: 2023-02-01, team: routing}
-- people/tom/person.yaml --
name: Tom Ito
left: 2024-01-31
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for person in People::on(context.catalog, context.as_of).present() {
        if person.roles.is_empty() {
            findings.add(
                Problem::new(person.record.at(pointer!["name"]), format!("`{}` is in no team", person.id()))
                    .here("no `roles`")
                    .help("add `roles: [{from: <day>, team: <id>}]`, with a `role` if there is one"),
            );
        }
    }
}
