//! A version of the trust policy that follows another one.

use super::{Case, Context, Findings, Rule, Subject, broken_versions};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::chain::Fault;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-forked",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A version of the trust policy that follows another one",
    what: "`previous` is the digest of the version that lies before it; the first version has none.",
    why: "Two people changed the policy at once, or somebody put another version under an existing \
          one. What the admins sealed was not a change of this one.",
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
-- trust/0002.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 2
previous: \"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\"
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["\"sha256:6a8da52e920664ef15b3c36c0edb24e27e6604bb2dc2f6c7c1f1f5076ff28ee9\""],
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
-- trust/0002.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 2
previous: DIGEST of trust/0001.yaml
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (record, number, fault) in broken_versions(context) {
        if *fault != Fault::Forked {
            continue;
        }
        let before = context.ledger.chain().versions().last();
        let here = before.map_or_else(
            || "the first version follows none".to_owned(),
            |before| format!("version {} has {}", before.version(), before.digest),
        );
        findings.add(
            Problem::new(
                record.at(pointer!["previous"]),
                format!("version {number} of the trust policy does not follow the version before it"),
            )
            .here(here)
            .help(
                "make the change anew on what is in force: `learn trust rebase` writes it, and its admins \
                 seal it with `learn trust seal`",
            ),
        );
    }
}
