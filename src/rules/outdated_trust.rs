//! A new decision by a version of the trust policy that it cannot be counted by.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::gate::Misnamed;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "outdated-trust",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new decision by a trust policy that it cannot be counted by",
    what: "With `learn check --target`, `trust` of a new decision names a version of the policy that \
           holds, and by that version the decision counts. It need not be the newest, as the policy \
           may change between signing and landing: an approval that was signed before a change of the \
           policy lands after it. Only where an admin revokes, the threshold of the version named is \
           no lower than that of the version in force when the revocation lands, and its admins are \
           admins still; otherwise the admin signs anew.",
    why: "Revocations are counted by the version that they name, for ever: a threshold that the admins \
          raise later must not give back what was taken away. So whoever signs one now could name a \
          version of long ago, when one admin was enough. An approval gains nothing by an old \
          version, since it has to count by the one in force as well; and whoever revokes what they \
          could have granted is counted by the record's own slots, whatever the version.",
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
signer: chen
date: 2026-04-13
",
            marks: &["2026-04-13"],
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
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 2, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["2"],
        },
        Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
-- trust/0002.yaml (target) (sealed by ada, chen) --
learn: trust/1
catalog: kestrel-growth
version: 2
previous: DIGEST of trust/0001.yaml
admins: {people: [ada, chen], threshold: 2}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
-- trust/0002.yaml (sealed by ada, chen) --
learn: trust/1
catalog: kestrel-growth
version: 2
previous: DIGEST of trust/0001.yaml
admins: {people: [ada, chen], threshold: 2}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
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
-- people/ada/approvals/2026-04-14-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: revoke
subject: clear-writer
revokes: [DIGEST of people/ada/approvals/2026-04-13-clear-writer-chen.yaml]
signer: chen
date: 2026-04-14
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["1"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
-- trust/0002.yaml (target) (sealed by ada, chen) --
learn: trust/1
catalog: kestrel-growth
version: 2
previous: DIGEST of trust/0001.yaml
admins: {people: [ada, chen], threshold: 2}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
-- trust/0002.yaml (sealed by ada, chen) --
learn: trust/1
catalog: kestrel-growth
version: 2
previous: DIGEST of trust/0001.yaml
admins: {people: [ada, chen], threshold: 2}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"], revoke: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
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
    let now = context.ledger.policy().map_or(0, crate::trust::policy::Policy::version);
    for (judged, verified) in gate.newly_signed() {
        let Some(misnamed) = gate.misnamed(judged, verified) else { continue };
        let approval = verified.approval.document;
        let signer = &verified.signer;
        let (message, here) = match &misnamed {
            Misnamed::Nothing => {
                ("this names no version of the trust policy".to_owned(), "no `trust`".to_owned())
            }
            Misnamed::Unknown(number) => (
                format!("version {number} of the trust policy that this names is not one that holds"),
                format!("in force is version {now}"),
            ),
            Misnamed::Worthless(number, _) => (
                format!("by version {number} of the trust policy `{signer}` could not decide this"),
                format!("in force is version {now}"),
            ),
            Misnamed::Easier(number) => (
                format!("version {number} of the trust policy lets fewer or other admins revoke than \
                         version {now} does"),
                format!("in force is version {now}"),
            ),
        };
        let pointer = match misnamed {
            Misnamed::Nothing => pointer!["date"],
            _ => pointer!["trust", "version"],
        };
        findings.add(Problem::new(judged.record.at(pointer), message).here(here).help(format!(
            "let `{signer}` decide anew, by the version that is in force on {}: {}",
            context.target_name(),
            signing(approval)
        )));
    }
}
