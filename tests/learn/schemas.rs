//! The published schemas are the generated ones, every field is documented, and every example is
//! valid.

use std::fs;
use std::path::{Path, PathBuf};

use learn::kinds::Kind;
use learn::report::forms;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schema")
}

#[test]
fn published_schemas_are_the_generated_ones() {
    let rewrite = std::env::var_os("LEARN_WRITE_SCHEMAS").is_some();
    let kinds = Kind::ALL.iter().map(|kind| (kind.about().name, kind.schema()));
    let forms = forms::ALL.iter().map(|form| (form.name, (form.schema)()));
    let schemas: Vec<(&str, Value)> = kinds.chain(forms).collect();
    for (name, schema) in &schemas {
        let path = folder().join(format!("{name}.schema.json"));
        let text = serde_json::to_string_pretty(schema).expect("JSON") + "\n";
        if rewrite {
            fs::write(&path, &text).expect("the schema folder can be written");
        }
        let published = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            published == text,
            "{} is out of date; run `LEARN_WRITE_SCHEMAS=1 cargo test schemas`",
            path.display()
        );
    }
    let files = fs::read_dir(folder()).expect("the schema folder").count();
    assert_eq!(files, schemas.len(), "one file per kind, and one for each report");
}

#[test]
fn every_field_says_what_it_is_and_shows_a_valid_example() {
    for kind in Kind::ALL {
        let schema = kind.schema();
        visit(&schema, kind.about().name, &mut |path, field| {
            for key in ["title", "description"] {
                let text = field.get(key).and_then(Value::as_str).unwrap_or("");
                assert!(!text.is_empty(), "{path} has no {key}");
            }
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .build(field)
                .unwrap_or_else(|error| panic!("{path} is no schema: {error}"));
            let examples = field.get("examples").and_then(Value::as_array);
            let examples = examples.unwrap_or_else(|| panic!("{path} has no example"));
            for example in examples {
                if let Err(error) = validator.validate(example) {
                    panic!("the example {example} of {path} is not valid: {error}");
                }
            }
        });
    }
}

#[test]
fn schemas_are_plain() {
    for kind in Kind::ALL {
        let text = kind.schema().to_string();
        for word in ["\"anyOf\"", "\"oneOf\"", "\"$ref\"", "\"null\""] {
            assert!(!text.contains(word), "the schema of {kind} has {word}");
        }
    }
}

fn visit(schema: &Value, path: &str, look: &mut dyn FnMut(&str, &Value)) {
    for (key, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = format!("{path}/{key}");
        look(&path, field);
        visit(field, &path, look);
    }
    for word in ["items", "additionalProperties"] {
        if let Some(inner) = schema.get(word) {
            visit(inner, &format!("{path}/*"), look);
        }
    }
}
