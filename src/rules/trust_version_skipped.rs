//! A version of the trust policy without the one before it.

use super::{Case, Context, Findings, Rule, Subject, broken_versions};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::chain::Fault;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-version-skipped",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A version of the trust policy without the one before it",
    what: "The versions of the policy are numbered without a gap, from 0001 on.",
    why: "Each version is sealed by the admins of the one before it. Where that is missing, nobody \
          can tell who may change the policy.",
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
-- trust/0003.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 3
previous: DIGEST of trust/0001.yaml
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["3"],
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
        let Fault::Skipped(missing) = fault else { continue };
        findings.add(
            Problem::new(
                record.at(pointer!["version"]),
                format!("version {number} of the trust policy has no version {missing} before it"),
            )
            .here("not in force")
            .help(format!(
                "bring back `trust/{missing:04}.yaml` with its seals, or make this change anew on what is in \
                 force: `learn trust rebase`"
            )),
        );
    }
}
