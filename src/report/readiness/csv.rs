//! Readiness for spreadsheets.

use super::{Sheet, words};
use crate::format::csv::row;
use crate::standing::verdict::Standing;

/// One person's readiness: a row per line.
#[must_use]
pub fn one(sheet: &Sheet<'_>) -> String {
    let readiness = &sheet.readiness;
    let mut text = row(&[
        "person",
        "target",
        "as_of",
        "verdict",
        "role",
        "line",
        "asked_for",
        "strength",
        "standing",
        "detail",
        "under_way",
        "next",
    ]);
    for (number, state) in readiness.lines.iter().enumerate() {
        let motions: Vec<String> =
            state.motion.iter().map(|motion| words::motion(sheet.catalog, motion)).collect();
        text.push_str(&row(&[
            readiness.person.id().to_owned(),
            readiness.role.id().to_owned(),
            readiness.as_of.to_string(),
            sheet.verdict().unwrap_or_default().to_owned(),
            state.line.role.id().to_owned(),
            state.line.id.to_owned(),
            state.line.title.clone(),
            words::strength(state.line.strength),
            state.standing.word().to_owned(),
            words::detail(&state.standing),
            motions.join("; "),
            sheet.step_in_words(number).map(|(what, _)| what).unwrap_or_default(),
        ]));
    }
    text
}

/// The table of several people: a row per person.
#[must_use]
pub fn table(sheets: &[Sheet<'_>]) -> String {
    let mut text = row(&[
        "person",
        "target",
        "as_of",
        "verdict",
        "lines",
        "met",
        "waived",
        "not_yet",
        "unknown",
        "unverified_approvals",
    ]);
    for sheet in sheets {
        let readiness = &sheet.readiness;
        let count = |wanted: &dyn Fn(&Standing) -> bool| readiness.count(wanted).to_string();
        text.push_str(&row(&[
            readiness.person.id().to_owned(),
            readiness.role.id().to_owned(),
            readiness.as_of.to_string(),
            sheet.verdict().unwrap_or_default().to_owned(),
            readiness.lines.len().to_string(),
            count(&|standing| *standing == Standing::Met),
            count(&|standing| matches!(standing, Standing::Waived(_))),
            count(&|standing| matches!(standing, Standing::NotYet(_))),
            count(&|standing| *standing == Standing::Unknown),
            readiness.unverified.to_string(),
        ]));
    }
    text
}
