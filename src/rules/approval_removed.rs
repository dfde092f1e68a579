//! A change that takes an approval away.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::shell;
use crate::catalog::claims::subject_pointer;
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::trust::gate::Resealed;
use crate::trust::ledger::{Judged, Verified};
use crate::trust::seal;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "approval-removed",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A change that takes an approval away",
    what: "With `learn check --target`, every approval that counts on the target is in the result \
           too, with the same bytes, wherever it lies, and so is its seal. The records of people whom \
           the trust policy lists under `erased` may go.",
    why: "An award that can be deleted, or a not-yet that can, is worth as little as one that can \
          be made up; and the seal says when it was signed, so which of two decisions is the last word. \
          A decision is taken back by another one: `learn revoke`.",
    bad: &[
        Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &["name: Ada Moreau"],
        },
        Case {
            files: "\
-- people/ada/claims/2026-04-10-clear-writer.yaml (target) --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/claims/2026-04-10-clear-writer.yaml --
credential: clear-writer
evidence: [{portfolio: 2026-03-02-checkout-outage}]
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: not-yet
subject: clear-writer
claim: {id: 2026-04-10-clear-writer, sha256: DIGEST of people/ada/claims/2026-04-10-clear-writer.yaml}
signer: chen
date: 2026-04-13
",
            marks: &["clear-writer"],
        },
    ],
    good: Case {
            files: "\
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-writer
signer: chen
date: 2026-04-13
",
            marks: &[],
        },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(gate) = context.gate() else { return };
    for (judged, verified) in gate.removed() {
        let approval = verified.approval.document;
        let path = &judged.record.source.path;
        let Some(place) = place(context.catalog, path, verified) else { continue };
        let there = if context.catalog.at_path(path).is_some() { "has been changed" } else { "is gone" };
        let seal = seal::path(path, approval.signer.as_str());
        findings.add(
            Problem::new(
                place,
                format!("{path}, which `{}` decided and the target has, {there}", verified.signer),
            )
            .here(format!("what `{}` decided about `{}`", verified.signer, verified.person))
            .help(format!(
                "bring it back: `git checkout {} -- {} {}`; a decision is taken back with `learn \
                 revoke`, never by taking its record away",
                shell::word(context.target_name()),
                shell::word(path),
                shell::word(&seal)
            )),
        );
    }
    for (judged, verified, how) in gate.unsealed() {
        let signer = verified.approval.document.signer.as_str();
        let path = &judged.record.source.path;
        if let Some(problem) = left_behind(context.catalog, judged, signer) {
            findings.add(problem);
            continue;
        }
        let Some(place) = place(context.catalog, path, verified) else { continue };
        let seal = seal::path(path, signer);
        let happened = match how {
            Resealed::Not => "is gone",
            Resealed::Otherwise => "is another one",
        };
        findings.add(
            Problem::new(place, format!("{seal}, which the target has beside its record, {happened}"))
                .here(format!("the seal of `{}` says when this was signed", verified.signer))
                .help(format!(
                    "bring it back: `git checkout {} -- {}`; a record is moved together with its seal",
                    shell::word(context.target_name()),
                    shell::word(&seal)
                )),
        );
    }
}

/// The problem of a record that was moved without its seal, which lies where it lay; none where the record
/// is at its place, or the seal is not.
fn left_behind(catalog: &Catalog, judged: &Judged<'_>, signer: &str) -> Option<Problem> {
    let before = &judged.record.source.path;
    let old = seal::path(before, signer);
    catalog.text_at(&old)?;
    if catalog.at_path(before).is_some_and(|one| one.digest() == judged.digest) {
        return None;
    }
    let mut same = catalog.of_kind(Kind::Approval).filter(|one| one.digest() == judged.digest);
    let moved = same.find(|one| one.source.path != *before)?;
    let now = &moved.source.path;
    let new = seal::path(now, signer);
    Some(
        Problem::new(
            moved.whole(),
            format!("{now} is without its seal, which still lies where the record was: {old}"),
        )
        .here(format!("on the target this is {before}"))
        .help(format!(
            "a record is moved together with its seal: `git mv {} {}`",
            shell::word(&old),
            shell::word(&new)
        )),
    )
}

/// The nearest that is there of what lies at the record's place now, the claim that it answered, its
/// person and the program.
fn place(catalog: &Catalog, path: &str, verified: &Verified<'_>) -> Option<Place> {
    if let Some(record) = catalog.at_path(path) {
        return Some(record.whole());
    }
    let judged = verified.approval.document.claim.as_ref();
    let claim = judged.and_then(|judged| {
        let record = owned_record(catalog, Kind::Claim, judged.id.as_str(), &verified.person)?;
        Entry::<Claim>::of(record)
    });
    if let Some(claim) = claim {
        return Some(claim.record.at(subject_pointer(claim.document)));
    }
    let person = catalog.record(Kind::Person, &verified.person);
    let record = person.or_else(|| catalog.program().map(|program| program.record))?;
    Some(record.whole())
}
