//! A signature that was made for something else than git.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::refusal::{Broken, Refusal};
use crate::trust::signature::SignatureFlaw;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "wrong-namespace",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A signature that was made for something else than git",
    what: "The signature of a seal has the namespace `git`, exactly.",
    why: "A key signs files, logins and e-mails too. A signature that was given for one of these \
          must not become an approval.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen in namespace file) --
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
        let Refusal::Broken(Broken::Signature(SignatureFlaw::WrongNamespace(found))) = why else {
            continue;
        };
        let signer = approval.document.signer.as_str();
        findings.add(
            Problem::new(
                approval.record.at(pointer!["signer"]),
                format!("`{signer}` signed this for `{}`, not for `git`", found.escape_debug()),
            )
            .here("signed for another purpose")
            .help(format!("let `{signer}` sign it with {}, which signs the way git does", signing(approval.document))),
        );
    }
}
