//! A new approval that says something of its evidence that is not so.

use super::{Case, Context, Findings, Rule, Subject, off_the_branch, signing};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::approval::JudgedEvidence;
use crate::kinds::portfolio::Portfolio;
use crate::pointer;
use crate::standing::pieces::{projects, worked};
use crate::trust::work::kind_of;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "evidence-misstated",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A new approval that says something of its evidence that is not so",
    what: "With `learn check --target`, a new approval was given on nothing that the claim does not cite, and what it \
           copies is so: the day of the work, and of a portfolio entry its type, its modules and which of them are \
           projects, by the target.",
    why: "What was judged counts as the approval says, whatever becomes of the entry and of the modules: so it has to \
          be what lies there when it lands.",
    bad: &[
        Case { files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-04-01, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["2026-04-01"] },
        Case { files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: design, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["design"] },
        Case { files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}, {kind: enrolment, id: incident-basics, sha256: DIGEST of people/ada/enrolments/incident-basics.yaml, worked: 2026-02-06}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &["incident-basics"] },
    ],
    good: Case { files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
mentors: [{nobody: true, from: 2025-11-01}]
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
needs: [any]
grants: {credentials: [clear-writer], attests: [{competency: communication, at: foundational}]}
scores: {clarity: 2}
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
evidence: [{id: 2026-03-02-checkout-outage, sha256: DIGEST of people/ada/portfolio/2026-03-02-checkout-outage.md, worked: 2026-03-02, type: incident, modules: [incident-basics]}]
signer: chen
date: 2026-04-13
trust: {version: 1, sha256: DIGEST of trust/0001.yaml}
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (record, verified) in gate.newly_signed() {
        let approval = verified.approval;
        let Some((claim, cited)) = context.answered(approval) else { continue };
        let claimed = claim.record.date().unwrap_or(approval.date);
        for (position, work) in approval.document.evidence.iter().enumerate() {
            let (kind, id) = (kind_of(work.kind), work.id.as_str());
            let found = owned_record(context.catalog, kind, id, approval.owner());
            // That it is gone or another one is said by what compares its digest.
            let Some(found) = found.filter(|found| found.has_words(&work.sha256)) else { continue };
            let is_cited = cited.iter().any(|one| std::ptr::eq(one.record, found));
            let (field, message, here) = if is_cited {
                let catalogs = (gate.target.catalog(), context.catalog);
                let Some(field) = misstated(catalogs, found, claimed, work) else { continue };
                let place = if is_said(work, field) { field } else { "id" };
                (place, format!("{kind} `{id}` has another `{field}` than this says"), "not as it lies there")
            } else {
                let message = format!("the claim does not cite {kind} `{id}`, and this says that it was judged");
                ("id", message, "nobody asked for a look at it")
            };
            let place = record.record.at(pointer!["evidence", position, field]);
            findings.add(Problem::new(place, message).here(here).help(format!(
                "{} and let `{}` judge what the claim cites: {}",
                off_the_branch(record),
                verified.signer,
                signing(approval.document)
            )));
        }
    }
}

/// The field of a record that says something else than the evidence and the target do.
fn misstated(
    (target, result): (&Catalog, &Catalog),
    found: &Record,
    claimed: Date,
    work: &JudgedEvidence,
) -> Option<&'static str> {
    if worked(found, claimed) != work.worked {
        return Some("worked");
    }
    let entry = Entry::<Portfolio>::of(found)?.document;
    if work.work_type != Some(entry.work_type) {
        Some("type")
    } else if !work.modules.iter().eq(&entry.modules) {
        Some("modules")
    } else {
        let are_same = work.projects.iter().eq(projects(target, result, entry));
        (!are_same).then_some("projects")
    }
}

/// Whether a record says anything of this.
fn is_said(work: &JudgedEvidence, field: &str) -> bool {
    match field {
        "worked" => true,
        "type" => work.work_type.is_some(),
        "modules" => !work.modules.is_empty(),
        _ => !work.projects.is_empty(),
    }
}
