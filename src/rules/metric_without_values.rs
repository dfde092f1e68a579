//! A metric without a file of values.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "metric-without-values",
    subject: Subject::Program,
    level: Level::Hint,
    summary: "A metric without values",
    what: "Beside `metrics/<id>.yaml` lies `metrics/<id>.csv` with its values.",
    why: "A metric that nobody fills in is a promise to measure; the dashboard has nothing to show.",
    bad: &[Case {
        files: "\
-- metrics/time-to-restore.yaml --
name: Time to restore
unit: minutes
",
        marks: &["name: Time to restore"],
    }],
    good: Case {
        files: "\
-- metrics/time-to-restore.yaml --
name: Time to restore
unit: minutes
-- metrics/time-to-restore.csv --
date,team,value
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.of_kind(Kind::Metric) {
        let Some(stem) = record.source.path.strip_suffix(".yaml") else { continue };
        if context.catalog.side_file(&format!("{stem}.csv")).is_none() {
            findings.add(
                Problem::new(record.whole(), format!("`{}` has no values", record.name))
                    .help(format!("write them to {stem}.csv, below the line `date,team,value`")),
            );
        }
    }
}
