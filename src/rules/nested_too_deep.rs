//! Nesting or aliases that no person wrote.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::fault::Fault;
use crate::syntax::yaml::{DEEPEST, SyntaxErrorKind};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "nested-too-deep",
    subject: Subject::Files,
    level: Level::Error,
    summary: "Nesting or aliases that unfold without end",
    what: "Brackets and blocks may be nested some way down, and aliases (`*name`) may not unfold into far \
           more than the file holds. Such a file is not read at all.",
    why: "No record needs it, and a small file of this sort can keep a computer busy for hours.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
x-e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
",
        marks: &["name: Routing"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
x-a: &a [1, 1]
x-b: [*a, *a]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            let Fault::Syntax(error) = fault else { continue };
            let (message, help) = match error.kind {
                SyntaxErrorKind::TooDeep => (
                    "the file nests too deep to be read",
                    format!("at most {DEEPEST} brackets or blocks may stand inside one another"),
                ),
                SyntaxErrorKind::AliasBomb => (
                    "the aliases of this file unfold into too much to be read",
                    "write the values out instead of repeating them with `*`".to_owned(),
                ),
                SyntaxErrorKind::Grammar | SyntaxErrorKind::Empty | SyntaxErrorKind::SeveralDocuments => {
                    continue;
                }
            };
            findings.add(Problem::new(record.whole(), message).help(help));
        }
    }
}
