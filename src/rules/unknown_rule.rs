//! A level for a rule that does not exist or that keeps its own.

use super::{ALL, Case, Context, Findings, Rule, Subject, did_you_mean, named};
use crate::base::problem::{Level, Problem};
use crate::kinds::program::RuleLevel;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-rule",
    subject: Subject::Checking,
    level: Level::Error,
    summary: "A level for a rule that does not exist or keeps its own",
    what: "Every key under `rules` in `learn.yaml` has to be the name of a rule of `learn check`. Errors \
           of rules that guard what approvals are worth stay errors.",
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
        Case {
            files: "\
-- learn.yaml --
catalog: kestrel-growth
program:
  name: Kestrel growth
priorities:
  - {id: reliability, title: Recover before the customer notices}
rules:
  unsigned-approval: warn
",
            marks: &["unsigned-approval"],
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
    for (slug, level) in &program.document.rules {
        let is_guard = named(slug.as_str()).is_some_and(Rule::is_guard);
        if is_guard && *level != RuleLevel::Error {
            let place = program.record.at_key(pointer!["rules", slug.as_str()]);
            findings.add(
                Problem::new(place, format!("`{slug}` stays an error whatever is written here"))
                    .here("it guards what approvals are worth")
                    .help("take the line away, and mend what the rule finds"),
            );
        }
    }
    for slug in program.document.rules.keys().filter(|slug| named(slug.as_str()).is_none()) {
        let place = program.record.at_key(pointer!["rules", slug.as_str()]);
        let problem = Problem::new(place, format!("there is no rule `{slug}`")).here("unknown rule");
        let known = ALL.iter().map(|rule| rule.slug);
        findings.add(did_you_mean(problem, slug.as_str(), known, || {
            "`learn explain` lists all rules".to_owned()
        }));
    }
}
