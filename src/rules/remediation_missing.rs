//! A not-yet without a second chance.

use std::collections::HashSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::claims::Claims;
use crate::catalog::people::{People, owned_record};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::claim::Claim;
use crate::kinds::remediation::Remediation;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "remediation-missing",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A not-yet without a second chance",
    what: "A claim whose latest answer is a not-yet has a remediation in the folder of its owner, unless \
           the owner has claimed the same thing anew or taken the claim back. Only for people whom the \
           rollout has reached.",
    why: "A not-yet says where somebody stands, not where they end. Without a date, a coach and something \
          to do it is only a refusal.",
    bad: &[Case {
        files: NOT_YET,
        marks: &["not-yet"],
    }],
    good: Case {
        files: concat!(
            "-- people/ada/claims/2026-03-05-incident-responder.yaml --\n",
            "credential: incident-responder\n",
            "evidence: [{portfolio: 2026-03-02-checkout-outage}]\n",
            "-- people/ada/approvals/2026-03-12-incident-responder-chen.yaml (signed by chen) --\n",
            "learn: approval/1\n",
            "catalog: kestrel-growth\n",
            "person: ada\n",
            "decision: not-yet\n",
            "subject: incident-responder\n",
            "claim: {id: 2026-03-05-incident-responder, sha256: DIGEST of people/ada/claims/2026-03-05-incident-responder.yaml}\n",
            "signer: chen\n",
            "date: 2026-03-12\n",
            "-- people/ada/remediation/2026-03-13-incident-responder.yaml --\n",
            "claim: 2026-03-05-incident-responder\n",
            "coach: chen\n",
            "redemonstrate_by: 2026-04-30\n",
        ),
        marks: &[],
    },
    check,
};

const NOT_YET: &str = "\
-- people/ada/claims/2026-03-05-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-03-12-incident-responder-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: incident-responder
claim: {id: 2026-03-05-incident-responder, sha256: DIGEST of people/ada/claims/2026-03-05-incident-responder.yaml}
signer: chen
date: 2026-03-12
";

fn check(context: &Context<'_>, findings: &mut Findings) {
    let people = People::on(context.catalog, context.as_of);
    let claims = context.ledger.claims();
    let remedied: HashSet<&str> = context
        .catalog
        .all::<Remediation>()
        .filter_map(|remediation| {
            let id = remediation.document.claim.as_str();
            let claim = owned_record(context.catalog, Kind::Claim, id, remediation.owner())?;
            Some(&*claim.source.path)
        })
        .collect();
    for claim in context.catalog.all::<Claim>() {
        if claim.withdrawn.is_some() || remedied.contains(&*claim.record.source.path) {
            continue;
        }
        let Some(not_yet) = standing_not_yet(claims, claim, context) else { continue };
        if claims.is_asked_anew(claim) || !people.process_holds_for(claim.owner()) {
            continue;
        }
        findings.add(
            Problem::new(
                not_yet.record.at(pointer!["decision"]),
                "a not-yet without a remediation",
            )
            .here(format!("answered on {}", not_yet.date))
            .label(claim.record.whole(), "the claim")
            .help(format!(
                "agree on a date and a coach: `learn new remediation` writes `claim: {}`, `coach` and \
                 `redemonstrate_by`",
                claim.id()
            )),
        );
    }
}

/// The latest answer to a claim, if it is a not-yet.
fn standing_not_yet<'a>(
    claims: &Claims<'a>,
    claim: Entry<'a, Claim>,
    context: &Context<'_>,
) -> Option<Entry<'a, Approval>> {
    let answers = claims.answers(claim.record);
    let latest = answers.filter(|answer| answer.date <= context.as_of).max_by_key(|answer| answer.date)?;
    (latest.decision == Decision::NotYet).then_some(latest)
}
