//! Awards with what proves them, and what was said when they were judged.

use serde_json::{Value, json};

use crate::audience::awards::{Honour, Judgement, Sealed};
use crate::kinds::approval::Decision;
use crate::site::addresses::Addresses;
use crate::site::page::Link;

/// How much of a digest or commit people compare by eye.
const SHORT: usize = 12;

/// An award with its proof.
#[must_use]
pub fn award(to: &Addresses<'_>, award: &Honour<'_>) -> Value {
    json!({
        "subject": to.subject(award.subject),
        "date": award.date,
        "until": award.until,
        "is_live": award.is_live,
        "seals": award.seals.iter().map(|one| seal(to, one)).collect::<Vec<_>>(),
    })
}

fn seal(to: &Addresses<'_>, sealed: &Sealed<'_>) -> Value {
    json!({
        "by": signer(to, sealed),
        "date": sealed.date,
        "assurance": sealed.assurance,
        "path": sealed.path,
        "digest": sealed.digest,
        "commit": sealed.commit.map(|commit| commit.get(..SHORT).unwrap_or(commit)),
    })
}

fn signer(to: &Addresses<'_>, sealed: &Sealed<'_>) -> Link {
    to.person(sealed.signer).unwrap_or_else(|| Link::words("a colleague"))
}

/// What was said in a decision.
#[must_use]
pub fn judgement(to: &Addresses<'_>, judgement: &Judgement<'_>) -> Value {
    let approval = judgement.approval();
    let decision = match judgement.decision {
        Decision::Approve => "Approved",
        Decision::NotYet => "Not yet",
        Decision::Endorse => "Endorsed",
        Decision::Waive => "Waived",
        Decision::Revoke => "Taken back",
        Decision::Promote => "Promoted",
        Decision::Place => "Placed",
    };
    let scores = approval.scores.iter();
    let scores = scores
        .map(|(criterion, score)| json!({ "criterion": word(criterion.as_str()), "score": score }));
    let criteria = approval.criteria.iter().map(|it| word(it.as_str()));
    json!({
        "decision": decision,
        "subject": to.subject(approval.subject.as_str()),
        "line": approval.line.as_ref().map(|line| word(line.as_str())),
        "by": signer(to, &judgement.sealed),
        "date": judgement.sealed.date,
        "until": approval.until,
        "reason": approval.reason,
        "scores": scores.collect::<Vec<_>>(),
        "criteria": criteria.collect::<Vec<_>>(),
        "feedback": approval.feedback,
    })
}

fn word(id: &str) -> String {
    id.replace('-', " ")
}
