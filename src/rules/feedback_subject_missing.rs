//! Feedback about something that does not exist.

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::catalog::index::Catalog;
use crate::catalog::record::key;
use crate::catalog::references::Noun;
use crate::kinds::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "feedback-subject-missing",
    subject: Subject::Program,
    level: Level::Error,
    summary: "Feedback about something that does not exist",
    what: "The folders of a feedback file name the record it is about: `feedback/module/clear-writing/…` is \
           about the module `clear-writing`, `feedback/portfolio/ada/2026-03-02-outage/…` about an entry of \
           ada's. Ids under `formerly` count.",
    why: "Feedback is shown on the page of what it is about, and its owner is asked to answer. Without one, \
          nobody ever reads it.",
    bad: &[
        Case {
            files: "\
-- feedback/module/clear-writting/2026-04-01-readers.yaml --
question: Would you recommend this module to a colleague?
responses: [{score: 4}]
",
            marks: &["question: Would you recommend this module to a colleague?"],
        },
        Case {
            files: "\
-- feedback/portfolio/chen/2026-03-02-checkout-outage/2026-04-01-readers.yaml --
responses: [{score: 4}]
",
            marks: &["responses: [{score: 4}]"],
        },
    ],
    good: Case {
        files: "\
-- feedback/module/clear-writing/2026-04-01-readers.yaml --
responses: [{score: 4}]
-- feedback/portfolio/ada/2026-03-02-checkout-outage/2026-04-01-readers.yaml --
responses: [{score: 5}]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.of_kind(Kind::Feedback) {
        let Some((kind, owner, id)) = subject(record) else { continue };
        if context.catalog.record(kind, &key(owner, id)).is_none() {
            findings.add(problem(context.catalog, record, kind, owner, id));
        }
    }
}

/// The kind, the owner and the id that the folders of a feedback file name.
fn subject(record: &Record) -> Option<(Kind, Option<&str>, &str)> {
    let (kind, id) = record.owner.as_deref()?.split_once('/')?;
    let kind = Kind::named(kind)?;
    let person = || record.source.path.rsplit('/').nth(2).filter(|folder| *folder != kind.about().name);
    Some((kind, if kind.about().is_owned() { person() } else { None }, id))
}

fn problem(catalog: &Catalog, record: &Record, kind: Kind, owner: Option<&str>, id: &str) -> Problem {
    let whose = owner.map_or_else(String::new, |owner| format!(" of `{owner}`"));
    let problem = Problem::new(record.whole(), format!("there is no {kind} `{id}`{whose}"));
    let names = catalog.names(Noun::Record(kind), owner);
    problem.help(match nearest(id, names) {
        Some(meant) => format!("did you mean `{meant}`? Rename the folder"),
        None if kind.about().is_owned() && owner.is_none() => {
            format!("put the folder into one that is called like the owner: `feedback/{kind}/ada/{id}`")
        }
        None => "rename the folder after something that exists".to_owned(),
    })
}
