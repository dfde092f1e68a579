//! A role in which points can make up for anything.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::{ancestors, roles};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "role-without-core",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A role in which points can make up for anything",
    what: "A role that expects competencies should have at least one core line, itself or by a role that it \
           inherits: an expectation without a `weight`, or a requirement. Lines that have ended do not count.",
    why: "Weights are added up, so with nothing but weights a lot of one competency makes up for another that \
          nobody has ever seen; ladders on which points add up to a level work like that. Here a core \
          expectation has no weight on purpose: no number of points can stand in for it, and nobody is told \
          that the evidence is complete while it is missing.",
    bad: &[Case {
        files: "\
-- ladders/design.yaml --
name: Design
framework: engineering
reviewed: 2026-03-01
roles:
  - id: designer
    title: Designer
    expects:
      - {competency: incident-response, at: working, weight: 3}
      - {competency: communication, at: foundational, weight: 2}
",
        marks: &["designer"],
    }],
    good: Case {
        files: "\
-- ladders/design.yaml --
name: Design
framework: engineering
reviewed: 2026-03-01
roles:
  - id: designer
    title: Designer
    expects:
      - {competency: incident-response, at: working, weight: 3}
      - {competency: communication, at: foundational}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for role in roles(context.catalog) {
        let above = ancestors(context.catalog, role);
        let all = || std::iter::once(&role).chain(&above);
        let is_unknown = |role: &RoleEntry<'_>| !role.ladder.record.is_intact_at(&role.pointer());
        let expects = || {
            let expects = all().flat_map(|role| &role.role.expects);
            expects.filter(|line| !context.is_over(line.until))
        };
        let mut requires = all().flat_map(|role| &role.role.requires);
        let is_balanced = expects().all(|line| line.weight.is_some())
            && requires.all(|line| context.is_over(line.until));
        if expects().next().is_none() || !is_balanced || all().any(is_unknown) {
            continue;
        }
        let place = role.ladder.record.at(role.pointer().then("id"));
        findings.add(
            Problem::new(place, format!("every line of `{}` has a weight, so points can make up for anything", role.id()))
                .here("nothing here is core")
                .help("take the `weight` from what nobody in this role can do without: that makes it core"),
        );
    }
}
