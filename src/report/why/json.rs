//! Reasons for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/why.schema.json` and generated from the structs in this file.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::asked_back;
use super::{Sheet, takings};
use crate::base::date::Date;
use crate::report::carrier::{Carrier, carrier};
use crate::report::json::schema_of;
use crate::report::readiness::words;
use crate::session::past::FirstSeen;
use crate::standing::readiness::{self, LineState};
use crate::standing::revoking::Taking;
use crate::trust::ledger::Assurance;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/why.schema.json`.
pub const NAME: &str = "why";

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// What `learn why --format json` prints: lines of a role, or what was decided about one thing.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Why")]
pub struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// Whose reasons, by id.
    person: String,
    /// The day.
    as_of: Date,
    #[serde(flatten)]
    about: About,
}

/// What the reasons are of.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum About {
    /// Lines of a role.
    Role {
        /// The role, by id.
        role: String,
        /// `no-expectations`, `ready`, `pending`, `not-yet` or `unknown`.
        verdict: String,
        /// The lines that were asked for.
        lines: Vec<Line>,
    },
    /// A credential or competency, whatever role asks for it.
    Subject {
        /// It, by id.
        subject: String,
        /// What came of every claim for it, or for something that gives it.
        rounds: Vec<Round>,
        /// Testimonies, which are no approvals.
        endorsed: Vec<Rests>,
    },
}

/// A line and what it rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Line")]
pub struct Line {
    /// The competency, or the id of the requirement inside its role.
    #[serde(rename = "line")]
    id: String,
    /// The role that asks.
    role: String,
    /// The file in which it asks.
    asked_in: String,
    /// A few words for it.
    title: String,
    /// `met`, `waived`, `not-yet` or `unknown`.
    standing: String,
    /// What the standing adds to its word; empty for most.
    detail: String,
    /// What it rests on.
    evidence: Vec<Rests>,
}

/// What came of a claim.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Round")]
pub struct Round {
    /// `awarded`, `not-yet`, `revoked` or `waiting`.
    pub outcome: &'static str,
    /// What was claimed, by id: the subject, or something that gives it.
    pub of: String,
    /// The claim, where a record names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// Of an award: the day of the approval that completed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Of an award: its last day; absent if it never ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Whether it is an award that holds on the day.
    pub is_live: bool,
    /// The records.
    pub evidence: Vec<Rests>,
    /// Of a claim that waits: approvals by other yardsticks or on other terms, which do not add up with those.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Rests>,
}

/// A file that something rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Evidence")]
pub struct Rests {
    /// The file, relative to the catalog's root.
    path: String,
    /// What it says, in a few words.
    says: String,
    /// The commit that brought it in; absent where none has it yet, or history is not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<Carrier>,
    /// Of an approval: the digest of its bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    /// Of an approval: who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    signer: Option<String>,
    /// Of an approval: when.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    /// Of an approval: what vouches for it, `signed`, `kept` or `vouched`.
    #[serde(skip_serializing_if = "Option::is_none")]
    assurance: Option<&'static str>,
    /// Of a signed one: the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// Revocations of it that take nothing back yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asked_back: Vec<AskedBack>,
}

/// A revocation that lacks something.
#[derive(Serialize, JsonSchema)]
struct AskedBack {
    /// Who revokes, when and why.
    by: String,
    /// What it lacks.
    lacks: String,
}

/// Reasons as text.
#[must_use]
pub fn text(person: &str, as_of: Date, about: About) -> String {
    let report = Report { version: VERSION, person: person.to_owned(), as_of, about };
    serde_json::to_string_pretty(&report).map(|text| text + "\n").unwrap_or_default()
}

/// Lines of a role.
#[must_use]
pub fn of_role(sheet: &Sheet<'_, '_>) -> About {
    let takings = takings(sheet);
    About::Role {
        role: sheet.readiness.role.id().to_owned(),
        verdict: sheet.readiness.verdict.word().replace(' ', "-"),
        lines: sheet.lines.iter().map(|state| line(sheet, &takings, state)).collect(),
    }
}

fn line(sheet: &Sheet<'_, '_>, takings: &[Taking<'_>], state: &LineState<'_>) -> Line {
    let evidence = state.evidence.iter().map(|evidence| {
        let asked = asked_back(takings, evidence)
            .map(|asked| AskedBack { by: asked.by(), lacks: asked.lack().to_string() });
        let first = sheet.first_seen.get(&*evidence.path);
        Rests { asked_back: asked.collect(), ..Rests::of(first, evidence) }
    });
    Line {
        id: state.line.id.to_owned(),
        role: state.line.role.id().to_owned(),
        asked_in: state.line.place().path.to_string(),
        title: state.line.title.clone(),
        standing: state.standing.word().replace(' ', "-"),
        detail: words::detail(&state.standing),
        evidence: evidence.collect(),
    }
}

impl Rests {
    /// What a piece of evidence rests on.
    #[must_use]
    pub fn of(first: Option<&FirstSeen>, evidence: &readiness::Evidence) -> Self {
        let signed = evidence.signed.as_ref();
        Self {
            path: evidence.path.to_string(),
            says: evidence.says.clone(),
            first_seen: first.map(carrier),
            sha256: signed.map(|signed| signed.digest.as_str().to_owned()),
            signer: signed.map(|signed| signed.signer.clone()),
            date: signed.map(|signed| signed.date),
            assurance: signed.map(|signed| signed.assurance.word()),
            key: signed.and_then(|signed| match &signed.assurance {
                Assurance::Signed(key) => Some(key.clone()),
                Assurance::Kept(_) | Assurance::Vouched(_) => None,
            }),
            asked_back: Vec::new(),
        }
    }
}
