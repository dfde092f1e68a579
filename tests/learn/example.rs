//! The example company: clean on its day, and every kind and every field in it at least once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use learn::catalog::load::load;
use learn::demo::example;
use learn::kinds::Kind;
use learn::session::check::{Request, check};
use learn::syntax::yaml;
use learn::world::disk::Folder;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog")
}

#[test]
fn the_example_is_clean_on_its_day() {
    let catalog = load(&Folder::new(folder())).expect("the example");
    let outcome = check(&catalog, None, example::today(), &Request::default());
    let found: Vec<String> = outcome
        .findings
        .iter()
        .map(|finding| format!("{} {}: {}", finding.location.path, finding.rule, finding.message))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_kind_and_every_field_appears_in_the_example() {
    let catalog = load(&Folder::new(folder())).expect("the example");
    let mut used: BTreeSet<String> = BTreeSet::new();
    for record in catalog.records() {
        let tree = yaml::parse(record.yaml_text()).expect("the example is valid").tree;
        walk(&record.kind.schema(), &tree, record.kind.about().name, &mut used);
    }
    let mut known = BTreeSet::new();
    for kind in Kind::ALL {
        fields(&kind.schema(), kind.about().name, &mut known);
    }
    // What is signed is neither renamed nor hidden, and nobody at Kestrel had to take a word back.
    let never = ["approval/formerly", "approval/visibility", "trust/dropped"];
    let missing: Vec<&String> =
        known.difference(&used).filter(|field| !never.contains(&field.as_str())).collect();
    assert!(missing.is_empty(), "the example never shows {missing:?}");
}

#[test]
fn the_program_carries_the_example_as_it_is() {
    let carried: BTreeSet<String> = example::files().into_iter().map(|(path, _)| path).collect();
    let catalog = load(&Folder::new(folder())).expect("the example");
    for record in catalog.records() {
        assert!(carried.contains(&*record.source.path), "{} is not carried", record.source.path);
    }
}

/// All fields of a schema as paths.
fn fields(schema: &Value, path: &str, found: &mut BTreeSet<String>) {
    for (key, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = format!("{path}/{key}");
        fields(field, &path, found);
        found.insert(path);
    }
    for word in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get(word).filter(|inner| inner.is_object()) {
            fields(inner, &format!("{path}/*"), found);
        }
    }
}

/// The fields of a schema that a tree uses.
fn walk(schema: &Value, tree: &Value, path: &str, used: &mut BTreeSet<String>) {
    match tree {
        Value::Array(items) => {
            let inner = schema.get("items").unwrap_or(&Value::Null);
            for item in items {
                walk(inner, item, &format!("{path}/*"), used);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                if let Some(field) = schema.pointer(&format!("/properties/{key}")) {
                    let path = format!("{path}/{key}");
                    walk(field, value, &path, used);
                    used.insert(path);
                } else if let Some(inner) = schema.get("additionalProperties") {
                    walk(inner, value, &format!("{path}/*"), used);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
