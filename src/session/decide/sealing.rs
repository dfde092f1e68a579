//! From a decision to files that vouch for themselves: written, signed, verified, sealed.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::authority::Deed;
use super::ground::Ground;
use super::record::{self, FirstLine, Written};
use crate::base::date::Date;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::parts::digest::Sha256;
use crate::kinds::schema::FILE_SUFFIX;
use crate::session::carry;
use crate::trust::examiner::would_count;
use crate::trust::gate::FRESH_DAYS;
use crate::trust::policy::Policy;
use crate::trust::seal;
use crate::trust::statement::{Purpose, Words};
use crate::trust::work::{Latest, judged_on};
use crate::world::clock;

/// A decision that is signed, with everything that is written for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The record's path in the catalog.
    pub path: String,
    /// The digest of its bytes.
    pub digest: Sha256,
    /// Record, seal and what belongs to them, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The message of the commit that carries them.
    pub message: String,
    /// The branch to push to where the one that was asked for may not be pushed to.
    pub fallback: String,
}

/// What to say of a decision whose day is none on which the gate would take it today, with the days on
/// which it would; nothing of any other. Whoever tries things on a company of the past decides on its days.
#[must_use]
pub fn outside_of_the_gate(day: Date, today: Date) -> Option<String> {
    // A day ahead is today in another time zone.
    let (first, last) = (today.plus_days(-FRESH_DAYS), today.plus_days(1));
    if (first..=last).contains(&day) {
        return None;
    }
    Some(format!(
        "today the gate takes decisions of {first} to {last}, and this one is of {day}: it cannot land by \
         `learn check --target …` as of today; with `--as-of {day}` the gate judges as it would have then"
    ))
}

/// Signs a decision with the user's own key. What does not count by the target's policy is not given
/// back, and so never written.
///
/// # Errors
/// Why it is not signed, or why it would not count.
pub fn seal(
    ground: &Ground,
    policy: &Policy<'_>,
    deed: &Deed<'_>,
    date: Date,
    own: Map<String, Value>,
    beside: Option<Written>,
    first_line: FirstLine,
) -> Result<Sealed, String> {
    let path = free_path(ground, deed, date);
    let fields = record::fields(deed, policy, date, own);
    let written = record::write(Kind::Approval, &path, &fields, editors_line(ground, first_line))?;
    let document = record::approval(&written).ok_or("this would be no valid approval")?;
    refuse_before_work(document)?;
    let seal_path = seal::path(&path, deed.signer);
    let paths = [Some(&path), Some(&seal_path), beside.as_ref().map(|beside| &beside.path)];
    let paths: Vec<String> = paths.into_iter().flatten().cloned().collect();
    ground.refuse_in_the_way(&paths)?;
    let digest = Sha256::of(&written.bytes);
    let words = Words {
        purpose: Purpose::Approval,
        catalog: policy.document.catalog.as_str().to_owned(),
        signer: deed.signer.to_owned(),
        time: clock::seconds(),
        subject: Words::of_decision(deed.person, deed.subject),
        record: digest.clone(),
    };
    let raw = carry::sign(&ground.home, &words).map_err(|refusal| refusal.to_string())?;
    would_count(policy, document, &written.bytes, &raw)
        .map_err(|refusal| deed.explain(policy, &refusal))?;
    let mut files = BTreeMap::new();
    files.insert(seal_path, seal::write(&raw).into_bytes());
    files.insert(path.clone(), written.bytes);
    files.extend(beside.map(|beside| (beside.path, beside.bytes)));
    Ok(Sealed { path, digest, files, message: message(deed), fallback: fallback(deed) })
}

/// Refuses a record that is dated before what it judges, as the gate would.
fn refuse_before_work(approval: &Approval) -> Result<(), String> {
    let latest = judged_on(approval).filter(|latest| latest.day > approval.date);
    let Some(latest) = latest else { return Ok(()) };
    Err(before_work(approval.date, latest))
}

/// That nothing can be judged on a day that was done later.
pub(super) fn before_work(date: Date, latest: Latest) -> String {
    let Latest { day, position } = latest;
    let what =
        if position.is_some() { "the work that it names was done" } else { "the claim was made" };
    format!(
        "a decision of {date} would be of before what it judges: {what} on {day}\n  help: decide on {day} or \
         later; without `--date` it is of today"
    )
}

/// The branch that a decision is pushed to where the one that was asked for may not be pushed to.
#[must_use]
pub fn fallback(deed: &Deed<'_>) -> String {
    let Deed { person, subject, signer, .. } = deed;
    format!("approve/{person}-{subject}-{signer}")
}

/// What stands in front of records for editors, if the branch keeps the schemas.
#[must_use]
pub fn editors_line(ground: &Ground, first_line: FirstLine) -> Option<FirstLine> {
    let schema = format!(".learn/schema/{}{FILE_SUFFIX}", Kind::Approval.about().name);
    let commit = ground.home.commit(&ground.branch.head).ok()?;
    commit.bytes_of(&schema).ok()?.map(|_| first_line)
}

/// A path that neither branch has: a number is put behind the second decision of a day.
fn free_path(ground: &Ground, deed: &Deed<'_>, date: Date) -> String {
    let stem = format!("{date}-{}-{}", deed.subject, deed.signer);
    numbered(ground, &format!("{}/approvals/{stem}", ground.folder(deed.person)))
}

/// A path of this stem that neither branch has.
pub(super) fn numbered(ground: &Ground, stem: &str) -> String {
    let mut path = format!("{stem}.yaml");
    let mut number = 2;
    while ground.has_path(&path) {
        path = format!("{stem}-{number}.yaml");
        number += 1;
    }
    path
}

/// The message of the commit that carries a decision.
#[must_use]
pub fn message(deed: &Deed<'_>) -> String {
    let Deed { decision, person, subject, .. } = deed;
    match decision {
        Decision::Approve => format!("Approve {person}'s claim for {subject}\n"),
        Decision::NotYet => format!("Answer {person}'s claim for {subject}: not yet\n"),
        Decision::Endorse => format!("Endorse {person} for {subject}\n"),
        Decision::Waive => format!("Waive a line of {subject} for {person}\n"),
        Decision::Revoke => format!("Revoke {person}'s award of {subject}\n"),
        Decision::Promote => format!("Promote {person} to {subject}\n"),
        Decision::Place => format!("Place {person} at {subject}\n"),
    }
}
