//! Roles that inherit themselves.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject, circle};
use crate::base::problem::Level;
use crate::catalog::graph::Graph;
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "role-cycle",
    subject: Subject::Content,
    level: Level::Error,
    summary: "Roles that inherit themselves",
    what: "Follows `inherits` from role to role, over all ladders. A role without `inherits` inherits the \
           role before it on its ladder; `inherits: []` opts out. Each circle is reported once, with every \
           step of it.",
    why: "All roles of the circle would ask for the same, so that none is a step up from another.",
    bad: &[Case {
        files: "\
-- modules/clear-writing.md (gone) --
-- credentials/clear-writer.yaml (gone) --
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    inherits: [senior-engineer]
    expects:
      - {competency: incident-response, at: foundational}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
",
        marks: &["senior-engineer"],
    }],
    good: Case {
        files: "\
-- modules/clear-writing.md (gone) --
-- credentials/clear-writer.yaml (gone) --
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
  - id: senior-engineer
    title: Senior engineer
    inherits: [engineer]
    expects:
      - {competency: incident-response, at: working}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let roles: Vec<RoleEntry<'_>> = inheritance::roles(context.catalog).collect();
    let numbers: HashMap<(&str, usize), usize> =
        roles.iter().enumerate().map(|(number, role)| (inheritance::key(*role), number)).collect();
    let mut graph = Graph::new(roles.iter().map(RoleEntry::id).collect());
    for (number, role) in roles.iter().enumerate() {
        for (parent, pointer) in inheritance::parents(context.catalog, *role) {
            if let Some(parent) = numbers.get(&inheritance::key(parent)) {
                graph.arrow(number, *parent, role.ladder.record.at(pointer));
            }
        }
    }
    for links in graph.circles() {
        let problem = circle(&links, "inherits");
        findings.extend(problem.map(|problem| {
            problem.help("let `inherits` name only roles that come before; `inherits: []` names none")
        }));
    }
}
