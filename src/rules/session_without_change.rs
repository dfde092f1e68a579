//! A session after which nothing is different.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::parts::event::EventType;
use crate::kinds::session::Session;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "session-without-change",
    subject: Subject::Program,
    level: Level::Hint,
    summary: "A session after which nothing is different",
    what: "Of the lessons of a session, at least one says what `changed`. A huddle or a review has lessons.",
    why: "A lesson that changed no habit, page or tool will be learned again. Writing down what changed is \
          what makes a group learn and not only its members.",
    bad: &[
        Case {
            files: "\
-- sessions/2026-03-24-routing-huddle.md --
---
type: huddle
team: routing
present: [ada, chen]
lessons:
  - {text: Nobody knew who the scribe was.}
---
We went through the outage.
",
            marks: &["lessons"],
        },
        Case {
            files: "\
-- sessions/2026-03-24-routing-huddle.md --
---
title: Routing huddle
type: huddle
team: routing
present: [ada, chen]
---
We went through the outage.
",
            marks: &["huddle"],
        },
    ],
    good: Case {
        files: "\
-- sessions/2026-03-24-routing-huddle.md --
---
type: huddle
team: routing
present: [ada, chen]
lessons:
  - {text: Nobody knew who the scribe was., changed: The handbook names the scribe first.}
  - {text: The graph hides the first minute.}
---
We went through the outage.
-- sessions/2026-03-26-showcase.md --
---
type: showcase
present: [ada, chen]
showed: [ada/2026-03-02-checkout-outage]
---
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for session in context.catalog.all::<Session>() {
        if !session.record.is_sound() {
            continue;
        }
        let place = if session.lessons.is_empty() {
            let kind = context.catalog.session_type(session.document);
            if !matches!(kind, Some(EventType::Huddle | EventType::Review)) {
                continue;
            }
            let said_here = session.session_type.is_some();
            session.record.at(if said_here { pointer!["type"] } else { pointer!["event"] })
        } else if session.lessons.iter().all(|lesson| lesson.changed.is_none()) {
            session.record.at_key(pointer!["lessons"])
        } else {
            continue;
        };
        let what = if session.lessons.is_empty() { "no lessons" } else { "none of them changed anything" };
        findings.add(
            Problem::new(place, "nothing is different after this session")
                .here(what)
                .help("add to a lesson what `changed`: a habit, a page, a tool"),
        );
    }
}
