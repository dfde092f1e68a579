//! A change of a ladder by which a waiver waives nothing any more.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::Catalog;
use crate::kinds::approval::{Approval, Decision};
use crate::pointer;
use crate::standing::copies;
use crate::standing::lines::written;
use crate::standing::revoking::stands;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "waiver-lapsed",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A change of a ladder by which a waiver waives nothing any more",
    what: "With `learn check --target`, a waiver that is in force and waives a line on the target waives one by this \
           change, too: a line of its id that demands what was waived, or less of the same.",
    why: "A waiver is of what it copied, so that a line with another id or another demand is asked for again. Whoever \
          was told that they need not should hear of it before it lands.",
    bad: &[Case { files: "\
-- ladders/engineering-ic.yaml (target) --
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
    title: Senior engineer
    outcomes:
      - The service meets its objectives two quarters in a row.
    expects:
      - {competency: incident-response, at: working}
      - {competency: communication, at: foundational}
    requires:
      - {id: commander, credential: incident-commander}
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
    title: Senior engineer
    outcomes:
      - The service meets its objectives two quarters in a row.
    expects:
      - {competency: incident-response, at: working}
      - {competency: communication, at: foundational}
    requires:
      - {id: command, credential: incident-commander}
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: commander
demands: [{credential: incident-commander}]
reason: She led three before she joined.
until: 2026-06-30
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: commander
demands: [{credential: incident-commander}]
reason: She led three before she joined.
until: 2026-06-30
signer: chen
date: 2026-04-13
", marks: &["commander"] }],
    good: Case { files: "\
-- ladders/engineering-ic.yaml (target) --
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
    title: Senior engineer
    outcomes:
      - The service meets its objectives two quarters in a row.
    expects:
      - {competency: incident-response, at: working}
      - {competency: communication, at: foundational}
    requires:
      - {id: commander, credential: incident-commander}
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
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: commander
demands: [{credential: incident-commander}]
reason: She led three before she joined.
until: 2026-06-30
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: commander
demands: [{credential: incident-commander}]
reason: She led three before she joined.
until: 2026-06-30
signer: chen
date: 2026-04-13
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    for (judged, verified) in context.ledger.verified() {
        let approval = verified.approval.document;
        let is_waiver = approval.decision == Decision::Waive && approval.demands.is_some();
        let waived = || waived(target.catalog(), approval);
        if !is_waiver || context.is_over(approval.until) || waived() == 0 {
            continue;
        }
        if waived() <= self::waived(context.catalog, approval) || !stands(context.ledger, judged, verified, context.as_of) {
            continue;
        }
        let (signer, person, role) = (&verified.signer, &verified.person, approval.role_id());
        let line = approval.line.as_ref().map_or("", |line| line.as_str());
        findings.add(
            Problem::new(
                judged.record.at(pointer!["line"]),
                format!("`{signer}` waived `{line}` of `{role}` for {person}, and by this change that waives less"),
            )
            .here("no line of this id demands what was waived")
            .help(format!(
                "keep the line\'s id and what it demands; or let `{signer}` waive what takes its place, once this has \
                 landed: `learn waive {} {} LINE`",
                shell::word(person),
                shell::word(role)
            )),
        );
    }
}

/// How many lines of the role, its own and those of the roles it builds on, demand what a waiver is of.
fn waived(catalog: &Catalog, approval: &Approval) -> usize {
    let Some(role) = catalog.role(approval.role_id()) else { return 0 };
    let lines = written(catalog, role);
    let is_waived = lines.iter().filter(|line| {
        let is_named = approval.line.as_ref().is_some_and(|id| line.is_called(catalog, id.as_str()));
        is_named && copies::hold(catalog, approval, line)
    });
    is_waived.count()
}
