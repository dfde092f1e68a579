//! Awards with what proves them, and what was said when they were judged.

use serde_json::{Value, json};

use crate::audience::awards::{Honour, Judgement, Sealed};
use crate::base::id::Id;
use crate::catalog::Entry;
use crate::kinds::approval::Decision;
use crate::kinds::credential::Credential;
use crate::kinds::rubric::Rubric;
use crate::site::Site;
use crate::site::addresses::{self, Addresses};
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
        "by": signers(to, award.seals.iter()),
        "seals": award.seals.iter().map(|one| seal(to, one)).collect::<Vec<_>>(),
    })
}

/// Those who signed, by name where they may be named; of all others how many they are.
fn signers<'s, 'a: 's>(
    to: &Addresses<'_>,
    seals: impl Iterator<Item = &'s Sealed<'a>>,
) -> Vec<Link> {
    let all: Vec<Option<Link>> = seals.map(|one| to.person(one.signer)).collect();
    let others = all.iter().filter(|link| link.is_none()).count();
    let others = match others {
        0 => None,
        1 => Some(Link::words("a colleague")),
        many => Some(Link::words(format!("{many} colleagues"))),
    };
    all.into_iter().flatten().chain(others).collect()
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
pub fn judgement(site: &Site<'_>, judgement: &Judgement<'_>) -> Value {
    let to = &site.addresses();
    let approval = judgement.approval();
    let credential = site.view.get::<Credential>(approval.subject.as_str());
    let rubric = credential
        .and_then(|it| site.view.get::<Rubric>(it.document.assessment.rubric.as_str()))
        .map(|rubric| &rubric.document.criteria);
    let criterion = |id: &Id| rubric.and_then(|criteria| criteria.get(id));
    let named =
        |id: &Id| criterion(id).map_or_else(|| word(id.as_str()), |it| it.name.as_str().to_owned());
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
    let scores = scores.map(|(id, score)| {
        let most = criterion(id).map(|it| it.descriptors.len());
        json!({ "criterion": named(id), "score": score, "most": most })
    });
    let criteria = approval.criteria.iter().map(named);
    json!({
        "decision": decision,
        "subject": to.subject(approval.subject.as_str()),
        "line": approval.line.as_ref().map(|line| word(line.as_str())),
        "by": signer(to, &judgement.sealed),
        "date": judgement.sealed.date,
        "until": approval.until,
        "reason": approval.reason,
        "scores": scores.collect::<Vec<_>>(),
        "rubric": rubric.and(credential).map(rubric_link),
        "criteria": criteria.collect::<Vec<_>>(),
        "feedback": approval.feedback,
    })
}

fn rubric_link(credential: Entry<'_, Credential>) -> Link {
    Link::to("rubric", format!("{}#rubric", addresses::page("credentials", credential.id())))
}

fn word(id: &str) -> String {
    id.replace('-', " ")
}
