//! Two days of a person's record that cannot both be right.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::kinds::claim::Claim;
use crate::kinds::enrolment::Enrolment;
use crate::kinds::goal::Goal;
use crate::kinds::meeting::Meeting;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::remediation::Remediation;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "dates-out-of-order",
    subject: Subject::People,
    level: Level::Error,
    summary: "Days that cannot both be right",
    what: "In the records of people what comes later has the later day: `finished`, `withdrawn` and \
           `renewed` after `started`, not both finished and given up; `left` after `joined`; `roles` in \
           ascending order and none before `joined` or after `left`; `until` of a mentor after `from`; \
           and nothing that follows a goal, claim, meeting, remediation or pathway enrolment before its \
           own day. Equal days are fine.",
    why: "Time to competence, standing and every list in order of time are computed from these days.",
    bad: &[
        Case {
            files: "\
-- people/ada/enrolments/clear-writing.yaml --
started: 2026-03-16
finished: 2026-03-02
",
            marks: &["2026-03-02"],
        },
        Case {
            files: "\
-- people/ada/enrolments/clear-writing.yaml --
started: 2026-03-02
finished: 2026-03-16
withdrawn: 2026-03-20
",
            marks: &["2026-03-20"],
        },
        Case {
            files: "\
-- people/noor/person.yaml --
name: Noor Haddad
joined: 2023-02-01
roles:
  - {from: 2023-01-15, role: engineer, team: routing}
  - {from: 2025-02-01, role: senior-engineer, team: routing}
  - {from: 2024-02-01, role: engineer, team: routing}
mentors:
  - {person: chen, from: 2025-06-01, until: 2025-05-31}
",
            marks: &["2023-01-15", "2024-02-01", "2025-05-31"],
        },
        Case {
            files: "\
-- people/ada/meetings/2026-04-09-chen.md --
---
kind: mentor
with: [chen]
next: 2026-04-01
---
We went through the timeline of the outage.
",
            marks: &["2026-04-01"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/enrolments/clear-writing.yaml --
started: 2026-03-16
finished: 2026-03-16
renewed: [2026-04-01]
-- people/tom/person.yaml --
name: Tom Ito
joined: 2023-02-01
left: 2026-03-31
roles:
  - {from: 2023-02-01, role: engineer, team: routing}
  - {from: 2025-02-01, role: senior-engineer, team: routing}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let catalog = context.catalog;
    for person in catalog.all::<Person>() {
        Days { record: person.record, findings }.of_person(person.document);
    }
    for enrolment in catalog.all::<Enrolment>() {
        Days { record: enrolment.record, findings }.of_enrolment(enrolment.document);
    }
    for enrolment in catalog.all::<PathwayEnrolment>() {
        let enrolled = Some(pointer!["enrolled"]);
        let mut days = Days { record: enrolment.record, findings };
        if let Some(withdrawn) = enrolment.withdrawn {
            let enrolled = (enrolment.enrolled, &enrolled);
            days.compare(enrolled, (withdrawn, pointer!["withdrawn"]), "withdrawn");
        }
    }
    for claim in catalog.all::<Claim>() {
        Days { record: claim.record, findings }.after_name("withdrawn", claim.withdrawn);
    }
    for meeting in catalog.all::<Meeting>() {
        Days { record: meeting.record, findings }.after_name("next", meeting.next);
    }
    for goal in catalog.all::<Goal>() {
        Days { record: goal.record, findings }.after_name("until", goal.until);
    }
    for remediation in catalog.all::<Remediation>() {
        let mut days = Days { record: remediation.record, findings };
        days.after_name("redemonstrate_by", Some(remediation.redemonstrate_by));
        days.after_name("withdrawn", remediation.withdrawn);
    }
}

/// The days of one record, and where to put what is wrong with them.
struct Days<'a> {
    record: &'a Record,
    findings: &'a mut Findings,
}

impl Days<'_> {
    /// Reports the later day if it comes first; the earlier one stands at a pointer or in the name.
    fn compare(
        &mut self,
        (first, first_at): (Date, &Option<Pointer>),
        (later, later_at): (Date, Pointer),
        what: &str,
    ) {
        if later >= first {
            return;
        }
        let mut problem = Problem::new(
            self.record.at(later_at),
            format!("`{what}` of {later} comes before {first}"),
        )
        .here("earlier than it can be");
        problem = match first_at {
            Some(pointer) => problem.label(self.record.at(pointer.clone()), "this comes first"),
            None => problem.label(self.record.whole(), format!("the record is of {first}")),
        };
        self.findings.add(problem.help("correct the day that was mistyped"));
    }

    /// Reports a day that comes before the one the record is named by.
    fn after_name(&mut self, key: &str, day: Option<Date>) {
        if let (Some(named), Some(day)) = (self.record.date(), day) {
            self.compare((named, &None), (day, pointer![key]), key);
        }
    }

    fn of_enrolment(&mut self, enrolment: &Enrolment) {
        let started = (enrolment.started, &Some(pointer!["started"]));
        if let Some(finished) = enrolment.finished {
            self.compare(started, (finished, pointer!["finished"]), "finished");
            for (number, renewed) in enrolment.renewed.iter().enumerate() {
                let finished = (finished, &Some(pointer!["finished"]));
                self.compare(finished, (*renewed, pointer!["renewed", number]), "renewed");
            }
        }
        if let Some(withdrawn) = enrolment.withdrawn {
            self.compare(started, (withdrawn, pointer!["withdrawn"]), "withdrawn");
            if enrolment.finished.is_some() {
                self.findings.add(
                    Problem::new(
                        self.record.at(pointer!["withdrawn"]),
                        "a module is either finished or given up",
                    )
                    .here("given up")
                    .label(self.record.at(pointer!["finished"]), "finished")
                    .help("take the line out that no longer holds"),
                );
            }
        }
    }

    fn of_person(&mut self, person: &Person) {
        let joined = person.joined.map(|joined| (joined, Some(pointer!["joined"])));
        if let (Some((joined, at)), Some(left)) = (&joined, person.left) {
            self.compare((*joined, at), (left, pointer!["left"]), "left");
        }
        let mut newest = joined;
        for (number, position) in person.roles.iter().enumerate() {
            let at = pointer!["roles", number, "from"];
            if let Some((newest, newest_at)) = &newest {
                self.compare((*newest, newest_at), (position.from, at.clone()), "from");
            }
            if newest.as_ref().is_none_or(|(newest, _)| *newest < position.from) {
                newest = Some((position.from, Some(at.clone())));
            }
            if let Some(left) = person.left {
                self.compare((position.from, &Some(at)), (left, pointer!["left"]), "left");
            }
        }
        for (number, mentorship) in person.mentors.iter().enumerate() {
            if let (Some(from), Some(until)) = (mentorship.from, mentorship.until) {
                let from = (from, &Some(pointer!["mentors", number, "from"]));
                self.compare(from, (until, pointer!["mentors", number, "until"]), "until");
            }
        }
    }
}
