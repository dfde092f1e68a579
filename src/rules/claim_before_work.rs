//! A claim dated before the work it cites.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::claims::Cited;
use crate::catalog::{Entry, Record};
use crate::kinds::claim::Claim;
use crate::kinds::enrolment::Enrolment;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "claim-before-work",
    subject: Subject::People,
    level: Level::Error,
    summary: "A claim dated before the work it cites",
    what: "The day in a claim's name is not before the day of a portfolio or journal entry that it cites, \
           and not before a cited enrolment was finished. Claims that were taken back are left alone.",
    why: "A claim asks somebody to judge work that has been done; approvals are ordered and expire by the \
          days that stand here.",
    bad: &[
        Case {
            files: "\
-- people/ada/claims/2026-02-27-incident-responder.yaml --
credential: incident-responder
evidence:
  - portfolio: 2026-03-02-checkout-outage
-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, sponsor: chen}
learning_time: 4 hours per week
cadence: {claim_answer: 3 months}
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}
",
            marks: &["2026-03-02-checkout-outage"],
        },
        Case {
            files: "\
-- people/ada/claims/2026-04-10-incident-commander.yaml --
credential: incident-commander
evidence:
  - enrolment: incident-command
",
            marks: &["incident-command"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence:
  - portfolio: 2026-03-02-checkout-outage
  - enrolment: incident-basics
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claims = context.ledger.claims();
    for claim in context.catalog.all::<Claim>() {
        let Some(date) = claim.record.date() else { continue };
        if claim.withdrawn.is_some() {
            continue;
        }
        for cited in claims.evidence(claim) {
            if cited.record.owner != claim.record.owner {
                continue;
            }
            let problem = match Entry::<Enrolment>::of(cited.record) {
                Some(enrolment) => before_finish(claim.record, date, &cited, enrolment),
                None => before_entry(claim.record, date, &cited),
            };
            if let Some(problem) = problem {
                findings.add(problem);
            }
        }
    }
}

fn before_entry(claim: &Record, date: Date, cited: &Cited<'_>) -> Option<Problem> {
    let worked = cited.record.date().filter(|worked| *worked > date)?;
    Some(
        Problem::new(
            claim.at(cited.pointer.clone()),
            format!("the claim is of {date}, before the work it cites"),
        )
        .here(format!("work of {worked}"))
        .help(format!("make a claim of {worked} or later, or cite work that was done by {date}")),
    )
}

fn before_finish(
    claim: &Record,
    date: Date,
    cited: &Cited<'_>,
    enrolment: Entry<'_, Enrolment>,
) -> Option<Problem> {
    let problem = |message: String, here: String| {
        Problem::new(claim.at(cited.pointer.clone()), message).here(here)
    };
    match enrolment.finished {
        Some(finished) if finished <= date => None,
        Some(finished) => Some(
            problem(
                format!("the claim is of {date}, before the module it cites was finished"),
                format!("finished on {finished}"),
            )
            .label(enrolment.record.at(pointer!["finished"]), "finished here")
            .help(format!("make a claim of {finished} or later, or cite other work")),
        ),
        None => Some(
            problem("the claim cites a module that is not finished".to_owned(), "not finished".to_owned())
                .label(enrolment.record.at(pointer!["started"]), "started here")
                .help("write `finished: <day>` into the enrolment once it is, or cite other work"),
        ),
    }
}
