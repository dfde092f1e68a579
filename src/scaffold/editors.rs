//! Settings that make editors complete and check records while they are written.

use serde_json::{Map, Value, json};

use super::modeline::SCHEMA_FOLDER;
use crate::kinds::schema::FILE_SUFFIX;
use crate::kinds::{Format, Home, Kind};

/// `.vscode/settings.json`: which schema holds for which files.
#[must_use]
pub fn vscode_settings() -> String {
    pretty(&json!({
        "yaml.schemas": schemas(),
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": true},
        "files.associations": {"*.seal": "plaintext"},
    }))
}

/// `.vscode/extensions.json`: the extension that reads the schemas.
#[must_use]
pub fn vscode_extensions() -> String {
    pretty(&json!({"recommendations": ["redhat.vscode-yaml"]}))
}

/// `.zed/settings.json`: the same for Zed.
#[must_use]
pub fn zed_settings() -> String {
    let schemas = schemas();
    pretty(&json!({"lsp": {"yaml-language-server": {"settings": {"yaml": {"schemas": schemas}}}}}))
}

/// Every schema with the files it holds for; front matter is reached by modelines only.
fn schemas() -> Map<String, Value> {
    Kind::ALL
        .iter()
        .filter(|kind| kind.about().format == Format::Yaml)
        .map(|kind| {
            let about = kind.about();
            let files = match about.home {
                Home::Root(file) => format!("/{file}"),
                Home::Person => "/people/**/person.yaml".to_owned(),
                Home::Folder(folder) | Home::About(folder) => format!("/{folder}/**/*.yaml"),
                Home::BelowPerson(folder) => format!("/people/**/{folder}/**/*.yaml"),
            };
            (format!("./{SCHEMA_FOLDER}/{}{FILE_SUFFIX}", about.name), Value::from(files))
        })
        .collect()
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}
