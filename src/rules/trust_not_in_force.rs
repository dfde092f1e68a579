//! A version of the trust policy after one that does not hold.

use super::{Case, Context, Findings, Rule, Subject, broken_versions};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::trust::chain::Fault;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-not-in-force",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A version of the trust policy after one that does not hold",
    what: "In force is the longest beginning of the chain that holds. What follows the first \
           version that does not is not looked at.",
    why: "Whoever reads the newest file would take a rule for agreed that nothing is judged by.",
    bad: &[
        Case {
            files: "\
-- trust/0001.yaml --
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
            marks: &["2"],
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
    let chain = context.ledger.chain();
    let in_force = chain.in_force().map_or_else(
        || "no version is in force".to_owned(),
        |policy| format!("version {} is in force", policy.version()),
    );
    for (record, number, fault) in broken_versions(context) {
        let Fault::Follows(broken) = fault else { continue };
        let problem = Problem::new(
            record.at(pointer!["version"]),
            format!("version {number} of the trust policy is not in force, since version {broken} is not"),
        )
        .here(in_force.clone());
        let first = broken_versions(context).find(|(_, number, _)| number == broken);
        let problem = match first {
            Some((first, _, _)) => problem.label(first.whole(), "the first that does not hold"),
            None => problem,
        };
        findings.add(problem.help(format!(
            "mend version {broken} first; if it has to be written anew, so has this one: `learn trust rebase`"
        )));
    }
}
