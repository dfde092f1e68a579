//! A milestone that was reached and does not exist.

use super::{Case, Context, Findings, Rule, Subject, did_you_mean};
use crate::base::id::Id;
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::kinds::cohort::Cohort;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::parts::milestone::Milestone;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-milestone",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A milestone that does not exist",
    what: "What an enrolment says under `reached` has to be a milestone of its module; for a pathway, of the \
           pathway or of the cohort. Enrolments that are finished or withdrawn are left alone: milestones may \
           have changed since.",
    why: "Progress that is written under a wrong name is not seen.",
    bad: &[Case {
        files: "\
-- people/ada/enrolments/incident-command.yaml --
started: 2026-03-16
reached: {first-review: 2026-03-30}
",
        marks: &["first-review"],
    }],
    good: Case {
        files: "\
-- modules/incident-command.md --
---
title: Commanding an incident
owner: chen
type: workshop
teaches:
  - {competency: incident-response, to: working}
outcomes:
  - {result: Runs a response with one voice., seen_in: The next incident review}
milestones:
  - {id: first-review, title: First review led, within: 4 weeks}
assessed_by: incident-commander
reviewed: 2026-02-01
---
Roles, the timeline, and when to hand over.
-- people/ada/enrolments/incident-command.yaml --
started: 2026-03-16
reached: {first-review: 2026-03-30}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for enrolment in context.catalog.all::<Enrolment>() {
        let open = enrolment.finished.is_none() && enrolment.withdrawn.is_none();
        let Some(module) = context.catalog.get::<Module>(enrolment.id()) else { continue };
        if open && module.record.is_intact_at(&pointer!["milestones"]) {
            let known: Vec<&Milestone> = module.document.milestones.iter().collect();
            let of = format!("module `{}`", module.id());
            look(enrolment.record, enrolment.document.reached.keys(), &known, &of, findings);
        }
    }
    for enrolment in context.catalog.all::<PathwayEnrolment>() {
        let Some(pathway) = context.catalog.get::<Pathway>(enrolment.id()) else { continue };
        let cohort = enrolment.cohort.as_ref();
        let cohort = cohort.map(|cohort| context.catalog.get::<Cohort>(cohort.as_str()));
        let unreadable = matches!(cohort, Some(None));
        let cohort = cohort.flatten();
        let whole = |record: &Record| record.is_intact_at(&pointer!["milestones"]);
        if enrolment.withdrawn.is_some()
            || unreadable
            || !whole(pathway.record)
            || cohort.is_some_and(|cohort| !whole(cohort.record))
        {
            continue;
        }
        let cohort = cohort.iter().flat_map(|cohort| &cohort.document.milestones);
        let known: Vec<&Milestone> = pathway.document.milestones.iter().chain(cohort).collect();
        let of = format!("pathway `{}`", pathway.id());
        look(enrolment.record, enrolment.document.reached.keys(), &known, &of, findings);
    }
}

fn look<'a>(
    record: &Record,
    reached: impl Iterator<Item = &'a Id>,
    known: &[&Milestone],
    of: &str,
    findings: &mut Findings,
) {
    let ids: Vec<&str> = known.iter().map(|milestone| milestone.id.as_str()).collect();
    for id in reached.filter(|id| !ids.contains(&id.as_str())) {
        let place = record.at_key(pointer!["reached", id.as_str()]);
        let problem = Problem::new(place, format!("{of} has no milestone `{id}`"));
        let problem = problem.here("unknown milestone");
        findings.add(did_you_mean(problem, id.as_str(), ids.iter().copied(), || {
            if ids.is_empty() {
                format!("{of} has no milestones; add it there, or take this line out")
            } else {
                format!("the milestones are {}", ids.join(", "))
            }
        }));
    }
}
