//! Revocations: which records somebody takes back, by the name that they were signed under.
//!
//! Scopes are asked by the name that stands in a record, and a revocation speaks of the records that have its
//! own subject. So what was decided before something was renamed is taken back under its former id, whichever
//! of its names somebody asks by; only admins, who are counted whatever they name, may go by the present one.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::answers;
use super::authority::Deed;
use super::awarded::object;
use super::ground::Ground;
use crate::base::date::Date;
use crate::base::id::Id;
use crate::base::shell;
use crate::catalog::Catalog;
use crate::catalog::formers::{self, Sort};
use crate::kinds::approval::Decision;
use crate::kinds::parts::digest::Sha256;
use crate::rules::meant;
use crate::standing::awards::{self, Outcome, Round};
use crate::standing::records::{Proof, Records};
use crate::standing::revoking::{self, Voice};
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;

/// How many digits of a digest a command names.
const DIGITS: usize = 8;

/// What somebody wants to take back.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Whose, by id.
    pub person: &'a str,
    /// Of what, by any of its ids.
    pub subject: &'a str,
    /// Single records by the beginnings of their digests; the award's where there are none.
    pub picked: &'a [String],
    /// Who takes it back.
    pub signer: &'a str,
}

/// What a revocation takes back.
#[derive(Debug)]
pub struct Revocation<'a> {
    /// The id that its records were signed under.
    pub under: &'a str,
    /// The id that it is signed under itself: the same, unless an admin may only by the present one.
    pub subject: &'a str,
    /// Other ids under which awards of the same thing stand, which it leaves alone.
    pub beside: BTreeSet<&'a str>,
    records: Vec<Proof<'a>>,
}

impl<'a> Revocation<'a> {
    /// Finds the records.
    ///
    /// # Errors
    /// That there are none, or who takes them back instead of this signer, and by which command.
    pub fn find(
        bar: &'a Catalog,
        ledger: &'a Ledger<'a>,
        policy: &Policy<'_>,
        wanted: Wanted<'a>,
        day: Date,
    ) -> Result<Self, String> {
        let records = Records::of(ledger, policy.present_id(wanted.person), day);
        let (under, beside, records) = if wanted.picked.is_empty() {
            awarded(bar, policy, &wanted, &records)?
        } else {
            let (under, records) = picked(bar, &wanted, &records.standing)?;
            (under, BTreeSet::new(), records)
        };
        for not_yet in records.iter().filter(|proof| is_not_yet(**proof)) {
            refuse_foreign(bar, policy, &wanted, *not_yet)?;
        }
        let subject = signed_under(bar, policy, wanted.signer, under);
        Ok(Self { under, subject, beside, records })
    }

    /// The fields that say it.
    #[must_use]
    pub fn fields(&self, reason: &str) -> Map<String, Value> {
        let digests = self.records.iter().map(|proof| &proof.judged.digest);
        let revokes: Vec<&str> = digests.map(Sha256::as_str).collect();
        object(json!({"reason": reason, "revokes": revokes}))
    }
}

/// The id that somebody signs a revocation under of records with this subject.
fn signed_under<'a>(
    bar: &'a Catalog,
    policy: &Policy<'_>,
    signer: &str,
    under: &'a str,
) -> &'a str {
    let signer = policy.present_id(signer);
    let now = formers::judged(bar, under);
    let may = |subject: &str| policy.may(signer, Decision::Revoke, subject);
    // Admins are counted whatever their revocation is of, so that the name they may sign under will do.
    let is_admin = policy.admins().contains(signer);
    if !may(under) && is_admin && may(now) { now } else { under }
}

/// Whether two ids, present or former, mean the same thing.
fn is_same(bar: &Catalog, one: &str, other: &str) -> bool {
    let same = |sort: &Sort| {
        let present = |id: &str| formers::present(bar, *sort, id);
        present(one).is_some_and(|now| present(other) == Some(now))
    };
    one == other || Sort::SUBJECTS.iter().any(same)
}

/// The id that the awards were signed under, the others under which some stand, and the records.
type Found<'a> = (&'a str, BTreeSet<&'a str>, Vec<Proof<'a>>);

