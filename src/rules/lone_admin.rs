//! A trust policy with one admin, beyond the pilot.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "lone-admin",
    subject: Subject::Approvals,
    level: Level::Hint,
    summary: "A trust policy with one admin, beyond the pilot",
    what: "Once a wave of the rollout with another `stage` than the first has begun, the trust \
           policy has two admins or more. How many of them have to agree is their own choice.",
    why: "If the only admin loses the key or leaves, nobody can change the policy, and every clone \
          has to be told anew whom to trust.",
    bad: &[
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
learning_time: 4 hours per week
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}
rollout:
  - {from: 2026-01-05, stage: pilot, teams: [routing]}
  - {from: 2026-04-01, stage: company}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
",
            marks: &["chen"],
        },
    ],
    good: Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
learning_time: 4 hours per week
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}
rollout:
  - {from: 2026-01-05, stage: pilot, teams: [routing]}
  - {from: 2026-05-04, stage: company}
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
    let chain = context.ledger.chain();
    let Some(policy) = chain.in_force() else { return };
    let Some(record) = chain.path(policy.version()).and_then(|path| context.catalog.at_path(path))
    else {
        return;
    };
    let [admin] = policy.admins().into_iter().collect::<Vec<_>>()[..] else { return };
    if !is_past_first_stage(context) {
        return;
    }
    findings.add(
        Problem::new(
            record.at(pointer!["admins", "people", 0]),
            format!("`{admin}` alone can change the trust policy"),
        )
        .here("the only admin")
        .help("add another one: `learn trust add PERSON --admin`; `threshold: 1` can stay"),
    );
}

/// Whether a wave of another stage than the first has begun.
fn is_past_first_stage(context: &Context<'_>) -> bool {
    let Some(program) = context.catalog.program() else { return false };
    let mut waves: Vec<_> = program.document.rollout.iter().collect();
    waves.sort_by_key(|wave| wave.from);
    let Some((first, others)) = waves.split_first() else { return false };
    others.iter().any(|wave| wave.from <= context.as_of && wave.stage != first.stage)
}
