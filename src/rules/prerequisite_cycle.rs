//! Modules that have to be finished before themselves.

use super::{Case, Context, Findings, Rule, Subject, circle};
use crate::base::problem::Level;
use crate::catalog::graph::Graph;
use crate::kinds::module::Module;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "prerequisite-cycle",
    subject: Subject::Content,
    level: Level::Error,
    summary: "Modules that have to be finished before themselves",
    what: "Follows `prerequisites` from module to module. Each circle is reported once, with every step of \
           it; what is left once all reported circles are broken has none.",
    why: "Nobody could ever start any module of the circle, and no plan could put them in an order.",
    bad: &[
        Case {
            files: "\
-- modules/incident-basics.md --
---
title: Incident basics
owner: chen
type: course
teaches:
  - {competency: incident-response, to: foundational}
prerequisites: [incident-command]
outcomes:
  - {result: Follows the runbook without being prompted., seen_in: The next page they answer}
assessed_by: incident-responder
reviewed: 2026-02-01
---
What a page means, and the first ten minutes.
",
            marks: &["incident-command"],
        },
        Case {
            files: "\
-- modules/incident-basics.md --
---
title: Incident basics
owner: chen
type: course
teaches:
  - {competency: incident-response, to: foundational}
prerequisites: [incident-basics]
outcomes:
  - {result: Follows the runbook without being prompted., seen_in: The next page they answer}
assessed_by: incident-responder
reviewed: 2026-02-01
---
What a page means, and the first ten minutes.
",
            marks: &["incident-basics"],
        },
    ],
    good: Case {
        files: "\
-- modules/incident-basics.md --
---
title: Incident basics
owner: chen
type: course
teaches:
  - {competency: incident-response, to: foundational}
prerequisites: [clear-writing]
outcomes:
  - {result: Follows the runbook without being prompted., seen_in: The next page they answer}
assessed_by: incident-responder
reviewed: 2026-02-01
---
What a page means, and the first ten minutes.
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let graph = Graph::of_records::<Module>(context.catalog, |module| {
        let ids = module.prerequisites.iter().enumerate();
        ids.map(|(number, id)| (pointer!["prerequisites", number], id.as_str())).collect()
    });
    for links in graph.circles() {
        let problem = circle(&links, "asks for");
        findings.extend(problem.map(|problem| {
            problem.help("take one of these prerequisites away: the one people can best do without")
        }));
    }
}
