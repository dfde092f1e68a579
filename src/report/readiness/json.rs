//! Readiness for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/readiness.schema.json` and generated from the structs in this file and below it.

pub mod line;

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use self::line::{Asked, Coming, Line, Next};
use super::{Cut, Sheet, words};
use crate::base::date::Date;
use crate::report::basis::Basis;
use crate::report::json::schema_of;
use crate::report::write_json;
use crate::standing::target::Source;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/readiness.schema.json`.
pub const NAME: &str = "readiness";

/// Writes the readiness of several people and, where an audience made something of it, how many were
/// left out.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(
    sheets: &[Sheet<'_>],
    basis: &Basis,
    cut: Option<&Cut>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let report = Report {
        version: VERSION,
        basis: basis.clone(),
        audience: cut.map(|cut| cut.audience.clone()),
        left_out: cut.map(|cut| cut.left_out),
        readiness: sheets.iter().map(Answered::of).collect(),
    };
    write_json(&report, out)
}

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// What `learn readiness --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Readiness")]
struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    #[serde(flatten)]
    basis: Basis,
    /// With `--audience`: for whom it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    /// With `--audience`: how many people it may not see.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<usize>,
    /// One entry for each person, sorted by id.
    readiness: Vec<Answered>,
}

/// One person's readiness for one role.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Person")]
struct Answered {
    /// The person, by id.
    person: String,
    /// The role, by id.
    role: String,
    /// How the role was chosen.
    target: Target,
    /// The day that it holds for.
    as_of: Date,
    /// `no-expectations`, `ready`, `pending`, `not-yet` or `unknown`; absent where lines are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    /// What it comes to, in one sentence.
    headline: String,
    /// Every line of the role, its own first.
    lines: Vec<Line>,
    /// How many lines the audience may not see.
    lines_left_out: usize,
    /// Lines that are asked for later.
    coming: Vec<Coming>,
    /// How many approval records are not counted because they do not verify.
    unverified_approvals: usize,
    /// Who decides on a promotion, in the ladder's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<String>,
    /// What a promotion takes beyond the evidence, in the ladder's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    beyond_evidence: Option<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Next>,
}

/// How a role was chosen.
#[derive(Serialize, JsonSchema)]
struct Target {
    /// `asked`, `goal` or `next-on-ladder`.
    by: &'static str,
    /// Of a goal: the day on which it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
}

impl Answered {
    fn of(sheet: &Sheet<'_>) -> Self {
        let readiness = &sheet.readiness;
        let promotion = readiness.role.role.promotion.as_ref();
        let said = |text: &crate::kinds::parts::text::Text| text.as_str().to_owned();
        let (by, date) = match sheet.source {
            Source::Asked => ("asked", None),
            Source::Goal(date) => ("goal", Some(date)),
            Source::NextOnLadder => ("next-on-ladder", None),
        };
        let coming = readiness.coming.iter();
        let lines = readiness.lines.iter().enumerate();
        let step =
            |number| sheet.step_in_words(number).map(|(what, command)| Next { what, command });
        Self {
            person: readiness.person.id().to_owned(),
            role: readiness.role.id().to_owned(),
            target: Target { by, date },
            as_of: readiness.as_of,
            verdict: sheet.verdict().map(|word| word.replace(' ', "-")),
            headline: words::sheet_headline(sheet),
            lines: lines.map(|(number, state)| Line::of(state, step(number))).collect(),
            lines_left_out: sheet.left_out,
            coming: coming
                .map(|(from, line)| Coming { asked: Asked::of(line), from: *from })
                .collect(),
            unverified_approvals: readiness.unverified,
            decided_by: promotion.and_then(|promotion| promotion.decided_by.as_ref()).map(said),
            beyond_evidence: promotion
                .and_then(|promotion| promotion.beyond_evidence.as_ref())
                .map(said),
            next: sheet.next_in_words().map(|(what, command)| Next { what, command }),
        }
    }
}
