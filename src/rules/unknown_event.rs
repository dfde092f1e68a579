//! A session of an event that nobody announces.

use super::{Case, Context, Findings, Rule, Subject, nearest};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::{Entry, Record};
use crate::kinds::session::Session;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-event",
    subject: Subject::Program,
    level: Level::Error,
    summary: "A session of an event that nobody announces",
    what: "The `event` of a session is the id of an event of the cohort, community or team that the session \
           names, otherwise of one in `learn.yaml`.",
    why: "Attendance and the calendar are counted per event; a session of an unknown one is counted nowhere.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: learning-hour, type: workshop, title: Learning hour, every: 1 week, day: tuesday}
-- sessions/2026-03-24-routing.md --
---
event: learning-huor
team: routing
present: [ada, chen]
---
",
            marks: &["learning-huor"],
        },
        Case {
            files: "\
-- sessions/2026-03-26-showcase.md --
---
event: showcase
type: showcase
present: [ada, chen]
---
",
            marks: &["showcase"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: Routing
lead: chen
events:
  - {id: learning-hour, type: workshop, title: Learning hour, every: 1 week, day: tuesday}
-- sessions/2026-03-24-routing.md --
---
event: learning-hour
team: routing
present: [ada, chen]
---
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for session in context.catalog.all::<Session>() {
        let Some(announcers) = context.catalog.announcers(session.document) else { continue };
        if session.event.is_some() && context.catalog.event_of(session.document).is_none() {
            findings.add(problem(context, session, &announcers));
        }
    }
}

fn problem(context: &Context<'_>, session: Entry<'_, Session>, announcers: &[&Record]) -> Problem {
    let id = session.event.as_ref().map_or("", |event| event.as_str());
    let place = session.record.at(pointer!["event"]);
    let who: Vec<&str> = announcers.iter().map(|record| &*record.source.path).collect();
    let who = who.join(" or ");
    let problem = Problem::new(place.clone(), format!("there is no event `{id}` in {who}"))
        .here("unknown event");
    let known = |records: &[&Record]| -> Vec<String> {
        records.iter().flat_map(|record| record.events()).map(|event| event.id.to_string()).collect()
    };
    let near = known(announcers);
    if let Some(meant) = nearest(id, near.iter().map(String::as_str)) {
        return problem
            .help(format!("did you mean `{meant}`?"))
            .suggest(format!("Write `{meant}`"), vec![Edit { place, text: meant.to_owned() }]);
    }
    let program = context.catalog.program();
    if program.is_some_and(|program| program.events.iter().any(|event| event.id == *id)) {
        return problem.help(
            "`learn.yaml` has one of that id; take the cohort, community or team out, or add the event there",
        );
    }
    problem.help(format!("add it to `events` in {who}, or take the line out and write a `type`"))
}