/// The records of the awards of a thing: those under the id that was asked for before those under others.
fn awarded<'a>(
    bar: &'a Catalog,
    policy: &Policy<'_>,
    wanted: &Wanted<'a>,
    records: &Records<'a>,
) -> Result<Found<'a>, String> {
    // What was signed under several ids may make an award under each of them, of one claim as well: behind the
    // award that stands there is another one, once it is taken back.
    let (mut rest, mut all) = (records.clone(), Vec::new());
    loop {
        let found = proofs(bar, wanted, &awards::rounds(&rest));
        if found.is_empty() {
            break;
        }
        rest.standing.retain(|one| found.iter().all(|it| it.judged.digest != one.judged.digest));
        all.extend(found);
    }
    let now = formers::judged(bar, wanted.subject);
    let Some(under) =
        all.iter().map(subject_of).min_by_key(|it| (*it != wanted.subject, *it != now))
    else {
        return Err(nothing_awarded(bar, policy, wanted, records));
    };
    let (these, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|proof| subject_of(proof) == under);
    Ok((under, others.iter().map(subject_of).collect(), these))
}

/// The proofs of all awards of a thing, by whatever id.
fn proofs<'a>(bar: &Catalog, wanted: &Wanted<'_>, rounds: &[Round<'a>]) -> Vec<Proof<'a>> {
    let awards = rounds.iter().filter_map(|round| match &round.outcome {
        Outcome::Awarded(award) => Some(award),
        _ => None,
    });
    let all = awards.flat_map(|award| award.proofs.iter().copied());
    all.filter(|proof| is_same(bar, subject_of(proof), wanted.subject)).collect()
}

fn subject_of<'a>(proof: &Proof<'a>) -> &'a str {
    proof.approval().subject.as_str()
}

/// The standing records that begin so, which are all of one subject.
fn picked<'a>(
    bar: &Catalog,
    wanted: &Wanted<'_>,
    standing: &[Proof<'a>],
) -> Result<(&'a str, Vec<Proof<'a>>), String> {
    let (person, subject) = (wanted.person, wanted.subject);
    let mut records: Vec<Proof<'a>> = Vec::new();
    for word in wanted.picked {
        let word = word.strip_prefix("sha256:").unwrap_or(word);
        let mut found = standing.iter().filter(|proof| {
            proof.judged.digest.hex().starts_with(word) && is_same(bar, subject_of(proof), subject)
        });
        match (found.next(), found.next()) {
            (Some(proof), None) => records.push(*proof),
            (None, _) => {
                return Err(format!(
                    "no standing record about {person} and `{subject}` has a digest that begins with {word}"
                ));
            }
            (Some(_), Some(_)) => {
                return Err(format!("several records begin with {word}; give more of its digits"));
            }
        }
    }
    let under: BTreeSet<&str> = records.iter().map(subject_of).collect();
    match under.iter().copied().collect::<Vec<_>>().as_slice() {
        [only] => Ok((only, records)),
        several => Err(format!(
            "these records were signed under several names ({}), and a revocation is of one\n  help: take them \
             back one name after the other",
            several.join(", ")
        )),
    }
}

fn nothing_awarded(
    bar: &Catalog,
    policy: &Policy<'_>,
    wanted: &Wanted<'_>,
    records: &Records<'_>,
) -> String {
    let (person, subject) = (wanted.person, wanted.subject);
    let rounds = awards::rounds(records);
    let of_it = rounds.iter().filter(|round| is_same(bar, round.subject, subject));
    let not_yets = of_it.filter_map(|round| match &round.outcome {
        Outcome::NotYet(proofs) => Some(proofs),
        _ => None,
    });
    let not_yets: Vec<Proof<'_>> = not_yets.flatten().copied().collect();
    let others: Vec<Proof<'_>> = records
        .standing
        .iter()
        .filter(|proof| !matches!(proof.approval().decision, Decision::Approve | Decision::NotYet))
        .filter(|proof| is_same(bar, subject_of(proof), subject))
        .copied()
        .collect();
    if not_yets.is_empty() && !others.is_empty() {
        let said: Vec<String> = others.iter().map(|proof| said(*proof)).collect();
        let ways: String = others.iter().map(|proof| by_record(wanted, *proof)).collect();
        return format!(
            "{person} holds no award of `{subject}`; what stands is {}{ways}",
            said.join(" and ")
        );
    }
    if not_yets.is_empty() {
        let known: Vec<&str> = rounds.iter().map(|round| round.subject).collect();
        return format!(
            "{person} holds no award of `{subject}`{}\n  help: `learn show person/{person}` lists what was \
             decided about them",
            meant(subject, known)
        );
    }
    let said: Vec<String> = not_yets.iter().map(|proof| said(*proof)).collect();
    let ways: String = not_yets.iter().map(|proof| ways(bar, policy, *proof)).collect();
    format!("{person} holds no award of `{subject}`; what stands is {}{ways}", said.join(" and "))
}

