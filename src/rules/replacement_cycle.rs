//! Modules that are replaced by themselves.

use super::{Case, Context, Findings, Rule, Subject, circle};
use crate::base::problem::Level;
use crate::catalog::graph::Graph;
use crate::kinds::module::Module;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "replacement-cycle",
    subject: Subject::Content,
    level: Level::Error,
    summary: "Modules that are replaced by themselves",
    what: "Follows `replaced_by` from module to module. Each circle is reported once, with every step of it.",
    why: "Whoever looks for the module to take instead of a retired one would be sent round for ever.",
    bad: &[Case {
        files: "\
-- modules/first-aid.md --
---
title: First aid for services
type: course
status: retired
replaced_by: pager-duty
---
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
replaced_by: first-aid
---
",
        marks: &["pager-duty"],
    }],
    good: Case {
        files: "\
-- modules/first-aid.md --
---
title: First aid for services
type: course
status: retired
replaced_by: pager-duty
---
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
    let graph = Graph::of_records::<Module>(context.catalog, |module| {
        module.replaced_by.iter().map(|id| (pointer!["replaced_by"], id.as_str())).collect()
    });
    for links in graph.circles() {
        let problem = circle(&links, "is replaced by");
        findings.extend(
            problem.map(|problem| problem.help("let the last of them name a module that is active")),
        );
    }
}
