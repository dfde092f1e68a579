//! Which fields of a kind are references, read from its schema, and what a record refers to.

use std::sync::OnceLock;

use serde_json::Value;

use crate::base::place::{Pointer, Step};
use crate::kinds::Kind;

/// What a reference names: a record, or one of the things that live inside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// A record of a kind.
    Record(Kind),
    /// A competency of some framework.
    Competency,
    /// A role of some ladder.
    Role,
    /// A priority of `learn.yaml`.
    Priority,
}

impl Noun {
    /// The noun a schema writes as `x-ref`.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "competency" => Some(Self::Competency),
            "role" => Some(Self::Role),
            "priority" => Some(Self::Priority),
            kind => Kind::named(kind).map(Self::Record),
        }
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Record(kind) => kind.about().name,
            Self::Competency => "competency",
            Self::Role => "role",
            Self::Priority => "priority",
        }
    }
}

/// A field that holds references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    steps: Vec<FieldStep>,
    /// What its values name.
    pub noun: Noun,
    /// Whether the map's keys, not its values, are the references.
    pub keys: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum FieldStep {
    Key(Box<str>),
    EveryItem,
    EveryKey,
}

/// One reference in one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    field: u16,
    wildcards: Box<[Step]>,
    /// The reference as written.
    pub target: Box<str>,
}

impl Reference {
    /// What the reference names, in a record of `kind`.
    #[must_use]
    pub fn noun(&self, kind: Kind) -> Noun {
        fields(kind)[usize::from(self.field)].noun
    }

    /// Whether the reference is written as a key.
    #[must_use]
    pub fn is_key(&self, kind: Kind) -> bool {
        fields(kind)[usize::from(self.field)].keys
    }

    /// Where the reference stands, in a record of `kind`.
    #[must_use]
    pub fn pointer(&self, kind: Kind) -> Pointer {
        let field = &fields(kind)[usize::from(self.field)];
        let mut wildcards = self.wildcards.iter();
        let mut steps: Vec<Step> = field
            .steps
            .iter()
            .filter_map(|step| match step {
                FieldStep::Key(key) => Some(Step::Key(key.clone())),
                FieldStep::EveryItem | FieldStep::EveryKey => wildcards.next().cloned(),
            })
            .collect();
        if field.keys {
            steps.push(Step::Key(self.target.clone()));
        }
        Pointer(steps)
    }

    /// Which list the reference is an item of: the field's number and the way to the list. None where
    /// it is a value or a key of its own, or part of an item.
    #[must_use]
    pub fn list(&self, kind: Kind) -> Option<(u16, &[Step])> {
        let field = &fields(kind)[usize::from(self.field)];
        let item = !field.keys && field.steps.last() == Some(&FieldStep::EveryItem);
        let (_, way) = self.wildcards.split_last().filter(|_| item)?;
        Some((self.field, way))
    }

    /// The field as documents write it: `/teaches/*/competency`.
    #[must_use]
    pub fn field_path(&self, kind: Kind) -> String {
        let field = &fields(kind)[usize::from(self.field)];
        field.steps.iter().fold(String::new(), |path, step| match step {
            FieldStep::Key(key) => format!("{path}/{key}"),
            FieldStep::EveryItem | FieldStep::EveryKey => format!("{path}/*"),
        })
    }
}

/// All fields of a kind that hold references, compiled from its schema once.
#[must_use]
pub fn fields(kind: Kind) -> &'static [Field] {
    static FIELDS: [OnceLock<Vec<Field>>; Kind::ALL.len()] =
        [const { OnceLock::new() }; Kind::ALL.len()];
    FIELDS[kind as usize].get_or_init(|| {
        let mut found = Vec::new();
        compile(&super::validate::schema(kind).whole, &mut Vec::new(), &mut found);
        found
    })
}

fn compile(schema: &Value, path: &mut Vec<FieldStep>, found: &mut Vec<Field>) {
    let noun_of =
        |schema: &Value| schema.get("x-ref").and_then(Value::as_str).and_then(Noun::named);
    if let Some(noun) = noun_of(schema) {
        found.push(Field { steps: path.clone(), noun, keys: false });
    }
    if let Some(noun) = schema.get("propertyNames").and_then(noun_of) {
        found.push(Field { steps: path.clone(), noun, keys: true });
    }
    let mut descend = |step: FieldStep, inner: &Value| {
        path.push(step);
        compile(inner, path, found);
        path.pop();
    };
    for (key, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        descend(FieldStep::Key(key.as_str().into()), inner);
    }
    if let Some(items) = schema.get("items") {
        descend(FieldStep::EveryItem, items);
    }
    if let Some(values) = schema.get("additionalProperties").filter(|values| values.is_object()) {
        descend(FieldStep::EveryKey, values);
    }
}

/// Everything a record's tree refers to, also when the record is broken elsewhere.
#[must_use]
pub fn collect(kind: Kind, tree: &Value) -> Box<[Reference]> {
    let mut found = Vec::new();
    for (number, field) in fields(kind).iter().enumerate() {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        walk(tree, field, &field.steps, number, &mut Vec::new(), &mut found);
    }
    found.into_boxed_slice()
}

fn walk(
    tree: &Value,
    field: &Field,
    steps: &[FieldStep],
    number: u16,
    wildcards: &mut Vec<Step>,
    found: &mut Vec<Reference>,
) {
    let Some((step, rest)) = steps.split_first() else {
        let mut add = |target: &str| {
            found.push(Reference {
                field: number,
                wildcards: wildcards.as_slice().into(),
                target: target.into(),
            });
        };
        match tree {
            Value::String(target) if !field.keys => add(target),
            Value::Object(entries) if field.keys => entries.keys().for_each(|key| add(key)),
            _ => {}
        }
        return;
    };
    match (step, tree) {
        (FieldStep::Key(key), Value::Object(entries)) => {
            if let Some(inner) = entries.get(&**key) {
                walk(inner, field, rest, number, wildcards, found);
            }
        }
        (FieldStep::EveryItem, Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                wildcards.push(Step::Index(index));
                walk(item, field, rest, number, wildcards, found);
                wildcards.pop();
            }
        }
        (FieldStep::EveryKey, Value::Object(entries)) => {
            for (key, value) in entries {
                wildcards.push(Step::from(key));
                walk(value, field, rest, number, wildcards, found);
                wildcards.pop();
            }
        }
        _ => {}
    }
}