fn is_not_yet(proof: Proof<'_>) -> bool {
    proof.approval().decision == Decision::NotYet
}

/// A decision in words.
fn said(proof: Proof<'_>) -> String {
    let approval = proof.approval();
    let what = match approval.decision {
        Decision::Approve => "approval",
        Decision::NotYet => "not-yet",
        Decision::Endorse => "endorsement",
        Decision::Waive => "waiver",
        Decision::Revoke => "revocation",
        Decision::Promote => "promotion",
        Decision::Place => "placement",
    };
    format!("the {what} of {} of {}", proof.verified.signer, approval.date)
}

/// The command that takes back one record, as a line of help.
fn by_record(wanted: &Wanted<'_>, proof: Proof<'_>) -> String {
    let digits = digits(proof);
    format!(
        "\n  help: `learn revoke {} {} --record {digits} --reason …` takes back {}",
        shell::word(wanted.person),
        shell::word(wanted.subject),
        said(proof)
    )
}

/// The beginning of a record's digest, by which a command names it.
fn digits(proof: Proof<'_>) -> String {
    proof.judged.digest.hex().chars().take(DIGITS).collect()
}

/// Refuses to take a not-yet back that is neither the signer's own nor an admin's to lift: it would not land.
fn refuse_foreign(
    bar: &Catalog,
    policy: &Policy<'_>,
    wanted: &Wanted<'_>,
    not_yet: Proof<'_>,
) -> Result<(), String> {
    let signer = policy.present_id(wanted.signer);
    let is_theirs = *signer == *not_yet.verified.signer || policy.admins().contains(signer);
    let under = signed_under(bar, policy, signer, not_yet.approval().subject.as_str());
    if is_theirs && policy.may(signer, Decision::Revoke, under) {
        return Ok(());
    }
    let why = if is_theirs {
        format!("the trust policy does not let {signer} revoke `{under}`")
    } else {
        format!("{signer} is neither who gave it nor an admin")
    };
    Err(format!("{signer} cannot take back {}: {why}{}", said(not_yet), ways(bar, policy, not_yet)))
}

/// Which command takes a not-yet back and who has to sign it, as lines of help.
fn ways(bar: &Catalog, policy: &Policy<'_>, not_yet: Proof<'_>) -> String {
    let (approval, signer) = (not_yet.approval(), not_yet.verified.signer.as_str());
    let (person, subject) = (shell::word(approval.person.as_str()), approval.subject.as_str());
    let names = policy.admins_in_words();
    let now = shell::word(formers::judged(bar, subject));
    let digits = digits(not_yet);
    let admins = policy.admins();
    let threshold = policy.threshold();
    let plural = if threshold == 1 { "" } else { "s" };
    let mut text = format!(
        "\n  help: `learn revoke {person} {now} --record {digits} --reason …` takes it back once {signer} has \
         signed it, or {threshold} admin{plural} ({names}); or {signer} decides anew: `learn approve {person} {now}`"
    );
    let may =
        |one: &str| policy.may(one, Decision::Revoke, signed_under(bar, policy, one, subject));
    let lacking: BTreeSet<&str> =
        admins.into_iter().chain([signer]).filter(|one| !may(one)).collect();
    if !lacking.is_empty() {
        let line = |one: &&str| {
            format!("`learn trust add {} --revoke {}`", shell::word(one), shell::word(subject))
        };
        let lines: Vec<String> = lacking.iter().map(line).collect();
        text += "\n  help: for that an admin first lets them revoke it: ";
        text += &lines.join(" or ");
    }
    text
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
    let others = answers::of(ground, ledger, policy, person, day);
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
