//! A change of what a line demands that somebody was waived by an old record.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Catalog;
use crate::kinds::approval::{Approval, Decision};
use crate::standing::copies;
use crate::standing::demand::Demand;
use crate::standing::lines::{Line, written};
use crate::standing::revoking::stands;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "waived-line-changed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A change of what a line demands that somebody was waived by an old record",
    what: "With `learn check --target`, a line that is waived by a record that has no copy of what it demands \
           (`demands`, which `learn waive` writes) demands what it demands on the target, or less of the same, as \
           long as the waiver lasts.",
    why: "An old waiver names a line by its id only, so that whatever stands under that id is waived: more than \
          what it was, or something else altogether. A waiver with a copy is of what it says, and a line that \
          demands more is simply asked for again.",
    bad: &[Case {
        files: "\
-- people/ada/approvals/2026-04-13-engineer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: engineer
role: engineer
line: incident-response
reason: She led three before she joined.
until: 2026-06-30
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: engineer
role: engineer
line: incident-response
reason: She led three before she joined.
until: 2026-06-30
signer: chen
date: 2026-04-13
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
-- people/ada/approvals/2026-04-13-senior-engineer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: waive
subject: senior-engineer
role: senior-engineer
line: incident-response
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
line: incident-response
reason: She led three before she joined.
until: 2026-06-30
signer: chen
date: 2026-04-13
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
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    for (judged, one) in context.ledger.verified() {
        let approval = one.approval.document;
        let is_old = approval.decision == Decision::Waive && approval.demands.is_none();
        let is_over = context.is_over(approval.until);
        if !is_old || is_over || !stands(context.ledger, judged, one, context.as_of) {
            continue;
        }
        let before = copies::of_lines(&named(target.catalog(), approval));
        for line in named(context.catalog, approval) {
            let is_same = copies::include(context.catalog, &before, &line);
            if is_same || context.is_over(line.until) || matches!(line.demand, Demand::Unreadable(_)) {
                continue;
            }
            let (person, signer) = (&one.person, &one.signer);
            let words = format!("`{}` comes to demand {}, which is waived for {person}", line.id, line.title);
            findings.add(
                Problem::new(place(&line), words)
                    .here("not what it demands on the target")
                    .label(judged.record.at(crate::pointer!["line"]), "waived by its id only")
                    .help(format!(
                        "let `{signer}` take the waiver back first (`learn revoke`), and waive the line anew, \
                         which copies what it demands; or give the new demand a line of its own"
                    )),
            );
        }
    }
}

/// The lines that a waiver names, of its role and of those that this inherits.
fn named<'a>(catalog: &'a Catalog, approval: &Approval) -> Vec<Line<'a>> {
    let id = approval.role_id();
    let Some(role) = catalog.role(id) else { return Vec::new() };
    let is_named = |line: &Line<'_>| {
        approval.line.as_ref().is_some_and(|id| line.is_called(catalog, id.as_str()))
    };
    written(catalog, role).into_iter().filter(is_named).collect()
}

/// Where a line says what it demands.
fn place(line: &Line<'_>) -> crate::base::place::Place {
    let field = match line.demand {
        Demand::Competency { .. } => "at",
        _ => "id",
    };
    line.role.ladder.record.at(line.pointer.clone().then(field))
}
