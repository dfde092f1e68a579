//! A role that asks for nothing.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::{ancestors, roles};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "role-without-expectations",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A role that asks for nothing",
    what: "A role has to expect a competency or require something, itself or by a role that it inherits. \
           Lines that have ended (`until`) do not count.",
    why: "*What am I missing?* has no answer for such a role: nobody can be ready for it, and nobody can find \
          out why.",
    bad: &[Case {
        files: "\
-- ladders/engineering-management.yaml --
name: Engineering management
reviewed: 2026-03-01
roles:
  - id: engineering-manager
    title: Engineering manager
    responsibilities: [Hires with the team.]
",
        marks: &["engineering-manager"],
    }],
    good: Case {
        files: "\
-- ladders/engineering-management.yaml --
name: Engineering management
reviewed: 2026-03-01
roles:
  - id: engineering-manager
    title: Engineering manager
    inherits: [senior-engineer]
    responsibilities: [Hires with the team.]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for role in roles(context.catalog) {
        let asks = |role: &RoleEntry<'_>| {
            let ends = role.role.expects.iter().map(|line| line.until);
            let ends = ends.chain(role.role.requires.iter().map(|line| line.until));
            ends.into_iter().any(|until| !context.is_over(until))
                || !role.ladder.record.is_intact_at(&role.pointer())
        };
        if asks(&role) || ancestors(context.catalog, role).iter().any(asks) {
            continue;
        }
        let place = role.ladder.record.at(role.pointer().then("id"));
        findings.add(
            Problem::new(place, format!("role `{}` asks for nothing", role.id()))
                .here("no expectations")
                .help("say under `expects` which competencies it takes, and at which proficiency"),
        );
    }
}
