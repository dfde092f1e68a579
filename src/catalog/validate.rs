//! Trees against schemas: every violation of a file at once, and the tree without what was refused.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::Value;

use super::fault::{SchemaFault, Violation};
use crate::base::date::Date;
use crate::base::place::{Pointer, Step};
use crate::kinds::Kind;

/// The key of the program that says how its site looks; nothing but pages relies on what it says.
pub(super) const SITE: &str = "site";

/// A kind's schema, as JSON and ready to use.
pub struct Schema {
    /// The schema as published.
    pub whole: Value,
    validator: OnceLock<Validator>,
}

/// The schema of a kind, generated once.
#[must_use]
pub fn schema(kind: Kind) -> &'static Schema {
    static SCHEMAS: [OnceLock<Schema>; Kind::ALL.len()] =
        [const { OnceLock::new() }; Kind::ALL.len()];
    SCHEMAS[kind as usize]
        .get_or_init(|| Schema { whole: kind.schema(), validator: OnceLock::new() })
}

impl Schema {
    fn validator(&self) -> &Validator {
        self.validator.get_or_init(|| {
            jsonschema::options()
                .with_draft(jsonschema::Draft::Draft202012)
                .with_pattern_options(PatternOptions::regex())
                .should_validate_formats(true)
                .with_format("date", |text: &str| text.parse::<Date>().is_ok())
                .build(&self.whole)
                .unwrap_or_else(|error| unreachable!("a generated schema is valid: {error}"))
        })
    }
}

/// Everything in the tree that the kind's schema refuses, in the order the validator finds it.
#[must_use]
pub fn violations(kind: Kind, tree: &Value) -> Vec<SchemaFault> {
    let schema = schema(kind);
    if schema.validator().is_valid(tree) {
        return Vec::new();
    }
    let mut faults: Vec<SchemaFault> = Vec::new();
    let mut said_of: HashMap<Pointer, Vec<usize>> = HashMap::new();
    for error in schema.validator().iter_errors(tree) {
        for fault in faults_of(&schema.whole, &error) {
            let earlier = said_of.entry(fault.pointer.clone()).or_default();
            let said = earlier.iter().any(|number| {
                let earlier = &faults[*number];
                earlier.what == fault.what || earlier.what == Violation::Empty
            });
            if !said {
                earlier.push(faults.len());
                faults.push(fault);
            }
        }
    }
    faults
}

fn faults_of(whole: &Value, error: &ValidationError<'_>) -> Vec<SchemaFault> {
    let pointer = Pointer::from_json_pointer(error.instance_path().as_str());
    let path = error.schema_path().as_str();
    let part = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    let part = Arc::new(whole.pointer(part).cloned().unwrap_or(Value::Null));
    let one =
        |what| vec![SchemaFault { pointer: pointer.clone(), what, schema: Arc::clone(&part) }];
    if error.instance().is_null() {
        return one(Violation::Empty);
    }
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|key| SchemaFault {
                pointer: pointer.then(key),
                what: Violation::UnknownKey { key: key.clone(), known: known_keys(&part) },
                schema: Arc::clone(&part),
            })
            .collect(),
        ValidationErrorKind::Required { property } => {
            let key = property.as_str().unwrap_or_default().to_owned();
            let inner = part.pointer(&format!("/properties/{key}")).cloned();
            let schema = inner.map_or_else(|| Arc::clone(&part), Arc::new);
            vec![SchemaFault { pointer: pointer.clone(), what: Violation::MissingKey(key), schema }]
        }
        ValidationErrorKind::Type { kind } => one(Violation::WrongType {
            expected: expected_types(kind),
            found: type_of(error.instance()),
        }),
        ValidationErrorKind::Enum { options } => {
            one(Violation::UnknownWord { allowed: words(options) })
        }
        ValidationErrorKind::Format { .. } => one(Violation::Date),
        ValidationErrorKind::Pattern { .. } => one(Violation::Form),
        ValidationErrorKind::PropertyNames { error } => {
            let key = error.instance().as_str().unwrap_or_default().to_owned();
            vec![SchemaFault {
                pointer: pointer.then(&key),
                what: Violation::KeyForm(key),
                schema: Arc::clone(&part),
            }]
        }
        ValidationErrorKind::Minimum { .. }
        | ValidationErrorKind::Maximum { .. }
        | ValidationErrorKind::ExclusiveMinimum { .. }
        | ValidationErrorKind::ExclusiveMaximum { .. }
        | ValidationErrorKind::MinItems { .. }
        | ValidationErrorKind::MaxItems { .. }
        | ValidationErrorKind::MinLength { .. }
        | ValidationErrorKind::MaxLength { .. } => one(Violation::Range(bounds(&part))),
        _ => one(Violation::Other(error.to_string())),
    }
}

