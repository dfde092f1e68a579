//! A trust policy that has been longer before.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-rolled-back",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A trust policy that has been longer before",
    what: "No commit that led here, by any parent, has a version of the policy in force that is \
           missing now. Where history is cut, as in a shallow clone, the commits that are there; \
           `history-cut` says so.",
    why: "Whoever takes the newest version away gives back what it took: keys that were lost, \
          scopes of people who left.",
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
-- (longer) --
3f2c9ab 2
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
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(longer) = context.longer else { return };
    let newest = context.catalog.of_kind(Kind::Trust).last();
    let place = match (newest, context.catalog.program()) {
        (Some(newest), _) => newest.at(pointer!["version"]),
        (None, Some(program)) => program.record.whole(),
        (None, None) => return,
    };
    let version = longer.version;
    let now = match (context.ledger.policy(), newest) {
        (Some(policy), _) => format!("version {} is in force now", policy.version()),
        (None, Some(newest)) if context.has_lost_what_is_pinned() => {
            format!("{} is the newest one here, and a later one is pinned, so none is in force", newest.name)
        }
        (None, _) => "none is in force now".to_owned(),
    };
    findings.add(
        Problem::new(
            place,
            format!(
                "the trust policy was rolled back: commit {} had version {version} in force",
                longer.commit
            ),
        )
        .here(now)
        .help(format!(
            "bring it back: `git checkout {} -- trust`; a change is taken back by a new version, never by \
             taking one away",
            longer.commit
        )),
    );
}
