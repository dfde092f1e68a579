//! JSON Schemas (draft 2020-12) of all kinds, generated from their structs.
//!
//! Doc comments carry everything: `# Title`, a description, and `Example:` lines whose YAML becomes
//! the schema's examples. Null is never allowed, unknown keys are refused except `x-…`, and no
//! schema has `$ref`, `anyOf` or `oneOf`, so that messages name one thing.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::{Home, Kind};
use crate::base::id;
use crate::syntax::yaml;

/// Where the published schemas live; editors and modelines refer to them relative to the catalog.
pub const FILE_SUFFIX: &str = ".schema.json";

impl Kind {
    /// The JSON Schema of the kind's YAML (of a Markdown record: of its front matter).
    #[must_use]
    pub fn schema(self) -> Value {
        let mut settings = SchemaSettings::draft2020_12();
        settings.inline_subschemas = true;
        let mut generator = settings.into_generator();
        let mut schema = self.raw_schema(&mut generator).to_value();
        tidy(&mut schema);
        let about = self.about();
        if let Value::Object(top) = &mut schema {
            add_common_keys(top, self);
            let mut whole = Map::new();
            whole.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
            whole.insert("$id".into(), format!("{}{FILE_SUFFIX}", about.name).into());
            whole.insert("title".into(), about.title.into());
            whole.insert("description".into(), about.summary.into());
            for (key, value) in std::mem::take(top) {
                whole.entry(key).or_insert(value);
            }
            return Value::Object(whole);
        }
        schema
    }

    /// The schema's text as it is published.
    #[must_use]
    pub fn schema_text(self) -> String {
        serde_json::to_string_pretty(&self.schema()).map(|text| text + "\n").unwrap_or_default()
    }
}

/// Keys that every record may have, whatever its kind.
fn add_common_keys(top: &mut Map<String, Value>, kind: Kind) {
    top.insert("patternProperties".into(), json!({"^x-": {}}));
    let Some(Value::Object(properties)) = top.get_mut("properties") else { return };
    if matches!(kind.about().naming, super::Naming::Number) {
        return;
    }
    if !matches!(kind.about().home, Home::Root(_)) {
        properties.insert(
            "formerly".into(),
            json!({
                "title": "Formerly",
                "description": "Ids this record had before: references, seals and addresses of them still lead here.",
                "type": "array",
                "items": {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$"},
                "examples": [["old-name"]],
            }),
        );
    }
    // What a group does can be told to anybody, or stay in it; what a company asks for goes with the site.
    let is_told = matches!(
        kind,
        Kind::Cohort | Kind::Rotation | Kind::Community | Kind::Session | Kind::Story
    );
    if is_told || matches!(kind.about().home, Home::BelowPerson(_) | Home::Person) {
        properties.insert(
            "visibility".into(),
            json!({
                "title": "Visibility",
                "description": "Who may see this record on a page or in an export; narrower or wider than the default of its kind.",
                "type": "string",
                "enum": ["private", "mentor", "team", "org", "public"],
                "examples": ["team"],
            }),
        );
    }
}

/// Rewrites what schemars gives into the plain shapes described at the top of this file.
fn tidy(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    drop_null(map);
    merge_constants(map);
    map.remove("format").filter(|format| format.as_str() == Some("date")).into_iter().for_each(
        |format| {
            map.insert("format".into(), format);
        },
    );
    if map.get("default").is_some_and(is_nothing) {
        map.remove("default");
    }
    move_example(map);
    if let Some(Value::Object(properties)) = map.get_mut("properties") {
        properties.values_mut().for_each(tidy);
        map.entry("additionalProperties").or_insert(Value::Bool(false));
    }
    for keyword in ["items", "additionalProperties", "propertyNames"] {
        if let Some(inner) = map.get_mut(keyword) {
            tidy(inner);
        }
    }
    name_pattern_keys(map);
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.values().all(is_nothing),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// `Option<T>` asks for `T` or nothing; a record simply leaves the key out.
fn drop_null(map: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|word| word != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            map.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(words)) = map.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    if let Some(Value::Array(choices)) = map.get("anyOf") {
        let rest: Vec<&Value> =
            choices.iter().filter(|choice| choice.get("type") != Some(&json!("null"))).collect();
        if let [Value::Object(only)] = rest.as_slice() {
            let only = only.clone();
            map.remove("anyOf");
            for (key, value) in only {
                map.entry(key).or_insert(value);
            }
        }
    }
}

/// An enum whose variants have documentation comes as `oneOf` constants; one `enum` reads better.
fn merge_constants(map: &mut Map<String, Value>) {
    let Some(Value::Array(choices)) = map.get("oneOf") else { return };
    let mut words = Vec::new();
    let mut meanings = Vec::new();
    for choice in choices {
        let meaning = choice.get("description").cloned().unwrap_or_else(|| json!(""));
        if let Some(word) = choice.get("const") {
            words.push(word.clone());
            meanings.push(meaning);
        } else if let Some(Value::Array(several)) = choice.get("enum") {
            meanings.extend(several.iter().map(|_| meaning.clone()));
            words.extend(several.iter().cloned());
        }
    }
    map.remove("oneOf");
    map.insert("type".into(), json!("string"));
    map.insert("enum".into(), Value::Array(words));
    map.insert("enumDescriptions".into(), Value::Array(meanings));
}

/// A line of `Example:` with YAML in backticks becomes an entry of `examples`.
fn move_example(map: &mut Map<String, Value>) {
    let Some(Value::String(description)) = map.get("description") else { return };
    let mut examples = Vec::new();
    let mut kept = Vec::new();
    for line in description.lines() {
        let example = line
            .trim()
            .strip_prefix("Example: `")
            .and_then(|rest| rest.strip_suffix('`'))
            .and_then(|text| yaml::parse_example(text).ok());
        match example {
            Some(example) => examples.push(example),
            None => kept.push(line),
        }
    }
    let description = kept.join("\n").trim().to_owned();
    map.insert("description".into(), description.into());
    if !examples.is_empty() {
        map.insert("examples".into(), Value::Array(examples));
    }
}

/// A map keyed by ids comes as one pattern property (schemars) or as free keys; ids are asked for
/// through `propertyNames`, whose message names the key.
fn name_pattern_keys(map: &mut Map<String, Value>) {
    if let Some(Value::Object(patterns)) = map.remove("patternProperties") {
        if let Some((pattern, mut inner)) = patterns.into_iter().next() {
            tidy(&mut inner);
            map.insert("propertyNames".into(), json!({"type": "string", "pattern": pattern}));
            map.insert("additionalProperties".into(), inner);
        }
    } else if map.get("type") == Some(&json!("object"))
        && !map.contains_key("properties")
        && !map.contains_key("propertyNames")
    {
        map.insert("propertyNames".into(), json!({"type": "string", "pattern": id::PATTERN}));
    }
}
