//! The trust policy on a page: who may do what, with which keys, and which versions hold.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::counted;
use crate::base::reference::Ref;
use crate::trust::chain::{Chain, Fault, Pin};
use crate::trust::change::{entry_words, scopes};
use crate::trust::key::PublicKey;
use crate::trust::policy::Policy;
use crate::trust::tally::Tally;

/// A version that lies in the catalog, and its seals.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number.
    pub number: u16,
    /// What somebody pins who vouches for it.
    pub pin: Pin,
    /// Who sealed it, by the names of the seals.
    pub sealed_by: Vec<String>,
    /// Whether it is in force or was, and led to the one that is.
    pub holds: bool,
    /// What its admins and those of the version before have done, where that can be told.
    pub tallies: Vec<Tally>,
}

/// What is shown.
#[derive(Debug)]
pub struct Sheet<'s, 'a> {
    /// The versions that hold.
    pub chain: &'s Chain<'a>,
    /// All versions, oldest first.
    pub versions: Vec<Version>,
    /// Where the pin was found, in words.
    pub pinned_by: Option<String>,
}

/// Writes it for people.
///
/// # Errors
/// When it cannot be written.
pub fn write(sheet: &Sheet<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(policy) = sheet.chain.in_force() else {
        writeln!(out, "No version of the trust policy is in force.\n")?;
        return versions(sheet, out);
    };
    let document = policy.document;
    writeln!(out, "Trust policy of {}, version {}", document.catalog, policy.version())?;
    writeln!(out, "  pin      {}", pin(policy))?;
    if let (Some(pin), Some(source)) = (&sheet.chain.pin, &sheet.pinned_by) {
        writeln!(out, "  pinned   to version {}, by {source}", pin.version)?;
    } else {
        writeln!(
            out,
            "  pinned   by nobody here; once an admin has confirmed it to you, pin it with"
        )?;
        writeln!(out, "             git config learn.trustRoot {}", pin(policy))?;
    }
    let need = match policy.threshold() {
        1 => "1 admin seals".to_owned(),
        several => format!("{several} admins seal"),
    };
    writeln!(out, "\nAdmins: {need} a version")?;
    for admin in policy.admins() {
        writeln!(out, "  {admin}")?;
    }
    writeln!(out, "\nWho may do what")?;
    for person in people(policy) {
        writeln!(out, "  {person}")?;
        for entry in policy.entries(person) {
            writeln!(out, "    may {}", entry_words(entry))?;
        }
        let keys = policy.keys_of(person);
        if keys.is_empty() {
            writeln!(out, "    has no key, so that nothing they sign counts")?;
        }
        for key in keys {
            writeln!(out, "    key {}", key.words())?;
        }
    }
    versions(sheet, out)?;
    let kept = sheet.chain.kept().len();
    if kept > 0 {
        writeln!(out, "\nKept by name: {}", counted(kept, "record"))?;
    }
    for (old, new) in &document.renamed {
        writeln!(out, "Renamed: {old} is {new}")?;
    }
    if !document.erased.is_empty() {
        let erased: Vec<&str> = document.erased.iter().map(crate::base::id::Id::as_str).collect();
        writeln!(out, "Erased: {}", erased.join(", "))?;
    }
    Ok(())
}

fn versions(sheet: &Sheet<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nVersions")?;
    for version in &sheet.versions {
        let state = if version.holds { "holds" } else { "does not hold" };
        let seals = match version.sealed_by.as_slice() {
            [] => "no seal".to_owned(),
            names => format!("sealed by {}", names.join(", ")),
        };
        writeln!(out, "  {}  {state}, {seals}", version.number)?;
        if !version.holds {
            for tally in version.tallies.iter().filter(|tally| !tally.is_enough()) {
                let more = counted(tally.lacks(), "more seal");
                let broken = tally.broken.iter().map(|(admin, _)| admin);
                let may: Vec<&str> =
                    tally.missing.iter().chain(broken).map(String::as_str).collect();
                let may = may.join(" or ");
                writeln!(out, "     takes {more} of the admins of version {}: {may}", tally.of)?;
            }
        }
    }
    Ok(())
}

/// The same for programs.
#[must_use]
pub fn json(sheet: &Sheet<'_, '_>) -> Value {
    let versions: Vec<Value> = sheet
        .versions
        .iter()
        .map(|version| {
            let missing = version.tallies.iter().filter(|tally| !tally.is_enough() && !version.holds);
            json!({
                "version": version.number,
                "pin": version.pin.to_string(),
                "sealed_by": version.sealed_by,
                "holds": version.holds,
                "missing": missing
                    .map(|tally| json!({"of": tally.of, "seals": tally.lacks(), "from": tally.missing}))
                    .collect::<Vec<_>>(),
            })
        })
        .collect();
    let kept: Vec<Value> = sheet
        .chain
        .kept()
        .into_iter()
        .map(|(digest, version)| json!({"sha256": digest.as_str(), "since": version}))
        .collect();
    json!({
        "version": 1,
        "in_force": sheet.chain.in_force().map(policy_json),
        "pinned": sheet.chain.pin.as_ref().map(ToString::to_string),
        "versions": versions,
        "kept": kept,
        "faults": sheet.chain.faults.iter().map(fault).collect::<Vec<_>>(),
    })
}

fn fault((path, fault): &(std::sync::Arc<str>, Fault)) -> Value {
    let what = match fault {
        Fault::Malformed => "malformed",
        Fault::OtherNumber(_) => "other-number",
        Fault::OtherCatalog(_) => "other-catalog",
        Fault::Unusable(_) => "unusable",
        Fault::Skipped(_) => "skipped",
        Fault::Forked => "forked",
        Fault::Undersealed { .. } => "undersealed",
        Fault::Follows(_) => "follows",
        Fault::Pinned(_) => "pinned",
    };
    json!({"path": &**path, "fault": what})
}

fn policy_json(policy: &Policy<'_>) -> Value {
    let person = |person: &str| {
        let entries: Vec<Value> = policy
            .entries(person)
            .map(|entry| {
                let mut value = json!({"disciplines": entry.disciplines});
                for (key, (_, globs)) in ["approve", "waive", "revoke", "promote", "place"]
                    .into_iter()
                    .zip(scopes(entry))
                {
                    value[key] = json!(globs);
                }
                value
            })
            .collect();
        let keys: Vec<String> = policy.keys_of(person).iter().map(PublicKey::words).collect();
        json!({"person": person, "may": entries, "keys": keys})
    };
    json!({
        "catalog": policy.document.catalog.as_str(),
        "version": policy.version(),
        "pin": pin(policy).to_string(),
        "admins": policy.admins(),
        "threshold": policy.threshold(),
        "people": people(policy).into_iter().map(person).collect::<Vec<_>>(),
        "renamed": policy.document.renamed,
        "erased": policy.document.erased,
    })
}

/// Everybody the policy gives something, admins first, then in its own order.
fn people<'a>(policy: &Policy<'a>) -> Vec<&'a str> {
    let mut people: Vec<&str> = Vec::new();
    let admins = policy.document.admins.people.iter().map(Ref::as_str);
    let assessors = policy.document.assessors.iter().map(|entry| entry.person.as_str());
    let keys = policy.document.keys.keys().map(crate::base::id::Id::as_str);
    for person in admins.chain(assessors).chain(keys) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

fn pin(policy: &Policy<'_>) -> Pin {
    Pin { version: policy.version(), digest: policy.digest.clone() }
}
