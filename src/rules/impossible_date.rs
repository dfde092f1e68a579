//! A date that is not on the calendar.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Edit, Level, Problem};
use crate::catalog::Record;
use crate::catalog::record::Written;
use crate::catalog::fault::{Fault, SchemaFault, Violation};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "impossible-date",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A date that is not on the calendar",
    what: "Dates are days of the calendar written as `YYYY-MM-DD`.",
    why: "Validity, reviews and readiness are counted in days; a day that never comes is never due.",
    bad: &[
        Case {
            files: "\
-- people/ada/enrolments/incident-command.yaml --
started: 2026-02-30
",
            marks: &["2026-02-30"],
        },
        Case {
            files: "\
-- people/ada/enrolments/incident-command.yaml --
started: 16.3.2026
",
            marks: &["16.3.2026"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/enrolments/incident-command.yaml --
started: 2026-02-28
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        let written = record.written();
        for fault in &record.faults {
            let Fault::Schema(fault) = fault else { continue };
            if fault.what == Violation::Date {
                findings.add(problem(record, fault, &written));
            }
        }
    }
}

fn problem(record: &Record, fault: &SchemaFault, written: &Written<'_>) -> Problem {
    let written = written.value(&fault.pointer).unwrap_or("").trim_matches(['"', '\'']);
    let place = record.at(fault.pointer.clone());
    let key = fault.key().unwrap_or("this");
    let problem = Problem::new(place, format!("`{key}` is no day of the calendar"));
    match last_day(written) {
        Some(last) => problem.here("there is no such day").help(format!("the last day of that month is {last}")),
        None => match padded(written) {
            Some(date) => {
                let place = record.at(fault.pointer.clone());
                problem.here("no date").help(format!("write it with two digits each: `{date}`")).suggest(
                    format!("Write `{date}`"),
                    vec![Edit { place, text: date }],
                )
            }
            None => problem.here("no date").help("write it as year-month-day, such as `2026-03-02`"),
        },
    }
}

/// `2026-3-2` as it should be written.
fn padded(written: &str) -> Option<String> {
    let mut parts = written.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let date = format!("{year:04}-{month:02}-{day:02}");
    date.parse::<crate::base::date::Date>().ok().map(|date| date.to_string())
}

/// The last day of the month of a well-formed date whose day is too high.
fn last_day(written: &str) -> Option<crate::base::date::Date> {
    let month: crate::base::date::Date = format!("{}-01", written.get(..7)?).parse().ok()?;
    let day: u8 = written.get(8..)?.parse().ok()?;
    (day > 28 && written.len() == 10).then(|| month.plus_months(1).plus_days(-1))
}
