//! A field that a record cannot do without.

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::catalog::fault::{Fault, SchemaFault, Violation};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "missing-key",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A field that a record cannot do without is missing",
    what: "Every kind has a few fields without which a record means nothing, such as the name of a team.",
    why: "Pages, reports and other records rely on them.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
lead: chen
",
            marks: &["lead: chen"],
        },
        Case {
            files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
attests:
  - competency: communication
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- modules/clear-writing.md (gone) --
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
owner: chen
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: foundational}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
    requires:
      - {id: commander, credential: incident-commander}
      - {id: writer, credential: clear-writer}
",
            marks: &["competency: communication"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            if let Violation::MissingKey(key) = &fault.what
                && !is_misspelt(record, fault, key)
            {
                findings.add(problem(record, fault, key));
            }
        }
    }
}

/// Whether the same map has an unknown key that means this one; `unknown-key` says all there is to say.
fn is_misspelt(record: &Record, missing: &SchemaFault, key: &str) -> bool {
    record.faults.iter().any(|fault| match fault {
        Fault::Schema(SchemaFault { pointer, what: Violation::UnknownKey { key: written, .. }, .. }) => {
            pointer.parent() == missing.pointer && nearest(written, [key]).is_some()
        }
        _ => false,
    })
}

fn problem(record: &Record, fault: &SchemaFault, key: &str) -> Problem {
    let whole = fault.pointer.0.is_empty();
    let place: Place = if whole { record.whole() } else { record.at(fault.pointer.clone()) };
    let message = if whole {
        format!("the {} `{}` has no `{key}`", record.kind, record.name)
    } else {
        format!("`{key}` is missing here")
    };
    let meaning = fault.description().map_or_else(String::new, |meaning| format!(" — {meaning}"));
    let example = fault.example().unwrap_or_else(|| "…".to_owned());
    Problem::new(place, message)
        .here(format!("no `{key}`"))
        .help(format!("add `{key}: {example}`{meaning}"))
}
