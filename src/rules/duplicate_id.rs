//! One id for two things of the same kind.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::trust::relied::Relied;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "duplicate-id",
    subject: Subject::Names,
    level: Level::Error,
    summary: "One id for two things",
    what: "Ids are unique per kind (below a person, per person), whatever folder the files are grouped in. \
           Ids of competencies and of roles are unique in the whole catalog. Where an approval or a claim names \
           the id, no level, no allow and no baseline covers it up.",
    why: "Every reference to the id would mean one of two things, and nobody could tell which. Of two files \
          that an approval may mean, one was judged and the other was not.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
-- teams/europe/routing.yaml --
name: Routing in Europe
",
        marks: &["name: Routing"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
-- teams/europe/routing-europe.yaml --
name: Routing in Europe
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let records = context.catalog.records();
    if context.catalog.duplicates().is_empty() {
        return;
    }
    let relied = Relied::by(context.catalog);
    for duplicate in context.catalog.duplicates() {
        let (first, second) = (&records[duplicate.records.0], &records[duplicate.records.1]);
        let (there, here) = match &duplicate.pointers {
            Some((there, here)) if duplicate.kind == Kind::Framework => {
                (first.at_key(there.clone()), second.at_key(here.clone()))
            }
            Some((there, here)) => (first.at(there.clone()), second.at(here.clone())),
            None => (first.whole(), second.whole()),
        };
        let what = match (&duplicate.pointers, duplicate.kind) {
            (None, kind) => kind.about().name,
            (Some(_), Kind::Framework) => "competency",
            (Some(_), _) => "role",
        };
        let guards = match &duplicate.pointers {
            None => relied.has(&first.source.path) || relied.has(&second.source.path),
            Some(_) => relied.has_inside(&duplicate.id),
        };
        findings.add(
            Problem::new(here, format!("there is another {what} `{}`", duplicate.id))
                .here("the second one")
                .label(there, "the first one")
                .help("give one of them another id; `formerly: [old-id]` keeps references to it working")
                .guarding(guards),
        );
    }
}
