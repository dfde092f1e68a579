//! A number or a list outside its bounds.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::{Fault, Violation};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "out-of-range",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A number or a list outside its bounds",
    what: "Some numbers have a smallest and a largest value, and some lists need at least one item.",
    why: "A weight of 4000 or a credential that attests nothing is a slip of the keyboard, and everything \
          computed from it would be wrong.",
    bad: &[Case {
        files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
needs: {portfolio: 0}
owner: chen
",
        marks: &["0"],
    }],
    good: Case {
        files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
needs: {portfolio: 1}
owner: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            let Violation::Range(bounds) = &fault.what else { continue };
            let key = fault.key().unwrap_or("this");
            let problem = Problem::new(record.at(fault.pointer.clone()), format!("`{key}` has to be {bounds}"))
                .here("out of range");
            findings.add(match fault.description() {
                Some(meaning) => problem.help(format!("`{key}`: {meaning}")),
                None => problem,
            });
        }
    }
}
