//! Approvals that nobody could check.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::trust::refusal::Refusal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "no-trust-policy",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "Approvals that nobody could check",
    what: "A catalog with approvals has a trust policy in force: `trust/0001.yaml`, sealed by its \
           admins. Without one no approval counts.",
    why: "A check that looked at nothing must not look like one that found nothing.",
    bad: &[
        Case {
            files: "\
-- trust/0001.yaml (gone) --
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml --
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
            Case {
            files: "\
-- trust/0001.yaml --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["learn: trust/1"],
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
    if context.has_lost_what_is_pinned() {
        return;
    }
    let ledger = context.ledger;
    let unchecked = ledger.all().iter().filter(|one| one.outcome.as_ref().is_err_and(|why| *why == Refusal::NoPolicy));
    let mut unchecked = unchecked.peekable();
    let Some(first) = unchecked.peek().map(|one| one.record) else { return };
    let count = unchecked.count();
    let faulty = ledger.chain().faults.iter().find_map(|(path, _)| context.catalog.at_path(path));
    let message = format!("0 of {count} approvals could be checked: no trust policy is in force");
    findings.add(match faulty {
        Some(version) => Problem::new(version.whole(), message)
            .here("this version is not in force")
            .label(first.whole(), "the first approval")
            .help("mend the policy; what is wrong with it is said beside it"),
        None => Problem::new(first.whole(), message).here("the first approval").help(
            "`learn trust init` writes the first version of the policy, with the people who may approve and \
             their keys; old approvals go on counting if the admins vouch for them with `learn trust \
             vouch`",
        ),
    });
}
