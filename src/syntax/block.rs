//! Values become YAML as people write it: blocks, literal texts, and braces only where they fit on a
//! line.

use serde_json::{Map, Value};

use super::{dialect, yaml};

/// Longest line that a map or list in braces may have.
const WIDEST: usize = 96;

/// Longest line that a text in several lines keeps.
const WRAPPED: usize = 110;

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
        Value::String(words) if is_too_wide(words, column, indent + 2) => {
            write_folded(text, words, indent + 2);
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
    words.contains('\n') && can_stand_in_a_block(words)
}

fn can_stand_in_a_block(words: &str) -> bool {
    let odd = |character: char| {
        character.is_control() && character != '\n' || BREAKS_AND_MARKS.contains(&character)
    };
    !words.starts_with([' ', '\n'])
        && !words.contains(odd)
        && words.lines().any(|line| !line.trim().is_empty())
}

/// Whether a text is too wide for its place and can go on in the next line below a `>`.
///
/// Spaces at the ends of lines would keep a reader from joining them again.
fn is_too_wide(words: &str, column: usize, indent: usize) -> bool {
    let is_wide = |line: &str| {
        let width = line.chars().count();
        // Lines that somebody wrapped already stay as they are, unless they are far too wide.
        if words.trim_end().contains('\n') { width > WRAPPED } else { column + width > WIDEST }
    };
    words.lines().any(is_wide)
        && can_stand_in_a_block(words)
        && words.lines().all(|line| !line.starts_with(' ') && !line.ends_with(' '))
        && words.lines().any(|line| folded(line, indent).len() > 1)
}

/// A line in pieces that fit; it is parted only where one space stands between two words.
fn folded(line: &str, indent: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut after_gap = false;
    for word in line.split(' ') {
        let width = |piece: &String| indent + piece.chars().count() + 1 + word.chars().count();
        match pieces.last_mut() {
            Some(piece) if after_gap || word.is_empty() || width(piece) <= WIDEST => {
                piece.push(' ');
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
        after_gap = word.is_empty();
    }
    pieces
}

fn write_folded(text: &mut String, words: &str, indent: usize) {
    let margin = " ".repeat(indent);
    let body = words.trim_end_matches('\n');
    let mut lines = Vec::new();
    for (number, line) in body.split('\n').enumerate() {
        // A single break is read as a space, so that each one of the text takes an empty line.
        if number > 0 {
            lines.push(String::new());
        }
        if !line.is_empty() {
            lines.extend(folded(line, indent).into_iter().map(|piece| format!("{margin}{piece}")));
        }
    }
    write_block(text, '>', &lines, words.len() - body.len());
}

fn write_literal(text: &mut String, words: &str, indent: usize) {
    let body = words.trim_end_matches('\n');
    let margin = " ".repeat(indent);
    let with_margin = |line: &str| match line {
        "" => String::new(),
        words => format!("{margin}{words}"),
    };
    let lines: Vec<String> = body.split('\n').map(with_margin).collect();
    write_block(text, '|', &lines, words.len() - body.len());
}

/// A block of lines behind its mark, which also says how many line breaks the text ends with.
fn write_block(text: &mut String, mark: char, lines: &[String], breaks: usize) {
    let chomping = match breaks {
        0 => "-",
        1 => "",
        _ => "+",
    };
    text.push(' ');
    text.push(mark);
    text.push_str(chomping);
    text.push('\n');
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    for _ in 1..breaks {
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
