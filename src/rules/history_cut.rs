//! A change whose history is cut, so that not all of its past policies were seen.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "history-cut",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A change whose history is cut, as in a shallow clone",
    what: "With `learn check --target`, where there is a trust policy, every commit that led to the change is \
           there, so that `trust-rolled-back` can look at the policies of all of them. Everything else that a \
           gate asks needs no history.",
    why: "A version of the policy that came and went within a change may have been sealed all the same, and \
          used since. A clone without those commits cannot tell; one that says nothing would pass for one that \
          has looked.",
    bad: &[Case {
        files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- (cut) --
",
        marks: &["1"],
    }],
    good: Case {
        files: "\
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- (cut) --
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_asked = context.history_is_cut && context.target.is_some();
    let newest = context.catalog.of_kind(Kind::Trust).last().filter(|_| is_asked);
    let Some(newest) = newest else { return };
    let message = "history is cut here, so versions of the trust policy that came and went in the commits \
                   before were not seen";
    let problem = Problem::new(newest.at(pointer!["version"]), message)
        .here("only the commits that are here have no longer one")
        .help(
            "fetch all of it: `fetch-depth: 0` in the checkout step of GitHub, `GIT_DEPTH: 0` in GitLab CI, \
             `git fetch --unshallow` in a clone",
        );
    findings.add(problem.guarding(true));
}
