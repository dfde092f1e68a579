//! Verified approvals on paper: one row per record, the policy they rest on, and what does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::carrier::{carrier, short};
use super::{Style, counted};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::format::{csv, table};
use crate::kinds::approval::{Approval, Decision};
use crate::session::past::FirstSeen;
use crate::session::verification::{Objection, Verification};
use crate::standing::records::Records;
use crate::trust::ledger::{Assurance, Judged, Ledger, Verified};

/// The approvals of a catalog with all that is known about them.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The records and what each is worth.
    pub ledger: &'a Ledger<'a>,
    /// What the rules and history say.
    pub verification: &'a Verification,
    /// Whom the list is about; everybody if left out.
    pub person: Option<&'a str>,
    /// The commit that was read; none for files on disk.
    pub commit: Option<String>,
    /// The day that it is listed for.
    pub as_of: Date,
}

/// A format of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs; version 1
    Json,
    /// For spreadsheets: a row for each record
    Csv,
    /// For a pull request or a page
    Markdown,
}

const HEADER: [&str; 7] =
    ["date", "person", "decision", "subject", "by", "assurance", "first seen in"];

/// The column that says what a record is worth.
const ASSURANCE: usize = 5;

impl<'a> Sheet<'a> {
    /// The records of the list.
    fn records(&self) -> impl Iterator<Item = &'a Judged<'a>> + '_ {
        let all = self.ledger.all().iter();
        all.filter(|judged| {
            self.person.is_none_or(|person| judged.record.owner.as_deref() == Some(person))
        })
    }

    /// Whether every record of the list counts and, where the list is whole, nothing is wrong with the policy.
    ///
    /// No rule objects to a record that cannot be read at all; it does not count either.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let is_whole = self.person.is_none();
        self.records().all(|judged| judged.outcome.is_ok())
            && (!is_whole || self.verification.objections.is_empty())
    }

    fn objections(&self, path: &str) -> &[Objection] {
        self.verification.objections.get(path).map_or(&[], Vec::as_slice)
    }

    fn first_seen(&self, judged: &Judged<'_>) -> Option<&FirstSeen> {
        self.verification.first_seen.get(&*judged.record.source.path)
    }

    /// Those about whom the list has a revocation that counts.
    fn people_with_revocations(&self) -> BTreeSet<&'a str> {
        let is_revoke = |one: &&Verified<'_>| one.approval.decision == Decision::Revoke;
        let verified = self.records().filter_map(|judged| judged.outcome.as_ref().ok());
        verified.filter(is_revoke).map(|one| &*one.person).collect()
    }

    /// What each revocation of the list would take back and does not yet: its path, the path of the
    /// record, and what it lacks.
    fn unfinished(&self) -> Vec<(&'a str, &'a str, String)> {
        let mut unfinished = Vec::new();
        for person in self.people_with_revocations() {
            for taking in Records::of(self.ledger, person, self.as_of).takings {
                let Some(lack) = &taking.lacks else { continue };
                let record = &*taking.record.judged.record.source.path;
                let by = taking.by.iter().map(|one| &*one.judged.record.source.path);
                unfinished.extend(by.map(|path| (path, record, lack.to_string())));
            }
        }
        unfinished
    }

    /// Who took a record of the list back, by its path, where they were enough.
    fn revoked(&self) -> BTreeMap<&'a str, Vec<&'a str>> {
        let takings = self
            .people_with_revocations()
            .into_iter()
            .flat_map(|person| Records::of(self.ledger, person, self.as_of).takings);
        let in_force = takings.filter(|taking| taking.lacks.is_none());
        in_force
            .map(|taking| {
                let by: BTreeSet<&str> =
                    taking.by.iter().map(|one| &*one.verified.signer).collect();
                (&*taking.record.judged.record.source.path, by.into_iter().collect())
            })
            .collect()
    }

    /// What the list rests on, in one or two sentences.
    fn foundation(&self) -> String {
        let chain = self.ledger.chain();
        let read = match &self.commit {
            Some(commit) => format!("Read from commit {}", short(commit)),
            None => "Read from the files on disk".to_owned(),
        };
        let cut = if self.verification.is_cut { ", whose history is cut" } else { "" };
        let policy = match (chain.in_force(), &chain.pin) {
            (None, _) => "no trust policy is in force".to_owned(),
            (Some(policy), Some(pin)) => format!(
                "trust policy version {} in force, pinned at version {}",
                policy.version(),
                pin.version
            ),
            (Some(policy), None) => {
                format!("trust policy version {} in force, not pinned", policy.version())
            }
        };
        format!("{read}{cut}; {policy}.")
    }

    /// How many of the records count.
    fn summary(&self) -> String {
        let total = self.records().count();
        let good = self.records().filter(|judged| judged.outcome.is_ok()).count();
        let count = |word: &str| {
            let of = |judged: &&Judged<'_>| {
                judged.outcome.as_ref().is_ok_and(|verified| verified.assurance.word() == word)
            };
            self.records().filter(of).count()
        };
        let kinds: Vec<String> = ["signed", "kept", "vouched"]
            .into_iter()
            .map(|word| (count(word), word))
            .filter(|(many, _)| *many > 0)
            .map(|(many, word)| format!("{many} {word}"))
            .collect();
        let kinds =
            if kinds.is_empty() { String::new() } else { format!(": {}", kinds.join(", ")) };
        let revoked = match self.revoked().len() {
            0 => String::new(),
            many => format!("; {many} of them revoked"),
        };
        format!("{good} of {} count{kinds}{revoked}.", counted(total, "approval record"))
    }
}

