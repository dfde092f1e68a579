//! An approval by somebody who took part in the work that was judged.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::catalog::people::owned_record;
use crate::kinds::Kind;
use crate::kinds::approval::{Decision, EvidenceKind};
use crate::kinds::portfolio::Portfolio;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "assessor-in-evidence",
    subject: Subject::People,
    level: Level::Hint,
    summary: "An approval by somebody who took part in the work",
    what: "Points out where the signer of an approval is named under `with` of a portfolio entry that was \
           judged. That is often right: whoever was there saw most.",
    why: "Part of the work was the assessor's own. A second pair of eyes keeps the award above doubt.",
    bad: &[Case {
        files: concat!(
            "-- people/ada/portfolio/2026-04-02-cache.md --\n",
            "---\n",
            "title: A faster cache\n",
            "type: improvement\n",
            "with: [chen]\n",
            "---\n",
            "## Decisions\n\n",
            "The cache was slow in the evenings. We looked at the reads of four weeks, and I took the oldest\n",
            "entries out first.\n\n",
            "## Trade-offs\n\n",
            "It is not the best order, but it took an hour to build instead of a week.\n",
            "-- people/ada/approvals/2026-04-12-communication-chen.yaml (signed by chen) --\n",
            "learn: approval/1\n",
            "catalog: kestrel-growth\n",
            "person: ada\n",
            "decision: approve\n",
            "subject: communication\n",
            "evidence: [{id: 2026-04-02-cache, sha256: DIGEST of people/ada/portfolio/2026-04-02-cache.md, worked: 2026-04-02}]\n",
            "signer: chen\n",
            "date: 2026-04-12\n",
        ),
        marks: &["chen"],
    }],
    good: Case {
        files: concat!(
            "-- people/ada/approvals/2026-04-12-communication-chen.yaml (signed by chen) --\n",
            "learn: approval/1\n",
            "catalog: kestrel-growth\n",
            "person: ada\n",
            "decision: approve\n",
            "subject: communication\n",
            "evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]\n",
            "signer: chen\n",
            "date: 2026-04-12\n",
        ),
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (_, verified) in context.ledger.verified() {
        let approval = verified.approval;
        if approval.decision != Decision::Approve {
            continue;
        }
        let signer = &*verified.signer;
        for evidence in &approval.document.evidence {
            if evidence.kind != EvidenceKind::Portfolio {
                continue;
            }
            let id = evidence.id.as_str();
            let entry = owned_record(context.catalog, Kind::Portfolio, id, approval.owner())
                .and_then(Entry::<Portfolio>::of);
            let Some(entry) = entry else { continue };
            let Some(number) = entry.with.iter().position(|other| other.as_str() == signer) else { continue };
            findings.add(
                Problem::new(
                    approval.record.at(pointer!["signer"]),
                    format!("`{signer}` took part in the work that this approval judged"),
                )
                .here("the assessor")
                .label(entry.record.at(pointer!["with", number]), "shared the work")
                .help("ask a second assessor who was not part of it"),
            );
        }
    }
}
