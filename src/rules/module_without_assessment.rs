//! A module of which nobody can show that they learned it.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::module::{Module, Status};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "module-without-assessment",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A module that no credential assesses",
    what: "An active module names in `assessed_by` the credential that shows that it was learned. Mandatory \
           modules are left alone: they count for nothing but the agenda.",
    why: "Having attended is no evidence. Without an assessment the time spent here never shows in what \
          somebody can do.",
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
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
reviewed: 2026-02-01
---
One decision, its reason, and what would change it.
",
        marks: &["Clear writing"],
    }],
    good: Case {
        files: "\
-- modules/fire-drill.md --
---
title: Fire drill
owner: chen
type: course
mandatory: true
renew_every: 12 months
outcomes:
  - {result: Leaves the building by the nearest stairs., seen_in: The yearly drill}
reviewed: 2026-02-01
---
Where the stairs are.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for module in context.catalog.all::<Module>() {
        if module.status == Status::Active
            && !module.mandatory
            && module.assessed_by.is_none()
            && module.record.is_intact_at(&pointer!["assessed_by"])
        {
            let place = module.record.at(pointer!["title"]);
            let message = format!("nothing shows that module `{}` was learned", module.id());
            findings.add(Problem::new(place, message).here("no assessment").help(
                "name in `assessed_by` the credential that shows it; `learn new credential` makes one",
            ));
        }
    }
}
