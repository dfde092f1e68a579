//! Something in use that relies on a retired module.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::reliance::{Reliance, Way, on_modules, successor};
use crate::kinds::module::Status;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "retired-reference",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "Something in use that relies on a retired module",
    what: "Looks at prerequisites and practice of modules, needs and stretch of credentials, items, electives \
           and options of pathways, requirements of roles, projects of cohorts, what people offer to lead, \
           and at enrolments that are neither finished nor withdrawn. What has ended (`until`, `ends`, \
           `left`) may go on naming retired modules: that is history.",
    why: "Nobody can start a retired module, so whoever is sent there is stuck.",
    bad: &[
        Case {
            files: "\
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
replaced_by: incident-basics
---
-- credentials/incident-responder.yaml --
name: Incident responder
owner: chen
attests:
  - {competency: incident-response, at: foundational}
assessment: {method: observation, rubric: incident-command}
assessors: [any]
needs: {modules: [pager-duty]}
",
            marks: &["pager-duty"],
        },
        Case {
            files: "\
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
replaced_by: incident-basics
---
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - id: respond
    title: Answer a page
    fulfil:
      - {module: pager-duty}
      - {module: incident-basics, since: 2026-01-01}
reviewed: 2026-03-01
",
            marks: &["pager-duty"],
        },
        Case {
            files: "\
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
replaced_by: incident-basics
---
-- people/ada/enrolments/pager-duty.yaml --
started: 2026-03-16
",
            marks: &["2026-03-16"],
        },
    ],
    good: Case {
        files: "\
-- modules/pager-duty.md --
---
title: Pager duty
type: course
status: retired
replaced_by: incident-basics
---
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - id: respond
    title: Answer a page
    fulfil:
      - {module: pager-duty, until: 2025-12-31}
      - {module: incident-basics, since: 2026-01-01}
reviewed: 2026-03-01
-- people/ada/enrolments/pager-duty.yaml --
started: 2025-03-17
finished: 2025-04-11
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for reliance in on_modules(context.catalog, context.as_of) {
        if reliance.module.status == Status::Retired {
            findings.add(problem(context, &reliance));
        }
    }
}

fn problem(context: &Context<'_>, reliance: &Reliance<'_>) -> Problem {
    let retired = reliance.module;
    let successor = successor(context.catalog, retired).map(|module| module.id());
    let problem = Problem::new(reliance.place.clone(), format!("module `{}` is retired", retired.id()))
        .label(retired.record.at(pointer!["status"]), "retired here");
    match (reliance.way, successor) {
        (Way::Names | Way::NamesInDraft | Way::Facilitates, Some(successor)) => {
            let edit = Edit { place: reliance.place.clone(), text: successor.to_owned() };
            problem
                .here("retired")
                .help(format!("name `{successor}`, which takes its place"))
                .suggest(format!("Write `{successor}`"), vec![edit])
        }
        (Way::Names | Way::NamesInDraft | Way::Facilitates, None) => {
            problem.here("retired").help("name another module, or take this one out")
        }
        (Way::Fulfils, Some(successor)) => problem.here("retired").help(format!(
            "end this line with `until`, and add a line with `module: {successor}`, which takes its place; \
             who finished `{}` keeps the item",
            retired.id()
        )),
        (Way::Fulfils, None) => problem.here("retired").help(
            "end this line with `until`, and add another way to fulfil the item; who finished the module \
             keeps the item",
        ),
        (Way::Takes, Some(successor)) => problem.here("still under way").help(format!(
            "write `finished` or `withdrawn`, and enrol in `{successor}`, which takes its place"
        )),
        (Way::Takes, None) => {
            problem.here("still under way").help("write the day as `finished` or `withdrawn`")
        }
    }
}
