//! A new not-yet on a claim that others have granted.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::kinds::approval::Decision;
use crate::pointer;
use crate::standing::awards::{self, Award, Outcome};
use crate::standing::records::Records;
use crate::trust::gate::Gate;
use crate::trust::ledger::Verified;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "not-yet-after-award",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new not-yet on a claim that others have granted",
    what: "With `learn check --target`, a new not-yet answers no claim that is granted on the target, unless by one of \
           those who granted it, whose word it needs.",
    why: "What has been awarded is taken back by those who may revoke it, as many of them as gave it or the admins. \
          A late not-yet on the same claim would do the same by itself.",
    bad: &[Case { files: "\
-- people/vera/person.yaml --
name: Vera Lind
joined: 2022-03-01
roles: [{from: 2022-03-01, role: senior-engineer, team: routing}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: chen, disciplines: [engineering], approve: [\"*\"]}
  - {person: vera, disciplines: [engineering], approve: [\"*\"]}
keys: {chen: [KEY of chen], vera: [KEY of vera]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: chen, disciplines: [engineering], approve: [\"*\"]}
  - {person: vera, disciplines: [engineering], approve: [\"*\"]}
keys: {chen: [KEY of chen], vera: [KEY of vera]}
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
-- people/ada/approvals/2026-04-12-clear-writer-chen.yaml (target) (signed by chen) --
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
date: 2026-04-12
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/approvals/2026-04-12-clear-writer-chen.yaml (signed by chen) --
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
date: 2026-04-12
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/remediation/2026-04-13-clear-writer.yaml --
claim: 2026-04-10-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-13-clear-writer-vera.yaml (signed by vera) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
signer: vera
date: 2026-04-13
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["not-yet"] }],
    good: Case { files: "\
-- people/vera/person.yaml --
name: Vera Lind
joined: 2022-03-01
roles: [{from: 2022-03-01, role: senior-engineer, team: routing}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: chen, disciplines: [engineering], approve: [\"*\"]}
  - {person: vera, disciplines: [engineering], approve: [\"*\"]}
keys: {chen: [KEY of chen], vera: [KEY of vera]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: chen, disciplines: [engineering], approve: [\"*\"]}
  - {person: vera, disciplines: [engineering], approve: [\"*\"]}
keys: {chen: [KEY of chen], vera: [KEY of vera]}
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
-- people/ada/approvals/2026-04-12-clear-writer-chen.yaml (target) (signed by chen) --
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
date: 2026-04-12
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/approvals/2026-04-12-clear-writer-chen.yaml (signed by chen) --
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
date: 2026-04-12
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/remediation/2026-04-13-clear-writer.yaml --
claim: 2026-04-10-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
signer: chen
date: 2026-04-13
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (record, verified) in gate.newly_signed() {
        let Some(approvers) = granted_by_others(context, &gate, verified) else { continue };
        let (person, subject) = (verified.approval.owner(), verified.approval.subject.as_str());
        let message = format!("`{}` says not yet to what {approvers} granted", verified.signer);
        findings.add(
            Problem::new(record.record.at(pointer!["decision"]), message)
                .here("would take an award away")
                .help(format!(
                    "an award is taken back with `learn revoke {} {}`; {}",
                    shell::word(person),
                    shell::word(subject),
                    off_the_branch(record)
                )),
        );
    }
}

/// Those who granted on the target the claim that a new not-yet answers, where its signer is none of them.
fn granted_by_others(context: &Context<'_>, gate: &Gate<'_, '_>, verified: &Verified<'_>) -> Option<String> {
    let approval = verified.approval;
    let claim = approval.claim.as_ref().filter(|_| approval.decision == Decision::NotYet)?;
    let records = Records::of(gate.target, approval.owner(), context.as_of.max(approval.date));
    let rounds = awards::rounds(&records);
    let award: &Award<'_> = rounds.iter().find_map(|round| match &round.outcome {
        Outcome::Awarded(award) if round.claim.is_some_and(|(_, words)| *words == claim.sha256) => Some(award),
        _ => None,
    })?;
    let signers: Vec<&str> = award.proofs.iter().map(|proof| &*proof.verified.signer).collect();
    let names: Vec<String> = signers.iter().map(|signer| format!("`{signer}`")).collect();
    (!signers.contains(&&*verified.signer)).then(|| names.join(" and "))
}
