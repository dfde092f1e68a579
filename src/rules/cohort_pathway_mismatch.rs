//! A member of a cohort on another pathway than the cohort's.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "cohort-pathway-mismatch",
    subject: Subject::Program,
    level: Level::Error,
    summary: "A member of a cohort on another pathway than the cohort's",
    what: "The `cohort` of a pathway enrolment takes the pathway that the enrolment's file is named by.",
    why: "The person would be invited to meetings of a group that learns something else, and would count as a \
          member who never finishes.",
    bad: &[Case {
        files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
reviewed: 2026-03-01
to: senior-engineer
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
owner: chen
-- pathways/writing.yaml --
title: Writing
reviewed: 2026-03-01
kind: electives
items:
  - {id: clear, title: Write clearly, fulfil: [{credential: clear-writer}]}
owner: chen
-- cohorts/autumn-2026.yaml --
name: Autumn 2026
pathway: to-senior-engineer
starts: 2026-09-01
-- people/ada/pathways/writing.yaml --
enrolled: 2026-04-01
cohort: autumn-2026
",
        marks: &["autumn-2026"],
    }],
    good: Case {
        files: "\
-- pathways/to-senior-engineer.yaml --
title: To senior engineer
kind: role
reviewed: 2026-03-01
to: senior-engineer
items:
  - {id: command, title: Command an incident, fulfil: [{credential: incident-commander}]}
owner: chen
-- cohorts/autumn-2026.yaml --
name: Autumn 2026
pathway: to-senior-engineer
starts: 2026-09-01
-- people/ada/pathways/to-senior-engineer.yaml --
enrolled: 2026-04-01
cohort: autumn-2026
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalog = context.catalog;
    for enrolment in catalog.all::<PathwayEnrolment>() {
        let Some(cohort) = enrolment.cohort.as_ref() else { continue };
        let Some(cohort) = catalog.get::<Cohort>(cohort.as_str()) else { continue };
        let theirs = catalog.record(Kind::Pathway, enrolment.id());
        let groups = catalog.record(Kind::Pathway, cohort.pathway.as_str());
        let Some((theirs, groups)) = theirs.zip(groups) else { continue };
        if theirs.source.path != groups.source.path {
            findings.add(
                Problem::new(
                    enrolment.record.at(pointer!["cohort"]),
                    format!("`{}` takes `{}`, not `{}`", cohort.id(), groups.name, theirs.name),
                )
                .here("a cohort on another pathway")
                .label(cohort.record.at(pointer!["pathway"]), "the pathway of the cohort")
                .help(format!(
                    "name a cohort that takes `{}`, or enrol in `{}` instead",
                    theirs.name, groups.name
                )),
            );
        }
    }
}
