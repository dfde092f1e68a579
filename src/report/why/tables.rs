//! Reasons as tables: in Markdown for a pull request, and a row for each file for spreadsheets.

use std::fmt::Write as _;

use super::{Sheet, about};
use crate::format::csv;
use crate::format::markdown::{code, line};
use crate::report::readiness::words;

/// The reasons in Markdown.
#[must_use]
pub fn markdown(sheet: &Sheet<'_, '_>) -> String {
    let readiness = sheet.readiness;
    let name = line(&readiness.person.document.name);
    let mut text =
        format!("## {name}, as of {}: {}\n", readiness.as_of, line(&words::headline(readiness)));
    for state in &sheet.lines {
        let detail = words::detail(&state.standing);
        let detail = if detail.is_empty() { detail } else { format!(", {detail}") };
        let title = line(&format!("{}: {}{detail}", state.line.title, state.standing.word()));
        let place = state.line.place();
        let asks = words::asked_by(readiness, &state.line);
        let _ = writeln!(text, "\n### {title}\n\n{}: {}\n", line(&asks), code(&place.path));
        if state.evidence.is_empty() {
            text.push_str("- nobody has looked: no record says anything about it\n");
        }
        for evidence in &state.evidence {
            let _ = writeln!(text, "- {}", line(&evidence.says));
            for (label, words) in about(sheet.ledger, sheet.first_seen, evidence) {
                let _ = writeln!(text, "  - {label}: {}", code(&words));
            }
        }
        for motion in &state.motion {
            let motion = words::motion(sheet.ledger.catalog(), motion);
            let _ = writeln!(text, "- under way: {}", line(&motion));
        }
    }
    text
}

/// The reasons for spreadsheets: a row for each file that a line rests on, one alone where there is none.
#[must_use]
pub fn csv(sheet: &Sheet<'_, '_>) -> String {
    let readiness = sheet.readiness;
    let mut text = csv::row(&[
        "person",
        "target",
        "as_of",
        "role",
        "line",
        "title",
        "standing",
        "detail",
        "record",
        "says",
        "signer",
        "date",
        "assurance",
        "sha256",
        "commit",
    ]);
    for state in &sheet.lines {
        let asked = [
            readiness.person.id().to_owned(),
            readiness.role.id().to_owned(),
            readiness.as_of.to_string(),
            state.line.role.id().to_owned(),
            state.line.id.to_owned(),
            state.line.title.clone(),
            state.standing.word().to_owned(),
            words::detail(&state.standing),
        ];
        let mut add = |rests: [String; 7]| {
            let cells: Vec<String> = asked.iter().cloned().chain(rests).collect();
            text.push_str(&csv::row(&cells));
        };
        if state.evidence.is_empty() {
            add(Default::default());
        }
        for evidence in &state.evidence {
            let signed = evidence.signed.as_ref();
            let of = |pick: &dyn Fn(&crate::standing::readiness::Signed) -> String| {
                signed.map(pick).unwrap_or_default()
            };
            let commit = sheet.first_seen.get(&*evidence.path);
            add([
                evidence.path.to_string(),
                evidence.says.clone(),
                of(&|signed| signed.signer.clone()),
                of(&|signed| signed.date.to_string()),
                of(&|signed| signed.assurance.word().to_owned()),
                of(&|signed| signed.digest.to_string()),
                commit.map(|first| first.commit.clone()).unwrap_or_default(),
            ]);
        }
    }
    text
}
