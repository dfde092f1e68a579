//! A change that asks more of a role in which somebody was placed by signature.

use std::collections::BTreeMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::catalog::inheritance::roles;
use crate::kinds::approval::Decision;
use crate::kinds::ladder::{Expectation, Requirement};
use crate::standing::revoking::stands;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "placed-role-raised",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A change that asks more of a role in which somebody was placed by signature",
    what: "With `learn check --target`, a role in which somebody was placed by a record that has no copy of the \
           lines (`demands`, which `learn place` writes) asks for nothing that it does not ask for on the target: no expectation is added or raised, no requirement is added or altered. No \
           level, no allow and no baseline covers that up.",
    why: "Whoever was placed in a role holds its own lines by that signature: those that the record says, or, \
          of an old record that says none, those of the role as it is. A line that comes in later is then held \
          as well, though whoever signed never saw it. That may be meant; it should be known.",
    bad: &[Case {
        files: "\
-- people/ada/approvals/2026-03-12-engineer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-03-12
-- people/ada/approvals/2026-03-12-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-03-12
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
owner: chen
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    outcomes:
      - Ships small changes safely.
    expects:
      - {competency: incident-response, at: working}
      - {competency: communication, at: foundational}
  - id: senior-engineer
    title: Senior engineer
    outcomes:
      - The service meets its objectives two quarters in a row.
    expects:
      - {competency: incident-response, at: working}
      - {competency: communication, at: foundational}
    requires:
      - {id: commander, credential: incident-commander}
",
        marks: &["working"],
    }],
    good: Case {
        files: "\
-- people/ada/approvals/2026-03-12-engineer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-03-12
-- people/ada/approvals/2026-03-12-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-03-12
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
owner: chen
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    outcomes:
      - Ships small changes safely.
    expects:
      - {competency: incident-response, at: foundational}
      - {competency: communication, at: foundational}
  - id: senior-engineer
    title: Senior software engineer
    outcomes:
      - The service meets its objectives two quarters in a row.
    expects:
      - {competency: incident-response, at: working}
      - {competency: communication, at: foundational}
    requires:
      - {id: commander, credential: incident-commander}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    let mut placed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (judged, one) in target.verified() {
        let approval = one.approval.document;
        // A copy of the lines does not grow with the role.
        if approval.decision != Decision::Place || approval.demands.is_some() {
            continue;
        }
        let id = approval.role_id();
        let Some(role) = target.catalog().role(id) else { continue };
        if stands(target, judged, one, context.as_of) {
            placed.entry(role.id()).or_default().push(&one.person);
        }
    }
    for role in roles(context.catalog) {
        // A role that comes to stand for another one is found by another rule.
        let Some(before) = target.catalog().role(role.id()).or_else(|| former(target.catalog(), role))
        else {
            continue;
        };
        let Some(people) = placed.get(before.id()) else { continue };
        for (place, line) in raised(context, (target.catalog(), before), role) {
            let who = people.join(", ");
            findings.add(
                Problem::new(
                    place,
                    format!("`{}` comes to ask for {line}, which {who} would hold by placement", role.id()),
                )
                .here("not asked for when they were placed")
                .help(
                    "say so in the pull request if that is meant; where it is not, let it be shown in another \
                     role, or place them anew in a role of their own first",
                )
                .guarding(true),
            );
        }
    }
}

fn former<'a>(catalog: &'a Catalog, role: RoleEntry<'_>) -> Option<RoleEntry<'a>> {
    role.role.formerly.iter().find_map(|id| catalog.role(id.as_str()))
}

/// The role's own lines that it does not have on the target, with their places.
fn raised(
    context: &Context<'_>,
    (there, before): (&Catalog, RoleEntry<'_>),
    role: RoleEntry<'_>,
) -> Vec<(Place, String)> {
    let at = |list: &'static str, number: usize, field: &'static str| {
        role.ladder.record.at(role.pointer().then(list).then(number).then(field))
    };
    let mut found = Vec::new();
    for (number, line) in role.role.expects.iter().enumerate() {
        if !context.is_over(line.until) && !is_covered(context.catalog, there, line, before) {
            found.push((at("expects", number, "at"), format!("`{}` at {}", line.competency, line.at)));
        }
    }
    for (number, line) in role.role.requires.iter().enumerate() {
        let is_there = before.role.requires.iter().any(|other| demand(other) == demand(line));
        if !context.is_over(line.until) && !is_there {
            found.push((at("requires", number, "id"), format!("requirement `{}`", line.id)));
        }
    }
    found
}

/// Whether the role expected at least as much on the target, of the same competency.
fn is_covered(now: &Catalog, there: &Catalog, line: &Expectation, before: RoleEntry<'_>) -> bool {
    let Some(competency) = now.competency(line.competency.as_str()) else { return true };
    let Some(step) = competency.step(line.at.as_str()) else { return true };
    before.role.expects.iter().any(|other| {
        let known = now.competency(other.competency.as_str());
        let known = known.filter(|known| known.id == competency.id);
        let scale = there.competency(other.competency.as_str());
        let was = scale.and_then(|scale| scale.step(other.at.as_str()));
        known.is_some() && was.is_some_and(|was| was >= step)
    })
}

/// What a requirement asks for, without the words for it.
fn demand(requirement: &Requirement) -> Requirement {
    Requirement { title: None, text: None, since: None, until: None, ..requirement.clone() }
}
