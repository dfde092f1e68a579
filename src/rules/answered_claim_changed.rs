//! A change that alters a claim which somebody has answered with not yet.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::Entry;
use crate::catalog::claims::subject_pointer;
use crate::catalog::people::owned_record;
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::kinds::parts::digest::Sha256;
use crate::pointer;
use crate::standing::records::Records;
use crate::trust::work::Moving;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "answered-claim-changed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A change that alters a claim which somebody has answered with not yet",
    what: "With `learn check --target`, a claim to which somebody has said not yet has the bytes that were \
           answered (line ends aside, and the `../` of the editor's comment in front) and keeps its name. It \
           may be taken back, with `withdrawn`. Only answers that count on the target and were not revoked \
           are looked at, and only what this change does. An approval is not shed by what becomes of its \
           claim: that is told by `evidence-changed-since-approval`.",
    why: "An answer is to the words that were asked. A claim with one other word is another claim, to \
          which nobody has said not yet: a comment would shed what a mentor decided. Whoever has more to \
          show claims anew, and whoever decides then sees both.",
    bad: &[Case {
            files: "\
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
criteria: [clarity]
feedback: Which of the options is it?
claim: {id: 2026-04-10-clear-writer, sha256: \"sha256:ed28c9bd0ddad334976c04714bc4fafa8fc610de39e817ea14098bb997f4e861\"}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
criteria: [clarity]
feedback: Which of the options is it?
claim: {id: 2026-04-10-clear-writer, sha256: \"sha256:ed28c9bd0ddad334976c04714bc4fafa8fc610de39e817ea14098bb997f4e861\"}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
# and one thing more
",
            marks: &["clear-writer"],
        }],
    good: Case {
        files: "\
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
criteria: [clarity]
feedback: Which of the options is it?
claim: {id: 2026-04-10-clear-writer, sha256: \"sha256:ed28c9bd0ddad334976c04714bc4fafa8fc610de39e817ea14098bb997f4e861\"}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
criteria: [clarity]
feedback: Which of the options is it?
claim: {id: 2026-04-10-clear-writer, sha256: \"sha256:ed28c9bd0ddad334976c04714bc4fafa8fc610de39e817ea14098bb997f4e861\"}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/remediation/2026-04-13-clear-writer.yaml --
claim: 2026-04-10-clear-writer
coach: chen
redemonstrate_by: 2026-05-30
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    let shed = gate.not_yets_shed();
    let people: BTreeSet<&str> = shed.iter().map(|(_, one, _)| &*one.person).collect();
    let revoked: BTreeSet<Sha256> = people
        .into_iter()
        .flat_map(|person| Records::of(context.ledger, person, context.as_of).revoked)
        .map(|proof| proof.judged.digest.clone())
        .collect();
    for (judged, verified, how) in shed.iter().filter(|(one, ..)| !revoked.contains(&one.digest)) {
        let approval = verified.approval;
        let Some(claim) = &approval.document.claim else { continue };
        let found = owned_record(context.catalog, Kind::Claim, claim.id.as_str(), approval.owner());
        let place = match found.and_then(Entry::<Claim>::of) {
            Some(claim) if *how == Moving::Changed => claim.record.at(subject_pointer(claim.document)),
            _ => judged.record.at(pointer!["claim", "id"]),
        };
        let happened = match how {
            Moving::Gone => "is gone",
            Moving::Changed => "is changed",
            Moving::Doubled => "comes to stand for several files",
        };
        let path = found.map_or_else(|| "…".to_owned(), |record| shell::word(&record.source.path).into());
        findings.add(
            Problem::new(
                place,
                format!(
                    "claim `{}`, which `{}` has answered with not yet, {happened}",
                    claim.id, verified.signer
                ),
            )
            .here("an answer is to the words that were asked")
            .help(format!(
                "put it back as it was answered: `git checkout {} -- {path}`; who has more to show asks anew \
                 with `learn claim`, and who asks no longer writes `withdrawn`",
                shell::word(context.target_name())
            )),
        );
    }
}
