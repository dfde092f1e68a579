//! A key without a value.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::{Fault, Violation};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "empty-value",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A key without a value",
    what: "A key is followed by a value. Nothing, `~` and `null` are no values.",
    why: "Nobody can tell \"none\" from \"not filled in yet\". A record says \"none\" by leaving the key out.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
function:
",
        marks: &["function"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
function: Engineering
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            if fault.what != Violation::Empty {
                continue;
            }
            let key = fault.key().unwrap_or("this");
            let example = fault
                .example()
                .map_or_else(|| "delete the line".to_owned(), |example| format!("write `{key}: {example}`, or delete the line"));
            findings.add(
                Problem::new(record.at_key(fault.pointer.clone()), format!("`{key}` has no value"))
                    .here("no value")
                    .help(example),
            );
        }
    }
}
