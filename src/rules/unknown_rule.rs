//! A level for a rule that does not exist.

use super::{ALL, Case, Context, Findings, Rule, Subject, did_you_mean, named};
use crate::base::problem::{Level, Problem};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-rule",
    subject: Subject::Checking,
    level: Level::Error,
    summary: "A level for a rule that does not exist",
    what: "Every key under `rules` in `learn.yaml` has to be the name of a rule of `learn check`.",
    why: "A misspelt rule keeps the level it has, and what somebody decided is not done.",
    bad: &[
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
priorities:
  - {id: reliability, title: Recover before the customer notices}
rules:
  stale-modul: hint
",
            marks: &["stale-modul"],
        },
    ],
    good: Case {
        files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
priorities:
  - {id: reliability, title: Recover before the customer notices}
rules:
  stale-module: hint
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(program) = context.catalog.program() else { return };
    for slug in program.document.rules.keys().filter(|slug| named(slug.as_str()).is_none()) {
        let place = program.record.at_key(pointer!["rules", slug.as_str()]);
        let problem = Problem::new(place, format!("there is no rule `{slug}`")).here("unknown rule");
        let known = ALL.iter().map(|rule| rule.slug);
        findings.add(did_you_mean(problem, slug.as_str(), known, || {
            "`learn explain` lists all rules".to_owned()
        }));
    }
}
