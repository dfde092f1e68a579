//! A signed decision as a text that can be sent: whoever gets it can add it, and nobody can change it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::authority::Deed;
use super::ground::Ground;
use super::kept::Kept;
use super::sealing::{Sealed, numbered};
use crate::catalog::load::read_record;
use crate::catalog::{Entry, layout};
use crate::kinds::Kind;
use crate::kinds::approval::Approval;
use crate::kinds::parts::digest::Sha256;
use crate::trust::examiner::would_count;
use crate::trust::policy::Policy;
use crate::trust::seal;

/// The line that a letter begins with.
const BEGIN: &str = "-----BEGIN LEARN RECORD-----";

/// The line that a letter ends with.
const END: &str = "-----END LEARN RECORD-----";

/// What stands in front of a file's name.
const FILE: &str = "File: ";

/// Writes the files of a decision.
#[must_use]
pub fn write(sealed: &Sealed) -> String {
    write_files(&sealed.files)
}

/// Writes files, each line behind a bar, so that no text in them can end the letter and no mail program
/// takes away what a line begins with.
#[must_use]
pub fn write_files(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut text = format!("{BEGIN}\n");
    for (path, bytes) in files {
        let _ = writeln!(text, "{FILE}{path}");
        for line in String::from_utf8_lossy(bytes).lines() {
            let _ = writeln!(text, "{}", format!("| {line}").trim_end());
        }
    }
    text.push_str(END);
    text.push('\n');
    text
}

/// The files of the letters in a text, by their paths there.
///
/// # Errors
/// What is missing.
pub fn read(text: &str) -> Result<Vec<BTreeMap<String, String>>, String> {
    let mut letters: Vec<BTreeMap<String, String>> = Vec::new();
    let mut open = false;
    let mut path = String::new();
    for line in text.lines().map(str::trim_end) {
        // What others quote or indent is still the same letter.
        let line = line.trim_start_matches(['>', ' ']);
        if line == BEGIN {
            letters.push(BTreeMap::new());
            open = true;
        } else if line == END {
            open = false;
        } else if let Some(letter) = letters.last_mut().filter(|_| open) {
            if let Some(name) = line.strip_prefix(FILE) {
                name.clone_into(&mut path);
                letter.insert(path.clone(), String::new());
            } else if let Some(rest) = line.strip_prefix('|') {
                let file = letter.entry(path.clone()).or_default();
                file.push_str(rest.strip_prefix(' ').unwrap_or(rest));
                file.push('\n');
            }
        }
    }
    if letters.is_empty() {
        return Err(format!(
            "there is no signed decision in this text: none of its lines is `{BEGIN}`\n  help: paste all \
             that `--print` printed, the first and the last line included"
        ));
    }
    if open {
        return Err(format!(
            "the text ends too early: `{END}` is missing\n  help: paste all that `--print` printed"
        ));
    }
    Ok(letters)
}

/// Reads the decisions of a text and verifies each by the target's policy; what comes back can be put
/// on a branch.
///
/// # Errors
/// What is missing, damaged or does not count.
pub fn open(ground: &Ground, policy: &Policy<'_>, text: &str) -> Result<Vec<Sealed>, String> {
    read(text)?.iter().map(|letter| verified(ground, policy, letter)).collect()
}

