//! A value of another type than its field holds.

use super::{Case, Context, Findings, Rule, Subject, keeps_its_words};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::Record;
use crate::catalog::record::Written;
use crate::catalog::fault::{Fault, SchemaFault, Violation};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "wrong-type",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A value of another type than its field holds",
    what: "A field holds a text, a number, `true` or `false`, a list, or a map; which of them stands in the \
           schema of its kind.",
    why: "A list read as a text is one long word, and a number read as a text cannot be compared.",
    bad: &[
        Case {
            files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: any
owner: chen
",
            marks: &["any"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: 2026
lead: chen
",
            marks: &["2026"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: \"2026\"
lead: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        let written = record.written();
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            if let Violation::WrongType { expected, found } = &fault.what {
                findings.add(problem(record, fault, expected, found, &written));
            }
        }
    }
}

fn problem(
    record: &Record,
    fault: &SchemaFault,
    expected: &str,
    found: &str,
    written: &Written<'_>,
) -> Problem {
    let key = fault.key().unwrap_or("the record");
    let place =
        if fault.pointer.0.is_empty() { record.whole() } else { record.at(fault.pointer.clone()) };
    let problem = Problem::new(place, format!("`{key}` has to be {}, not {}", words(expected), words(found)))
        .here(format!("{} found", words(found)));
    let example = fault.example();
    match (expected, found, example) {
        ("string", "integer" | "number" | "boolean", _) => {
            let problem = problem.help("put it in quotes");
            match plain(written, fault).filter(|_| !keeps_its_words(record.kind)) {
                Some(text) => {
                    let place = record.at(fault.pointer.clone());
                    problem.fix("Put it in quotes", vec![Edit { place, text: format!("\"{text}\"") }])
                }
                None => problem,
            }
        }
        ("array", _, Some(example)) => problem.help(format!("write a list, such as `{example}`")),
        (_, _, Some(example)) => problem.help(format!("write it like `{example}`")),
        (_, _, None) => problem,
    }
}

/// The value as it stands in the text, if it is a plain word of one line.
fn plain<'a>(written: &Written<'a>, fault: &SchemaFault) -> Option<&'a str> {
    let text = written.value(&fault.pointer)?;
    (!text.contains(['"', '\\', '\n', '&', '!', '*'])).then_some(text)
}

fn words(kind: &str) -> &str {
    match kind {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a map of keys and values",
        other => other,
    }
}
