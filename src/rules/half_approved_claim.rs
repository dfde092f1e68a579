//! A change of a yardstick by which a claim is approved in part.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::{Catalog, Record};
use crate::kinds::Kind;
use crate::kinds::approval::{Yardstick, YardstickKind};
use crate::kinds::person::Person;
use crate::standing::awards::{self, Outcome};
use crate::standing::records::{Proof, Records};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "half-approved-claim",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A change of a yardstick by which a claim is approved in part",
    what: "With `learn check --target`, no claim waits for more approvals that has some by a credential, a rubric or a \
           framework as the target has it and this change does not.",
    why: "Approvals add up when they are by the same yardsticks. Those that come after the change would begin anew, and \
          whoever approved before would have to look once more.",
    bad: &[Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [engineering, any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writers
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [engineering, any]
owner: chen
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [engineering, any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
against: [{kind: credential, id: clear-writer, sha256: \"sha256:afbbbb50d8d8b0775d806fd1611a32a13233c57d6897d5d30648d56f0f883d28\"}]
signer: chen
disciplines: [engineering]
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [engineering, any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
against: [{kind: credential, id: clear-writer, sha256: \"sha256:afbbbb50d8d8b0775d806fd1611a32a13233c57d6897d5d30648d56f0f883d28\"}]
signer: chen
disciplines: [engineering]
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["name: Clear writers"] }],
    good: Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [engineering, any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [engineering, any]
owner: chen
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [engineering, any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
against: [{kind: credential, id: clear-writer, sha256: \"sha256:afbbbb50d8d8b0775d806fd1611a32a13233c57d6897d5d30648d56f0f883d28\"}]
signer: chen
disciplines: [engineering]
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [engineering, any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
against: [{kind: credential, id: clear-writer, sha256: \"sha256:afbbbb50d8d8b0775d806fd1611a32a13233c57d6897d5d30648d56f0f883d28\"}]
signer: chen
disciplines: [engineering]
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    let changed: Vec<&Record> = [Kind::Credential, Kind::Rubric, Kind::Framework]
        .into_iter()
        .flat_map(|kind| context.catalog.of_kind(kind))
        .filter(|now| is_changed(target.catalog(), now))
        .collect();
    if changed.is_empty() {
        return;
    }
    for person in context.catalog.all::<Person>() {
        let rounds = awards::rounds(&Records::of(context.ledger, person.id(), context.as_of));
        for round in rounds {
            let (Outcome::Waiting { approved, .. }, Some((claim, _))) = (&round.outcome, round.claim) else { continue };
            let by = |record: &&&Record| approved.iter().any(|proof| is_by(target.catalog(), *proof, record));
            let Some(yardstick) = changed.iter().find(by) else { continue };
            let (owner, have) = (person.id(), approved.len());
            let plural = if have == 1 { "approval" } else { "approvals" };
            findings.add(
                Problem::new(
                    yardstick.whole(),
                    format!("claim `{claim}` of `{owner}` has {have} {plural} by what this said before"),
                )
                .here("what comes now does not add up with that")
                .help(format!(
                    "let the claim be decided first; or, once this has landed, let whoever approved look again: `learn \
                     approve {} {}`",
                    shell::word(owner),
                    shell::word(round.subject)
                )),
            );
        }
    }
}

/// Whether the target has a record of this id with other words.
fn is_changed(before: &Catalog, now: &Record) -> bool {
    let was = before.record(now.kind, &now.name);
    was.is_some_and(|was| !now.has_words(&was.digest_of_words()))
}

/// Whether an approval was given by a record as the target has it.
fn is_by(before: &Catalog, proof: Proof<'_>, now: &Record) -> bool {
    let was = before.record(now.kind, &now.name);
    let is_it = |one: &Yardstick| {
        kind_of(one.kind) == now.kind && was.is_some_and(|was| was.has_words(&one.sha256))
    };
    proof.approval().against.iter().any(is_it)
}

const fn kind_of(yardstick: YardstickKind) -> Kind {
    match yardstick {
        YardstickKind::Credential => Kind::Credential,
        YardstickKind::Rubric => Kind::Rubric,
        YardstickKind::Framework => Kind::Framework,
        YardstickKind::Ladder => Kind::Ladder,
    }
}
