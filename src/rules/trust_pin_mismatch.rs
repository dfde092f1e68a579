//! A trust policy that is not the one that was pinned.

use super::{Case, Context, Findings, Rule, Subject, broken_versions};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::chain::Fault;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-pin-mismatch",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A trust policy that is not the one that was pinned",
    what: "Where a version is pinned, with `--trust-root`, `LEARN_TRUST_ROOT` or git's \
           `learn.trustRoot`, the catalog has that version with those bytes. If it has not, nothing \
           is in force.",
    why: "Files vouch for one another, and a whole chain can be written anew. The pin is what \
          somebody noted outside of the repository.",
    bad: &[
        Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- (pin) --
1:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9
",
            marks: &["1"],
        },
    ],
    good: Case {
            files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- (pin) --
1:DIGEST of trust/0001.yaml
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let chain = context.ledger.chain();
    let Some(pin) = &chain.pin else { return };
    if chain.in_force().is_some() || context.has_lost_what_is_pinned() {
        return;
    }
    let help = "no version is in force until this is cleared up: ask an admin, by another way than this \
                repository, for what `learn trust show` says in their clone; if they have begun anew, pin that";
    let pinned = broken_versions(context).find(|(_, _, fault)| matches!(fault, Fault::Pinned(_)));
    findings.extend(match pinned {
        Some((record, number, _)) => Some(
            Problem::new(
                record.at(pointer!["version"]),
                format!("the trust policy is not the one that was pinned: {pin}"),
            )
            .here(format!("version {number} has {}", record.digest()))
            .help(help),
        ),
        None => context.catalog.program().map(|program| {
            Problem::new(
                program.record.whole(),
                format!("there is no version {} of the trust policy, and it was pinned", pin.version),
            )
            .here(format!("pinned as {pin}"))
            .help(help)
        }),
    });
}
