//! A record of something that has not happened yet.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::kinds::enrolment::Enrolment;
use crate::pointer;

/// Records of what somebody did, named by the day they did it.
const OF_THE_PAST: [Kind; 5] =
    [Kind::Portfolio, Kind::Journal, Kind::Meeting, Kind::Claim, Kind::Session];

/// The rule.
pub const RULE: Rule = Rule {
    slug: "future-date",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A record of something that has not happened yet",
    what: "Portfolio and journal entries, meetings, claims, sessions and stories are named by a day that is \
           not after the day of the check, and `started`, `finished`, `withdrawn` and `renewed` of an \
           enrolment do not lie after it either.",
    why: "What is dated later is ignored until its day comes. Plans belong in goals, events and `next`.",
    bad: &[
        Case {
            files: "\
-- people/ada/journal/2026-05-02.md --
---
title: First night as scribe
---
I wrote down every minute.
",
            marks: &["title: First night as scribe"],
        },
        Case {
            files: "\
-- people/ada/enrolments/clear-writing.yaml --
started: 2026-04-16
",
            marks: &["2026-04-16"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/journal/2026-04-15.md --
---
title: First night as scribe
---
I wrote down every minute.
-- people/ada/enrolments/clear-writing.yaml --
started: 2026-04-15
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for kind in OF_THE_PAST {
        for record in context.catalog.of_kind(kind) {
            if let Some(date) = record.date().filter(|date| *date > context.as_of) {
                let what = format!("a {} of {date}", kind.about().title.to_lowercase());
                findings.add(
                    problem(record.whole(), context.as_of, &what)
                        .help("name the file by the day it happened, or add it once it has"),
                );
            }
        }
    }
    for enrolment in context.catalog.all::<Enrolment>() {
        let once = [
            ("started", Some(enrolment.started)),
            ("finished", enrolment.finished),
            ("withdrawn", enrolment.withdrawn),
        ];
        let once = once.into_iter().filter_map(|(key, date)| Some((pointer![key], date?)));
        let again = enrolment.document.renewed.iter().enumerate();
        let again = again.map(|(number, date)| (pointer!["renewed", number], *date));
        for (pointer, date) in once.chain(again).filter(|(_, date)| *date > context.as_of) {
            findings.add(
                problem(enrolment.record.at(pointer), context.as_of, &format!("the day {date}"))
                    .help("write the day it happened, or add it once it has"),
            );
        }
    }
}

fn problem(place: Place, as_of: Date, what: &str) -> Problem {
    Problem::new(place, format!("{what} lies in the future")).here(format!("after {as_of}"))
}