fn verified(
    ground: &Ground,
    policy: &Policy<'_>,
    letter: &BTreeMap<String, String>,
) -> Result<Sealed, String> {
    let mut records = letter.iter().filter(|(path, _)| {
        path.contains("/approvals/") && path.rsplit_once('.').is_some_and(|(_, end)| end == "yaml")
    });
    let (Some((path, text)), None) = (records.next(), records.next()) else {
        return Err("a letter holds exactly one decision, and this one does not".to_owned());
    };
    let record = read_record(Kind::Approval, path.as_str(), text.clone().into_bytes());
    let approval = Entry::<Approval>::of(&record).filter(|_| record.is_sound());
    let approval =
        approval.ok_or_else(|| format!("{path} in this text is no valid approval"))?.document;
    let (person, signer) = (approval.person.as_str(), approval.signer.as_str());
    let deed =
        Deed { decision: approval.decision, person, subject: approval.subject.as_str(), signer };
    let name = path.rsplit('/').next().unwrap_or(path);
    let seal_text = letter.get(&seal::path(path, signer));
    let raw = seal_text.and_then(|text| seal::read(text)).ok_or_else(|| {
        format!(
            "the seal of {name} is missing or damaged\n  help: paste all that `--print` printed"
        )
    })?;
    if approval.catalog != policy.document.catalog {
        return Err(format!(
            "this was signed for the catalog `{}`, and this one is `{}`",
            approval.catalog, policy.document.catalog
        ));
    }
    ground.person(person)?;
    deed.authorise(policy, &ground.bar)?;
    would_count(policy, approval, text.as_bytes(), &raw).map_err(|refusal| match refusal {
        crate::trust::refusal::Refusal::RecordChanged => format!(
            "{name} is not what {signer} signed: a character was changed or lost on the way\n  help: ask \
             for the text again, as a file if mail changes it"
        ),
        refusal => deed.explain(policy, &refusal),
    })?;
    let folder = ground.folder(person);
    let stem = name.strip_suffix(".yaml").unwrap_or(name);
    layout::check_name(Kind::Approval, stem)
        .map_err(|_| format!("`{stem}` is no name for an approval"))?;
    let digest = Sha256::of(text.as_bytes());
    let is_there = |record: &crate::catalog::Record| record.digest() == digest;
    if ground.catalog.of_kind(Kind::Approval).any(is_there) {
        return Err(format!("{name} is on this branch already; there is nothing to add"));
    }
    let path = numbered(ground, &format!("{folder}/approvals/{stem}"));
    let mut files = BTreeMap::new();
    files.insert(seal::path(&path, signer), seal::write(&raw).into_bytes());
    files.insert(path.clone(), text.clone().into_bytes());
    if let Some((path, text)) = second_chance(ground, letter, &folder) {
        files.insert(path, text);
    }
    Ok(Sealed {
        path,
        digest,
        files,
        message: format!("Add {signer}'s decision about {person}: {}\n", deed.subject),
        fallback: format!("approve/{person}-{}-{signer}", deed.subject),
    })
}

/// Where an earlier run has put a decision that is not on the branch that it is for.
///
/// # Errors
/// Git's words.
pub fn kept(ground: &Ground, sealed: &Sealed) -> Result<Option<Kept>, String> {
    let record = sealed.files.get(&sealed.path).cloned().unwrap_or_default();
    let record = read_record(Kind::Approval, sealed.path.as_str(), record);
    let Some(approval) = Entry::<Approval>::of(&record) else { return Ok(None) };
    let Approval { decision, person, subject, signer, .. } = approval.document;
    let (person, subject, signer) = (person.as_str(), subject.as_str(), signer.as_str());
    let deed = Deed { decision: *decision, person, subject, signer };
    Kept::of_digest(ground, &deed, &sealed.digest)
}

/// The remediation that came with a not-yet, if it is one of the same person; it is not signed.
fn second_chance(
    ground: &Ground,
    letter: &BTreeMap<String, String>,
    folder: &str,
) -> Option<(String, Vec<u8>)> {
    let (path, text) = letter.iter().find(|(path, _)| path.contains("/remediation/"))?;
    let stem = path.rsplit('/').next()?.strip_suffix(".yaml")?;
    layout::check_name(Kind::Remediation, stem).ok()?;
    let path = numbered(ground, &format!("{folder}/remediation/{stem}"));
    let bytes = text.clone().into_bytes();
    read_record(Kind::Remediation, path.as_str(), bytes.clone()).is_sound().then_some((path, bytes))
}
