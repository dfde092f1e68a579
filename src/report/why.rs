//! The reasons of a readiness on paper: each line with the records, seals and commits it rests on.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::Style;
use super::readiness::words;
use super::verification::{carried, first_seen};
use crate::format::text::wrapped;
use crate::session::verification::Verification;
use crate::standing::readiness::{Evidence, LineState, Readiness};
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
    /// What history says.
    pub verification: &'s Verification,
}

/// A format of the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs; version 1
    Json,
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
        Format::Json => json_text(sheet),
    };
    out.write_all(text.as_bytes())
}

fn human(sheet: &Sheet<'_, '_>, style: Style) -> String {
    let readiness = sheet.readiness;
    let width = style.width.clamp(60, 100);
    let mut text = String::new();
    let name = &*readiness.person.document.name;
    add(
        &mut text,
        width,
        0,
        &format!("{name}, as of {}: {}", readiness.as_of, words::headline(readiness)),
    );
    for state in &sheet.lines {
        let detail = words::detail(&state.standing);
        let detail = if detail.is_empty() { detail } else { format!(", {detail}") };
        let strength = words::strength(state.line.strength);
        add(&mut text, width, 0, "");
        add(
            &mut text,
            width,
            0,
            &format!("{} ({strength}): {}{detail}", state.line.title, state.standing.word()),
        );
        let place = state.line.place();
        add(
            &mut text,
            width,
            2,
            &format!("{}: {}", words::asked_by(readiness, &state.line), place.path),
        );
        if state.evidence.is_empty() {
            add(&mut text, width, 2, "nobody has looked: no record says anything about it");
        }
        for evidence in &state.evidence {
            add(&mut text, width, 2, &evidence.says);
            // One line each, so that paths and digests can be copied.
            for line in about(sheet, evidence) {
                text.push_str("    ");
                text.push_str(&line);
                text.push('\n');
            }
        }
        for motion in &state.motion {
            add(
                &mut text,
                width,
                2,
                &format!("under way: {}", words::motion(sheet.ledger.catalog(), motion)),
            );
        }
    }
    text
}

/// Adds words, wrapped and set in.
fn add(text: &mut String, width: usize, indent: usize, words: &str) {
    for line in wrapped(words, width.saturating_sub(indent)) {
        let _ = writeln!(text, "{}{line}", " ".repeat(indent));
    }
}

/// The lines about one piece of evidence.
fn about(sheet: &Sheet<'_, '_>, evidence: &Evidence) -> Vec<String> {
    let mut lines = vec![format!("record   {}", evidence.path)];
    let Some(signed) = &evidence.signed else { return lines };
    lines.push(format!("bytes    {}", signed.digest));
    let judged = judged(sheet.ledger, evidence);
    let said = judged.and_then(|judged| judged.outcome.as_ref().ok());
    match &signed.assurance {
        Assurance::Signed(key) => {
            let by = said.map_or("", |said| said.approval.document.signer.as_str());
            lines.push(format!("seal     {}", seal::path(&evidence.path, by)));
            lines.push(format!("key      {key}, {}'s", signed.signer));
        }
        Assurance::Kept(version) => lines.push(format!(
            "kept     by the admins in trust version {version}, since {} has lost the authority",
            signed.signer
        )),
        Assurance::Vouched(version) => {
            lines
                .push(format!("vouched  for by the admins in trust version {version}, not signed"));
        }
    }
    match sheet.verification.first_seen.get(&*evidence.path) {
        Some(first) => lines.push(format!("commit   {}", carried(first))),
        None => lines.push("commit   none has it yet, or history is not here".to_owned()),
    }
    if let Some(said) = said {
        let document = said.approval.document;
        let claim = document.claim.iter().map(|claim| format!("claim {}", claim.id));
        let work =
            document.evidence.iter().map(|one| format!("{} of {}", one.id.as_str(), one.worked));
        let judged: Vec<String> = claim.chain(work).collect();
        if !judged.is_empty() {
            lines.push(format!("judged   {}", judged.join(", ")));
        }
    }
    lines
}

fn judged<'l>(ledger: &'l Ledger<'_>, evidence: &Evidence) -> Option<&'l Judged<'l>> {
    ledger.all().iter().find(|judged| judged.record.source.path == evidence.path)
}

fn json_text(sheet: &Sheet<'_, '_>) -> String {
    let lines: Vec<Value> = sheet.lines.iter().map(|state| line(sheet, state)).collect();
    let whole = json!({
        "version": 1,
        "person": sheet.readiness.person.id(),
        "role": sheet.readiness.role.id(),
        "as_of": sheet.readiness.as_of,
        "verdict": sheet.readiness.verdict.word(),
        "lines": lines,
    });
    serde_json::to_string_pretty(&whole).map(|text| text + "\n").unwrap_or_default()
}

fn line(sheet: &Sheet<'_, '_>, state: &LineState<'_>) -> Value {
    let evidence = state.evidence.iter().map(|evidence| {
        let seen = sheet.verification.first_seen.get(&*evidence.path);
        let mut value = json!({
            "path": &*evidence.path,
            "says": evidence.says,
            "first_seen": seen.map_or(Value::Null, first_seen),
        });
        if let Some(signed) = &evidence.signed {
            value["sha256"] = json!(signed.digest.as_str());
            value["signer"] = json!(signed.signer);
            value["date"] = json!(signed.date);
            value["assurance"] = json!(signed.assurance.word());
            if let Assurance::Signed(key) = &signed.assurance {
                value["key"] = json!(key);
            }
        }
        value
    });
    json!({
        "line": state.line.id,
        "role": state.line.role.id(),
        "asked_in": &*state.line.place().path,
        "title": state.line.title,
        "standing": state.standing.word(),
        "detail": words::detail(&state.standing),
        "evidence": evidence.collect::<Vec<Value>>(),
    })
}
