//! YAML text becomes a tree of JSON values; the only file that uses `serde_yaml`.
//!
//! One fast pass builds the tree and notices that something is odd; only then a second pass that
//! keeps track of where it is says what. `serde_yaml` decides what a file says; where it stands is
//! the business of [`super::spans`].

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::base::place::{Pointer, Step};

/// Deepest nesting of brackets or blocks that is read at all.
pub const DEEPEST: usize = 256;

/// A tree and what was odd about its text.
#[derive(Debug)]
pub struct Parsed {
    /// What the text says; of a key written twice, the first value.
    pub tree: Value,
    /// What no tree can hold, in the order of the text.
    pub oddities: Vec<Oddity>,
}

/// Something the YAML says that a tree of JSON values cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// A key stands again in the same map; the number counts writings from 0.
    RepeatedKey(Pointer, usize),
    /// A number that is infinite or not a number.
    NotFinite(Pointer),
    /// A tag such as `!secret`.
    Tag(Pointer, String),
    /// A key that is a list, a map or nothing.
    KeyNotText(Pointer),
}

impl Oddity {
    const fn pointer_mut(&mut self) -> &mut Pointer {
        match self {
            Self::RepeatedKey(pointer, _)
            | Self::NotFinite(pointer)
            | Self::Tag(pointer, _)
            | Self::KeyNotText(pointer) => pointer,
        }
    }
}

/// Why a text is no YAML at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What kind of trouble it is.
    pub kind: SyntaxErrorKind,
    /// What the parser says, without the position.
    pub message: String,
    /// Line and column of the parser's complaint, both from 1, the column in characters.
    pub line_column: Option<(usize, usize)>,
}

/// Kinds of trouble that have a remedy of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// The text breaks YAML's grammar.
    Grammar,
    /// There is nothing but white space and comments.
    Empty,
    /// More than one document, separated by `---`.
    SeveralDocuments,
    /// Brackets or blocks nested more than [`DEEPEST`] deep.
    TooDeep,
    /// Aliases that would unfold into far more than the file holds.
    AliasBomb,
}

/// Reads one YAML document.
///
/// # Errors
/// A [`SyntaxError`] when the text is no single YAML document.
pub fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    if nests_too_deep(text) {
        return Err(SyntaxError {
            kind: SyntaxErrorKind::TooDeep,
            message: format!("nested more than {DEEPEST} levels deep"),
            line_column: None,
        });
    }
    let noticed = Noticed::default();
    let tree = TreeSeed { noticed: &noticed }
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| explain(text, &error))?;
    if tree.is_null() {
        let message = "the file says nothing".to_owned();
        return Err(SyntaxError { kind: SyntaxErrorKind::Empty, message, line_column: None });
    }
    let oddities = noticed.oddities.into_inner();
    Ok(Parsed { tree, oddities })
}

/// A quick upper bound of the nesting, so that the parser never meets a pathological file.
fn nests_too_deep(text: &str) -> bool {
    // Counting is many times faster than keeping track, and most files hold fewer brackets altogether.
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    let is_deep = brackets > DEEPEST && bracket_depth(text) > DEEPEST;
    (is_deep || text.lines().any(opens_many_blocks))
        && super::spans::nests_deeper_than(text, DEEPEST)
}

/// How deep brackets would nest if every one of them were one.
fn bracket_depth(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Whether one line alone opens more blocks than a file may nest: by indentation or `- - - …`.
fn opens_many_blocks(line: &str) -> bool {
    line.len() > DEEPEST
        && line.bytes().take_while(|byte| matches!(byte, b' ' | b'-' | b'?' | b':')).count()
            > DEEPEST
}

fn explain(text: &str, error: &serde_yaml::Error) -> SyntaxError {
    let mut message = error.to_string();
    let line_column = error.location().map(|location| (location.line(), location.column()));
    if let Some((line, column)) = line_column {
        message = message.replace(&format!(" at line {line} column {column}"), "");
    }
    let kind = if message.contains("more than one document") {
        SyntaxErrorKind::SeveralDocuments
    } else if message.contains("EndOfStream") || message.contains("end of stream") && is_blank(text)
    {
        SyntaxErrorKind::Empty
    } else if message.contains("recursion limit") {
        SyntaxErrorKind::TooDeep
    } else if message.contains("repetition limit") {
        SyntaxErrorKind::AliasBomb
    } else {
        SyntaxErrorKind::Grammar
    };
    SyntaxError { kind, message, line_column }
}

fn is_blank(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---"
    })
}

