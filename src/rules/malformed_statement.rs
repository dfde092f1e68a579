//! A seal that holds no statement.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::refusal::{Broken, Refusal};
use crate::trust::signature::SignatureFlaw;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "malformed-statement",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A seal that holds no statement",
    what: "A seal is the base64 of a statement: a signed commit object without parents and with the \
           empty tree, whose author and committer are `<signer> <approval@<catalog>>` and whose \
           last line is the digest of the record. Whatever is not exactly that is refused.",
    why: "People sign every commit, and git signs again whatever is rebased, amended or picked. A \
          statement has a form that git never makes by itself, so that it can only mean \"I decided \
          this\".",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-clear-writer-chen.chen.seal --
SSB0aGluayBzaGUgY2FuIGRvIGl0Lgo=
",
            marks: &["chen"],
        },
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-clear-writer-chen.chen.seal --
Approved. Chen
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
        let flaw = match why {
            Refusal::Broken(Broken::Seal) => "it is not base64 in lines of 76 characters".to_owned(),
            Refusal::Broken(Broken::Statement(flaw)) => flaw.to_string(),
            Refusal::Broken(Broken::Signature(flaw @ SignatureFlaw::Malformed(_))) => flaw.to_string(),
            _ => continue,
        };
        let signer = approval.document.signer.as_str();
        findings.add(
            Problem::new(
                approval.record.at(pointer!["signer"]),
                format!("the seal of `{signer}` holds no statement: {flaw}"),
            )
            .here("the seal vouches for nothing")
            .help(format!(
                "let `{signer}` sign it anew: {}; a commit that a rebase, an amend or a pick has made is no \
                 statement",
                signing(approval.document)
            )),
        );
    }
}
