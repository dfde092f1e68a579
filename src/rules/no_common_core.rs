//! A ladder whose roles have no core competency in common.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::ancestors;
use crate::kinds::ladder::Ladder;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "no-common-core",
    subject: Subject::Content,
    level: Level::Hint,
    summary: "A ladder without a common core",
    what: "At least one competency should be core (expected without a weight) in every role of a ladder, \
           itself or by a role that it inherits. Ladders of one role are left alone.",
    why: "Without a common core a ladder is a list of unrelated jobs: what somebody has shown in one role \
          counts for nothing in the next.",
    bad: &[Case {
        files: "\
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
    inherits: []
    expects:
      - {competency: incident-response, at: working, weight: 2}
      - {competency: communication, at: foundational}
",
        marks: &["roles"],
    }],
    good: Case {
        files: "\
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
    inherits: []
    expects:
      - {competency: incident-response, at: working}
      - {competency: communication, at: foundational, weight: 2}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for ladder in context.catalog.all::<Ladder>() {
        let roles = ladder.document.roles.iter().enumerate();
        let cores: Vec<BTreeSet<&str>> = roles
            .map(|(position, role)| core(context, RoleEntry { ladder, position, role }))
            .collect();
        let pointer = pointer!["roles"];
        let Some((first, others)) = cores.split_first() else { continue };
        let shared = first.iter().any(|id| others.iter().all(|core| core.contains(id)));
        // A role that asks for nothing at all has a rule of its own.
        let silent = ladder.document.roles.iter().zip(&cores).any(|(role, core)| {
            core.is_empty() && role.expects.is_empty() && role.requires.is_empty()
        });
        if others.is_empty() || shared || silent || !ladder.record.is_intact_at(&pointer) {
            continue;
        }
        let message = format!("no competency is core in all {} roles of this ladder", cores.len());
        findings.add(
            Problem::new(ladder.record.at_key(pointer), message)
                .here("no common core")
                .help("expect one competency in every role without a weight, or let roles inherit it"),
        );
    }
}

/// The competencies that are core in a role, by their present ids.
fn core<'a>(context: &Context<'a>, role: RoleEntry<'a>) -> BTreeSet<&'a str> {
    std::iter::once(role)
        .chain(ancestors(context.catalog, role))
        .flat_map(|role| &role.role.expects)
        .filter(|expectation| expectation.weight.is_none() && !context.is_over(expectation.until))
        .filter_map(|expectation| context.catalog.competency(expectation.competency.as_str()))
        .map(|competency| competency.id)
        .collect()
}
