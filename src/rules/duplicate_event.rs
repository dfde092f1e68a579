//! Two events of one record with the same id.

use std::collections::BTreeMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "duplicate-event",
    subject: Subject::Program,
    level: Level::Error,
    summary: "Two events of one record with the same id",
    what: "The ids of the events of a program, a team, a community or a cohort differ.",
    why: "A session names its event by the id; with two of them, nobody can say which one took place.",
    bad: &[Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: huddle, type: workshop, title: Learning huddle, every: 1 week, day: tuesday}
  - {id: huddle, type: workshop, title: Friday huddle, every: 1 week, day: friday}
",
        marks: &["huddle"],
    }],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: huddle, type: workshop, title: Learning huddle, every: 1 week, day: tuesday}
  - {id: friday-huddle, type: workshop, title: Friday huddle, every: 1 week, day: friday}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for (number, event) in record.events().iter().enumerate() {
            let Some(earlier) = first.insert(event.id.as_str(), number) else { continue };
            first.insert(event.id.as_str(), earlier);
            findings.add(
                Problem::new(
                    record.at(pointer!["events", number, "id"]),
                    format!("there are two events `{}`", event.id),
                )
                .here("the second one")
                .label(record.at(pointer!["events", earlier, "id"]), "the first one")
                .help("give one of them another id"),
            );
        }
    }
}
