//! A module that does not say what it changes.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::module::{Module, Status};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "module-without-outcome",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A module that does not say what it changes",
    what: "An active module has to name at least one outcome. Drafts and retired modules are left alone.",
    why: "The outcome is what people come for. Without one nobody can tell afterwards whether the time was \
          well spent, neither the learner nor the program.",
    bad: &[Case {
        files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: foundational}
assessed_by: clear-writer
reviewed: 2026-02-01
---
One decision, its reason, and what would change it.
",
        marks: &["Clear writing"],
    }],
    good: Case {
        files: "\
-- modules/clear-speaking.md --
---
title: Clear speaking
owner: chen
type: workshop
status: draft
---
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for module in context.catalog.all::<Module>() {
        if module.status == Status::Active
            && module.outcomes.is_empty()
            && module.record.is_intact_at(&pointer!["outcomes"])
        {
            let place = module.record.at(pointer!["title"]);
            let message = format!("module `{}` names no outcome", module.id());
            findings.add(Problem::new(place, message).here("no outcomes").help(
                "say under `outcomes` what somebody does differently at work afterwards, and where that is \
                 seen: `- {result: …, seen_in: …}`",
            ));
        }
    }
}
