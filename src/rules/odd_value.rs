//! A value that YAML can write and no record can hold.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::catalog::fault::Fault;
use crate::syntax::yaml::Oddity;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "odd-value",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A value that YAML can write and no record can hold",
    what: "Tags (`!word`), numbers that are infinite or not a number, keys that are lists or maps, and \
           numbers too large for their field are refused.",
    why: "Other programs would read something else from the same file, or nothing at all.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
x-load: .nan
",
            marks: &[".nan"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: !upper Routing
lead: chen
",
            marks: &["Routing"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: ROUTING
lead: chen
x-load: 0.5
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            if let Some(problem) = problem(record, fault) {
                findings.add(problem);
            }
        }
    }
}

fn problem(record: &Record, fault: &Fault) -> Option<Problem> {
    Some(match fault {
        Fault::Odd(Oddity::NotFinite(pointer)) => {
            Problem::new(record.at(pointer.clone()), "this number is infinite or not a number")
                .here("no number to count with")
                .help("write a number, or put the word in quotes if it is a text")
        }
        Fault::Odd(Oddity::Tag(pointer, tag)) => {
            Problem::new(record.at(pointer.clone()), format!("records have no tags such as `{tag}`"))
                .here("tagged value")
                .help("write the value without the tag")
        }
        Fault::Odd(Oddity::KeyNotText(pointer)) => {
            Problem::new(record.at(pointer.clone()), "a key has to be a word")
                .here("a key here is a list, a map or nothing")
                .help("put a word in front of the colon")
        }
        Fault::Type { pointer, message } => {
            Problem::new(record.at(pointer.clone()), format!("this value cannot be used: {message}"))
                .here("refused")
        }
        _ => return None,
    })
}
