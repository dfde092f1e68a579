//! A change that lets somebody decide on something by giving it another name.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::formers::{Sort, present, renamings, things};
use crate::trust::granting::{by_an_admin, people};
use crate::trust::policy::names;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "rename-gives-authority",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A change that lets somebody decide on something by giving it another name",
    what: "With `learn check --target`, whoever may decide on a credential, a competency or a role by its new id \
           may do so by the id that it has on the target, in the same disciplines; unless the trust policy, as \
           this change leaves it, names the new id itself in their scope, which is not another thing's on the \
           target. And a new credential does not take the id of a competency, nor a new competency that of a \
           credential, if somebody's scope names it.",
    why: "A scope such as `incident-*` is the admins' word about what is called so when it lands, with a bar of \
          its own. Content that is renamed into it keeps its place in ladders and its awards, and whoever renames \
          it would choose its assessors.",
    bad: &[Case {
        files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/incident-speaker.yaml --
name: Clear speaker
formerly: [clear-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
",
        marks: &["clear-speaker"],
    }, Case {
        files: "\
-- credentials/communication.yaml --
name: Communication
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [communication]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [communication]}]
keys: {chen: [KEY of chen]}
",
        marks: &["name: Communication"],
    }],
    good: Case {
        files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/incident-speaker.yaml --
name: Clear speaker
formerly: [clear-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\", incident-speaker]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\", incident-speaker]}]
keys: {chen: [KEY of chen]}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    renamed(context, findings);
    of_a_taken_name(context, findings);
}

/// New things by the very id that a scope names, and that means something of another sort on the target.
fn of_a_taken_name(context: &Context<'_>, findings: &mut Findings) {
    let (Some(target), Some(policy)) = (context.target, context.ledger.policy()) else { return };
    let before = target.catalog();
    for thing in things(context.catalog) {
        let (sort, id) = (thing.sort, thing.id);
        if present(before, sort, id).is_some() {
            continue;
        }
        let shares = |other: &Sort| *other != sort && other.decisions() == sort.decisions();
        let mut others = Sort::SUBJECTS.into_iter().filter(shares);
        let Some(other) = others.find(|other| present(before, *other, id) == Some(id)) else { continue };
        let mut meant = policy.entries_naming(sort.decisions(), id);
        let Some(first) = meant.next() else { continue };
        let (word, was) = (sort.word(), other.word());
        findings.add(
            Problem::new(
                thing.own(),
                format!("`{id}` is a {was} on {}, on which the trust policy lets `{}` decide", context.target_name(), first.person),
            )
            .here(format!("would come to mean a {word}, too"))
            .help(format!("give the {word} an id of its own: a scope means what was called so when it was sealed")),
        );
    }
}

fn renamed(context: &Context<'_>, findings: &mut Findings) {
    let (Some(target), Some(policy)) = (context.target, context.ledger.policy()) else { return };
    let before = target.catalog();
    for renaming in renamings(before, context.catalog) {
        let (from, to) = (renaming.from, renaming.to);
        let is_free = Sort::SUBJECTS.iter().all(|sort| present(before, *sort, to).is_none_or(|now| now == from));
        let mut gained = policy.only_on(renaming.sort.decisions(), to, from);
        for (entry, decisions) in &mut gained {
            decisions.retain(|decision| !(is_free && names(entry, *decision, to)));
        }
        gained.retain(|(_, decisions)| !decisions.is_empty());
        if gained.is_empty() {
            continue;
        }
        let (who, sort) = (people(&gained), renaming.sort.word());
        findings.add(
            Problem::new(
                renaming.place,
                format!("as `{to}`, {who} may decide on the {sort} `{from}`, which no admin let them"),
            )
            .here(format!("not theirs as `{from}`"))
            .help(format!(
                "give it a name that none of their scopes covers; or, if they are to decide on it, first {}",
                by_an_admin(policy, &gained, to)
            )),
        );
    }
}