/// Writes the list.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    format: Format,
    sheet: &Sheet<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = match format {
        Format::Human => human(sheet, style),
        Format::Json => json_text(sheet),
        Format::Csv => csv_text(sheet),
        Format::Markdown => markdown(sheet),
    };
    out.write_all(text.as_bytes())
}

/// The cells for people, who see at once what was taken back and by whom.
fn marked(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    let revoked = sheet.revoked();
    let row = |judged| {
        let mut cells = cells(sheet, judged);
        if let Some(by) = revoked.get(&*judged.record.source.path) {
            let _ = write!(cells[ASSURANCE], ", revoked by {}", by.join(" and "));
        }
        cells
    };
    sheet.records().map(row).collect()
}

fn cells(sheet: &Sheet<'_>, judged: &Judged<'_>) -> Vec<String> {
    let said = Entry::<Approval>::of(judged.record);
    let approval =
        |read: fn(&Approval) -> String| said.map_or_else(String::new, |entry| read(entry.document));
    let assurance = match &judged.outcome {
        Ok(verified) => verified.assurance.word().to_owned(),
        Err(_) => "does not count".to_owned(),
    };
    let seen = sheet.first_seen(judged).map_or_else(String::new, |first| short(&first.commit));
    vec![
        approval(|approval| approval.date.to_string()),
        judged.record.owner.as_deref().unwrap_or("").to_owned(),
        approval(|approval| decision(approval.decision).to_owned()),
        approval(|approval| approval.subject.to_string()),
        approval(|approval| approval.signer.to_string()),
        assurance,
        seen,
    ]
}

/// The word for a decision, as records write it.
#[must_use]
pub const fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve => "approve",
        Decision::NotYet => "not-yet",
        Decision::Endorse => "endorse",
        Decision::Waive => "waive",
        Decision::Revoke => "revoke",
        Decision::Promote => "promote",
        Decision::Place => "place",
    }
}

fn human(sheet: &Sheet<'_>, style: Style) -> String {
    let rows = marked(sheet);
    let mut text = format!("{}\n", sheet.foundation());
    if !rows.is_empty() {
        text.push('\n');
        text.push_str(&table::write(&HEADER, &rows, 3, style.width.clamp(60, 120)));
    }
    let wrong: Vec<String> = sheet
        .verification
        .objections
        .iter()
        .filter(|(path, _)| {
            sheet.person.is_none() || sheet.records().any(|one| *one.record.source.path == ***path)
        })
        .flat_map(|(path, objections)| {
            objections.iter().map(move |one| format!("  {path}: {} ({})\n", one.message, one.rule))
        })
        .collect();
    if !wrong.is_empty() {
        text.push_str("\nDoes not count\n");
        text.push_str(&wrong.concat());
    }
    let unfinished = sheet.unfinished();
    if !unfinished.is_empty() {
        text.push_str("\nRevoked by too few, so that it still counts\n");
        for (path, record, lack) in unfinished {
            let _ = writeln!(text, "  {record}: {path} {lack}");
        }
    }
    let _ = writeln!(text, "\n{}", sheet.summary());
    text
}

