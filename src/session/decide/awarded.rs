//! Decisions without a claim: promotions, placements, testimonies.

use serde_json::{Map, Value, json};

use super::answers::{self, Answer};
use super::authority::Deed;
use super::ground::Ground;
use super::matter::Matter;
use super::record::stripped;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::formers;
use crate::catalog::index::RoleEntry;
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::rules::meant;
use crate::standing::copies;
use crate::standing::lines::written;
use crate::standing::readiness::readiness;
use crate::standing::verdict::Standing;
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;

/// A role of the target.
///
/// # Errors
/// That there is none of this id.
pub fn role<'a>(bar: &'a Catalog, id: &str) -> Result<RoleEntry<'a>, String> {
    bar.role(id).ok_or_else(|| {
        let meant = meant(id, bar.names(Noun::Role, None));
        format!("there is no role `{id}` in this catalog{meant}")
    })
}

/// The fields of a promotion.
#[must_use]
pub fn promotion(role: RoleEntry<'_>, from: Option<Date>) -> Map<String, Value> {
    object(json!({"role": role.id(), "from": from.map(|from| from.to_string())}))
}

/// The fields of a placement on a day, with a copy of the lines that it holds.
#[must_use]
pub fn placement(role: RoleEntry<'_>, from: Option<Date>, day: Date) -> Map<String, Value> {
    let mut fields = promotion(role, from);
    fields.insert("demands".to_owned(), stripped(json!(copies::of_role(role, day))));
    fields
}

/// The promotion or placement that says the same and was signed by the same person already, on either
/// branch; a placement only while it holds all that the role asks for.
#[must_use]
pub fn same_appointment<'a>(
    ground: &'a Ground,
    ledger: &'a Ledger<'a>,
    policy: &Policy<'_>,
    deed: &Deed<'_>,
    from: Option<Date>,
    day: Date,
) -> Option<Answer<'a>> {
    let signer = policy.present_id(deed.signer);
    let records = answers::of(ground, ledger, policy, deed.person, day);
    let role = ground.bar.role(deed.subject);
    let lines = role.map(|role| written(&ground.bar, role)).unwrap_or_default();
    let holds = |approval: &Approval| {
        let mut own =
            lines.iter().filter(|line| Some(line.role.id()) == role.map(|role| role.id()));
        own.all(|line| {
            line.until.is_some_and(|until| until < day) || copies::hold(&ground.bar, approval, line)
        })
    };
    records.into_iter().find(|one| {
        one.approval.decision == deed.decision
            && one.signer == signer
            && *one.approval.subject.as_str() == *deed.subject
            && one.approval.from == from
            && holds(one.approval)
    })
}

/// The endorsement that the same person gave already, of the same claim as it is or of the same thing without one,
/// on either branch.
#[must_use]
pub fn same_endorsement<'a>(
    ground: &'a Ground,
    ledger: &'a Ledger<'a>,
    policy: &Policy<'_>,
    deed: &Deed<'_>,
    said: &Testimony<'_>,
    day: Date,
) -> Option<Answer<'a>> {
    let signer = policy.present_id(deed.signer);
    let claim = said.fields.get("claim");
    answers::of(ground, ledger, policy, deed.person, day).into_iter().find(|one| {
        let of = one.approval.claim.as_ref();
        let of = of.map(|of| json!({"id": of.id.parts().1, "sha256": of.sha256.as_str()}));
        one.approval.decision == Decision::Endorse
            && one.signer == signer
            && formers::judged(&ground.bar, one.approval.subject.as_str()) == deed.subject
            && of.as_ref() == claim
    })
}

/// How ready somebody is for a role, in a sentence.
#[must_use]
pub fn readiness_words(
    ledger: &Ledger<'_>,
    person: &str,
    role: RoleEntry<'_>,
    day: Date,
) -> String {
    let Some(entry) = ledger.catalog().get(person) else {
        return format!(
            "{person} is not known on the target yet, so nothing is known of their readiness"
        );
    };
    let readiness = readiness(ledger, entry, role, day);
    let all = readiness.lines.len();
    let met = readiness.count(|standing| matches!(standing, Standing::Met | Standing::Waived(_)));
    let unknown = readiness.unknown();
    let open = all - met;
    if open == 0 {
        return format!("{person} meets all {all} lines of `{}`", role.id());
    }
    format!(
        "{person} meets {met} of {all} lines of `{}`; {open} are open, {unknown} of them never looked at. A \
         promotion does not need them all: it is your decision, and it says nothing about the lines",
        role.id()
    )
}

/// What a colleague testifies to: a claim with its evidence where there is one, or the thing itself.
#[derive(Debug)]
pub struct Testimony<'a> {
    /// The credential or competency.
    pub subject: &'a str,
    /// The fields that say it.
    pub fields: Map<String, Value>,
}

impl<'a> Testimony<'a> {
    /// Finds what the word means: a claim of the person, what it asks for, or a credential or competency
    /// without a claim.
    ///
    /// # Errors
    /// That it means nothing.
    pub fn of(
        ground: &'a Ground,
        found: Result<&'a Matter<'a>, String>,
        word: &'a str,
        feedback: &str,
    ) -> Result<Self, String> {
        let (subject, mut fields) = match found {
            Ok(matter) => (matter.subject.id(), matter.fields(Decision::Endorse)),
            Err(why) => {
                let id = formers::judged(&ground.bar, word);
                let is_known = ground.bar.record(Kind::Credential, id).is_some()
                    || ground.bar.competency(id).is_some();
                if !is_known {
                    return Err(why);
                }
                (id, Map::new())
            }
        };
        fields.insert("feedback".to_owned(), json!(feedback));
        Ok(Self { subject, fields })
    }
}

pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
