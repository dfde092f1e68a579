//! A cohort without members.

use std::collections::HashSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "empty-cohort",
    subject: Subject::Program,
    level: Level::Hint,
    summary: "A cohort that has started without members",
    what: "From its first day on, somebody's pathway enrolment names the cohort. People who withdrew count: they \
           were members.",
    why: "Membership stands with the person. A cohort that nobody names has no invitations, no completion and \
          no page worth visiting.",
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
-- cohorts/spring-2026.yaml --
name: Spring 2026
pathway: to-senior-engineer
starts: 2026-03-02
",
        marks: &["2026-03-02"],
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
-- cohorts/spring-2026.yaml --
name: Spring 2026
pathway: to-senior-engineer
starts: 2026-03-02
-- people/ada/pathways/to-senior-engineer.yaml --
enrolled: 2026-03-02
cohort: spring-2026
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let cohort = Noun::Record(Kind::Cohort);
    let named: HashSet<&str> = context
        .catalog
        .of_kind(Kind::PathwayEnrolment)
        .flat_map(|enrolment| enrolment.references.iter())
        .filter(|reference| reference.noun(Kind::PathwayEnrolment) == cohort)
        .filter_map(|reference| context.catalog.record(Kind::Cohort, &reference.target))
        .map(|cohort| &*cohort.name)
        .collect();
    for cohort in context.catalog.all::<Cohort>() {
        if cohort.starts <= context.as_of && !named.contains(cohort.id()) {
            findings.add(
                Problem::new(cohort.record.at(pointer!["starts"]), "the cohort has no members")
                    .here("has started")
                    .help(format!(
                        "members write `cohort: {}` into people/<id>/pathways/{}.yaml",
                        cohort.id(),
                        cohort.pathway
                    )),
            );
        }
    }
}