fn markdown(sheet: &Sheet<'_>) -> String {
    let mut text = format!("{}\n\n| {} |\n", sheet.foundation(), HEADER.join(" | "));
    let _ = writeln!(text, "|{}", " --- |".repeat(HEADER.len()));
    for cells in marked(sheet) {
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    for (path, record, lack) in sheet.unfinished() {
        let _ = writeln!(text, "\n{record} still counts: {path}, which revokes it, {lack}.");
    }
    let _ = writeln!(text, "\n{}", sheet.summary());
    text
}

fn csv_text(sheet: &Sheet<'_>) -> String {
    let header: Vec<&str> = HEADER.into_iter().chain(["path", "revoked by"]).collect();
    let revoked = sheet.revoked();
    let mut text = csv::row(&header);
    for judged in sheet.records() {
        let mut cells = cells(sheet, judged);
        cells.push(judged.record.source.path.to_string());
        cells.push(
            revoked.get(&*judged.record.source.path).map_or_else(String::new, |by| by.join(" ")),
        );
        text.push_str(&csv::row(&cells));
    }
    text
}

fn json_text(sheet: &Sheet<'_>) -> String {
    let unfinished = sheet.unfinished();
    let unfinished: Vec<Value> = unfinished
        .iter()
        .map(|(path, record, lack)| json!({"path": path, "record": record, "lacks": lack}))
        .collect();
    let revoked = sheet.revoked();
    let records = sheet.records().map(|judged| {
        let mut said = record(sheet, judged);
        if let Some(by) = revoked.get(&*judged.record.source.path) {
            said["revoked_by"] = json!(by);
        }
        said
    });
    let records: Vec<Value> = records.collect();
    let chain = sheet.ledger.chain();
    let objections: Vec<Value> = sheet
        .verification
        .objections
        .iter()
        .flat_map(|(path, all)| {
            let one = move |one: &Objection| json!({"path": path, "rule": one.rule, "message": one.message});
            all.iter().map(one)
        })
        .collect();
    let whole = json!({
        "version": 1,
        "commit": sheet.commit,
        "trust": {
            "version": chain.in_force().map(crate::trust::policy::Policy::version),
            "sha256": chain.in_force().map(|policy| policy.digest.as_str()),
            "pin": chain.pin.as_ref().map(ToString::to_string),
        },
        "approvals": records,
        "unfinished_revocations": unfinished,
        "objections": objections,
    });
    serde_json::to_string_pretty(&whole).map(|text| text + "\n").unwrap_or_default()
}

fn record(sheet: &Sheet<'_>, judged: &Judged<'_>) -> Value {
    let path = &*judged.record.source.path;
    let mut value = json!({
        "path": path,
        "sha256": judged.digest.as_str(),
        "counts": judged.outcome.is_ok(),
    });
    if let Some(approval) = Entry::<Approval>::of(judged.record) {
        value["person"] = json!(approval.person.as_str());
        value["decision"] = json!(decision(approval.decision));
        value["subject"] = json!(approval.subject.as_str());
        value["signer"] = json!(approval.signer.as_str());
        value["date"] = json!(approval.date);
    }
    if let Ok(verified) = &judged.outcome {
        value["assurance"] = json!(verified.assurance.word());
        match &verified.assurance {
            Assurance::Signed(key) => value["key"] = json!(key),
            Assurance::Kept(version) | Assurance::Vouched(version) => {
                value["kept_by_version"] = json!(version);
            }
        }
    } else {
        let why = sheet.objections(path).iter();
        let why = why.map(|one| json!({"rule": one.rule, "message": one.message}));
        value["why"] = json!(why.collect::<Vec<Value>>());
    }
    value["first_seen"] =
        sheet.first_seen(judged).map_or(Value::Null, |first| json!(carrier(first)));
    value
}
