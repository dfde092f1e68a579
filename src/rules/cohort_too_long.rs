//! A cohort that takes longer than its pathway.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::cohort::Cohort;
use crate::kinds::pathway::Pathway;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "cohort-too-long",
    subject: Subject::Program,
    level: Level::Warn,
    summary: "A cohort that takes longer than its pathway",
    what: "From its first to its last day, a cohort takes no longer than the `within` of its pathway.",
    why: "`within` is the pace people are promised and by which completion is counted; a cohort that is slower \
          makes all of its members late.",
    bad: &[Case {
        files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
reviewed: 2026-03-01
to: senior-engineer
within: 6 months
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
owner: chen
-- cohorts/autumn-2026.yaml --
name: Autumn 2026
pathway: to-senior-engineer
starts: 2026-09-01
ends: 2027-04-30
",
        marks: &["2027-04-30"],
    }],
    good: Case {
        files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
reviewed: 2026-03-01
to: senior-engineer
within: 6 months
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
owner: chen
-- cohorts/autumn-2026.yaml --
name: Autumn 2026
pathway: to-senior-engineer
starts: 2026-09-01
ends: 2027-03-01
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for cohort in context.catalog.all::<Cohort>() {
        let Some(pathway) = context.catalog.get::<Pathway>(cohort.pathway.as_str()) else { continue };
        let Some((within, ends)) = pathway.within.zip(cohort.ends) else { continue };
        let last = within.after(cohort.starts);
        if last < ends {
            findings.add(
                Problem::new(
                    cohort.record.at(pointer!["ends"]),
                    format!("the cohort takes longer than the {within} of its pathway"),
                )
                .here(format!("the pathway is over on {last}"))
                .label(pathway.record.at(pointer!["within"]), "the pace of the pathway")
                .help("let the cohort end earlier, or say in the pathway that it takes longer"),
            );
        }
    }
}
