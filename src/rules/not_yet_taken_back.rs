//! A not-yet that somebody else than its signer takes back.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::kinds::approval::Decision;
use crate::pointer;
use crate::trust::ledger::Verified;
use crate::trust::policy::Policy;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "not-yet-taken-back",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A not-yet that somebody else than its signer takes back",
    what: "With `learn check --target`, a new revocation that names a not-yet is by whoever signed the not-yet or \
           by an admin; of admins it takes as many as the trust policy asks for.",
    why: "A not-yet stands until its signer decides anew or a new claim asks anew. An award takes several people \
          and is taken back by as many; one answer of one mentor is nothing that another mentor could lift alone.",
    bad: &[Case {
        files: "\
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
  - {person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}
  - {person: vera, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}
keys: {chen: [KEY of chen], vera: [KEY of vera]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}
  - {person: vera, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}
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
-- people/ada/approvals/2026-04-12-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
signer: chen
date: 2026-04-12
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/remediation/2026-04-12-clear-writer.yaml --
claim: 2026-04-10-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-13-clear-writer-vera.yaml (signed by vera) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: revoke
subject: clear-writer
reason: It was good enough.
revokes: [DIGEST of people/ada/approvals/2026-04-12-clear-writer-chen.yaml]
signer: vera
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
        marks: &["vera"],
    }],
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
-- people/ada/approvals/2026-04-12-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
signer: chen
date: 2026-04-12
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/remediation/2026-04-12-clear-writer.yaml --
claim: 2026-04-10-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: revoke
subject: clear-writer
reason: I read the wrong version.
revokes: [DIGEST of people/ada/approvals/2026-04-12-clear-writer-chen.yaml]
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
    let admins = context.ledger.policy().map(Policy::admins).unwrap_or_default();
    for (judged, verified) in gate.newly_signed() {
        let approval = verified.approval.document;
        let may = admins.contains(&*verified.signer);
        if approval.decision != Decision::Revoke || may {
            continue;
        }
        for digest in &approval.revokes {
            let mut theirs = context.ledger.about(&verified.person);
            let meant = theirs.find(|(other, _)| other.digest == *digest).map(|(_, other)| other);
            let Some(other) = meant.filter(|other| is_foreign(verified, other)) else { continue };
            let (signer, by) = (&other.signer, &verified.signer);
            let (person, subject) = (&approval.person, &other.approval.document.subject);
            findings.add(
                Problem::new(
                    judged.record.at(pointer!["signer"]),
                    format!("`{by}` takes back the not-yet of `{signer}`"),
                )
                .here("neither who gave it nor an admin")
                .help(format!(
                    "let `{signer}` decide anew with `learn approve {} {}`, or let `{person}` ask anew with a \
                     new claim; otherwise the admins take it back",
                    shell::word(person.as_str()),
                    shell::word(subject.as_str())
                )),
            );
        }
    }
}

/// Whether a record is a not-yet of somebody else.
fn is_foreign(revocation: &Verified<'_>, other: &Verified<'_>) -> bool {
    other.approval.decision == Decision::NotYet && other.signer != revocation.signer
}
