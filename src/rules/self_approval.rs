//! An approval that somebody gave themselves.

use super::{Case, Context, Findings, Rule, Subject, who_may};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::refusal::Refusal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "self-approval",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval that somebody gave themselves",
    what: "The signer of an approval is somebody else than the person it is about, also after \
           either was renamed. Nothing in the trust policy can allow it.",
    why: "An award is somebody else's word for what a person can do.",
    bad: &[
        Case {
            files: "\
-- people/chen/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: chen
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
        if *why != Refusal::SelfApproval {
            continue;
        }
        findings.add(
            Problem::new(
                approval.record.at(pointer!["signer"]),
                format!("`{}` decided about themselves", approval.document.signer),
            )
            .here("the signer")
            .label(approval.record.at(pointer!["person"]), "the person it is about")
            .help(who_may(context, approval.document)),
        );
    }
}
