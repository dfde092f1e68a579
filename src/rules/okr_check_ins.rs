//! A check-in on a day that does not fit.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::catalog::{Entry, layout};
use crate::kinds::okrs::{CheckIn, Okrs};
use crate::pointer;

/// How many days after a period its results may still be written down.
const DAYS_TO_CLOSE: i64 = 14;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "okr-check-ins",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A check-in on a day that does not fit",
    what: "The check-ins of a key result stand in the order of their days, none lies in the future, and \
           all lie within the period that the file is named by, or within two weeks after it, when its \
           results are written down.",
    why: "Progress is compared with the time that has passed; a day that is mistyped bends the line.",
    bad: &[
        Case {
            files: "\
-- people/ada/okrs/2026-q1.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
    key_results:
      - id: false-pages
        title: Pages without a cause
        from: 12
        to: 3
        check_ins:
          - {date: 2025-02-02, value: 11}
          - {date: 2026-03-02, value: 7}
          - {date: 2026-02-20, value: 8}
",
            marks: &["2025-02-02", "2026-02-20"],
        },
        Case {
            files: "\
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
    key_results:
      - {id: false-pages, title: Pages without a cause, from: 12, to: 3, check_ins: [{date: 2026-05-04, value: 9}]}
",
            marks: &["2026-05-04"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/okrs/2026-q1.yaml --
objectives:
  - id: calm-pages
    title: Pages no longer wake anybody for nothing
    key_results:
      - id: false-pages
        title: Pages without a cause
        from: 12
        to: 3
        check_ins:
          - {date: 2026-02-02, value: 11}
          - {date: 2026-04-03, value: 4}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for okrs in context.catalog.all::<Okrs>() {
        let Some(period) = layout::period(okrs.id()) else { continue };
        for (number, objective) in okrs.document.objectives.iter().enumerate() {
            for (index, result) in objective.key_results.iter().enumerate() {
                let list = pointer!["objectives", number, "key_results", index, "check_ins"];
                check_list(context.as_of, okrs, &list, &result.check_ins, period, findings);
            }
        }
    }
}

fn check_list(
    as_of: Date,
    okrs: Entry<'_, Okrs>,
    check_ins_at: &Pointer,
    check_ins: &[CheckIn],
    (first, last): (Date, Date),
    findings: &mut Findings,
) {
    let mut newest: Option<(usize, Date)> = None;
    let place = |number: usize| okrs.record.at(check_ins_at.then(number).then("date"));
    for (number, check_in) in check_ins.iter().enumerate() {
        let date = check_in.date;
        let problem = if date > as_of {
            Problem::new(place(number), "a check-in in the future")
                .here(format!("after {as_of}"))
                .help("write the day on which somebody looked at the number")
        } else if date < first || date > last.plus_days(DAYS_TO_CLOSE) {
            Problem::new(place(number), format!("a check-in outside of {}", okrs.id()))
                .here(format!("not from {first} to {last}"))
                .help("correct the day, or move the check-in to the file of its period")
        } else if let Some((before, _)) = newest.filter(|(_, newest)| date < *newest) {
            Problem::new(place(number), "the check-ins are not in the order of their days")
                .here("an earlier day")
                .label(place(before), "after this one")
                .help("put the check-ins in the order of their days, or correct the day")
        } else {
            newest = Some((number, date));
            continue;
        };
        findings.add(problem);
    }
}
