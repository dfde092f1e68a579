//! Waves of the rollout out of order.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "rollout-dates",
    subject: Subject::Program,
    level: Level::Warn,
    summary: "Waves of the rollout out of order",
    what: "The waves of `rollout` stand in the order of their days, and a wave for everybody is the last one.",
    why: "Whoever reads the list wants to see who comes next. A team that stands below a wave for everybody \
          has already joined.",
    bad: &[
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
rollout:
  - {from: 2026-03-02, stage: engineering, teams: [routing]}
  - {from: 2026-01-05, stage: everybody}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
",
            marks: &["2026-01-05"],
        },
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
rollout:
  - {from: 2026-01-05, stage: everybody}
  - {from: 2026-03-02, stage: engineering, teams: [routing]}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
",
            marks: &["2026-03-02"],
        },
    ],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
rollout:
  - {from: 2026-01-05, stage: pilot, teams: [routing]}
  - {from: 2026-03-02, stage: everybody}
priorities:
  - {id: reliability, title: Recover before the customer notices, until: 2026-12-31}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(program) = context.catalog.program() else { return };
    let at = |number: usize| program.record.at(pointer!["rollout", number, "from"]);
    for (number, pair) in program.rollout.windows(2).enumerate() {
        let [earlier, later] = pair else { continue };
        if later.from < earlier.from {
            findings.add(
                Problem::new(at(number + 1), "this wave begins before the one above it")
                    .here("earlier")
                    .label(at(number), "the wave above")
                    .help("put the waves into the order of their days"),
            );
        } else if earlier.teams.is_empty() {
            findings.add(
                Problem::new(at(number + 1), "everybody has joined before this wave")
                    .here("too late")
                    .label(at(number), "a wave without `teams` is for everybody")
                    .help("name the teams of the wave above, or take this one out"),
            );
        }
    }
}
