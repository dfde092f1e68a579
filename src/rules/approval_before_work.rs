//! An approval dated before what it judges.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::work::judged_on;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "approval-before-work",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval dated before what it judges",
    what: "With `learn check --target`, the `date` of a new approval, not-yet or endorsement is not before the \
           day of the claim that it answers, nor before the day of the latest work that it names. Records that \
           landed before stay what they are, and so do those that the admins keep by name.",
    why: "From the date of an approval the award counts, and how long it holds. Nobody can have judged on a day \
          what was written or done later.",
    bad: &[
        Case {
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
-- people/ada/approvals/2026-04-09-clear-writer-chen.yaml (signed by chen) --
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
date: 2026-04-09
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["2026-04-09"],
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
-- people/ada/approvals/2026-04-10-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence:
  - id: 2026-03-02-checkout-outage
    sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md
    worked: 2026-03-02
    type: incident
    modules: [incident-basics]
signer: chen
date: 2026-04-10
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
        let Some(latest) = judged_on(approval).filter(|latest| latest.day > approval.date) else {
            continue;
        };
        let problem = Problem::new(
            judged.record.at(pointer!["date"]),
            format!("the approval is of {}, before what it judges", approval.date),
        );
        let place = match latest.position {
            Some(position) => pointer!["evidence", position, "worked"],
            None => pointer!["claim", "id"],
        };
        findings.add(
            problem
                .here(format!("not before {}", latest.day))
                .label(judged.record.at(place), format!("{} of {}", latest.word(), latest.day))
                .help(format!(
                    "{} and let `{}` decide anew: {}",
                    off_the_branch(judged),
                    verified.signer,
                    signing(approval)
                )),
        );
    }
}
