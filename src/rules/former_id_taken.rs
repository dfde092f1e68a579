//! A former id that is somebody else's.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject, folder_follows};
use crate::base::problem::{Level, Problem};
use crate::catalog::formers::{Sort, present, things};
use crate::catalog::{Catalog, Record};
use crate::catalog::record::key;
use crate::kinds::Kind;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "former-id-taken",
    subject: Subject::Names,
    level: Level::Error,
    summary: "A former id that is somebody else's",
    what: "An id under `formerly` is not the present id of another record of the kind (below a person: of the \
           person), and stands under one `formerly` alone. One of a credential is no competency's present id either, \
           nor the other way round, since approvals name both alike; and no setting covers that up. A former id of a person is moreover nobody whom the \
           trust policy has erased or renamed to somebody else, and, with `learn check --target`, nobody else \
           on the branch that the change is to land on; no level, no allow and no baseline covers that up.",
    why: "References, pages and decisions go by former ids on to the present one. Whoever writes another's id \
          there would be taken for them.",
    bad: &[
        Case {
            files: "\
-- people/ada/person.yaml --
name: Ada Moreau
formerly: [chen]
emails: [ada@kestrel.example]
joined: 2024-05-06
roles:
  - {from: 2024-05-06, role: engineer, team: routing}
mentors:
  - {person: chen, from: 2025-11-01}
",
            marks: &["chen"],
        },
        Case {
            files: "\
-- teams/europe.yaml --
name: Europe
formerly: [navigation]
lead: chen
-- teams/routing.yaml --
name: Routing
formerly: [navigation]
lead: chen
",
            marks: &["navigation"],
        },
        Case {
            files: "\
-- people/ada/person.yaml --
name: Ada Moreau
formerly: [matteo]
emails: [ada@kestrel.example]
joined: 2024-05-06
roles:
  - {from: 2024-05-06, role: engineer, team: routing}
mentors:
  - {person: chen, from: 2025-11-01}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
erased: [matteo]
",
            marks: &["matteo"],
        },
        Case {
            files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
formerly: [communication]
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
",
            marks: &["communication"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/person.yaml --
name: Ada Moreau
formerly: [ada-lind]
emails: [ada@kestrel.example]
joined: 2024-05-06
roles:
  - {from: 2024-05-06, role: engineer, team: routing}
mentors:
  - {person: chen, from: 2025-11-01}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    findings.extend(of_the_other_sort(context.catalog));
    let mut first: HashMap<(Kind, String), &Record> = HashMap::new();
    for record in context.catalog.records() {
        for (position, former) in record.formerly.iter().enumerate() {
            let owner = record.owner.as_deref();
            let named = (record.kind, key(owner, former));
            let holder = context.catalog.claiming(record.kind, owner, former).next();
            let other = first.get(&named).copied();
            let taken = match (holder, other) {
                // Several files of one id are told apart by another rule.
                (Some(holder), _) if holder.name == record.name => continue,
                (Some(_), _) => Some(format!("`{former}` is another {}", record.kind)),
                (None, Some(other)) if other.name != record.name => {
                    Some(format!("`{former}` is a former id of `{}` as well", other.name))
                }
                (None, _) => somebody_else(context, record, former),
            };
            first.entry(named).or_insert(record);
            let Some(message) = taken else { continue };
            let mut problem =
                Problem::new(record.at(pointer!["formerly", position]), message.clone())
                    .here("not an id that this one had")
                    .help(untangled(context, record, former))
                    .guarding(record.kind == Kind::Person);
            if let Some(there) = holder.or(other) {
                problem = problem.label(there.whole(), "the other one");
            }
            findings.add(problem);
        }
    }
}

/// What to do with a former id that is somebody else's, or of somebody whom only the policy has renamed so far.
fn untangled(context: &Context<'_>, record: &Record, former: &str) -> String {
    let policy = context.ledger.policy();
    let renamed = policy.filter(|policy| policy.present_id(former) == policy.present_id(&record.name));
    let follows = renamed.and_then(|policy| folder_follows(policy, record));
    follows.unwrap_or_else(|| format!("take `{former}` out of `formerly`"))
}

/// Former ids of credentials that competencies have, and the other way round: the subject of an approval
/// is looked up among both.
fn of_the_other_sort(catalog: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    for thing in things(catalog) {
        let other = match thing.sort {
            Sort::Credential => Sort::Competency,
            Sort::Competency => Sort::Credential,
            Sort::Role | Sort::Module => continue,
        };
        for (position, former) in thing.formerly.iter().copied().enumerate() {
            if present(catalog, other, former) != Some(former) {
                continue;
            }
            let (sort, word) = (thing.sort.word(), other.word());
            let message = format!("`{former}` is a {word}, and approvals name both alike");
            problems.push(
                Problem::new(thing.place(position), message)
                    .here(format!("not an id that this {sort} had"))
                    .help(format!("take `{former}` out of `formerly`"))
                    .guarding(true),
            );
        }
    }
    problems
}

/// Whom a person's former id belonged to, if that is not known to be the person themselves.
fn somebody_else(context: &Context<'_>, record: &Record, former: &str) -> Option<String> {
    if record.kind != Kind::Person {
        return None;
    }
    let policy = context.ledger.policy();
    if policy.is_some_and(|policy| policy.has_erased(former)) {
        return Some(format!("`{former}` is somebody whom the trust policy has erased"));
    }
    let now = policy.map_or(former, |policy| policy.present_id(former));
    if now != former && now != &*record.name {
        return Some(format!("the trust policy has renamed `{former}` to `{now}`"));
    }
    // Whoever has both ids on the target was two people there.
    let target = context.target?.catalog();
    let is_there = |id: &str| target.claiming(Kind::Person, None, id).next().is_some();
    let both = is_there(former) && is_there(&record.name);
    both.then(|| format!("`{former}` is somebody else on {}", context.target_name()))
}
