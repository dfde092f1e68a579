//! A new approval of something else than what lies there.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::kinds::approval::Decision;
use crate::pointer;
use crate::trust::gate::{Moving, moved};
use crate::trust::ledger::{Assurance, Judged, Verified};
use crate::trust::seal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "evidence-changed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval of something else than what lies there",
    what: "With `learn check --target`, the claim and the evidence that a new approval was given on \
           are those that land with it, byte by byte (line ends aside, and the `../` of the editor's comment \
           in front), each in one file alone. Of a not-yet that holds for the claim alone: its evidence may \
           get better on the same branch, and a new claim asks anew. Records that the admins keep by name are \
           left out.",
    why: "Between the approval and the merge anybody could swap what was judged. Nobody gains \
          anything by a not-yet, so nothing has to be kept as it was for one.",
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
claim: {id: 2026-04-10-clear-writer, sha256: \"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\"}
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
",
            marks: &["\"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\""],
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
    for (judged, verified) in gate.brought_in() {
        let approval = verified.approval;
        // What the admins keep by its digest was judged long ago, on what lay there then.
        if !matches!(verified.assurance, Assurance::Signed(_)) {
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
                Moving::Changed => "has been changed",
                Moving::Doubled => "has come to stand for several files",
            };
            findings.add(
                Problem::new(
                    judged.record.at(pointer),
                    format!("{kind} `{id}` {happened} since `{}` judged it", verified.signer),
                )
                .here("what was judged")
                .help(help(judged, verified)),
            );
        }
    }
}

/// What to do; a record that never landed may leave its branch again.
fn help(judged: &Judged<'_>, verified: &Verified<'_>) -> String {
    let (approval, signer) = (verified.approval.document, &verified.signer);
    let path = &judged.record.source.path;
    let seal = seal::path(path, approval.signer.as_str());
    let (path, seal) = (shell::word(path), shell::word(&seal));
    if approval.decision == Decision::NotYet {
        return "put it back as it was answered (`git log -p` shows it), and ask anew with `learn claim`"
            .to_owned();
    }
    format!(
        "put it back as it was judged (`git log -p` shows it); or take the record, which has not landed yet, off \
         this branch (`git rm {path} {seal}`) and let `{signer}` look at what lies there now: {}",
        signing(approval)
    )
}
