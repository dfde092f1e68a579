//! Lines that end as on Windows.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Edit, Level, Problem};
use crate::base::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "carriage-return",
    subject: Subject::Files,
    level: Level::Hint,
    summary: "Lines that end as on Windows",
    what: "The lines of a record end with a line feed alone, not with a carriage return before it.",
    why: "What somebody approves is known by the digest of its bytes. The same text with other line ends is \
          another text, and every line of it shows up in the difference.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml (bytes) --
name: Routing\\x0d
lead: chen\\x0d
",
        marks: &["name: Routing"],
    }],
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
        let text = &*record.source.text;
        if !text.contains("\r\n") {
            continue;
        }
        let whole = Place::bytes(&record.source.path, Span::new(0, text.len()));
        let edit = Edit { place: whole, text: text.replace("\r\n", "\n") };
        findings.add(
            Problem::new(record.whole(), "the lines of this file end with a carriage return")
                .help(
                    "write `* text=auto eol=lf` into .gitattributes and run `git add --renormalize .`; what has \
                     been approved with these line ends has to keep them",
                )
                .suggest("Let the lines end with a line feed", vec![edit]),
        );
    }
}
