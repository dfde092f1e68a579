//! The record of a decision as YAML: its keys in one order, whatever was decided.

use serde_json::{Map, Value, json};

use super::authority::Deed;
use crate::base::date::Date;
use crate::catalog::Record;
use crate::catalog::load::read_record;
use crate::kinds::Kind;
use crate::kinds::approval::Approval;
use crate::syntax::block;
use crate::trust::policy::Policy;

/// The order of the keys; those that a decision does not have are left out.
const KEYS: [&str; 25] = [
    "learn",
    "catalog",
    "person",
    "decision",
    "subject",
    "claim",
    "evidence",
    "against",
    "needs",
    "keep_one_assessor",
    "grants",
    "role",
    "line",
    "demands",
    "reason",
    "until",
    "from",
    "revokes",
    "signer",
    "disciplines",
    "date",
    "trust",
    "scores",
    "criteria",
    "feedback",
];

/// What stands in front of a record for editors, by its kind and path.
pub type FirstLine = fn(Kind, &str) -> String;

/// A record that is about to be signed or written.
#[derive(Debug)]
pub struct Written {
    /// Its path in the catalog.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The same, read back.
    pub record: Record,
}

/// Writes the fields of a record of a kind, and reads them back.
///
/// # Errors
/// That the fields make no valid record.
pub fn write(
    kind: Kind,
    path: &str,
    fields: &Map<String, Value>,
    first_line: Option<FirstLine>,
) -> Result<Written, String> {
    let comment = first_line.map(|line| format!("{}\n", line(kind, path))).unwrap_or_default();
    let bytes = format!("{comment}{}", block::document(fields)).into_bytes();
    let record = read_record(kind, path, bytes.clone());
    if !record.is_sound() {
        return Err(format!(
            "this would be no valid {kind}, and nothing was written\n  help: `learn schema {kind}` says what \
             one holds; texts need at least one letter, and ids only small letters, digits and hyphens"
        ));
    }
    Ok(Written { path: path.to_owned(), bytes, record })
}

/// All fields of a decision in their order: those that every decision has, and its own.
#[must_use]
pub fn fields(
    deed: &Deed<'_>,
    policy: &Policy<'_>,
    date: Date,
    mut own: Map<String, Value>,
) -> Map<String, Value> {
    let disciplines: Vec<&str> = policy
        .disciplines(policy.present_id(deed.signer), deed.decision, deed.subject)
        .into_iter()
        .collect();
    let common = json!({
        "learn": "approval/1",
        "catalog": policy.document.catalog.as_str(),
        "person": deed.person,
        "decision": deed.decision,
        "subject": deed.subject,
        "signer": deed.signer,
        "disciplines": disciplines,
        "date": date.to_string(),
        "trust": {"version": policy.version(), "sha256": policy.digest.as_str()},
    });
    if let Value::Object(common) = common {
        own.extend(common);
    }
    let is_said = |key: &str, value: &Value| match value {
        Value::Null => false,
        // A role without lines of its own gives nothing; a record without a copy would go by the role.
        Value::Array(items) => !items.is_empty() || key == "demands",
        Value::Object(entries) => !entries.is_empty(),
        _ => true,
    };
    KEYS.iter()
        .filter_map(|key| Some(((*key).to_owned(), own.remove(*key)?)))
        .filter(|(key, value)| is_said(key, value))
        .collect()
}

/// What a written record says as an approval.
#[must_use]
pub fn approval(written: &Written) -> Option<&Approval> {
    crate::catalog::Entry::<Approval>::of(&written.record).map(|entry| entry.document)
}

/// A value without what says nothing in it, at any depth: no value, an empty list, a "no".
#[must_use]
pub fn stripped(value: Value) -> Value {
    let is_said =
        |value: &Value| !matches!(value, Value::Null | Value::Bool(false)) && *value != json!([]);
    match value {
        Value::Array(items) => items.into_iter().map(stripped).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, stripped(value)));
            entries.filter(|(_, value)| is_said(value)).collect()
        }
        single => single,
    }
}
