//! A goal for a role that its owner has already.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "goal-for-own-role",
    subject: Subject::People,
    level: Level::Hint,
    summary: "A goal for a role that its owner has already",
    what: "The `role` of somebody's newest goal is not the role they have. Only for people whom the rollout \
           has reached.",
    why: "The goal was reached, which is worth a word; plans and readiness go on looking at it until there \
          is a new one.",
    bad: &[Case {
        files: "\
-- people/ada/goals/2026-01-12.md --
---
state: set
role: engineer
---
I want to be at home in the services of the team.
",
        marks: &["engineer"],
    }],
    good: Case {
        files: "\
-- people/ada/goals/2024-06-12.md --
---
state: set
role: engineer
---
I want to be at home in the services of the team.
-- people/ada/goals/2026-01-12.md --
---
state: set
role: senior-engineer
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
        let aim = goal.document.role.as_ref().and_then(|role| context.catalog.role(role.as_str()));
        let (Some(aim), Some(held)) = (aim, people.role(person)) else { continue };
        if aim.id() != held.id() {
            continue;
        }
        let mut problem = Problem::new(
            goal.record.at(pointer!["role"]),
            format!("`{}` has the role `{}` already", person.id(), held.id()),
        )
        .here("reached")
        .help("write a new goal with `learn goal`, or one with `state: exploring` while they look around");
        if let Some(position) = people.position(person) {
            let place = person.record.at(pointer!["roles", position, "role"]);
            problem = problem.label(place, "the role they have");
        }
        findings.add(problem);
    }
}
