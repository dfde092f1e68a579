//! Content for a priority that is not one now.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::kinds::module::{Module, Status};
use crate::kinds::pathway::Pathway;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "ended-priority",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "Content for a priority that has ended or not begun",
    what: "What an active module or a pathway names in `serves` has to be a priority today: `from` and `until` \
           in `learn.yaml` say when it is one.",
    why: "People spend their learning time on it because the business needs it now.",
    bad: &[Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-03-31}
",
        marks: &["reliability"],
    }],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-04-15}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for module in context.catalog.all::<Module>() {
        if let Some(id) = module.serves.as_ref().filter(|_| module.status == Status::Active) {
            findings.extend(problem(context, module.record, id.as_str()));
        }
    }
    for pathway in context.catalog.all::<Pathway>() {
        let serves = pathway.serves.as_ref();
        findings.extend(serves.and_then(|id| problem(context, pathway.record, id.as_str())));
    }
}

fn problem(context: &Context<'_>, record: &Record, id: &str) -> Option<Problem> {
    let program = context.catalog.program()?;
    let mut priorities = program.document.priorities.iter().enumerate();
    let (number, priority) = priorities.find(|(_, priority)| priority.id == *id)?;
    let place = record.at(pointer!["serves"]);
    let there = |field: &str| program.record.at(pointer!["priorities", number, field]);
    let (said, here, date) = match (priority.from, priority.until) {
        (_, Some(until)) if context.is_over(Some(until)) => {
            (format!("priority `{id}` ended on {until}"), "has ended", there("until"))
        }
        (Some(from), _) if !context.has_begun(Some(from)) => {
            (format!("priority `{id}` begins on {from}"), "has not begun", there("from"))
        }
        _ => return None,
    };
    Some(
        Problem::new(place, said)
            .here(here)
            .label(date, "said here")
            .help("name a priority of today, take `serves` out, or change the priority's dates"),
    )
}
