//! An item of a pathway that nobody can fulfil now.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::pathway::{Fulfilment, Pathway};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unfulfillable-item",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "An item of a pathway that nobody can fulfil now",
    what: "Every item of a pathway needs at least one line under `fulfil` that is open today: begun (`since`), \
           not ended (`until`), and not of a retired module.",
    why: "Whoever sets out on the pathway cannot finish it.",
    bad: &[
        Case {
            files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - id: respond
    title: Answer a page
    fulfil:
      - {module: incident-basics, until: 2026-04-14}
      - {credential: incident-responder, since: 2026-04-16}
reviewed: 2026-03-01
",
            marks: &["Answer a page"],
        },
        Case {
            files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - {id: respond, title: Answer a page}
reviewed: 2026-03-01
",
            marks: &["Answer a page"],
        },
    ],
    good: Case {
        files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - id: respond
    title: Answer a page
    fulfil:
      - {module: incident-basics, until: 2026-04-15}
      - {credential: incident-responder, since: 2026-04-16}
reviewed: 2026-03-01
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for pathway in context.catalog.all::<Pathway>() {
        for (number, item) in pathway.document.items.iter().enumerate() {
            let here = pointer!["items", number];
            let open = item.fulfil.iter().any(|line| is_open(context, line));
            if open || !pathway.record.is_intact_at(&here) {
                continue;
            }
            let ahead = item.fulfil.iter().filter(|line| !context.has_begun(line.since));
            let next = ahead.filter_map(|line| line.since).min();
            let message = match next {
                Some(day) => format!("nobody can fulfil item `{}` before {day}", item.id),
                None => format!("nobody can fulfil item `{}`", item.id),
            };
            let mut problem = Problem::new(pathway.record.at(here.then("title")), message)
                .here("no way to fulfil it is open");
            for (line_number, line) in item.fulfil.iter().enumerate() {
                if let Some(until) = line.until.filter(|until| context.is_over(Some(*until))) {
                    let place = here.then("fulfil").then(line_number).then("until");
                    problem = problem.label(pathway.record.at(place), format!("ended on {until}"));
                }
            }
            findings.add(problem.help(
                "add a line under `fulfil` with a module or a credential that people can take today; where \
                 nobody needs the item any more, allow this with the reason",
            ));
        }
    }
}

fn is_open(context: &Context<'_>, line: &Fulfilment) -> bool {
    let retired = context.is_retired(line.module.as_ref());
    context.has_begun(line.since) && !context.is_over(line.until) && !retired
}
