//! A claim that cites nothing.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::claims::subject_pointer;
use crate::kinds::claim::Claim;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "claim-without-evidence",
    subject: Subject::People,
    level: Level::Error,
    summary: "A claim that cites nothing",
    what: "A claim names at least one piece of evidence: a portfolio entry, a journal entry or an \
           enrolment. Claims that were taken back are left alone.",
    why: "An assessor judges work, and an approval signs the work that was judged. A claim without any \
          gives them nothing to look at.",
    bad: &[Case {
        files: "\
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
",
        marks: &["incident-responder"],
    }],
    good: Case {
        files: "\
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence:
  - portfolio: 2026-03-02-checkout-outage
-- people/ada/claims/2026-04-09-clear-writer.yaml --
credential: clear-writer
withdrawn: 2026-04-12
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for claim in context.catalog.all::<Claim>() {
        if !claim.evidence.is_empty() || claim.withdrawn.is_some() {
            continue;
        }
        findings.add(
            Problem::new(
                claim.record.at(subject_pointer(claim.document)),
                "the claim cites no evidence",
            )
            .here("nothing shows it yet")
            .help("add the work that shows it, such as `evidence: [{portfolio: <id>}]`"),
        );
    }
}
