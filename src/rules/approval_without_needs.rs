//! A new approval of a claim that does not bring along what its credential needs.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::kinds::Kind;
use crate::kinds::approval::Decision;
use crate::kinds::credential::Credential;
use crate::kinds::person::Person;
use crate::pointer;
use crate::standing::decisions::Decisions;
use crate::standing::needs::{Brought, Unmet, unmet};
use crate::trust::ledger::Verified;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "approval-without-needs",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval of a claim that does not bring along what its credential needs",
    what: "With `learn check --target`, the claim of a new approval brings along what the credential on the target \
           `needs`, on the day of the claim: modules that are finished, or what replaces them; portfolio entries, \
           new enough; and colleagues who have testified, besides those who approve it.",
    why: "`learn approve` asks for it before anybody signs, so that an award means the same by whatever way its \
          record was written.",
    bad: &[
        Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
needs: {modules: [clear-writing]}
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
needs: {modules: [clear-writing]}
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
against: [{kind: credential, id: clear-writer, sha256: DIGEST of credentials/clear-writer.yaml}, {kind: rubric, id: writing, sha256: DIGEST of rubrics/writing.yaml}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["2026-04-10-clear-writer"] },
        Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
needs: {endorsements: 1}
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
needs: {endorsements: 1}
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
against: [{kind: credential, id: clear-writer, sha256: DIGEST of credentials/clear-writer.yaml}, {kind: rubric, id: writing, sha256: DIGEST of rubrics/writing.yaml}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["2026-04-10-clear-writer"] },
    ],
    good: Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
needs: {portfolio: 1}
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
needs: {portfolio: 1}
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
against: [{kind: credential, id: clear-writer, sha256: DIGEST of credentials/clear-writer.yaml}, {kind: rubric, id: writing, sha256: DIGEST of rubrics/writing.yaml}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (judged, verified) in gate.newly_signed() {
        let approval = verified.approval.document;
        let credential = gate.target.catalog().get::<Credential>(approval.subject.as_str());
        let Some(credential) = credential.filter(|_| approval.decision == Decision::Approve) else { continue };
        let missing = missing(context, verified, credential);
        if missing.is_empty() {
            continue;
        }
        let subject = credential.id();
        findings.add(
            Problem::new(
                judged.record.at(pointer!["claim", "id"]),
                format!("the claim does not bring along what `{subject}` needs: {}", missing.join("; ")),
            )
            .here("what it answers")
            .help(format!(
                "{}; once the claim brings it along, `{}` can approve it: {}",
                off_the_branch(judged),
                verified.signer,
                signing(approval)
            )),
        );
    }
}

/// What the claim that a record answers lacks, each as half a sentence.
fn missing(context: &Context<'_>, verified: &Verified<'_>, credential: Entry<'_, Credential>) -> Vec<String> {
    let (approval, owner) = (verified.approval, verified.approval.owner());
    let Some((claim, cited)) = context.answered(approval) else { return Vec::new() };
    let known = claim.record.date().zip(context.catalog.get::<Person>(owner));
    let Some((day, person)) = known else { return Vec::new() };
    let entries = cited.iter().filter(|cited| cited.record.kind == Kind::Portfolio);
    let brought = Brought {
        entries: entries.map(|cited| cited.record.date()).collect(),
        endorsers: Decisions::of(context.ledger, person, context.as_of.max(approval.date)).endorsers(claim).len(),
    };
    let unmet = unmet(context.catalog, &credential.document.needs, (owner, day), &brought);
    let words = |one: &Unmet<'_>| match one {
        Unmet::Module(id) => format!("module `{id}` is not finished by {day}"),
        Unmet::Entries { have, need, since } => {
            let since = since.map(|since| format!(" of {since} or later")).unwrap_or_default();
            format!("{have} of {need} portfolio entries{since}")
        }
        Unmet::Endorsements { have, need } => format!("{have} of {need} endorsements"),
    };
    unmet.iter().map(words).collect()
}
