//! A new award past a not-yet that stands.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject, off_the_branch};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::formers::judged;
use crate::kinds::approval::Decision;
use crate::kinds::credential::Credential;
use crate::kinds::parts::digest::Sha256;
use crate::pointer;
use crate::standing::awards::{self, Award, Outcome, Round};
use crate::standing::records::{Proof, Records};
use crate::trust::gate::Gate;
use crate::trust::ledger::Verified;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "not-yet-passed-over",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new award past a not-yet that stands",
    what: "With `learn check --target`, a new approval completes no award of a credential, be it by a larger one that \
           includes it, against which a not-yet stands on the target, unless one of those who judged that claim is \
           among those who approve; where the credential keeps one of its assessors after a not-yet \
           (`reassess.keep_one_assessor`), and one of them may still judge it. Whatever day the approval says: what \
           stands on the target when it lands was there before.",
    why: "Whoever saw what was missing sees best what came of it. A date, or another name for the award, would \
          otherwise choose who looks.",
    bad: &[Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
reassess: {within: 6 weeks, keep_one_assessor: true}
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
reassess: {within: 6 weeks, keep_one_assessor: true}
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
-- people/ada/claims/2026-04-01-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/remediation/2026-04-12-clear-writer.yaml (target) --
claim: 2026-04-01-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-12-clear-writer-vera.yaml (target) (signed by vera) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-01-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-01-clear-writer.yaml}
signer: vera
date: 2026-04-12
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-01-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/remediation/2026-04-12-clear-writer.yaml --
claim: 2026-04-01-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-12-clear-writer-vera.yaml (signed by vera) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-01-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-01-clear-writer.yaml}
signer: vera
date: 2026-04-12
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-11-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
keep_one_assessor: true
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
against: [{kind: credential, id: clear-writer, sha256: DIGEST of credentials/clear-writer.yaml}, {kind: rubric, id: writing, sha256: DIGEST of rubrics/writing.yaml}]
signer: chen
date: 2026-04-11
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["clear-writer"] }],
    good: Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
reassess: {within: 6 weeks, keep_one_assessor: true}
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
reassess: {within: 6 weeks, keep_one_assessor: true}
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
-- people/ada/claims/2026-04-01-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/remediation/2026-04-12-clear-writer.yaml (target) --
claim: 2026-04-01-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-12-clear-writer-vera.yaml (target) (signed by vera) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-01-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-01-clear-writer.yaml}
signer: vera
date: 2026-04-12
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-01-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/remediation/2026-04-12-clear-writer.yaml --
claim: 2026-04-01-clear-writer
coach: chen
redemonstrate_by: 2026-04-30
-- people/ada/approvals/2026-04-12-clear-writer-vera.yaml (signed by vera) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-01-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-01-clear-writer.yaml}
signer: vera
date: 2026-04-12
criteria: [clarity]
feedback: Which ways did you leave out?
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-vera.yaml (signed by vera) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
keep_one_assessor: true
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
against: [{kind: credential, id: clear-writer, sha256: DIGEST of credentials/clear-writer.yaml}, {kind: rubric, id: writing, sha256: DIGEST of rubrics/writing.yaml}]
signer: vera
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (record, verified) in gate.newly_signed() {
        if verified.approval.decision != Decision::Approve {
            continue;
        }
        let day = context.as_of.max(verified.approval.date);
        let records = Records::of(context.ledger, verified.approval.owner(), day);
        let rounds = awards::rounds(&records);
        let Some((round, award)) = awarded(&rounds, &record.digest) else { continue };
        for given in given(context, verified) {
            let passed = passed_over(context, &gate, (verified, round, award), given);
            if passed.is_empty() {
                continue;
            }
            let (names, person) = (passed.join(" or "), &verified.person);
            let message = format!("this gives `{given}` past the not-yet that stands against it, without {names}");
            findings.add(
                Problem::new(record.record.at(pointer!["subject"]), message)
                    .here("awarded without one of those who judged before")
                    .help(format!(
                        "let {names} approve as well, before this lands: `learn approve {} {}`; or {}",
                        shell::word(person),
                        shell::word(given),
                        off_the_branch(record)
                    )),
            );
        }
    }
}

/// What an approval gives that keeps one of its assessors, by the present ids on the target.
fn given<'a>(context: &Context<'a>, verified: &Verified<'a>) -> BTreeSet<&'a str> {
    let target = context.target.map(crate::trust::ledger::Ledger::catalog);
    let granted = verified.approval.document.grants.iter().flat_map(|grants| &grants.credentials);
    let known = granted.filter_map(|id| target?.get::<Credential>(id.as_str()));
    let keeps = known.filter(|one| one.document.reassess.is_some_and(|it| it.keep_one_assessor));
    keeps.map(|one| one.id()).collect()
}

/// The award that a record is part of.
fn awarded<'r, 'a>(rounds: &'r [Round<'a>], digest: &Sha256) -> Option<(&'r Round<'a>, &'r Award<'a>)> {
    rounds.iter().find_map(|round| match &round.outcome {
        Outcome::Awarded(award) if award.proofs.iter().any(|one| one.judged.digest == *digest) => Some((round, award)),
        _ => None,
    })
}

/// Those who judged other claims for something on the target, where a not-yet stands there since the last award of
/// it, none of them is among those who approve, and some may still judge it; sorted.
fn passed_over<'a>(
    context: &Context<'a>,
    gate: &Gate<'a, 'a>,
    (verified, round, award): (&Verified<'a>, &Round<'a>, &Award<'a>),
    given: &str,
) -> Vec<String> {
    let (owner, catalog) = (verified.approval.owner(), gate.target.catalog());
    let records = Records::of(gate.target, owner, context.as_of);
    let rounds = awards::rounds(&records);
    let same = rounds.iter().filter(|one| judged(catalog, one.subject) == given);
    let last = same.clone().filter_map(|one| match &one.outcome {
        Outcome::Awarded(award) => Some(award.date),
        _ => None,
    });
    let last = last.max();
    let others = same.filter(|one| one.claim != round.claim);
    let stands = others.filter_map(|one| match &one.outcome {
        Outcome::NotYet(said) => Some(said.iter().filter(|one| Some(one.approval().date) >= last)),
        _ => None,
    });
    let claims: BTreeSet<_> = stands.flatten().map(|one| claim_of(*one)).collect();
    let answered = |one: &Proof<'a>| {
        let decision = one.approval().decision;
        matches!(decision, Decision::Approve | Decision::NotYet) && claims.contains(&claim_of(*one))
    };
    let who: BTreeSet<&str> =
        records.standing.iter().filter(|one| answered(one)).map(|one| &*one.verified.signer).collect();
    let policy = context.ledger.policy();
    let may = |id: &&str| policy.is_some_and(|policy| policy.may(policy.present_id(id), Decision::Approve, given));
    if award.proofs.iter().any(|one| who.contains(&*one.verified.signer)) {
        return Vec::new();
    }
    who.into_iter().filter(may).map(|id| format!("`{id}`")).collect()
}

/// The claim that a record answers, by the digest of its words.
fn claim_of(proof: Proof<'_>) -> Option<&Sha256> {
    proof.approval().claim.as_ref().map(|claim| &claim.sha256)
}