/// What the visitor has noticed. A place is put together on the way out, so that a text with nothing
/// odd about it costs no place at all.
#[derive(Default)]
struct Noticed {
    oddities: RefCell<Vec<Oddity>>,
}

impl Noticed {
    fn note(&self, oddity: Oddity) {
        self.oddities.borrow_mut().push(oddity);
    }

    fn within<T>(&self, step: impl Fn() -> Step, work: impl FnOnce() -> T) -> T {
        let before = self.oddities.borrow().len();
        let result = work();
        for oddity in self.oddities.borrow_mut().iter_mut().skip(before) {
            oddity.pointer_mut().0.insert(0, step());
        }
        result
    }
}

#[derive(Clone, Copy)]
struct TreeSeed<'a> {
    noticed: &'a Noticed,
}

impl<'de> DeserializeSeed<'de> for TreeSeed<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeSeed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("YAML")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::String(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Value::String(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if let Some(number) = Number::from_f64(value) {
            return Ok(Value::Number(number));
        }
        self.noticed.note(Oddity::NotFinite(Pointer::default()));
        Ok(Value::String(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let next = self
                .noticed
                .within(|| Step::Index(list.len()), || items.next_element_seed(self))?;
            match next {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        let mut repeated: Vec<String> = Vec::new();
        while let Some(key) = entries.next_key_seed(KeySeed { noticed: self.noticed })? {
            let step = || Step::Key(key.as_str().into());
            let value = self.noticed.within(step, || entries.next_value_seed(self))?;
            match map.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(value);
                }
                Entry::Occupied(taken) => {
                    let key = taken.key();
                    repeated.push(key.clone());
                    let writings = repeated.iter().filter(|again| *again == key).count();
                    let pointer = Pointer::default().then(key);
                    self.noticed.note(Oddity::RepeatedKey(pointer, writings));
                }
            }
        }
        Ok(Value::Object(map))
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (tag, content) = data.variant_seed(KeySeed { noticed: self.noticed })?;
        self.noticed.note(Oddity::Tag(Pointer::default(), tag));
        de::VariantAccess::newtype_variant_seed(content, self)
    }
}

/// Reads a key as text, whatever scalar it is.
#[derive(Clone, Copy)]
struct KeySeed<'a> {
    noticed: &'a Noticed,
}

impl KeySeed<'_> {
    fn not_text(self) -> String {
        self.noticed.note(Oddity::KeyNotText(Pointer::default()));
        "?".to_owned()
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = String;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<String, E> {
        Ok(value)
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i128<E>(self, value: i128) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u128<E>(self, value: u128) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E>(self) -> Result<String, E> {
        Ok(self.not_text())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        while items.next_element::<de::IgnoredAny>()?.is_some() {}
        Ok(self.not_text())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<String, A::Error> {
        while entries.next_entry::<de::IgnoredAny, de::IgnoredAny>()?.is_some() {}
        Ok(self.not_text())
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, data: A) -> Result<String, A::Error> {
        let (_, content) = data.variant_seed(self)?;
        de::VariantAccess::newtype_variant::<de::IgnoredAny>(content)?;
        Ok(self.not_text())
    }
}

/// Reads a YAML value out of a documentation example, which must be valid.
///
/// # Errors
/// What the parser says.
pub fn parse_example(text: &str) -> Result<Value, String> {
    let noticed = Noticed::default();
    serde_yaml::Deserializer::from_str(text)
        .deserialize_any(TreeSeed { noticed: &noticed })
        .map_err(|error| error.to_string())
}

/// Writes a value as block-style YAML.
#[must_use]
pub fn write(value: &Value) -> String {
    serde_yaml::to_string(value).unwrap_or_default()
}

/// Writes a value on one line as a person would: `{competency: incident-response, at: working}`.
#[must_use]
pub fn flow(value: &Value) -> String {
    match value {
        Value::String(text) if needs_quotes(text) => Value::String(text.clone()).to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key}: {}", flow(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Whether a text, written without quotes inside a flow collection, would read as something else.
fn needs_quotes(text: &str) -> bool {
    let plain =
        text.chars().all(|letter| !matches!(letter, ',' | '[' | ']' | '{' | '}' | '#' | '"'))
            && !text.contains(": ")
            && !text.ends_with(':')
            && text.trim() == text
            && !text.is_empty();
    !plain || !matches!(parse_example(text), Ok(Value::String(read)) if read == text)
}
