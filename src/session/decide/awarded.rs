//! Decisions without a claim: promotions, placements, revocations, testimonies.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::authority::Deed;
use super::ground::Ground;
use super::matter::{self, Answer, Matter};
use super::record::stripped;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::parts::digest::Sha256;
use crate::rules::meant;
use crate::standing::awards::{self, Outcome, Records};
use crate::standing::copies;
use crate::standing::lines::written;
use crate::standing::readiness::readiness;
use crate::standing::revoking::{self, Voice};
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
    let records = matter::records(ground, ledger, policy, deed.person, day);
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

/// The fields of a revocation: the records of the award, or those that were picked by the beginning of
/// their digests.
///
/// # Errors
/// That there is no such award or record.
pub fn revocation(
    ledger: &Ledger<'_>,
    policy: &Policy<'_>,
    person: &str,
    subject: &str,
    picked: &[String],
    reason: &str,
    day: Date,
) -> Result<Map<String, Value>, String> {
    let records = Records::of(ledger, policy.present_id(person), day);
    let rounds = awards::rounds(&records);
    let of_subject = rounds.iter().filter(|round| round.subject == subject);
    let awarded: Vec<&Sha256> = of_subject
        .filter_map(|round| match &round.outcome {
            Outcome::Awarded(award) => Some(award),
            _ => None,
        })
        .flat_map(|award| award.proofs.iter().map(|proof| &proof.judged.digest))
        .collect();
    let standing: Vec<&Sha256> = records
        .standing
        .iter()
        .filter(|proof| *proof.approval().subject.as_str() == *subject)
        .map(|proof| &proof.judged.digest)
        .collect();
    if picked.is_empty() && awarded.is_empty() {
        let known: Vec<&str> = rounds.iter().map(|round| round.subject).collect();
        return Err(format!(
            "{person} holds no award of `{subject}`{}\n  help: `learn show person/{person}` lists what was \
             decided about them",
            meant(subject, known)
        ));
    }
    let mut revokes: Vec<&str> = awarded.iter().map(|digest| digest.as_str()).collect();
    if !picked.is_empty() {
        revokes.clear();
        for word in picked {
            let word = word.strip_prefix("sha256:").unwrap_or(word);
            let mut found = standing.iter().filter(|digest| digest.hex().starts_with(word));
            match (found.next(), found.next()) {
                (Some(digest), None) => revokes.push(digest.as_str()),
                (None, _) => {
                    return Err(format!(
                        "no standing record about {person} and `{subject}` has a digest that begins with \
                         {word}"
                    ));
                }
                (Some(_), Some(_)) => {
                    return Err(format!(
                        "several records begin with {word}; give more of its digits"
                    ));
                }
            }
        }
    }
    Ok(object(json!({"reason": reason, "revokes": revokes})))
}

/// What these revocations lack with the one that is about to be signed, each once; nothing where all
/// that it names is taken back.
#[must_use]
pub fn lacking(
    ground: &Ground,
    ledger: &Ledger<'_>,
    policy: &Policy<'_>,
    deed: &Deed<'_>,
    fields: &Map<String, Value>,
    day: Date,
) -> BTreeSet<String> {
    let (chain, signer) = (ledger.chain(), policy.present_id(deed.signer));
    let person = policy.present_id(deed.person);
    let records = Records::of(ledger, person, day);
    let named = fields.get("revokes").and_then(Value::as_array).into_iter().flatten();
    let named: BTreeSet<&str> = named.filter_map(Value::as_str).collect();
    // Revocations that lie on the branch and count once they land.
    let others = matter::records(ground, ledger, policy, person, day);
    let mine = disciplines_of(policy, deed);
    let own =
        Voice { signer, disciplines: &mine, subject: deed.subject, version: policy.version() };
    let all = records.standing.iter().chain(&records.revoked);
    let meant = all.filter(|proof| named.contains(proof.judged.digest.as_str()));
    let lacks = meant.filter_map(|proof| {
        let digest = &proof.judged.digest;
        let landed = records.takings.iter().filter(|taking| taking.record.judged.digest == *digest);
        let landed = landed.flat_map(|taking| &taking.by);
        let landed = landed.map(|by| Voice::of(chain, by.approval(), &by.verified.signer));
        let coming = others.iter().filter(|one| one.approval.revokes.contains(digest));
        let coming = coming.map(|one| Voice::of(chain, one.approval, &one.signer));
        let voices: Vec<Voice<'_>> = landed.chain(coming).chain([own]).collect();
        revoking::lack(chain, proof.approval(), &voices)
    });
    lacks.map(|lack| lack.to_string()).collect()
}

fn disciplines_of(policy: &Policy<'_>, deed: &Deed<'_>) -> Vec<Id> {
    let signer = policy.present_id(deed.signer);
    policy.disciplines(signer, deed.decision, deed.subject).into_iter().map(Id::new).collect()
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
                let id = matter::present(&ground.bar, word);
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
