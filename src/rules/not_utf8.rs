//! A file that is not text in UTF-8.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::span::Span;
use crate::catalog::fault::Fault;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "not-utf8",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A file that is not text in UTF-8",
    what: "Every record is read as UTF-8. A byte order mark at the beginning is fine and is ignored.",
    why: "In any other encoding, names with accents would come out wrong for somebody, and nobody could \
          tell for whom.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml (bytes) --
name: Routage \\xe9t\\xe9
lead: chen
",
        marks: &["\u{fffd}"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml (bytes) --
\\xef\\xbb\\xbfname: Routage \\xc3\\xa9t\\xc3\\xa9
lead: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::NotUtf8(at) = fault else { continue };
            let span = Span::new(*at, at + '\u{fffd}'.len_utf8());
            findings.add(
                Problem::new(Place::bytes(&record.source.path, span), "the file is not UTF-8")
                    .here("this byte is no character")
                    .help("save the file as UTF-8; editors call it \"Save with encoding\""),
            );
        }
    }
}
