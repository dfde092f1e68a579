//! A change after which those who may decide on something may no longer, as it has another name.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::formers::renamings;
use crate::kinds::approval::Decision;
use crate::kinds::trust::Assessor;

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
        let admins: Vec<&str> = policy.admins().into_iter().collect();
        findings.add(
            Problem::new(
                renaming.place,
                format!("{who} may decide on the {sort} `{from}`, and not by its new name `{to}`"),
            )
            .here(format!("in no scope of theirs as `{to}`"))
            .help(format!(
                "an admin ({}) lets them go on, best in this change: {}",
                admins.join(", "),
                commands(&lost, to)
            )),
        );
    }
}

/// How many commands a help names.
const MOST_COMMANDS: usize = 6;

/// Whom these entries are about, as words.
pub(super) fn people(entries: &[(&Assessor, Vec<Decision>)]) -> String {
    let mut names: Vec<String> =
        entries.iter().map(|(entry, _)| format!("`{}`", entry.person)).collect();
    names.sort();
    names.dedup();
    match names.as_slice() {
        [begin @ .., last] if !begin.is_empty() => format!("{} and {last}", begin.join(", ")),
        names => names.join(""),
    }
}

/// The commands that put an id into the scopes of these entries.
#[must_use]
pub fn commands(entries: &[(&Assessor, Vec<Decision>)], id: &str) -> String {
    let command = |(entry, decisions): &(&Assessor, Vec<Decision>)| {
        let disciplines = entry.disciplines.iter().map(|one| format!(" --discipline {}", shell::word(one.as_str())));
        let id = shell::word(id);
        let scopes = decisions.iter().map(|decision| format!(" --{} {id}", option(*decision)));
        let more: String = disciplines.chain(scopes).collect();
        format!("`learn trust add {}{more}`", shell::word(entry.person.as_str()))
    };
    let mut all: Vec<String> = entries.iter().take(MOST_COMMANDS).map(command).collect();
    if entries.len() > MOST_COMMANDS {
        all.push(format!("and so for {} more", entries.len() - MOST_COMMANDS));
    }
    all.join(", ")
}

/// The option of `learn trust add` that lets somebody take a decision.
const fn option(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve | Decision::NotYet | Decision::Endorse => "approve",
        Decision::Waive => "waive",
        Decision::Revoke => "revoke",
        Decision::Promote => "promote",
        Decision::Place => "place",
    }
}
