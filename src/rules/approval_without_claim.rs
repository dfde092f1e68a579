//! A new answer to a question that nobody asked.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::Entry;
use crate::catalog::formers::{Sort, present};
use crate::catalog::people::owned_record;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision, JudgedClaim};
use crate::kinds::claim::Claim;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "approval-without-claim",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval that answers no claim, or one for something else",
    what: "With `learn check --target`, a new approval or not-yet names the claim that it answers, and that claim \
           asks for the same credential or competency, by its present or a former id. Records that the admins \
           keep by name are left out.",
    why: "What came of a claim is counted claim by claim: a not-yet blocks the claim that it answers, and a second \
          attempt needs one of those who judged the first. An approval beside all claims would get past both.",
    bad: &[
        Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["clear-writer"],
        },
        Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-incident-commander.yaml (target) --
credential: incident-commander
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-incident-commander.yaml --
credential: incident-commander
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
claim: {id: 2026-04-10-incident-commander, sha256: DIGEST of people/ada/claims/2026-04-10-incident-commander.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["2026-04-10-incident-commander"],
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
        let approval = verified.approval;
        if !matches!(approval.decision, Decision::Approve | Decision::NotYet) {
            continue;
        }
        let (place, said) = match &approval.claim {
            None => (pointer!["subject"], "answers no claim".to_owned()),
            Some(claim) => {
                let found =
                    owned_record(context.catalog, Kind::Claim, claim.id.as_str(), approval.owner());
                // That a claim is gone is said by what compares its digest.
                let Some(found) = found.and_then(Entry::<Claim>::of) else { continue };
                let said = match asks_for_other(context, found.document, approval.document) {
                    Some(asked) => format!("answers a claim for `{asked}`"),
                    None if is_withdrawn(found, claim) => "answers a claim that was taken back".to_owned(),
                    None => continue,
                };
                (pointer!["claim", "id"], said)
            }
        };
        let what = format!("this decides on `{}` and {said}", approval.subject.as_str());
        findings.add(Problem::new(judged.record.at(place), what).here("what it answers").help(format!(
            "{}; let {} claim it with `learn claim {}`, and `{}` decide on that with {}",
            off_the_branch(judged),
            approval.person.as_str(),
            shell::word(approval.subject.as_str()),
            verified.signer,
            signing(approval.document)
        )));
    }
}

/// Whether the very words that were judged say that the claim was taken back.
fn is_withdrawn(claim: Entry<'_, Claim>, judged: &JudgedClaim) -> bool {
    claim.document.withdrawn.is_some() && claim.record.has_words(&judged.sha256)
}

/// What a claim asks for, where that is something else than what was decided on.
fn asks_for_other<'a>(
    context: &Context<'_>,
    claim: &'a Claim,
    approval: &Approval,
) -> Option<&'a str> {
    let credential = claim.credential.as_ref().map(|it| (Sort::Credential, it.as_str()));
    let competency = claim.competency.as_ref().map(|it| (Sort::Competency, it.id.as_str()));
    let (sort, asked) = credential.or(competency)?;
    let now = |id: &str| present(context.catalog, sort, id);
    let subject = approval.subject.as_str();
    (asked != subject && now(asked).is_none_or(|asked| now(subject) != Some(asked))).then_some(asked)
}
