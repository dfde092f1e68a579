//! A key that the record's kind does not have.

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::fault::{Fault, Violation};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-key",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A key that this kind of record does not have",
    what: "Every key of a record is compared with the schema of its kind. Keys that begin with `x-` are \
           yours and are never looked at.",
    why: "A misspelt key is a sentence nobody hears: the value under it would be ignored, and the \
          framework would silently ask for less than its author meant.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
learning_tyme: 4 hours per week
",
            marks: &["learning_tyme"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
nam: Routing
lead: chen
",
            marks: &["nam"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
learning_time: 4 hours per week
x-cost-centre: 4711
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            let Violation::UnknownKey { key, known } = &fault.what else { continue };
            let place = record.at_key(fault.pointer.clone());
            let problem = Problem::new(place.clone(), format!("{} has no key `{key}` here", record.kind.with_article()))
                .here("unknown key");
            findings.add(match nearest(key, known.iter().map(String::as_str)) {
                Some(meant) => problem
                    .help(format!("did you mean `{meant}`?"))
                    .suggest(format!("Rename it to `{meant}`"), vec![Edit { place, text: meant.to_owned() }]),
                None => problem.help(format!(
                    "the keys here are {}; a key of your own begins with `x-`",
                    known.join(", ")
                )),
            });
        }
    }
}
