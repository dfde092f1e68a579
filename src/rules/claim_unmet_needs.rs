//! A claim that does not bring along what its credential needs.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::claims::{self, Cited};
use crate::catalog::people::People;
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::pointer;
use crate::standing::demand::with_successors;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "claim-unmet-needs",
    subject: Subject::People,
    level: Level::Warn,
    summary: "A claim that does not bring along what its credential needs",
    what: "While a claim is open, it is held against `needs` of the credential as it is now: modules that \
           are not finished on the day of the claim (nor what replaces a retired one), fewer portfolio entries cited than asked for, and \
           entries older than `evidence_within`. Endorsements may follow later and are not looked at. \
           Claims that were answered or taken back are left alone.",
    why: "The assessor would have to send the claim back, and both would have waited for nothing.",
    bad: &[
        Case {
            files: concat!(
                "-- credentials/clear-writer.yaml --\n",
                "name: Clear writer\n",
                "attests: [{competency: communication, at: foundational}]\n",
                "assessment: {method: portfolio-review, rubric: writing}\n",
                "assessors: [any]\n",
                "owner: chen\n",
                "needs: {modules: [clear-writing], portfolio: 2}\n",
                "-- people/ada/claims/2026-04-10-clear-writer.yaml --\n",
                "credential: clear-writer\n",
                "evidence: [{portfolio: 2026-03-02-checkout-outage}]\n",
            ),
            marks: &["clear-writer", "clear-writer"],
        },
        Case {
            files: concat!(
                "-- credentials/clear-writer.yaml --\n",
                "name: Clear writer\n",
                "attests: [{competency: communication, at: foundational}]\n",
                "assessment: {method: portfolio-review, rubric: writing}\n",
                "assessors: [any]\n",
                "owner: chen\n",
                "needs: {evidence_within: 1 month}\n",
                "-- people/ada/claims/2026-04-10-clear-writer.yaml --\n",
                "credential: clear-writer\n",
                "evidence: [{portfolio: 2026-03-02-checkout-outage}]\n",
            ),
            marks: &["2026-03-02-checkout-outage"],
        },
    ],
    good: Case {
        files: concat!(
            "-- credentials/clear-writer.yaml --\n",
            "name: Clear writer\n",
            "attests: [{competency: communication, at: foundational}]\n",
            "assessment: {method: portfolio-review, rubric: writing}\n",
            "assessors: [any]\n",
            "owner: chen\n",
            "needs: {modules: [incident-basics], portfolio: 1, evidence_within: 2 months}\n",
            "-- people/ada/claims/2026-04-10-clear-writer.yaml --\n",
            "credential: clear-writer\n",
            "evidence: [{portfolio: 2026-03-02-checkout-outage}]\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claims = context.ledger.claims();
    for claim in context.catalog.all::<Claim>() {
        let Some(date) = claim.record.date() else { continue };
        if !claims.is_open(claim, context.as_of) || claim.evidence.is_empty() {
            continue;
        }
        if let Some(claims::Subject::Credential(credential)) = claims.subject(claim.document) {
            let open = OpenClaim { claim, date, credential };
            open.modules(context, findings);
            let evidence = claims.evidence(claim);
            open.portfolio(&evidence, findings);
            open.age(&evidence, findings);
        }
    }
}

struct OpenClaim<'a> {
    claim: Entry<'a, Claim>,
    date: Date,
    credential: Entry<'a, Credential>,
}

impl OpenClaim<'_> {
    fn problem(&self, message: String) -> Problem {
        Problem::new(self.claim.record.at(pointer!["credential"]), message)
    }

    fn modules(&self, context: &Context<'_>, findings: &mut Findings) {
        let needed = &self.credential.needs.modules;
        if needed.is_empty() {
            return;
        }
        let finished = People::on(context.catalog, self.date).finished_modules(self.claim.owner());
        for (number, module) in needed.iter().enumerate() {
            let Some(module) = context.catalog.record(Kind::Module, module.as_str()) else { continue };
            let accepted = with_successors(context.catalog, &module.name);
            if accepted.iter().any(|module| finished.contains_key(module)) {
                continue;
            }
            let place = self.credential.record.at(pointer!["needs", "modules", number]);
            findings.add(
                self.problem(format!("the claim needs the module `{}` to be finished first", module.name))
                    .here("needs a module")
                    .label(place, "asked for here")
                    .help(format!(
                        "finish `{}` and say so in the enrolment, then claim with that day or a later one",
                        module.name
                    )),
            );
        }
    }

    fn portfolio(&self, evidence: &[Cited<'_>], findings: &mut Findings) {
        let Some(needed) = self.credential.needs.portfolio else { return };
        let mut entries: Vec<&str> = evidence
            .iter()
            .filter(|cited| cited.record.kind == Kind::Portfolio)
            .map(|cited| &*cited.record.source.path)
            .collect();
        entries.sort_unstable();
        entries.dedup();
        if entries.len() >= usize::from(needed) {
            return;
        }
        findings.add(
            self.problem(format!(
                "the claim cites {} of the {needed} portfolio entries that it needs",
                entries.len()
            ))
            .here(format!("needs {needed} portfolio entries"))
            .label(self.credential.record.at(pointer!["needs", "portfolio"]), "asked for here")
            .help("cite further work under `evidence`, each as `- portfolio: <id>`"),
        );
    }

    fn age(&self, evidence: &[Cited<'_>], findings: &mut Findings) {
        let Some(within) = self.credential.needs.evidence_within else { return };
        let oldest = within.before(self.date);
        for cited in evidence {
            let Some(worked) = cited.record.date().filter(|worked| *worked < oldest) else { continue };
            findings.add(
                Problem::new(
                    self.claim.record.at(cited.pointer.clone()),
                    format!("the work is of {worked}, and the credential asks for work of the last {within}"),
                )
                .here(format!("before {oldest}"))
                .label(self.credential.record.at(pointer!["needs", "evidence_within"]), "asked for here")
                .help(format!("cite work of {oldest} or later")),
            );
        }
    }
}
