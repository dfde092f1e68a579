//! A level for a rule that keeps its own.

use super::{Case, Context, Findings, Rule, Subject, named};
use crate::base::problem::{Level, Problem};
use crate::kinds::program::RuleLevel;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "lowered-guard",
    subject: Subject::Checking,
    level: Level::Error,
    summary: "A lower level for a rule that guards what approvals are worth",
    what: "Rules about approvals whose findings are errors stay errors: `rules` in `learn.yaml` neither \
           lowers them nor switches them off.",
    why: "Whoever may change a setting could otherwise let in what the rule keeps out, and whoever wrote \
          the line would take for done what is not.",
    bad: &[
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
priorities:
  - {id: reliability, title: Recover before the customer notices}
rules:
  unsigned-approval: warn
",
            marks: &["unsigned-approval"],
        },
    ],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
priorities:
  - {id: reliability, title: Recover before the customer notices}
rules:
  stale-module: hint
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(program) = context.catalog.program() else { return };
    for (slug, level) in &program.document.rules {
        let is_guard = named(slug.as_str()).is_some_and(Rule::is_guard);
        if is_guard && *level != RuleLevel::Error {
            let place = program.record.at_key(pointer!["rules", slug.as_str()]);
            findings.add(
                Problem::new(place, format!("`{slug}` stays an error whatever is written here"))
                    .here("it guards what approvals are worth")
                    .help("take the line away, and mend what the rule finds"),
            );
        }
    }
}
