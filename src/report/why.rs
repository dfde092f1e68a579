//! The reasons of a readiness on paper: each line with the records, seals and commits it rests on.

pub mod decided;
pub mod json;
pub mod tables;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::Style;
use super::carrier::carried;
use super::readiness::words;
use crate::format::harmless::harmless;
use crate::format::text::wrapped;
use crate::session::past::FirstSeen;
use crate::standing::readiness::{Evidence, LineState, Readiness};
use crate::standing::records::{Proof, Records};
use crate::standing::revoking::{Lack, Taking};
use crate::trust::ledger::{Assurance, Judged, Ledger};
use crate::trust::seal;

/// Lines of a readiness with all that is known about what they rest on.
#[derive(Debug)]
pub struct Sheet<'s, 'a> {
    /// The records and what each is worth.
    pub ledger: &'a Ledger<'a>,
    /// The readiness that the lines are of.
    pub readiness: &'s Readiness<'a>,
    /// The lines to show.
    pub lines: Vec<&'s LineState<'a>>,
    /// Where each record was first seen, by path.
    pub first_seen: &'s BTreeMap<&'a str, FirstSeen>,
}

/// A format of the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs; version 1 (schema/why.schema.json)
    Json,
    /// For a pull request
    Markdown,
    /// For spreadsheets: a row for each file that a line rests on
    Csv,
}

/// Writes the reasons.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    format: Format,
    sheet: &Sheet<'_, '_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let text = match format {
        Format::Human => human(sheet, style),
        Format::Markdown => tables::markdown(sheet),
        Format::Csv => tables::csv(sheet),
        Format::Json => {
            let readiness = sheet.readiness;
            json::text(readiness.person.id(), readiness.as_of, json::of_role(sheet))
        }
    };
    out.write_all(text.as_bytes())
}

/// How wide the column is that says what a record rests on.
const LABEL: usize = 9;

fn human(sheet: &Sheet<'_, '_>, style: Style) -> String {
    let readiness = sheet.readiness;
    let width = style.text_width();
    let takings = takings(sheet);
    let mut text = String::new();
    let mut add = |indent: usize, label: &str, words: &str| {
        let column = if label.is_empty() { 0 } else { LABEL };
        let lines = wrapped(words, width.saturating_sub(indent + column));
        for (number, line) in lines.iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            let _ = writeln!(text, "{:indent$}{label:column$}{line}", "");
        }
    };
    let name = &*readiness.person.document.name;
    add(0, "", &format!("{name}, as of {}: {}", readiness.as_of, words::headline(readiness)));
    for state in &sheet.lines {
        let detail = words::detail(&state.standing);
        let detail = if detail.is_empty() { detail } else { format!(", {detail}") };
        let strength = words::strength(state.line.strength);
        add(0, "", "");
        add(
            0,
            "",
            &format!("{} ({strength}): {}{detail}", state.line.title, state.standing.word()),
        );
        let place = state.line.place();
        add(2, "", &format!("{}: {}", words::asked_by(readiness, &state.line), place.path));
        if state.evidence.is_empty() {
            add(2, "", "nobody has looked: no record says anything about it");
        }
        for evidence in &state.evidence {
            add(2, "", &evidence.says);
            for (label, words) in about(sheet.ledger, sheet.first_seen, evidence) {
                add(4, label, &words);
            }
            for asked in asked_back(&takings, evidence) {
                let (by, what) = (asked.by(), asked.lack());
                add(
                    4,
                    "revoke",
                    &format!("asked for by {by}, and takes nothing back yet: it {what}"),
                );
            }
        }
        for motion in &state.motion {
            add(2, "", &format!("under way: {}", words::motion(sheet.ledger.catalog(), motion)));
        }
    }
    // Reasons are the words of whoever signed.
    harmless(&text)
}

/// What somebody wants to take back of what was decided about the person.
fn takings<'a>(sheet: &Sheet<'_, 'a>) -> Vec<Taking<'a>> {
    let readiness = sheet.readiness;
    Records::of(sheet.ledger, readiness.person.id(), readiness.as_of).takings
}

/// Revocations of a record that lack something.
struct AskedBack<'t, 'a>(&'t Taking<'a>, &'t Lack);

impl AskedBack<'_, '_> {
    fn by(&self) -> String {
        let says = |proof: &Proof<'_>| {
            let approval = proof.approval();
            let reason = approval.reason.as_ref();
            let reason = reason.map_or_else(String::new, |reason| format!(" ({reason})"));
            format!("{} on {}{reason}", proof.verified.signer, approval.date)
        };
        self.0.by.iter().map(says).collect::<Vec<_>>().join(" and ")
    }

    const fn lack(&self) -> &Lack {
        self.1
    }
}

fn asked_back<'t, 'a>(
    takings: &'t [Taking<'a>],
    evidence: &Evidence,
) -> impl Iterator<Item = AskedBack<'t, 'a>> {
    let digest = evidence.signed.as_ref().map(|signed| signed.digest.clone());
    let of_this = move |taking: &&Taking<'a>| Some(&taking.record.judged.digest) == digest.as_ref();
    let all = takings.iter().filter(of_this);
    all.filter_map(|taking| Some(AskedBack(taking, taking.lacks.as_ref()?)))
}

/// What one piece of evidence rests on, each with the word for what it is.
fn about(
    ledger: &Ledger<'_>,
    first_seen: &BTreeMap<&str, FirstSeen>,
    evidence: &Evidence,
) -> Vec<(&'static str, String)> {
    let mut lines = vec![("record", evidence.path.to_string())];
    let Some(signed) = &evidence.signed else { return lines };
    lines.push(("bytes", signed.digest.to_string()));
    let said = judged(ledger, evidence).and_then(|one| one.outcome.as_ref().ok());
    match &signed.assurance {
        Assurance::Signed(key) => {
            let by = said.map_or("", |said| said.approval.document.signer.as_str());
            lines.push(("seal", seal::path(&evidence.path, by)));
            lines.push(("key", format!("{key}, {}'s", signed.signer)));
        }
        Assurance::Kept(version) => lines.push((
            "kept",
            format!(
                "by the admins in trust version {version}, since {} has lost the authority",
                signed.signer
            ),
        )),
        Assurance::Vouched(version) => lines
            .push(("vouched", format!("for by the admins in trust version {version}, not signed"))),
    }
    match first_seen.get(&*evidence.path) {
        Some(first) => lines.push(("commit", carried(first))),
        None => lines.push(("commit", "none has it yet, or history is not here".to_owned())),
    }
    if let Some(said) = said {
        let document = said.approval.document;
        let claim = document.claim.iter().map(|claim| format!("claim {}", claim.id));
        let work =
            document.evidence.iter().map(|one| format!("{} of {}", one.id.as_str(), one.worked));
        let basis: Vec<String> = claim.chain(work).collect();
        if !basis.is_empty() {
            lines.push(("judged", basis.join(", ")));
        }
    }
    lines
}

fn judged<'l>(ledger: &'l Ledger<'_>, evidence: &Evidence) -> Option<&'l Judged<'l>> {
    ledger.all().iter().find(|judged| judged.record.source.path == evidence.path)
}
