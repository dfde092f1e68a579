//! A person whose ids the trust policy has otherwise.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::{Catalog, Record};
use crate::kinds::Kind;
use crate::pointer;
use crate::trust::policy::Policy;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "id-differs-from-trust",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A person whose ids the trust policy has otherwise",
    what: "Whoever has a key, a scope or a vote in the trust policy changes their id there as well: a former id that \
           the policy names is one that it has `renamed` to the present one, and nobody goes back to an id that it \
           has renamed. And, with `learn check --target`, nobody new has an id that it has `erased`.",
    why: "The policy says who decides, and the folders say about whom. Somebody who is called otherwise in the two \
          could judge themselves or those they coach, and what they earned would be looked for in the wrong place.",
    bad: &[
        Case {
            files: "\
-- people/ada/person.yaml --
name: Ada Moreau
formerly: [vera]
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen], vera: [KEY of vera]}
",
            marks: &["vera"],
        },
        Case {
            files: "\
-- people/ada/person.yaml --
name: Ada Moreau
formerly: [ada-moreau]
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
renamed: {ada: ada-moreau}
",
            marks: &["ada-moreau"],
        },
        Case {
            files: "\
-- people/matteo/person.yaml --
name: Matteo Rossi
joined: 2026-04-01
roles: [{from: 2026-04-01, role: engineer, team: routing}]
mentors: [{person: chen, from: 2026-04-01}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
erased: [matteo]
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
erased: [matteo]
",
            marks: &["name: Matteo Rossi"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/person.yaml --
name: Ada Moreau
formerly: [ada-lind]
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
renamed: {ada-lind: ada}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(policy) = context.ledger.policy() else { return };
    for person in context.catalog.of_kind(Kind::Person) {
        for (position, former) in person.formerly.iter().enumerate() {
            if differs(policy, &person.name, former) {
                findings.add(renamed(policy, person, former, person.at(pointer!["formerly", position])));
            }
        }
        let is_new = |target: &Catalog| target.record(Kind::Person, &person.name).is_none();
        let comes = context.target.is_some_and(|target| is_new(target.catalog()));
        if comes && policy.has_erased(&person.name) {
            findings.add(
                Problem::new(person.whole(), format!("`{}` is somebody whom the trust policy has erased", person.name))
                    .here("an id that was somebody else's")
                    .help("give the new folder another id: what is signed for an erased person may be taken away"),
            );
        }
    }
}

/// Whether the policy has the two ids for two people, and knows the former one; or has gone the other way round.
fn differs(policy: &Policy<'_>, now: &str, former: &str) -> bool {
    let (is_now, was) = (policy.present_id(now), policy.present_id(former));
    if is_now == was { is_now != now && was == former } else { policy.knows(former) }
}

fn renamed(policy: &Policy<'_>, person: &Record, former: &str, place: Place) -> Problem {
    let now = &*person.name;
    if policy.present_id(now) == former {
        return Problem::new(place, format!("the trust policy has renamed `{now}` to `{former}`, and not back"))
            .here("their present id, by the policy")
            .help(format!(
                "call the folder `people/{former}` again, with `formerly: [{now}]`; or give them an id that they never had"
            ));
    }
    Problem::new(place, format!("the trust policy knows `{former}` and not that this is `{now}` now"))
        .here("named in the policy")
        .help(format!(
            "let an admin ({}) rename them on the same branch: `learn trust rename {} {}`",
            policy.admins_in_words(),
            shell::word(former),
            shell::word(now)
        ))
}
