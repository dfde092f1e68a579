//! An approval that was changed after it was signed.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::trust::refusal::Refusal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "record-changed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval that was changed after it was signed",
    what: "The digest in the seal is that of the record's bytes: all of them, line ends and \
           comments included.",
    why: "Scores, disciplines and what is granted are part of what somebody signed. One other byte \
          is another decision.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen over other bytes) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["learn: approval/1"],
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
        if *why != Refusal::RecordChanged {
            continue;
        }
        let signer = approval.document.signer.as_str();
        let path = shell::word(&approval.record.source.path);
        let ends = if approval.record.source.text.contains("\r\n") {
            "its line ends are CRLF: write `**/approvals/** -text` into `.gitattributes` and check it out anew, or "
        } else {
            ""
        };
        findings.add(
            Problem::new(
                approval.record.whole(),
                format!("this is not what `{signer}` signed: the record was changed afterwards"),
            )
            .here("the seal has the digest of other bytes")
            .help(format!(
                "{ends}put back what was signed: `git log -p -- {path}` shows it; or let `{signer}` decide \
                 anew: {}",
                signing(approval.document)
            )),
        );
    }
}
