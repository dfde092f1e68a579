//! Values become YAML as people write it: blocks, literal texts, and braces only where they fit on a
//! line.

use serde_json::{Map, Value};

use super::{dialect, yaml};

/// Longest line that a map or list in braces may have.
const WIDEST: usize = 96;

/// Characters that JSON leaves as they are and YAML does not.
const BREAKS_AND_MARKS: [char; 5] = ['\u{7f}', '\u{85}', '\u{2028}', '\u{2029}', '\u{feff}'];

/// A map as a document in block style; an empty map is an empty text.
#[must_use]
pub fn document(entries: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (key, value) in entries {
        write_entry(&mut text, key, value, 0);
    }
    text
}

/// One key with its value, in block style, at the left margin.
#[must_use]
pub fn entry(key: &str, value: &Value) -> String {
    let mut text = String::new();
    write_entry(&mut text, key, value, 0);
    text
}

/// A value on one line, with braces and brackets around maps and lists.
#[must_use]
pub fn inline(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                format!("{}: {}", scalar(&Value::String(key.clone()), true), inline(value))
            });
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        single => scalar(single, true),
    }
}

fn write_entry(text: &mut String, key: &str, value: &Value, indent: usize) {
    let margin = " ".repeat(indent);
    text.push_str(&margin);
    text.push_str(&scalar(&Value::String(key.to_owned()), false));
    text.push(':');
    write_value(text, value, indent, indent + key.len() + 2);
}

/// What stands behind `key:` or `-`; the column is where a one-line value would begin.
fn write_value(text: &mut String, value: &Value, indent: usize, column: usize) {
    match value {
        Value::Array(items) if !items.is_empty() && !fits(value, column) => {
            text.push('\n');
            for item in items {
                write_item(text, item, indent + 2);
            }
        }
        Value::Object(entries) if !entries.is_empty() && !fits(value, column) => {
            text.push('\n');
            for (key, value) in entries {
                write_entry(text, key, value, indent + 2);
            }
        }
        Value::String(words) if is_literal(words) => write_literal(text, words, indent + 2),
        Value::Array(_) | Value::Object(_) => {
            text.push(' ');
            text.push_str(&inline(value));
            text.push('\n');
        }
        single => {
            text.push(' ');
            text.push_str(&scalar(single, false));
            text.push('\n');
        }
    }
}

fn write_item(text: &mut String, item: &Value, indent: usize) {
    let margin = " ".repeat(indent);
    text.push_str(&margin);
    text.push('-');
    match item {
        Value::Object(entries) if !entries.is_empty() && !fits(item, indent + 2) => {
            let mut inner = String::new();
            for (key, value) in entries {
                write_entry(&mut inner, key, value, indent + 2);
            }
            text.push(' ');
            text.push_str(&inner[indent + 2..]);
        }
        other => write_value(text, other, indent, indent + 2),
    }
}

/// Whether a map or list reads well in braces: flat, short, and no sentences in a list.
fn fits(value: &Value, column: usize) -> bool {
    let is_flat = |value: &Value| match value {
        Value::Array(items) => items.iter().all(is_word),
        Value::Object(_) => false,
        Value::String(words) => !words.contains('\n'),
        _ => true,
    };
    let flat = match value {
        Value::Array(items) => items.iter().all(is_word),
        Value::Object(entries) => entries.values().all(is_flat),
        _ => true,
    };
    flat && column + inline(value).chars().count() <= WIDEST
}

fn is_word(value: &Value) -> bool {
    match value {
        Value::String(words) => !words.contains(char::is_whitespace),
        Value::Array(_) | Value::Object(_) => false,
        _ => true,
    }
}

/// Whether a text of several lines can stand as it is below a `|`.
fn is_literal(words: &str) -> bool {
    let odd = |character: char| {
        character.is_control() && character != '\n' || BREAKS_AND_MARKS.contains(&character)
    };
    words.contains('\n')
        && !words.starts_with([' ', '\n'])
        && !words.contains(odd)
        && words.lines().any(|line| !line.trim().is_empty())
}

fn write_literal(text: &mut String, words: &str, indent: usize) {
    let body = words.trim_end_matches('\n');
    text.push_str(match words.len() - body.len() {
        0 => " |-\n",
        1 => " |\n",
        _ => " |+\n",
    });
    let margin = " ".repeat(indent);
    for line in body.split('\n') {
        if !line.is_empty() {
            text.push_str(&margin);
            text.push_str(line);
        }
        text.push('\n');
    }
    for _ in 1..words.len() - body.len() {
        text.push('\n');
    }
}

/// A single value; quoted only where YAML would read something else.
fn scalar(value: &Value, in_braces: bool) -> String {
    let Value::String(words) = value else { return value.to_string() };
    let needs_quotes = words.contains('\n')
        || is_ambiguous(words)
        || in_braces
            && (!words.starts_with(char::is_alphanumeric)
                || words.contains(['[', ']', '{', '}', ','])
                || has_loose_colon(words));
    if needs_quotes {
        return quoted(words);
    }
    let plain = yaml::write(value);
    if plain.strip_suffix('\n') == Some(words.as_str()) { words.clone() } else { quoted(words) }
}

/// Whether a colon is followed by anything but a letter, a digit or the slash of an address.
fn has_loose_colon(words: &str) -> bool {
    let fits = |first: char| first.is_alphanumeric() || first == '/';
    words.split(':').skip(1).any(|rest| !rest.starts_with(fits))
}

/// A text as JSON writes it, which is YAML as well once what YAML takes for a line break is spelt out.
fn quoted(words: &str) -> String {
    let text = Value::from(words).to_string();
    BREAKS_AND_MARKS.iter().fold(text, |text, character| {
        text.replace(*character, &format!("\\u{:04x}", u32::from(*character)))
    })
}

/// Whether another reader of YAML takes the text for something else; times of day look like it.
fn is_ambiguous(words: &str) -> bool {
    let is_time = words.contains(':')
        && words.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    is_time || dialect::elsewhere(words).is_some()
}
