//! A new placement of somebody who has another role here.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::kinds::approval::Decision;
use crate::kinds::person::Person;
use crate::pointer;
use crate::trust::gate::{FRESH_DAYS, Gate};
use crate::trust::ledger::Verified;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "placement-instead-of-promotion",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A new placement of somebody who has another role here",
    what: "With `learn check --target`, a new placement is of somebody who joined in the 90 days before, or at the \
           role that they have on the day of the decision by the target, as long as none has placed them at another \
           one before.",
    why: "A placement holds all that a role asks for by itself, without anybody having looked: that is for those \
          who join or are imported. Who moves up shows it, and a promotion says so; nothing in the change takes \
          this warning away.",
    bad: &[Case {
        files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: senior-engineer
role: senior-engineer
from: 2026-04-13
demands: [{competency: incident-response, at: working}, {competency: communication, at: foundational}, {credential: incident-commander}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
        marks: &["senior-engineer"],
    }],
    good: Case {
        files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
-- people/ada/approvals/2026-04-13-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
from: 2024-05-06
demands: [{competency: incident-response, at: foundational}, {competency: communication, at: foundational}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (record, verified) in gate.newly_signed() {
        let approval = verified.approval.document;
        if approval.decision != Decision::Place {
            continue;
        }
        let Some(role) = other_role(&gate, verified) else { continue };
        let (person, subject) = (approval.person.as_str(), approval.role_id());
        findings.add(
            Problem::new(
                record.record.at(pointer!["subject"]),
                format!("`{person}` is `{role}` by {}, and this places them at `{subject}`", context.target_name()),
            )
            .here("holds all that this role asks for by itself")
            .guarding(true)
            .help(format!(
                "who moves up is promoted: `learn promote {} {}`; a placement of somebody who joins or is imported \
                 is at the role that they have ({})",
                shell::word(person),
                shell::word(subject),
                signing(approval)
            )),
        );
    }
}

/// The role that somebody has here by the target or was placed at before, where that is another one.
fn other_role(gate: &Gate<'_, '_>, placed: &Verified<'_>) -> Option<String> {
    let approval = placed.approval.document;
    let target = gate.target.catalog();
    let id = |role: &str| target.role(role).map_or(role.to_owned(), |role| role.id().to_owned());
    let wanted = id(approval.role_id());
    let person = target.get::<Person>(placed.approval.owner())?;
    let first = person.joined.or_else(|| person.roles.iter().map(|role| role.from).min());
    if first.is_none_or(|first| approval.date.days_since(first) <= FRESH_DAYS) {
        return None;
    }
    let held = person.document.role_on(approval.date).map(|role| id(role.as_str()));
    let before = gate.target.about(person.id()).filter_map(|(_, verified)| {
        let earlier = verified.approval.document;
        (earlier.decision == Decision::Place).then(|| id(earlier.role_id()))
    });
    held.into_iter().chain(before).find(|role| *role != wanted)
}
