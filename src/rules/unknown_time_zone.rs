//! A time zone that does not exist.

use super::{Case, Context, Findings, Rule, Subject, did_you_mean};
use crate::base::problem::{Level, Problem};
use crate::pointer;
use crate::world::clock;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-time-zone",
    subject: Subject::Program,
    level: Level::Error,
    summary: "A time zone that does not exist",
    what: "`time_zone` in `learn.yaml` has to be a name of the IANA database, such as `Europe/Paris`, as this \
           machine has it.",
    why: "Days end and meetings begin in that zone. Without it, they would in UTC, and calendars would be \
          hours off.",
    bad: &[Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
time_zone: Europe/Pariss
priorities:
  - {id: reliability, title: Recover before the customer notices}
",
        marks: &["Europe/Pariss"],
    }],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
time_zone: America/Argentina/Buenos_Aires
priorities:
  - {id: reliability, title: Recover before the customer notices}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(program) = context.catalog.program() else { return };
    let Some(zone) = &program.document.time_zone else { return };
    if clock::knows_time_zone(zone) {
        return;
    }
    let known = clock::time_zones();
    // A machine without the database cannot say that a zone does not exist.
    if known.len() < 2 {
        return;
    }
    let place = program.record.at(pointer!["time_zone"]);
    let problem = Problem::new(place, format!("there is no time zone `{zone}`")).here("unknown zone");
    findings.add(did_you_mean(problem, zone, known.iter().map(String::as_str), || {
        "write a name of the IANA database, such as `Europe/Paris` or `UTC`".to_owned()
    }));
}
