//! A change after which those who may decide on something may no longer, as it has another name.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::formers::renamings;
use crate::trust::granting::{by_an_admin, people};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "rename-empties-scope",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A change after which those who may decide on something may no longer, as it has another name",
    what: "With `learn check --target`, whoever may decide on a credential, a competency or a role by the id that \
           it has on the target may do so by the id that the change gives it, by the trust policy as the change \
           leaves it.",
    why: "Scopes go by the names that admins sealed, and by no `formerly`, which anybody may write. So a new name \
          needs a new version of the policy, and until it lands nobody can answer claims.",
    bad: &[Case {
        files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/storyteller.yaml --
name: Storyteller
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
assessors: [{person: chen, disciplines: [engineering], approve: [\"clear-*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"clear-*\"]}]
keys: {chen: [KEY of chen]}
",
        marks: &["clear-speaker"],
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
-- credentials/storyteller.yaml --
name: Storyteller
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
assessors: [{person: chen, disciplines: [engineering], approve: [\"clear-*\", storyteller]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"clear-*\", storyteller]}]
keys: {chen: [KEY of chen]}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let (Some(target), Some(policy)) = (context.target, context.ledger.policy()) else { return };
    for renaming in renamings(target.catalog(), context.catalog) {
        let (from, to) = (renaming.from, renaming.to);
        let lost = policy.only_on(renaming.sort.decisions(), from, to);
        if lost.is_empty() {
            continue;
        }
        let (who, sort) = (people(&lost), renaming.sort.word());
        findings.add(
            Problem::new(
                renaming.place,
                format!("{who} may decide on the {sort} `{from}`, and not by its new name `{to}`"),
            )
            .here(format!("in no scope of theirs as `{to}`"))
            .help(format!(
                "so that they can go on, best in this change, {}",
                by_an_admin(policy, &lost, to)
            )),
        );
    }
}
