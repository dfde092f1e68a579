//! Somebody's day for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/me.schema.json` and generated from the structs in this file.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Few, Sheet, words};
use crate::base::date::Date;
use crate::report::agenda::json::Entry;
use crate::report::json::schema_of;
use crate::report::write_json;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/me.schema.json`.
pub const NAME: &str = "me";

/// Writes somebody's day.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let list =
        |few: &Few<'_, '_>| few.shown.iter().map(|item| Entry::of(&sheet.agenda, item)).collect();
    let readiness = sheet.readiness.as_ref();
    let report = Report {
        version: VERSION,
        person: sheet.person.id().to_owned(),
        as_of: sheet.as_of,
        until: sheet.agenda.until,
        goal: words::goal(sheet),
        role: readiness.map(|sheet| sheet.readiness.role.id().to_owned()),
        verdict: readiness.map(|sheet| sheet.readiness.verdict.word().replace(' ', "-")),
        headline: words::verdict(sheet),
        next: words::next(sheet).map(|(what, command)| Next { what, command }),
        waiting: words::waiting(sheet),
        dates: list(&sheet.dates()),
        claims: list(&sheet.claims()),
        mentees: list(&sheet.dates_of_mentees()),
    };
    write_json(&report, out)
}

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// The day that `learn me --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Me")]
struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// Whose day, by id.
    person: String,
    /// The day.
    as_of: Date,
    /// The last day of what is shown.
    until: Date,
    /// The goal in force, in words.
    goal: String,
    /// The role that they aim at, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The verdict on the evidence for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    /// The verdict in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Next>,
    /// What of theirs waits for others, in sentences.
    waiting: Vec<String>,
    /// Their own dates.
    dates: Vec<Entry>,
    /// The claims that they may judge.
    claims: Vec<Entry>,
    /// The dates of those whom they coach.
    mentees: Vec<Entry>,
}

/// A step.
#[derive(Serialize, JsonSchema)]
struct Next {
    /// What to do, in words.
    what: String,
    /// The command for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
}
