//! A new approval of something else than what lies there.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::gate::moved;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "evidence-changed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval of something else than what lies there",
    what: "With `learn check --target`, the claim and the evidence that a new approval was given on \
           are those that land with it, byte by byte (line ends aside).",
    why: "Between the approval and the merge anybody could swap what was judged.",
    bad: &[
        Case {
            files: "\
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
claim: {id: 2026-04-10-clear-writer, sha256: \"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\"}
signer: chen
date: 2026-04-13
",
            marks: &["\"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\""],
        },
    ],
    good: Case {
            files: "\
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
signer: chen
date: 2026-04-13
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (judged, verified) in gate.brought_in() {
        let approval = verified.approval;
        for moved in moved(context.catalog, approval.owner(), approval.document) {
            let field = if moved.is_gone { "id" } else { "sha256" };
            let pointer = match moved.position {
                Some(position) => pointer!["evidence", position, field],
                None => pointer!["claim", field],
            };
            let (kind, id) = (moved.kind, moved.id);
            let happened = if moved.is_gone { "is gone" } else { "has been changed" };
            findings.add(
                Problem::new(
                    judged.record.at(pointer),
                    format!("{kind} `{id}` {happened} since `{}` judged it", verified.signer),
                )
                .here("what was judged")
                .help(format!(
                    "put it back as it was judged (`git log -p` shows it), or let `{}` look at what lies \
                     there now: {}",
                    verified.signer,
                    signing(approval.document)
                )),
            );
        }
    }
}
