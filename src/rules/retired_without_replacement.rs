//! A retired module that does not say what to take instead.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::module::{Module, Status};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "retired-without-replacement",
    subject: Subject::Content,
    level: Level::Hint,
    summary: "A retired module that does not say what to take instead",
    what: "A module with `status: retired` should name its successor in `replaced_by`.",
    why: "People keep the links to a module for years. The successor's name leads them on, and lets the check \
          suggest it wherever the retired module is still asked for.",
    bad: &[Case {
        files: "\
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
---
",
        marks: &["retired"],
    }],
    good: Case {
        files: "\
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
replaced_by: incident-basics
---
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for module in context.catalog.all::<Module>() {
        let named = pointer!["replaced_by"];
        if module.status == Status::Retired
            && module.replaced_by.is_none()
            && module.record.is_intact_at(&named)
        {
            let place = module.record.at(pointer!["status"]);
            findings.add(
                Problem::new(place, format!("`{}` is retired, and nothing takes its place", module.id()))
                    .here("retired without a successor")
                    .help("name the module to take instead in `replaced_by`, if there is one"),
            );
        }
    }
}
