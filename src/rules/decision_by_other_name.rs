//! A new decision on something that its signer was not asked about.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::id::Id;
use crate::base::problem::{Level, Problem};
use crate::kinds::approval::{Approval, Decision};
use crate::pointer;
use crate::trust::gate::{ByFormerId, Gate};
use crate::trust::ledger::Judged;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "decision-by-other-name",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new decision on something that its signer was not asked about",
    what: "With `learn check --target`, the `subject` of a new approval, not-yet, waiver, promotion or placement \
           is the present id of what it decides on, on the branch that the change is to land on; not an id that \
           this had formerly. Where it names a `role`, that is its subject. What landed before something was \
           renamed counts as it is.",
    why: "Scopes of the trust policy are asked about the subject as it is written. Whoever edits content could \
          otherwise put an id that somebody may decide on under `formerly` of something else, and give them what \
          no admin gave.",
    bad: &[
        Case {
            files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
formerly: [plain-writer]
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
formerly: [plain-writer]
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
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
-- people/ada/approvals/2026-04-13-plain-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: plain-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["plain-writer"],
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
        findings.extend(renamed(context, &gate, judged, approval).or_else(|| elsewhere(judged, approval)));
    }
}

/// A subject that is a former id.
fn renamed(
    context: &Context<'_>,
    gate: &Gate<'_, '_>,
    judged: &Judged<'_>,
    approval: &Approval,
) -> Option<Problem> {
    let ByFormerId { sort, now, is_on_target } = gate.by_former_id(approval)?;
    let there = if is_on_target { context.target_name() } else { "this branch" };
    let subject = approval.subject.as_str();
    let problem = Problem::new(
        judged.record.at(pointer!["subject"]),
        format!("`{subject}` is only a former id of the {} `{now}` on {there}", sort.word()),
    );
    Some(problem.here("not a name to decide by").help(anew(judged, approval, now)))
}

/// A decision on a role that is not its subject.
fn elsewhere(judged: &Judged<'_>, approval: &Approval) -> Option<Problem> {
    let (subject, role) = (approval.subject.as_str(), approval.role.as_ref()?.as_str());
    let is_of_role =
        matches!(approval.decision, Decision::Waive | Decision::Promote | Decision::Place);
    if !is_of_role || role == subject {
        return None;
    }
    let problem = Problem::new(
        judged.record.at(pointer!["role"]),
        format!("this decides on `{role}`, and whether `{}` may was asked of `{subject}`", approval.signer),
    );
    Some(problem.here("not its `subject`").help(anew(judged, approval, role)))
}

/// How it is decided anew by the name that holds.
fn anew(judged: &Judged<'_>, approval: &Approval, now: &str) -> String {
    let by_name = Approval { subject: Id::new(now), ..approval.clone() };
    format!(
        "{}, and let `{}` sign anew by the present name: {}",
        off_the_branch(judged),
        approval.signer,
        signing(&by_name)
    )
}
