//! A text that does not have the form its field asks for.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::{duration, id};
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::catalog::fault::{Fault, SchemaFault, Violation};
use crate::kinds::parts::text;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "malformed-value",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A text that does not have the form its field asks for",
    what: "Ids are lowercase words joined by hyphens, durations are words (`2 weeks`), percentages end with \
           `%`, times of day are quoted (`\"16:00\"`), digests begin with \
           `sha256:`, names and titles are one line.",
    why: "One form for one thing means that everything can be compared, sorted and linked.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
learning_time: 4h/week
",
            marks: &["4h/week"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: weekly-huddle, type: huddle, title: Huddle, every: 1 week, day: mondays, at: \"09:30\"}
",
            marks: &["mondays"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: |
  Routing
  # Approved
lead: chen
",
            marks: &["name"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
learning_time: 4 hours per week
events:
  - {id: weekly-huddle, type: huddle, title: Huddle, every: 1 week, day: monday, at: \"09:30\"}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            match &fault.what {
                Violation::Form => findings.add(problem(record, fault)),
                Violation::KeyForm(key) => findings.add(key_problem(record, fault, key)),
                Violation::Other(message) => findings.add(
                    Problem::new(record.at(fault.pointer.clone()), message.clone()).here("refused"),
                ),
                _ => {}
            }
        }
    }
}

fn problem(record: &Record, fault: &SchemaFault) -> Problem {
    let key = fault.key().unwrap_or("this");
    let problem = Problem::new(record.at(fault.pointer.clone()), format!("`{key}` is not written in this form"));
    let problem = problem.here("not the form asked for");
    match fault.example() {
        _ if asks_for(fault, id::PATTERN) => {
            problem.help("an id is lowercase letters and digits joined by hyphens, such as `threat-modelling`")
        }
        Some(example) if asks_for(fault, text::ONE_LINE) => {
            problem.help(format!("write something, on one line, such as `{example}`"))
        }
        Some(example) if asks_for(fault, duration::PATTERN) => problem.help(format!(
            "write a whole number and minutes, hours, days, weeks, months or years, such as `{example}`"
        )),
        Some(example) => problem.help(format!("write it like `{example}`")),
        None => problem.help(match fault.schema.get("pattern").and_then(serde_json::Value::as_str) {
            Some("\\S") => "write something, or delete the line".to_owned(),
            Some(pattern) => format!("it has to match `{pattern}`"),
            None => "see `learn schema` for the form".to_owned(),
        }),
    }
}

fn asks_for(fault: &SchemaFault, pattern: &str) -> bool {
    fault.schema.get("pattern").is_some_and(|asked| *asked == *pattern)
}

fn key_problem(record: &Record, fault: &SchemaFault, key: &str) -> Problem {
    let problem = Problem::new(record.at_key(fault.pointer.clone()), format!("`{key}` is no id"))
        .here("used as an id");
    problem.help(match id::slug(key).filter(|slug| slug != key) {
        Some(slug) => format!("ids are lowercase words joined by hyphens: `{slug}`"),
        None => "ids are lowercase letters and digits joined by hyphens, beginning with a letter".to_owned(),
    })
}
