//! Lines of one file that end in two ways.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Edit, Level, Problem};
use crate::base::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mixed-line-ends",
    subject: Subject::Files,
    level: Level::Hint,
    summary: "Lines of one file that end in two ways",
    what: "The lines of a record all end with a line feed, or all with a carriage return and a line feed, as \
           git may check files out on Windows.",
    why: "What somebody approves is known by the digest of its bytes. Once an editor or git evens the line ends \
          out, the same words are another text, and lines that nobody touched show up in the difference.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml (bytes) --
name: Routing
lead: chen\\x0d
",
        marks: &["lead: chen"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml (bytes) --
name: Routing\\x0d
lead: chen\\x0d
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        let text = &*record.source.text;
        let Some(odd) = odd_line(text) else { continue };
        let whole = Place::bytes(&record.source.path, Span::new(0, text.len()));
        let edit = Edit { place: whole, text: text.replace("\r\n", "\n") };
        findings.add(
            Problem::new(
                Place::bytes(&record.source.path, odd),
                "the lines of this file end in two ways",
            )
            .here("the first that ends otherwise")
            .help(
                "let all lines end with a line feed, and write `* text=auto eol=lf` into .gitattributes; what \
                 has been approved as it is has to stay as it is",
            )
            .suggest("Let all lines end with a line feed", vec![edit]),
        );
    }
}

/// The first line that does not end like the one above it.
fn odd_line(text: &str) -> Option<Span> {
    if !text.contains('\r') {
        return None;
    }
    let mut at = 0;
    let mut first = None;
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let windows = line.ends_with("\r\n");
        if *first.get_or_insert(windows) != windows {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}
