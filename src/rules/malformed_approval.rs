//! A new approval that says what its decision does not take, or whose signer fills no slot.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::catalog::Catalog;
use crate::kinds::approval::{Approval, Decision, JudgedEvidence};
use crate::kinds::credential::Credential;
use crate::kinds::rubric::Rubric;
use crate::pointer;
use crate::standing::slots::{self, Assessor};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "malformed-approval",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval that says what its decision does not take, or that fills no slot",
    what: "With `learn check --target`, a new record that somebody signed revokes nothing and waives no line beside \
           its decision, names no piece of work twice and no score that the rubric does not have; and whoever approves judges in one of the disciplines \
           that the award takes, unless the credential keeps one of those who judged before.",
    why: "What is signed by hand has to be read as `learn` writes it: what would count for nothing, or twice, is not \
          what somebody believes to have signed.",
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
revokes: [DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["[DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md]"],
        },
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
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}, {id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["2026-03-02-checkout-outage"],
        },
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
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 9}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["9"],
        },
        Case {
            files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [design]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [design]
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
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [design]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["[design]"],
        },
    ],
    good: Case {
            files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [engineering]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [engineering]
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
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [engineering]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
disciplines: [engineering]
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
        let flaw = flaw(approval).or_else(|| beyond(gate.target.catalog(), approval));
        let Some((place, message, here)) = flaw else { continue };
        findings.add(Problem::new(record.record.at(place), message).here(here).help(format!(
            "{} and let `{}` write it with the program: {}",
            off_the_branch(record),
            verified.signer,
            signing(approval)
        )));
    }
}

/// The first thing that a record says and that its decision does not take: where, what, and in a few words.
fn flaw(approval: &Approval) -> Option<(Pointer, String, &'static str)> {
    let (decision, signer) = (approval.decision, approval.signer.as_str());
    if decision != Decision::Revoke && !approval.revokes.is_empty() {
        let message = "nothing but `decision: revoke` revokes something".to_owned();
        return Some((pointer!["revokes"], message, "revokes nothing"));
    }
    if decision != Decision::Waive && approval.line.is_some() {
        let message = "nothing but `decision: waive` waives a line".to_owned();
        return Some((pointer!["line"], message, "waives nothing"));
    }
    if let Some(position) = named_before(&approval.evidence) {
        let message = "this piece of evidence is named twice".to_owned();
        return Some((pointer!["evidence", position, "id"], message, "named above"));
    }
    let me = Assessor { person: signer, disciplines: &approval.disciplines };
    let fills_one = slots::open(&approval.needs, &[me]).len() < approval.needs.len();
    // Whoever judged an earlier claim is there for that, whatever they judge in.
    let is_kept = approval.keep_one_assessor;
    if decision != Decision::Approve || approval.needs.is_empty() || fills_one || is_kept {
        return None;
    }
    let message = format!("`{signer}` judges here in none of the disciplines that this award takes");
    Some((pointer!["needs"], message, "filled by others"))
}

/// The first score that the rubric on the target does not have.
fn beyond(target: &Catalog, approval: &Approval) -> Option<(Pointer, String, &'static str)> {
    let credential = target.get::<Credential>(approval.subject.as_str())?;
    let rubric = target.get::<Rubric>(credential.document.assessment.rubric.as_str())?;
    rubric.document.criteria.iter().find_map(|(id, criterion)| {
        let most = criterion.descriptors.len();
        let score = approval.scores.get(id).filter(|score| usize::from(score.0) > most)?;
        let message = format!("`{id}` has {most} descriptors, and this scores it {}", score.0);
        Some((pointer!["scores", id.as_str()], message, "no such descriptor"))
    })
}

/// The position of the first piece of evidence that is named once more.
fn named_before(evidence: &[JudgedEvidence]) -> Option<usize> {
    let mut seen = BTreeSet::new();
    evidence.iter().position(|work| !seen.insert((work.kind, &work.id)))
}
