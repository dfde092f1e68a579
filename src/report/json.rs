//! The report for programs: everything a check found, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/check-report.schema.json` and generated from the structs in this file.

use std::io::{self, Write};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Paper, verification, write_json};
use crate::base::date::Date;
use crate::base::problem::Level;
use crate::base::span::LineColumn;
use crate::session::finding::{Finding, LocatedFix, Location};
use crate::session::landing::Landing;

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form, as in `schema/check-report.schema.json`.
pub const NAME: &str = "check-report";

/// Writes the report.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(paper: &Paper<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_json(&Report::of(paper), out)
}

/// The JSON Schema (draft 2020-12) of the report.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report<'_>>(NAME)
}

/// The JSON Schema (draft 2020-12) of a form called `name`.
#[must_use]
pub fn schema_of<T: JsonSchema>(name: &str) -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    let mut whole = Map::new();
    whole.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    whole.insert("$id".into(), format!("{name}.schema.json").into());
    if let Value::Object(top) = schema {
        for (key, value) in top {
            whole.entry(key).or_insert(value);
        }
    }
    Value::Object(whole)
}

/// Keys without a value are left out of a report, so that nothing in it is ever null; and formats
/// that only Rust knows mean nothing to other validators.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("format").and_then(Value::as_str).is_some_and(|name| name != "date") {
                map.remove("format");
            }
            if let Some(Value::String(words)) = map.get_mut("description") {
                *words = words.replace('\n', " ");
            }
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|word| word != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    map.insert("type".into(), only);
                }
            }
            if let Some(Value::Array(choices)) = map.get_mut("anyOf") {
                choices.retain(|choice| choice.get("type").is_none_or(|word| word != "null"));
                if let [Value::Object(only)] = choices.as_slice() {
                    let only = only.clone();
                    map.remove("anyOf");
                    map.extend(only);
                }
            }
            map.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The outcome of `learn check --format json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Check report")]
struct Report<'a> {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The day the catalog was checked for.
    as_of: Date,
    /// The full name of the commit checked; absent when the files on disk were.
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<&'a str>,
    /// How many there are of everything.
    summary: Summary,
    /// All findings, sorted by path and place; never cut short.
    findings: Vec<Reported<'a>>,
    /// With `--target`: the approvals that the change brings in, sorted by person and id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    landing: Vec<Landed<'a>>,
}

/// An approval that the change brings in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Landing")]
struct Landed<'a> {
    /// What was decided, as in the record.
    decision: &'static str,
    /// About whom.
    person: &'a str,
    /// On what: a credential, a competency, a role or a line of one.
    subject: &'a str,
    /// By whom.
    signer: &'a str,
    /// What vouches for it: `signed`, `kept` or `vouched`.
    assurance: &'static str,
    /// The record, relative to the catalog's root.
    path: &'a str,
}

/// Counts.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Records read.
    records: usize,
    /// Findings of level `error`.
    errors: usize,
    /// Findings of level `warn`.
    warnings: usize,
    /// Findings of level `hint`.
    hints: usize,
    /// Findings that are not in the list, by the reason why.
    left_out: LeftOut,
    /// Rules that `learn.yaml` switches off, and that nobody looked for.
    switched_off: Vec<&'static str>,
}

/// Findings that are not in the list, by the reason why.
#[derive(Serialize, JsonSchema)]
struct LeftOut {
    /// Covered by an allow with a reason.
    allowed: usize,
    /// Accepted by the baseline.
    baseline: usize,
    /// With `--since`: there before the change, in files that it does not touch.
    unchanged: usize,
    /// In files that were not asked for.
    elsewhere: usize,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
struct Reported<'a> {
    /// The rule's slug; `learn explain` says more about it.
    rule: &'a str,
    /// How much it matters in this catalog.
    level: LevelWord,
    /// What is wrong, as one sentence without a full stop.
    message: &'a str,
    /// The wrong characters.
    #[serde(flatten)]
    place: Characters,
    /// What is wrong with the very characters, in a few words.
    #[serde(skip_serializing_if = "str::is_empty")]
    here: &'a str,
    /// Other places involved.
    labels: Vec<Label<'a>>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// A change that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

/// A level.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "Level")]
enum LevelWord {
    /// Wrong; fails the check.
    Error,
    /// Should be mended.
    Warn,
    /// Worth knowing.
    Hint,
}

/// Characters of a file.
#[derive(Serialize, JsonSchema)]
struct Characters {
    /// Path from the top of the git repository (from the catalog's folder, where there is no
    /// repository), with forward slashes.
    path: String,
    /// The first character.
    start: Position,
    /// The first character behind; the same as `start` where something is missing.
    end: Position,
}

/// A position in a file, whose byte order mark, if it has one, is not counted.
#[derive(Serialize, JsonSchema)]
struct Position {
    /// Line, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    #[schemars(range(min = 1))]
    column: usize,
    /// Bytes of UTF-8 before it, from 0.
    byte: usize,
}

/// Another place involved.
#[derive(Serialize, JsonSchema)]
struct Label<'a> {
    /// Where to look.
    #[serde(flatten)]
    place: Characters,
    /// What is there.
    text: &'a str,
}

/// A change that mends a finding.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// Whether it cannot change what the author meant; only such fixes are made by `--fix`.
    safe: bool,
    /// What it does, as an imperative.
    title: &'a str,
    /// What is replaced; no two of them overlap.
    edits: Vec<Edit<'a>>,
}

/// One replacement.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// What goes.
    #[serde(flatten)]
    place: Characters,
    /// What comes.
    replacement: &'a str,
}

impl<'a> Report<'a> {
    fn of(paper: &Paper<'a>) -> Self {
        let outcome = paper.outcome;
        let left_out = outcome.left_out;
        Self {
            version: VERSION,
            as_of: outcome.as_of,
            revision: paper.revision,
            summary: Summary {
                records: outcome.records,
                errors: outcome.count(Level::Error),
                warnings: outcome.count(Level::Warn),
                hints: outcome.count(Level::Hint),
                left_out: LeftOut {
                    allowed: left_out.allowed,
                    baseline: left_out.baseline,
                    unchanged: left_out.unchanged,
                    elsewhere: left_out.elsewhere,
                },
                switched_off: outcome.switched_off.clone(),
            },
            findings: outcome.findings.iter().map(|finding| reported(paper, finding)).collect(),
            landing: outcome.landing.iter().map(Landed::of).collect(),
        }
    }
}

impl<'a> Landed<'a> {
    fn of(one: &'a Landing) -> Self {
        Self {
            decision: verification::decision(one.decision),
            person: &one.person,
            subject: &one.subject,
            signer: &one.signer,
            assurance: one.assurance.word(),
            path: &one.path,
        }
    }
}

fn reported<'a>(paper: &Paper<'_>, finding: &'a Finding) -> Reported<'a> {
    Reported {
        rule: finding.rule,
        level: match finding.level {
            Level::Error => LevelWord::Error,
            Level::Warn => LevelWord::Warn,
            Level::Hint | Level::Off => LevelWord::Hint,
        },
        message: &finding.message,
        place: characters(paper, &finding.location),
        here: &finding.here,
        labels: finding
            .labels
            .iter()
            .map(|label| Label { place: characters(paper, &label.location), text: &label.text })
            .collect(),
        help: finding.help.as_deref(),
        fix: finding.fix.as_ref().map(|fix| reported_fix(paper, fix)),
    }
}

fn reported_fix<'a>(paper: &Paper<'_>, fix: &'a LocatedFix) -> Fix<'a> {
    Fix {
        safe: fix.safe,
        title: &fix.title,
        edits: fix
            .edits
            .iter()
            .map(|(location, text)| Edit { place: characters(paper, location), replacement: text })
            .collect(),
    }
}

fn characters(paper: &Paper<'_>, location: &Location) -> Characters {
    let position =
        |place: LineColumn, byte| Position { line: place.line, column: place.column, byte };
    Characters {
        path: paper.path(location),
        start: position(location.start, location.span.start),
        end: position(location.end, location.span.end),
    }
}
