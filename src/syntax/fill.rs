//! Values written into a YAML text so that they stay values, whatever they hold: no title can close a
//! quote, begin a comment or add a key.

use super::dialect;
use crate::base::date::Date;

/// Stands before a value in a text that is being filled.
const OPEN: char = '\u{fdd0}';

/// Stands behind a value in a text that is being filled.
const CLOSE: char = '\u{fdd1}';

/// Marks a value, so that [`settle`] finds it; line breaks and other control characters become spaces.
#[must_use]
pub fn marked(value: &str) -> String {
    let clean = value.chars().filter(|character| !matches!(*character, OPEN | CLOSE));
    let clean: String =
        clean.map(|character| if character.is_control() { ' ' } else { character }).collect();
    format!("{OPEN}{}{CLOSE}", clean.trim())
}

/// Takes the marks out of a text in which every value may stand as it is, such as Markdown.
#[must_use]
pub fn unmarked(text: &str) -> String {
    text.replace([OPEN, CLOSE], "")
}

/// A value stands in the middle of text without quotes, where it would change what the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsQuotes {
    /// The line, from 1.
    pub line: usize,
    /// The value.
    pub value: String,
}

/// Writes the marked values of a YAML text in the way their place asks for: escaped inside quotes,
/// with quotes of their own where they are a whole scalar that needs them, as they are in block text.
///
/// # Errors
/// [`NeedsQuotes`] for a value that would change what the text around it says.
pub fn settle(yaml: &str) -> Result<String, NeedsQuotes> {
    let mut scribe = Scribe::default();
    for (number, line) in yaml.split_inclusive('\n').enumerate() {
        scribe.line(number + 1, line)?;
    }
    Ok(scribe.written)
}

/// Reads a YAML text line by line, as far as it takes to know what a value would stand in.
#[derive(Default)]
struct Scribe {
    written: String,
    quote: Option<char>,
    depth: usize,
    /// The indentation of the line that began a block of text.
    block: Option<usize>,
}

impl Scribe {
    fn line(&mut self, number: usize, line: &str) -> Result<(), NeedsQuotes> {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if self.block.is_some_and(|outer| line.trim().is_empty() || indent > outer) {
            self.written.push_str(&unmarked(line));
            return Ok(());
        }
        self.block = None;
        let mut rest = line;
        let mut begins = true;
        let mut comment = false;
        while let Some(first) = rest.chars().next() {
            rest = &rest[first.len_utf8()..];
            if first == OPEN {
                let (value, after) = rest.split_once(CLOSE).unwrap_or((rest, ""));
                let whole = begins && self.ends_scalar(after);
                let spelled = self.spelled(value, whole, begins, comment);
                let Some(text) = spelled else {
                    return Err(NeedsQuotes { line: number, value: value.to_owned() });
                };
                self.written.push_str(&text);
                begins = false;
                rest = after;
            } else {
                self.written.push(first);
                comment = comment || self.read(first, &mut rest, &mut begins);
            }
        }
        if self.quote.is_none() && !comment && opens_block(line) {
            self.block = Some(indent);
        }
        Ok(())
    }

    /// Takes one character of the YAML into account; says whether a comment begins with it.
    fn read(&mut self, character: char, rest: &mut &str, begins: &mut bool) -> bool {
        match (self.quote, character) {
            (Some('"'), '\\') => {
                if let Some(next) = rest.chars().next().filter(|next| *next != OPEN) {
                    self.written.push(next);
                    *rest = &rest[next.len_utf8()..];
                }
            }
            (Some(open), character) if open == character => self.quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if *begins => {
                self.quote = Some(character);
                *begins = false;
            }
            (None, '[' | '{') if *begins || self.depth > 0 => {
                self.depth += 1;
                *begins = true;
            }
            (None, ']' | '}') if self.depth > 0 => self.depth -= 1,
            (None, ',') if self.depth > 0 => *begins = true,
            (None, ':') if rest.starts_with(char::is_whitespace) => *begins = true,
            (None, '-' | '?') if *begins && rest.starts_with(char::is_whitespace) => {}
            (None, '#') => {
                let before =
                    self.written.strip_suffix('#').and_then(|text| text.chars().next_back());
                return before.is_none_or(char::is_whitespace);
            }
            (None, character) if character.is_whitespace() => {}
            (None, _) => *begins = false,
        }
        false
    }

    fn ends_scalar(&self, after: &str) -> bool {
        let next = after.trim_start_matches([' ', '\t', '\r']);
        let gap = next.len() < after.len();
        match next.chars().next() {
            None | Some('\n') => true,
            Some('#') => gap,
            Some(',' | ']' | '}') => self.depth > 0,
            Some(':') => next[1..].starts_with(char::is_whitespace),
            Some(_) => false,
        }
    }

    /// The value as it has to be written here; none where no way of writing it would do.
    fn spelled(&self, value: &str, whole: bool, begins: bool, comment: bool) -> Option<String> {
        match self.quote {
            _ if comment => Some(value.to_owned()),
            Some('"') => Some(escaped(value)),
            Some(_) => Some(value.replace('\'', "''")),
            None if whole && is_plain(value) => Some(value.to_owned()),
            None if whole => Some(format!("\"{}\"", escaped(value))),
            None => {
                let first = value.chars().next().is_none_or(char::is_alphanumeric) || !begins;
                (first && is_harmless(value)).then(|| value.to_owned())
            }
        }
    }
}

/// Whether a block of text (`|` or `>`) begins behind the line.
fn opens_block(line: &str) -> bool {
    let line = line.trim_end();
    let header =
        line.trim_end_matches(|end: char| matches!(end, '+' | '-') || end.is_ascii_digit());
    let before = header.strip_suffix(['|', '>']);
    before.is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']))
}

/// The value as it stands inside double quotes.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Whether the value can stand without quotes and is still that text, everywhere.
fn is_plain(value: &str) -> bool {
    let day = value.get(..10).is_some_and(|day| day.parse::<Date>().is_ok());
    let begins = day || value.starts_with(char::is_alphabetic);
    let word = ["true", "false", "null"].iter().any(|word| value.eq_ignore_ascii_case(word));
    begins && !word && is_harmless(value) && dialect::elsewhere(value).is_none()
}

/// Whether every character of the value means only itself inside a text without quotes.
fn is_harmless(value: &str) -> bool {
    value.chars().all(|character| {
        character.is_alphanumeric()
            || matches!(character, ' ' | '-' | '_' | '.' | '(' | ')' | '/' | '+' | '\'' | ';' | '=')
    })
}
