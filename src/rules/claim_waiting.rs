//! A claim that nobody has answered for a while.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::claims::subject_pointer;
use crate::catalog::people::People;
use crate::kinds::claim::Claim;
use crate::kinds::program::Cadence;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "claim-waiting",
    subject: Subject::People,
    level: Level::Hint,
    summary: "A claim that nobody has answered for a while",
    what: "A claim without any approval or not-yet is not older than `cadence.claim_answer` of \
           `learn.yaml` (2 weeks if left out). Only in catalogs that have a trust policy or any approval, \
           since without those nobody can answer, and only for people whom the rollout has reached; \
           claims that were taken back are left alone.",
    why: "Somebody finished a piece of work and is waiting for a word about it.",
    bad: &[Case {
        files: "\
-- people/ada/claims/2026-03-31-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-03-12-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-03-12
",
        marks: &["incident-responder"],
    }],
    good: Case {
        files: "\
-- people/ada/claims/2026-04-01-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-03-05-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
withdrawn: 2026-03-20
-- people/ada/approvals/2026-03-12-engineer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: place
subject: engineer
role: engineer
signer: chen
date: 2026-03-12
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    let claims = context.ledger.claims();
    if !claims.can_be_answered() {
        return;
    }
    let within = context
        .catalog
        .program()
        .map_or_else(Cadence::default, |program| program.cadence)
        .claim_answer();
    for claim in context.catalog.all::<Claim>() {
        let Some(date) = claim.record.date() else { continue };
        if within.after(date) >= context.as_of
            || !claims.is_open(claim, context.as_of)
            || !people.process_holds_for(claim.owner())
        {
            continue;
        }
        let days = context.as_of.days_since(date);
        findings.add(
            Problem::new(
                claim.record.at(subject_pointer(claim.document)),
                format!("the claim has waited for an answer for {days} days"),
            )
            .here(format!("claimed on {date}"))
            .help(format!(
                "claims are answered within {within}: ask an assessor with `learn queue`, or take it back \
                 with `withdrawn: <day>`"
            )),
        );
    }
}
