//! A goal that is set and names no role.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::kinds::goal::State;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "goal-without-role",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A goal that is set and names no role",
    what: "Somebody's newest goal names a `role` when its `state` is `set`. Only for people whom the rollout \
           has reached.",
    why: "Plan and readiness follow the role of the goal; while somebody looks around, `exploring` says so.",
    bad: &[Case {
        files: "\
-- people/ada/goals/2026-01-12.md --
---
state: set
candidates: [senior-engineer]
---
I want to lead the response to incidents.
",
        marks: &["set"],
    }],
    good: Case {
        files: "\
-- people/ada/goals/2026-01-12.md --
---
state: exploring
candidates: [senior-engineer]
---
I want to lead the response to incidents.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for person in people.in_program() {
        let Some(goal) = people.goal(person.id()) else { continue };
        if goal.state != State::Set || goal.role.is_some() {
            continue;
        }
        findings.add(
            Problem::new(goal.record.at(pointer!["state"]), "the goal is set and names no role")
                .here("which role?")
                .help("add `role: <id>`, or write `state: exploring` with `candidates`"),
        );
    }
}
