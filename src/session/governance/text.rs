//! A version of the policy as text: what changed in words on top, then every key in a fixed order.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::base::id::Id;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::parts::text::Text;
use crate::kinds::trust::{Assessor, Trust};
use crate::syntax::block;

/// Columns after which the comment goes on in the next line.
const WIDTH: usize = 110;

/// The text of a version; `names` say which record a kept digest is of.
#[must_use]
pub fn write(
    trust: &Trust,
    comment: &str,
    modeline: Option<&str>,
    names: &BTreeMap<Sha256, String>,
) -> String {
    let mut text = String::new();
    if let Some(line) = modeline {
        text.push_str(line);
        text.push('\n');
    }
    text.push_str(&commented(comment));
    let mut put = |key: &str, value: Value| text.push_str(&block::entry(key, &value));
    put("learn", json!("trust/1"));
    put("catalog", json!(trust.catalog.as_str()));
    put("version", json!(trust.version));
    if let Some(previous) = &trust.previous {
        put("previous", json!(previous.as_str()));
    }
    let admins: Vec<&str> =
        trust.admins.people.iter().map(crate::base::reference::Ref::as_str).collect();
    put("admins", json!({"people": admins, "threshold": trust.admins.threshold}));
    if !trust.assessors.is_empty() {
        put("assessors", trust.assessors.iter().map(assessor).collect());
    }
    if !trust.keys.is_empty() {
        let keys = trust.keys.iter().map(|(person, keys)| {
            let keys: Vec<&str> = keys.iter().map(Text::as_str).collect();
            (person.as_str().to_owned(), json!(keys))
        });
        put("keys", Value::Object(keys.collect()));
    }
    text.push_str(&digests("kept", &trust.kept, names));
    text.push_str(&digests("dropped", &trust.dropped, names));
    let mut put = |key: &str, value: Value| text.push_str(&block::entry(key, &value));
    if !trust.renamed.is_empty() {
        let renamed = trust.renamed.iter();
        let renamed = renamed.map(|(old, new)| (old.as_str().to_owned(), json!(new.as_str())));
        put("renamed", Value::Object(renamed.collect()));
    }
    if !trust.erased.is_empty() {
        put("erased", ids(&trust.erased));
    }
    text
}

fn assessor(entry: &Assessor) -> Value {
    let mut map = Map::new();
    map.insert("person".to_owned(), json!(entry.person.as_str()));
    if !entry.disciplines.is_empty() {
        map.insert("disciplines".to_owned(), ids(&entry.disciplines));
    }
    for (key, globs) in [
        ("approve", &entry.approve),
        ("waive", &entry.waive),
        ("revoke", &entry.revoke),
        ("promote", &entry.promote),
        ("place", &entry.place),
    ] {
        if !globs.is_empty() {
            let globs: Vec<&str> = globs.iter().map(crate::kinds::trust::IdGlob::as_str).collect();
            map.insert(key.to_owned(), json!(globs));
        }
    }
    Value::Object(map)
}

fn ids(ids: &[Id]) -> Value {
    ids.iter().map(Id::as_str).collect()
}

fn digests(key: &str, digests: &[Sha256], names: &BTreeMap<Sha256, String>) -> String {
    if digests.is_empty() {
        return String::new();
    }
    let mut text = format!("{key}:\n");
    for digest in digests {
        let name = names.get(digest).map_or_else(String::new, |name| format!("  # {name}"));
        let _ = writeln!(text, "  - \"{digest}\"{name}");
    }
    text
}

fn commented(words: &str) -> String {
    let mut lines = String::new();
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH && line.len() > 1 {
            lines.push_str(&line);
            lines.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    lines + &line + "\n"
}
