//! A seal or an approval that belongs elsewhere.

use super::{Case, Context, Findings, Rule, Subject, signing};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::kinds::person::Person;
use crate::pointer;
use crate::trust::refusal::{Mismatch, Refusal};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "statement-mismatch",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A seal or an approval that belongs elsewhere",
    what: "The statement in a seal names the catalog, the signer, the person and the subject of the \
           record beside it, and the record names the catalog and the person it lies with.",
    why: "A sound signature could otherwise be copied to another person, another credential or \
          another company.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen about chen clear-writer) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["clear-writer"],
        },
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-ada.yaml (signed by ada) --
learn: approval/1
catalog: kestrel-growth
person: chen
decision: approve
subject: clear-writer
signer: ada
date: 2026-04-13
",
            marks: &["chen"],
        },
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["kestrel"],
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
        let Refusal::Mismatch(what) = why else { continue };
        let (key, here) = match what {
            Mismatch::Purpose => ("signer", "the seal is no decision about anybody".to_owned()),
            Mismatch::Signer => ("signer", "the seal names somebody else".to_owned()),
            Mismatch::Catalog => ("catalog", "the seal names another one".to_owned()),
            Mismatch::Subject => ("subject", "the seal names another person or subject".to_owned()),
            Mismatch::RecordCatalog => ("catalog", "not this catalog".to_owned()),
            Mismatch::Person => ("person", format!("it lies with `{}`", approval.owner())),
        };
        let signer = approval.document.signer.as_str();
        let anew = format!(
            "take away what was copied here; if `{signer}` has decided this, let them sign it: {}",
            signing(approval.document)
        );
        let (old, new) = (approval.document.person.as_str(), approval.owner());
        let (from, to) = (shell::word(old), shell::word(new));
        let known = context.catalog.get::<Person>(old);
        let help = match what {
            Mismatch::Person if known.is_some_and(|known| known.id() == new) => format!(
                "`{old}` is `{new}` now: an admin lets what was decided follow with `learn trust rename {from} \
                 {to}`, in this same change"
            ),
            Mismatch::Person if known.is_none() => format!(
                "if `{old}` is `{new}` now, an admin lets what was decided follow with `learn trust rename \
                 {from} {to}`, in this same change; otherwise {anew}"
            ),
            _ => anew,
        };
        findings.add(
            Problem::new(
                approval.record.at(pointer![key]),
                format!("the approval counts for nothing: {what}"),
            )
            .here(here)
            .help(help),
        );
    }
}
