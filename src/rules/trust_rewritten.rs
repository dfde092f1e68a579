//! A change that rewrites the trust policy of its target.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::Catalog;
use crate::catalog::Record;
use crate::kinds::Kind;
use crate::pointer;
use crate::trust::chain::Chain;
use crate::trust::gate::Gate;
use crate::trust::policy::Policy;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "trust-rewritten",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A change that rewrites the trust policy of its target",
    what: "With `learn check --target`, every version of the policy that is in force on the target \
           is in force in the result too, with the same bytes.",
    why: "Otherwise a pull request could bring its own policy, with its own keys, and be judged by \
          that.",
    bad: &[
        Case {
            files: "\
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by ada) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [ada], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {ada: [KEY of ada], chen: [KEY of chen]}
",
            marks: &["1"],
        },
    ],
    good: Case {
            files: "\
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
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
    let Some(gate) = context.gate() else { return };
    let Some(first) = gate.rewritten() else { return };
    if is_rolled_back(context, &gate) {
        return;
    }
    let version = missing(context, &gate).unwrap_or(first);
    let message = format!("version {version} of the trust policy is not the one of the target");
    let path = gate.target.chain().path(version).map_or_else(String::new, ToString::to_string);
    let path = shell::word(&path);
    let place = match (of_version(context.catalog, version), context.catalog.program()) {
        (Some(record), _) => record.at(pointer!["version"]),
        (None, Some(program)) => program.record.whole(),
        (None, None) => return,
    };
    findings.add(Problem::new(place, message).here("other than on the target, or not in force").help(
        format!(
            "put back what the target has: `git checkout {} -- {path}` and its seals; a change of the \
             policy is a new version: `learn trust rebase` makes it on the target's newest",
            shell::word(context.target_name())
        ),
    ));
}

/// Whether the versions of the target were only taken away, and history says where they are.
fn is_rolled_back(context: &Context<'_>, gate: &Gate<'_, '_>) -> bool {
    let is_known = |policy: &Policy<'_>| {
        context.longer.is_some_and(|longer| longer.has(policy.version(), &policy.digest))
    };
    context.has_lost_what_is_pinned() && gate.target.chain().versions().iter().all(is_known)
}

/// The first version of the target whose bytes are not here: where the version that is pinned is not
/// here, none is in force, and the first of all is not the one to blame.
fn missing(context: &Context<'_>, gate: &Gate<'_, '_>) -> Option<u16> {
    let here = Chain::candidates(context.catalog);
    let is_here = |policy: &Policy<'_>| {
        here.iter().any(|one| one.number == Some(policy.version()) && one.digest == policy.digest)
    };
    let theirs = gate.target.chain().versions();
    let lost = theirs.iter().find(|policy| !is_here(policy))?;
    gate.result.chain().in_force().is_none().then_some(lost.version())
}

fn of_version(catalog: &Catalog, version: u16) -> Option<&Record> {
    catalog.of_kind(Kind::Trust).find(|record| record.name.parse() == Ok(version))
}
