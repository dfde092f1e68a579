//! Work that was changed after it was approved.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::approval::Decision;
use crate::kinds::parts::digest::Sha256;
use crate::pointer;
use crate::standing::records::Records;
use crate::trust::gate::Gate;
use crate::trust::work::{Moving, moved};
use crate::trust::ledger::{Judged, Verified};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "evidence-changed-since-approval",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "Work that was changed after it was approved",
    what: "The claim and the evidence of an approval that counts have the bytes that were judged \
           (line ends aside, and the `../` of the editor's comment in front), and one file each. Only the \
           newest approval of each signer on a subject is looked at, and none that was revoked by as many as \
           that takes.",
    why: "The award stands. But whoever reads the work now does not read what was judged.",
    bad: &[
        Case {
            files: "\
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
claim: {id: 2026-04-10-clear-writer, sha256: \"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\"}
signer: chen
date: 2026-04-13
",
            marks: &["\"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\""],
        },
    ],
    good: Case {
            files: "\
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
signer: chen
date: 2026-04-13
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let new: BTreeSet<&Sha256> = context
        .gate()
        .iter()
        .flat_map(Gate::newly_signed)
        .map(|(judged, _)| &judged.digest)
        .collect();
    for (judged, verified) in live(context) {
        let approval = verified.approval;
        if new.contains(&judged.digest) {
            continue;
        }
        for moved in moved(context.catalog, approval.owner(), approval.document) {
            let field = if moved.how == Moving::Changed { "sha256" } else { "id" };
            let pointer = match moved.position {
                Some(position) => pointer!["evidence", position, field],
                None => pointer!["claim", field],
            };
            let (kind, id) = (moved.kind, moved.id);
            let happened = match moved.how {
                Moving::Gone => "is gone",
                Moving::Changed => "was changed",
                Moving::Doubled => "has come to stand for several files",
            };
            findings.add(
                Problem::new(
                    judged.record.at(pointer),
                    format!("{kind} `{id}` {happened} after `{}` approved it", verified.signer),
                )
                .here(format!("as it was on {}", approval.date))
                .help(
                    "put back the words that were judged, and write what is new into an entry of its own",
                ),
            );
        }
    }
}

/// The newest approval of each signer on each subject of a person, without those that were revoked.
fn live<'a>(context: &Context<'a>) -> Vec<(&'a Judged<'a>, &'a Verified<'a>)> {
    let of_decision = |decision| {
        let verified = context.ledger.verified();
        verified.filter(move |(_, one)| one.approval.decision == decision)
    };
    let people: BTreeSet<&str> = of_decision(Decision::Revoke).map(|(_, one)| &*one.person).collect();
    let revoked = people
        .into_iter()
        .flat_map(|person| Records::of(context.ledger, person, context.as_of).revoked);
    let revoked: BTreeSet<&Sha256> = revoked.map(|proof| &proof.judged.digest).collect();
    let mut newest: BTreeMap<_, (&Judged<'_>, &Verified<'_>)> = BTreeMap::new();
    for (judged, one) in of_decision(Decision::Approve) {
        let key = (&*one.person, one.approval.document.subject.as_str(), &*one.signer);
        let order = |one: &Verified<'_>| (one.approval.document.date, one.time);
        match newest.get(&key) {
            Some((_, other)) if order(other) > order(one) => {}
            _ => {
                newest.insert(key, (judged, one));
            }
        }
    }
    newest.into_values().filter(|(judged, _)| !revoked.contains(&judged.digest)).collect()
}
