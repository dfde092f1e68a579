//! A signature that does not fit what it stands under.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::pointer;
use crate::trust::refusal::{Broken, Refusal};
use crate::trust::seal;
use crate::trust::signature::SignatureFlaw;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "bad-signature",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A signature that does not fit what it stands under",
    what: "The signature of a seal fits the key that it names and the very bytes of the statement.",
    why: "A statement that was changed after it was signed says something that its signer never \
          said.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen altered since) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["chen"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (approval, why) in context.ledger.refused() {
        if *why != Refusal::Broken(Broken::Signature(SignatureFlaw::Mismatch)) {
            continue;
        }
        let signer = approval.document.signer.as_str();
        findings.add(
            Problem::new(
                approval.record.at(pointer!["signer"]),
                format!("the signature of `{signer}` does not fit the statement in the seal"),
            )
            .here("somebody changed the seal after it was signed")
            .help(format!(
                "put back the seal as `{signer}` signed it: `git log -p -- {}` shows it; or let them decide \
                 anew: {}",
                shell::word(&seal::path(&approval.record.source.path, signer)),
                signing(approval.document)
            )),
        );
    }
}
