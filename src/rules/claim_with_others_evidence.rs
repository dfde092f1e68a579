//! A claim that cites a record of another person.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::claim::Claim;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "claim-with-others-evidence",
    subject: Subject::People,
    level: Level::Error,
    summary: "A claim that cites a record of another person",
    what: "Everything that a claim cites has to stand in the folder of the person who makes the claim.",
    why: "A credential says what its holder has shown. Work that was done together is told by each of \
          them in an entry of their own, with the part and the decisions that were theirs.",
    bad: &[Case {
        files: "\
-- people/chen/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence:
  - portfolio: ada/2026-03-02-checkout-outage
",
        marks: &["ada/2026-03-02-checkout-outage"],
    }],
    good: Case {
        files: "\
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence:
  - portfolio: ada/2026-03-02-checkout-outage
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claims = context.ledger.claims();
    for claim in context.catalog.all::<Claim>() {
        for cited in claims.evidence(claim) {
            if cited.record.owner == claim.record.owner {
                continue;
            }
            let owner = cited.record.owner.as_deref().unwrap_or("");
            findings.add(
                Problem::new(
                    claim.record.at(cited.pointer),
                    format!("the claim of `{}` cites a record of `{owner}`", claim.owner()),
                )
                .here(format!("belongs to `{owner}`"))
                .label(cited.record.whole(), "the record")
                .help("write an entry of your own about your part; `with` names those who shared the work"),
            );
        }
    }
}
