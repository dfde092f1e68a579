//! An expectation that no module prepares for.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::reach;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "untaught-expectation",
    subject: Subject::Content,
    level: Level::Hint,
    summary: "An expectation that no active module teaches up to",
    what: "For every competency and proficiency that a role expects there should be an active module that \
           teaches it that far or further. Each is reported once, at the first role that expects it.",
    why: "Work is the best teacher, so that this is a hint. Still, *what can I do about it?* has no answer in \
          the catalog.",
    bad: &[Case {
        files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: awareness}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
reviewed: 2026-02-01
---
One decision, its reason, and what would change it.
",
        marks: &["foundational"],
    }],
    good: Case {
        files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: practitioner}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
reviewed: 2026-02-01
---
One decision, its reason, and what would change it.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let taught = reach::taught(context.catalog);
    for line in reach::expected(context.catalog, context.as_of) {
        if taught.reaches(line.competency.id, line.step) {
            continue;
        }
        let (id, at) = (line.competency.id, line.proficiency);
        let problem =
            Problem::new(line.place, format!("no active module teaches `{id}` up to {at}"));
        findings.add(match taught.highest(&line.competency) {
            Some(step) => problem.here("taught only in part").help(format!(
                "modules teach it up to {step}; let one of them go further, or add one that does"
            )),
            None => problem
                .here("not taught")
                .help(format!("add a module with `teaches: [{{competency: {id}, to: {at}}}]`")),
        });
    }
}
