//! An approval that nobody signed.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::pointer;
use crate::trust::refusal::Refusal;
use crate::trust::seal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unsigned-approval",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "An approval that nobody signed",
    what: "Beside every approval lies the seal of its signer: `<name>.<signer>.seal`. Without one \
           the record counts for nothing, unless the admins keep it by name in the trust policy.",
    why: "Whoever can open a pull request can write `signer: chen`. Only Chen can make Chen's \
          signature.",
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
        if *why != Refusal::Unsigned {
            continue;
        }
        let signer = approval.document.signer.as_str();
        let seal = seal::path(&approval.record.source.path, signer);
        let path = shell::word(&approval.record.source.path);
        findings.add(
            Problem::new(
                approval.record.at(pointer!["signer"]),
                format!("`{signer}` has not signed this approval, so it counts for nothing"),
            )
            .here(format!("no {seal}"))
            .help(format!(
                "bring its seal back if there was one (`git log -- {path}` shows it); or let `{signer}` sign it: {}; \
                 an admin vouches for one from before there were seals with `learn trust vouch {path}`",
                signing(approval.document)
            )),
        );
    }
}
