//! A key result whose numbers cannot show progress.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::okrs::{KeyResult, Okrs};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "okr-numbers",
    subject: Subject::People,
    level: Level::Error,
    summary: "A key result whose numbers cannot show progress",
    what: "A key result that is measured has both `from` and `to`, and they differ.",
    why: "Progress is the share of the way from one number to the other; with one of them, or without any \
          way between them, it cannot be said.",
    bad: &[
        Case {
            files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
    key_results:
      - {id: false-pages, title: Pages without a cause, from: 12, to: 12}
",
            marks: &["12"],
        },
        Case {
            files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
    key_results:
      - {id: false-pages, title: Pages without a cause, to: 3}
",
            marks: &["3"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
    key_results:
      - {id: false-pages, title: Pages without a cause, from: 12, to: 3}
      - {id: runbook, title: The runbook is written, done: false}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for okrs in context.catalog.all::<Okrs>() {
        for (number, objective) in okrs.document.objectives.iter().enumerate() {
            for (index, result) in objective.key_results.iter().enumerate() {
                let Some((key, message, here, help)) = flaw(result) else { continue };
                let pointer = pointer!["objectives", number, "key_results", index, key];
                findings
                    .add(Problem::new(okrs.record.at(pointer), message).here(here).help(help));
            }
        }
    }
}

/// The key whose value is wrong, what is wrong, in short, and what to do.
fn flaw(result: &KeyResult) -> Option<(&'static str, String, &'static str, &'static str)> {
    let id = &result.id;
    match (result.from, result.to) {
        (Some(from), Some(to)) if to - from == 0.0 => Some((
            "to",
            format!("the key result `{id}` starts where it is to end"),
            "the same as `from`",
            "write the number to reach, or use `done: false` for a result without numbers",
        )),
        (Some(_), None) => Some((
            "from",
            format!("the key result `{id}` does not say which number to reach"),
            "no `to` beside it",
            "add `to`, the number to reach",
        )),
        (None, Some(_)) => Some((
            "to",
            format!("the key result `{id}` does not say which number it starts from"),
            "no `from` beside it",
            "add `from`, the number at the start of the period",
        )),
        (Some(_), Some(_)) | (None, None) => None,
    }
}
