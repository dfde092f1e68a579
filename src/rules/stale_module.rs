//! A module that nobody has gone through for too long.

use super::{Case, Context, Findings, Rule, Subject, stale};
use crate::base::problem::Level;
use crate::kinds::module::{Module, Status};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "stale-module",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A module that has not been reviewed for too long",
    what: "The owner of an active module goes through it every `cadence.module_review` of `learn.yaml` (12 \
           months unless it says otherwise) and writes the day into `reviewed`.",
    why: "People trust what they are taught. Content that describes last year's work teaches mistakes.",
    bad: &[
        Case {
            files: "\
-- modules/clear-writing.md --
---
title: Clear writing
type: reading
teaches:
  - {competency: communication, to: foundational}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
owner: chen
reviewed: 2025-04-14
---
One decision, its reason, and what would change it.
",
            marks: &["2025-04-14"],
        },
        Case {
            files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: foundational}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
---
One decision, its reason, and what would change it.
",
            marks: &["Clear writing"],
        },
    ],
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
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
reviewed: 2025-04-15
---
One decision, its reason, and what would change it.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let every = context.cadence().module_review();
    for module in context.catalog.all::<Module>() {
        if module.status == Status::Active {
            let title = pointer!["title"];
            let owner = module.owner.as_ref();
            findings.extend(stale(context, module.record, title, module.reviewed, owner, every));
        }
    }
}
