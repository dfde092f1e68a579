//! Days of a cohort that contradict each other.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::kinds::cohort::Cohort;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "cohort-dates",
    subject: Subject::Program,
    level: Level::Error,
    summary: "Days of a cohort that contradict each other",
    what: "A cohort ends on or after the day it starts. Its events take place, and its milestones are due, \
           from the first to the last day.",
    why: "Members get these days into their calendars, and a milestone after the end is one that nobody is \
          there to reach.",
    bad: &[
        Case {
            files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
reviewed: 2026-03-01
to: senior-engineer
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
owner: chen
-- cohorts/autumn-2026.yaml --
name: Autumn 2026
pathway: to-senior-engineer
starts: 2026-09-01
ends: 2026-03-02
",
            marks: &["2026-03-02"],
        },
        Case {
            files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
reviewed: 2026-03-01
to: senior-engineer
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
owner: chen
-- cohorts/autumn-2026.yaml --
name: Autumn 2026
pathway: to-senior-engineer
starts: 2026-09-01
ends: 2026-11-30
milestones:
  - {id: project-chosen, title: Project chosen, within: 4 months}
events:
  - {id: kick-off, type: workshop, title: Kick-off, date: 2026-08-31}
  - {id: huddle, type: huddle, title: Huddle, every: 1 week, day: tuesday, until: 2026-12-31}
",
            marks: &["4 months", "2026-08-31", "2026-12-31"],
        },
    ],
    good: Case {
        files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
reviewed: 2026-03-01
to: senior-engineer
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
owner: chen
-- cohorts/autumn-2026.yaml --
name: Autumn 2026
pathway: to-senior-engineer
starts: 2026-09-01
ends: 2026-11-30
milestones:
  - {id: project-chosen, title: Project chosen, within: 4 weeks}
events:
  - {id: kick-off, type: workshop, title: Kick-off, date: 2026-09-01}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for cohort in context.catalog.all::<Cohort>() {
        if let Some(ends) = cohort.ends.filter(|ends| *ends < cohort.starts) {
            findings.add(
                Problem::new(
                    cohort.record.at(pointer!["ends"]),
                    format!("the cohort ends on {ends} and starts on {}", cohort.starts),
                )
                .here("the last day")
                .label(cohort.record.at(pointer!["starts"]), "the first day")
                .help("exchange the two days, or mend the one that is wrong"),
            );
            continue;
        }
        milestones(cohort, findings);
        events(cohort, findings);
    }
}

fn milestones(cohort: Entry<'_, Cohort>, findings: &mut Findings) {
    let Some(ends) = cohort.ends else { return };
    for (number, milestone) in cohort.milestones.iter().enumerate() {
        let due = milestone.within.map(|within| within.after(cohort.starts));
        if let Some(due) = due.filter(|due| ends < *due) {
            findings.add(
                Problem::new(
                    cohort.record.at(pointer!["milestones", number, "within"]),
                    format!("`{}` is due on {due}, after the cohort's last day", milestone.id),
                )
                .here(format!("{due}"))
                .label(cohort.record.at(pointer!["ends"]), "the last day")
                .help("let it be due earlier, or let the cohort end later"),
            );
        }
    }
}

fn events(cohort: Entry<'_, Cohort>, findings: &mut Findings) {
    for (number, event) in cohort.events.iter().enumerate() {
        for (key, day) in [("date", event.date), ("until", event.until)] {
            let Some(day) = day else { continue };
            let (side, bound) = if day < cohort.starts {
                ("before the cohort's first day", "starts")
            } else if cohort.ends.is_some_and(|ends| ends < day) {
                ("after the cohort's last day", "ends")
            } else {
                continue;
            };
            findings.add(
                Problem::new(
                    cohort.record.at(pointer!["events", number, key]),
                    format!("`{}` is on {day}, {side}", event.id),
                )
                .here("outside the cohort's days")
                .label(cohort.record.at(pointer![bound]), "the cohort's own day")
                .help("move the event, or the cohort's days"),
            );
        }
    }
}
