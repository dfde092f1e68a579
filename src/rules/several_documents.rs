//! More than one YAML document in one file.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::span::Span;
use crate::catalog::fault::Fault;
use crate::syntax::yaml::SyntaxErrorKind;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "several-documents",
    subject: Subject::Files,
    level: Level::Error,
    summary: "More than one YAML document in one file",
    what: "A file holds one record. A line of `---` begins another document.",
    why: "The path gives a record its id, and two records cannot share one.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
---
name: Billing
",
        marks: &["---"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
---
name: Routing
lead: chen
-- teams/billing.yaml --
name: Billing
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            if let Fault::Syntax(error) = fault
                && error.kind == SyntaxErrorKind::SeveralDocuments
            {
                let span = second_document(record.yaml_text()).shifted(record.yaml.start);
                findings.add(
                    Problem::new(Place::bytes(&record.source.path, span), "a file holds one record")
                        .here("another document begins here")
                        .help("put each record into a file of its own"),
                );
            }
        }
    }
}

/// The first line of `---` below some content.
fn second_document(text: &str) -> Span {
    let mut at = 0;
    let mut content = false;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.starts_with("---") && content {
            return Span::new(at, at + 3);
        }
        content |= !words.is_empty() && !words.starts_with('#') && !words.starts_with("---");
        at += line.len();
    }
    Span::new(0, 0)
}
