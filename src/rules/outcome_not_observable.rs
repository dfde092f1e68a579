//! An outcome that does not say where it is seen.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::module::{Module, Status};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "outcome-not-observable",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "An outcome that does not say where it is seen",
    what: "Every outcome of an active module has to say in `seen_in` where at work it can be observed.",
    why: "An outcome that nobody can point at is a hope. Where it is seen is also where the learner finds \
          their evidence.",
    bad: &[Case {
        files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: foundational}
outcomes:
  - {result: Understands the reader.}
assessed_by: clear-writer
reviewed: 2026-02-01
---
One decision, its reason, and what would change it.
",
        marks: &["Understands the reader."],
    }],
    good: Case {
        files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: foundational}
outcomes:
  - {result: Names the reader of every document., seen_in: The first line of design documents}
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
    let active = context.catalog.all::<Module>().filter(|module| module.status == Status::Active);
    for module in active {
        for (number, outcome) in module.document.outcomes.iter().enumerate() {
            let here = pointer!["outcomes", number];
            if outcome.seen_in.is_none() && module.record.is_intact_at(&here) {
                let place = module.record.at(here.then("result"));
                findings.add(
                    Problem::new(place, "nobody can tell where this outcome is seen")
                        .here("seen where?")
                        .help("add `seen_in` with a place at work: `seen_in: The next incident review`"),
                );
            }
        }
    }
}
