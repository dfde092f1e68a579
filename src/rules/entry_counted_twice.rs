//! One piece of work that is cited twice for the same thing.

use std::collections::HashMap;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::kinds::Kind;
use crate::kinds::claim::Claim;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "entry-counted-twice",
    subject: Subject::People,
    level: Level::Warn,
    summary: "One piece of work cited twice for the same thing",
    what: "No claim cites the same record twice, and no two open claims of one person for the same \
           credential or competency cite the same portfolio or journal entry. Claims for different \
           credentials may share their evidence, and a module that was taken may be cited wherever it helps.",
    why: "A number of entries is asked for because one piece of work can be luck; the same piece counted \
          twice shows nothing more.",
    bad: &[
        Case {
            files: "\
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence:
  - portfolio: 2026-03-02-checkout-outage
  - portfolio: ada/2026-03-02-checkout-outage
",
            marks: &["ada/2026-03-02-checkout-outage"],
        },
        Case {
            files: "\
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-12-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
",
            marks: &["2026-03-02-checkout-outage"],
        },
    ],
    good: Case {
        files: "\
-- people/ada/claims/2026-04-10-incident-responder.yaml --
credential: incident-responder
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-12-incident-commander.yaml --
credential: incident-commander
evidence: [{portfolio: 2026-03-02-checkout-outage}]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claims = context.ledger.claims();
    let mut first_of_subject: HashMap<(String, String, &str), Place> = HashMap::new();
    for claim in context.catalog.all::<Claim>() {
        let subject = claims
            .subject(claim.document)
            .filter(|_| claims.is_open(claim, context.as_of))
            .map(|subject| format!("{} {}", subject.word(), subject.id()));
        let mut first_here: HashMap<&str, Place> = HashMap::new();
        for cited in claims.evidence(claim) {
            let path = &*cited.record.source.path;
            let place = claim.record.at(cited.pointer);
            if let Some(first) = first_here.get(path) {
                findings.add(
                    Problem::new(place, "the claim cites the same record twice")
                        .here("cited again")
                        .label(first.clone(), "cited first here")
                        .help("take one of them out, or cite another piece of work"),
                );
                continue;
            }
            first_here.insert(path, place.clone());
            let Some(subject) = subject.as_ref().filter(|_| cited.record.kind != Kind::Enrolment) else {
                continue;
            };
            let key = (claim.owner().to_owned(), subject.clone(), path);
            if let Some(first) = first_of_subject.get(&key) {
                findings.add(
                    Problem::new(place, "another open claim for the same cites this work already")
                        .here("cited again")
                        .label(first.clone(), format!("cited first in {}", first.path))
                        .help("cite other work, or take one of the claims back with `withdrawn: <day>`"),
                );
            } else {
                first_of_subject.insert(key, place);
            }
        }
    }
}
