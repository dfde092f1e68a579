//! SARIF 2.1.0, the form in which code scanning services and editors take findings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::{Paper, write_json};
use crate::base::problem::Level;
use crate::rules::{self, Rule};
use crate::session::finding::{Finding, LocatedFix, Location};

/// What paths count from: the top of the repository.
const TOP: &str = "%SRCROOT%";

/// Writes a log with one run.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(paper: &Paper<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let results = paper
        .outcome
        .findings
        .iter()
        .map(|finding| result(paper, finding, fingerprints.next(paper, finding)))
        .collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "learn",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules::ALL.iter().map(|rule| descriptor(rule)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(
                TOP,
                Described { description: Text::of("The top of the repository") },
            )]),
            results,
        }],
    };
    write_json(&log, out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    original_uri_base_ids: BTreeMap<&'static str, Described>,
    results: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
struct Described {
    description: Text,
}

#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

impl Text {
    fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Place; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Text,
    artifact_changes: Vec<Change<'a>>,
    properties: Safety,
}

#[derive(Serialize)]
struct Safety {
    safe: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

fn descriptor(rule: &Rule) -> Descriptor {
    Descriptor {
        id: rule.slug,
        short_description: Text::of(rule.summary),
        full_description: Text::of(format!("{}.", rule.summary)),
        help: Text {
            text: format!("{}\n\n{}", rule.what, rule.why),
            markdown: Some(format!("{}\n\n**Why it matters.** {}", rule.what, rule.why)),
        },
        default_configuration: Configuration { level: level(rule.level) },
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Hint => "note",
        Level::Off => "none",
    }
}

fn result<'a>(paper: &Paper<'_>, finding: &'a Finding, fingerprint: String) -> Found<'a> {
    let here = Some(&finding.here).filter(|here| !here.is_empty()).map(Text::of);
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\nHelp: {help}"));
    Found {
        rule_id: finding.rule,
        rule_index: rules::ALL.iter().position(|rule| rule.slug == finding.rule),
        level: level(finding.level),
        message: Text::of(format!("{}{help}", finding.message)),
        locations: [place(paper, None, &finding.location, here)],
        related_locations: finding
            .labels
            .iter()
            .enumerate()
            .map(|(id, label)| place(paper, Some(id), &label.location, Some(Text::of(&label.text))))
            .collect(),
        partial_fingerprints: BTreeMap::from([("learnFinding/v1", fingerprint)]),
        fixes: finding.fix.iter().map(|fix| mended(paper, fix)).collect(),
    }
}

fn place(paper: &Paper<'_>, id: Option<usize>, at: &Location, message: Option<Text>) -> Place {
    let physical_location =
        Physical { artifact_location: artifact(&paper.path(at)), region: region(at) };
    Place { id, physical_location, message }
}

fn mended<'a>(paper: &Paper<'_>, fix: &'a LocatedFix) -> Fix<'a> {
    let mut by_path: BTreeMap<String, Vec<Replacement<'a>>> = BTreeMap::new();
    for (location, text) in &fix.edits {
        by_path.entry(paper.path(location)).or_default().push(Replacement {
            deleted_region: region(location),
            inserted_content: Content { text },
        });
    }
    let changes = by_path
        .into_iter()
        .map(|(path, replacements)| Change { artifact_location: artifact(&path), replacements });
    Fix {
        description: Text::of(&fix.title),
        artifact_changes: changes.collect(),
        properties: Safety { safe: fix.safe },
    }
}

const fn region(location: &Location) -> Region {
    Region {
        start_line: location.start.line,
        start_column: location.start.column,
        end_line: location.end.line,
        end_column: location.end.column,
    }
}

fn artifact(path: &str) -> Artifact {
    Artifact { uri: percent_encoded(path), uri_base_id: TOP }
}

/// The path as a relative URI: everything but unreserved characters and slashes is encoded.
fn percent_encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}
