//! A new approval of something else than what lies there.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::owned_record;
use crate::catalog::{Entry, Record};
use crate::kinds::approval::{Approval, Decision};
use crate::pointer;
use crate::trust::work::{Moving, kind_of, moved};
use crate::trust::ledger::{Judged, Verified};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "evidence-changed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval of something else than what lies there",
    what: "With `learn check --target`, the claim and the evidence that a new approval was given on \
           are those that land with it, byte by byte (line ends aside, and the `../` of the editor's comment \
           in front), each in one file alone; and all evidence that the claim cites is among it. Of a not-yet that holds for the claim alone: its evidence may \
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
scores: {clarity: 2}
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
    for (judged, verified) in gate.newly_signed() {
        let approval = verified.approval;
        findings.extend(left_out(context, judged, approval));
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

/// The work that the claim cites and that the approval does not say it was given on.
fn left_out<'a>(
    context: &'a Context<'_>,
    judged: &'a Judged<'_>,
    approval: Entry<'a, Approval>,
) -> impl Iterator<Item = Problem> + 'a {
    let owner = approval.owner();
    let cited = context.answered(approval).map(|(_, cited)| cited).unwrap_or_default();
    let is_judged = move |record: &Record| {
        approval.document.evidence.iter().any(|work| {
            let found = owned_record(context.catalog, kind_of(work.kind), work.id.as_str(), owner);
            found.is_some_and(|found| std::ptr::eq(found, record))
        })
    };
    cited.into_iter().filter(move |cited| !is_judged(cited.record)).map(move |cited| {
        let (kind, id) = (cited.record.kind, &cited.record.name);
        let message = format!("the claim cites {kind} `{id}`, and this does not say that it was judged");
        Problem::new(judged.record.at(pointer!["claim", "id"]), message)
            .here("what it answers")
            .help(format!(
                "{} and let `{}` judge all that the claim cites: {}",
                off_the_branch(judged),
                approval.signer.as_str(),
                signing(approval.document)
            ))
    })
}

/// What to do; a record that never landed may leave its branch again.
fn help(judged: &Judged<'_>, verified: &Verified<'_>) -> String {
    let (approval, signer) = (verified.approval.document, &verified.signer);
    if approval.decision == Decision::NotYet {
        return "put it back as it was answered (`git log -p` shows it), and ask anew with `learn claim`"
            .to_owned();
    }
    format!(
        "put it back as it was judged (`git log -p` shows it); or {} and let `{signer}` look at what lies there \
         now: {}",
        off_the_branch(judged),
        signing(approval)
    )
}
