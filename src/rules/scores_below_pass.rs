//! A new approval whose scores do not pass.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::problem::{Level, Problem};
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::credential::Credential;
use crate::kinds::rubric::Rubric;
use crate::pointer;
use crate::trust::gate::Gate;
use crate::trust::scoring::{self, Lack};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "scores-below-pass",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval whose scores do not pass",
    what: "With `learn check --target`, a new approval of a credential has a score for each criterion of the \
           rubric, none below `pass.each`, and their weighted mean is not below `pass.mean`, as credential and \
           rubric are on the target. Records that the admins keep by name are left out.",
    why: "The bar is the same for everybody, whoever judges and by whatever way the record was written. What does \
          not reach it is answered with a not-yet, which says what to work on.",
    bad: &[
        Case {
            files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing, pass: {each: 2}}
assessors: [any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing, pass: {each: 2}}
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
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
scores: {clarity: 1}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["1"],
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
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["clear-writer"],
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
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
scores: {clarity: 2}
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
        let Some(lack) = lack(&gate, approval) else { continue };
        let subject = &approval.subject;
        let (pointer, message, here) = match lack {
            Lack::Unscored(criteria) => (
                pointer!["subject"],
                format!("`{}` approves `{subject}` without a score for {}", verified.signer, criteria.join(", ")),
                "judged by a rubric".to_owned(),
            ),
            Lack::Low { each, criteria } => (
                pointer!["scores", criteria[0]],
                format!("these scores do not pass: `{subject}` asks for at least {each} in each criterion"),
                format!("less than {each}"),
            ),
            Lack::Mean { asked, mean } => (
                pointer!["scores"],
                format!("these scores do not pass: `{subject}` asks for a mean of {asked}"),
                format!("a mean of {mean:.2}"),
            ),
        };
        findings.add(Problem::new(judged.record.at(pointer), message).here(here).help(format!(
            "{} and let `{}` judge it anew, by every criterion: {}, with `--not-yet` if it does not pass",
            off_the_branch(judged),
            verified.signer,
            signing(approval)
        )));
    }
}

/// What an approval of a credential lacks to pass by the target's rubric, if anything.
fn lack<'a>(gate: &Gate<'_, 'a>, approval: &Approval) -> Option<Lack<'a>> {
    let catalog = gate.target.catalog();
    if approval.decision != Decision::Approve {
        return None;
    }
    let credential = catalog.get::<Credential>(approval.subject.as_str())?;
    let assessment = &credential.document.assessment;
    let rubric = catalog.get::<Rubric>(assessment.rubric.as_str())?;
    let score = |criterion: &str| approval.scores.get(criterion).map(|score| score.0);
    scoring::lack(rubric.document, assessment.pass, score)
}
