//! The same thing twice in one list.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::base::place::Step;
use crate::catalog::Record;
use crate::catalog::references::Reference;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "duplicate-entry",
    subject: Subject::Names,
    level: Level::Warn,
    summary: "The same thing twice in one list",
    what: "A list of references, such as `prerequisites`, `facilitators` or `present`, names each thing once. \
           Lists of maps, such as `expects`, may name one several times, for different days.",
    why: "The second one changes nothing, and often stands where another name was meant.",
    bad: &[Case {
        files: "\
-- sessions/2026-03-26-showcase.md --
---
type: showcase
facilitators: [chen]
present:
  - ada
  - chen
  - ada
---
",
        marks: &["ada"],
    }],
    good: Case {
        files: "\
-- sessions/2026-03-26-showcase.md --
---
type: showcase
facilitators: [chen]
present:
  - ada
  - chen
---
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        let mut first: HashMap<(u16, &[Step], &str), &Reference> = HashMap::new();
        for reference in &record.references {
            let Some((field, way)) = reference.list(record.kind) else { continue };
            if let Some(earlier) = first.get(&(field, way, &*reference.target)) {
                findings.add(problem(record, earlier, reference));
            } else {
                first.insert((field, way, &*reference.target), reference);
            }
        }
    }
}

fn problem(record: &Record, earlier: &Reference, reference: &Reference) -> Problem {
    let pointer = |reference: &Reference| reference.pointer(record.kind);
    Problem::new(record.at(pointer(reference)), format!("`{}` stands in this list twice", reference.target))
        .here("the second time")
        .label(record.at(pointer(earlier)), "the first time")
        .help("take one of the two out, or write the name that was meant")
}
