//! An objective that nothing measures.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::people::People;
use crate::kinds::okrs::Okrs;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "okr-without-key-results",
    subject: Subject::People,
    level: Level::Warn,
    summary: "An objective that nothing measures",
    what: "An objective has at least one key result, unless somebody proposed it and it is not accepted \
           yet. Only for people whom the rollout has reached.",
    why: "Without a result that can be seen, nobody can say, least of all its owner, how far it has come.",
    bad: &[Case {
        files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
",
        marks: &["calm-pages"],
    }],
    good: Case {
        files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
    key_results:
      - {id: runbook, title: The runbook is written, done: false}
  - id: talk
    title: A talk at the guild
    proposed_by: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    for okrs in context.catalog.all::<Okrs>() {
        if !people.process_holds_for(okrs.owner()) {
            continue;
        }
        for (number, objective) in okrs.document.objectives.iter().enumerate() {
            if !objective.key_results.is_empty() || !objective.counts() {
                continue;
            }
            findings.add(
                Problem::new(
                    okrs.record.at(pointer!["objectives", number, "id"]),
                    format!("the objective `{}` has no key result", objective.id),
                )
                .here("nothing shows when it is reached")
                .help("add `key_results`, each with `from` and `to`, or with `done: false`"),
            );
        }
    }
}
