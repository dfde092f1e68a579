//! An approval that lands long after its day.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::gate::{FRESH_DAYS, is_stale};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "approval-stale",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval that lands long after its day",
    what: "With `learn check --target`, the `date` of a new approval is at most 90 days ago, and \
           not ahead. Records that the admins keep by name may be older.",
    why: "A key that was lost, or somebody who has left, could otherwise be used for a back-dated \
          approval; and what was judged long ago says little about today.",
    bad: &[
        Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/portfolio/2026-01-09-index-outage.md --
---
title: The index outage of January
type: incident
modules: [incident-basics]
competencies: [incident-response]
---
## Decisions

I rolled the index back instead of building it again, since nobody could say how long that would take.

## Trade-offs

The rollback cost us a day of new pages; waiting would have cost an hour of searches.
-- people/ada/claims/2026-01-12-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-01-09-index-outage}]
-- people/ada/claims/2026-01-12-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-01-09-index-outage}]
-- people/ada/approvals/2026-01-14-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-01-12-clear-writer, sha256: DIGEST of people/ada/claims/2026-01-12-clear-writer.yaml}
evidence: [{id: 2026-01-09-index-outage, sha256: DIGEST of people/ada/portfolio/2026-01-09-index-outage.md, worked: 2026-01-09, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-01-14
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["2026-01-14"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
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
    for (judged, verified) in gate.newly_signed() {
        let approval = verified.approval.document;
        if !is_stale(approval, context.as_of) {
            continue;
        }
        let days = context.as_of.days_since(approval.date);
        findings.add(
            Problem::new(
                judged.record.at(pointer!["date"]),
                if days < 0 {
                    format!("the approval is dated {} days ahead", -days)
                } else {
                    format!("the approval is {days} days old and would land only now")
                },
            )
            .here(format!("not ahead, and at most {FRESH_DAYS} days old"))
            .help(format!(
                "let `{}` decide anew: {}; the admins can keep an old record by name with `learn trust \
                 vouch`",
                verified.signer,
                signing(approval)
            )),
        );
    }
}
