//! A Markdown record without readable front matter.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::span::Span;
use crate::catalog::fault::Fault;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "front-matter",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A Markdown record without front matter",
    what: "A Markdown record begins with a line of `---`, then YAML, then another line of `---`; the \
           Markdown follows.",
    why: "Without it, the program sees only prose: no title, no outcome, nothing to refer to.",
    bad: &[
        Case {
            files: "\
-- modules/pairing.md --
# Pairing

Work on one thing together.
",
            marks: &["# Pairing"],
        },
        Case {
            files: "\
-- modules/pairing.md --
---
title: Pairing
type: apprenticeship

Work on one thing together.
",
            marks: &["---"],
        },
    ],
    good: Case {
        files: "\
-- modules/pairing.md --
---
title: Pairing
type: apprenticeship
status: draft
owner: chen
---
Work on one thing together.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        let kind = record.kind.about().name;
        let text = &record.source.text;
        let first_line = Span::new(0, text.lines().next().unwrap_or("").trim_end().len());
        let place = Place::bytes(&record.source.path, first_line);
        for fault in &record.faults {
            match fault {
                Fault::NoFrontMatter if text.trim().is_empty() => findings.add(
                    Problem::new(record.whole(), format!("the {kind} `{}` is empty", record.name))
                        .help("write it, or delete the file"),
                ),
                Fault::NoFrontMatter => findings.add(
                    Problem::new(place.clone(), format!("a {kind} begins with front matter"))
                        .here("should be a line of `---`")
                        .help(format!(
                            "begin the file with `---`, the fields of a {kind} as YAML, and `---` again"
                        )),
                ),
                Fault::FrontMatterNeverClosed => findings.add(
                    Problem::new(place.clone(), "the front matter is never closed")
                        .here("opened here")
                        .help("put a line of `---` between the YAML and the Markdown"),
                ),
                _ => {}
            }
        }
    }
}
