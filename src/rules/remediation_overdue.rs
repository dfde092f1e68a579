//! A remediation whose day has passed without a second attempt.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::people::{People, owned_record};
use crate::kinds::Kind;
use crate::kinds::approval::Decision;
use crate::kinds::claim::Claim;
use crate::kinds::remediation::Remediation;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "remediation-overdue",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A remediation whose day has passed without a second attempt",
    what: "By `redemonstrate_by` the person has claimed the same thing anew, or the first claim was \
           approved after all, or the remediation has been given up with `withdrawn`. Only for people \
           whom the rollout has reached.",
    why: "A second chance was promised for a day. If that day no longer fits, a new one is better than none.",
    bad: &[Case {
        files: "\
-- people/ada/claims/2026-03-05-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
withdrawn: 2026-03-12
-- people/ada/remediation/2026-03-13-incident-responder.yaml --
claim: 2026-03-05-incident-responder
coach: chen
redemonstrate_by: 2026-04-14
",
        marks: &["2026-04-14"],
    }],
    good: Case {
        files: "\
-- people/ada/claims/2026-03-05-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
withdrawn: 2026-03-12
-- people/ada/remediation/2026-03-13-incident-responder.yaml --
claim: 2026-03-05-incident-responder
coach: chen
redemonstrate_by: 2026-04-14
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    let claims = context.ledger.claims();
    for remediation in context.catalog.all::<Remediation>() {
        let day = remediation.redemonstrate_by;
        if day >= context.as_of
            || remediation.withdrawn.is_some()
            || !people.process_holds_for(remediation.owner())
        {
            continue;
        }
        let id = remediation.document.claim.as_str();
        let claim = owned_record(context.catalog, Kind::Claim, id, remediation.owner())
            .and_then(Entry::<Claim>::of);
        let Some(claim) = claim else { continue };
        let approved =
            claims.answers(claim.record).last().is_some_and(|answer| answer.decision == Decision::Approve);
        if approved || claims.is_asked_anew(claim) {
            continue;
        }
        findings.add(
            Problem::new(
                remediation.record.at(pointer!["redemonstrate_by"]),
                "the day of the second attempt has passed",
            )
            .here(format!("{} days ago", context.as_of.days_since(day)))
            .label(claim.record.whole(), "the first claim")
            .help(
                "claim anew, agree on another day here, or write `withdrawn: <day>` if it is not wanted \
                 any more",
            ),
        );
    }
}