/// The bounds of a schema in words: `from 1 to 5`, `at least 1 item`.
fn bounds(part: &Value) -> String {
    let number = |keyword: &str| part.get(keyword).map(ToString::to_string);
    let counted = |least: Option<String>, most: Option<String>, unit: &str| match (least, most) {
        (Some(least), Some(most)) => Some(format!("from {least} to {most}{unit}")),
        (Some(least), None) => Some(format!("at least {least}{unit}")),
        (None, Some(most)) => Some(format!("at most {most}{unit}")),
        (None, None) => None,
    };
    counted(number("minimum"), number("maximum"), "")
        .or_else(|| counted(number("minItems"), number("maxItems"), " in the list"))
        .or_else(|| counted(number("minLength"), number("maxLength"), " characters"))
        .unwrap_or_else(|| "within its bounds".to_owned())
}

fn expected_types(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(single) => single.to_string(),
        TypeKind::Multiple(several) => {
            several.iter().map(|single| single.to_string()).collect::<Vec<_>>().join(" or ")
        }
    }
}

/// The JSON Schema name of a value's type.
#[must_use]
pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn known_keys(part: &Value) -> Vec<String> {
    part.get("properties")
        .and_then(Value::as_object)
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default()
}

fn words(options: &Value) -> Vec<String> {
    options
        .as_array()
        .map(|list| {
            list.iter()
                .map(|word| word.as_str().map_or_else(|| word.to_string(), str::to_owned))
                .collect()
        })
        .unwrap_or_default()
}

/// Takes out of the tree what the schema refused, so that the rest can be used.
///
/// Items of lists are taken out from the last to the first, which leaves the positions before them
/// alone; the positions behind a refused item shift, which is why references and places are read
/// from the whole tree before.
pub fn prune(kind: Kind, tree: &mut Value, faults: &[SchemaFault]) {
    let refused = faults.iter().map(|fault| taken_out(kind, &fault.pointer));
    let mut pointers: Vec<&[Step]> = refused.filter(|steps| !steps.is_empty()).collect();
    pointers.sort_unstable();
    pointers.dedup();
    for pointer in pointers.into_iter().rev() {
        let Some((last, above)) = pointer.split_last() else { continue };
        let Some(parent) = descend(tree, above) else { continue };
        match (last, parent) {
            (Step::Key(key), Value::Object(entries)) => {
                entries.shift_remove(&**key);
            }
            (Step::Index(index), Value::Object(entries)) => {
                entries.shift_remove(&index.to_string());
            }
            (Step::Index(index), Value::Array(items)) if *index < items.len() => {
                items.remove(*index);
            }
            _ => {}
        }
    }
}

/// The way to what goes away with a refused value: the value alone, and of a list of the site the whole entry.
/// Without its file an entry is no page, and without its visibility it would be one for more people than meant.
fn taken_out(kind: Kind, refused: &Pointer) -> &[Step] {
    let steps = refused.0.as_slice();
    let is_of_site = kind == Kind::Program && steps.first() == Some(&Step::from(SITE));
    let is_index = |step: &Step| matches!(step, Step::Index(_));
    match steps.iter().rposition(is_index).filter(|_| is_of_site) {
        Some(entry) => &steps[..=entry],
        None => steps,
    }
}

fn descend<'a>(tree: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(tree, |value, step| match (step, value) {
        (Step::Key(key), Value::Object(entries)) => entries.get_mut(&**key),
        (Step::Index(index), Value::Object(entries)) => entries.get_mut(&index.to_string()),
        (Step::Index(index), Value::Array(items)) => items.get_mut(*index),
        _ => None,
    })
}
