//! The mistakes people make most in YAML, told from the line where the parser gave up and the one
//! before it. A parser says what it expected; this says what was probably meant.

use crate::base::span::Span;

/// A likely mistake and the characters that are wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The characters.
    pub span: Span,
    /// What is wrong with them, in a few words.
    pub here: &'static str,
    /// What to do.
    pub help: String,
}

/// The likeliest mistake around `at`, the byte where the parser gave up.
#[must_use]
pub fn likely(text: &str, at: usize) -> Option<Mistake> {
    if let Some((at, character)) =
        text.char_indices().find(|(_, character)| is_unprintable(*character))
    {
        return Some(Mistake {
            span: Span::new(at, at + character.len_utf8()),
            here: "a character that cannot be printed",
            help: "delete it; it often comes along when text is pasted".to_owned(),
        });
    }
    let lines = lines_until(text, at);
    let near: Vec<Line<'_>> =
        lines.iter().rev().filter(|line| !line.is_blank()).take(2).copied().collect();
    let mistakes = near.iter().find_map(|line| {
        tab(*line)
            .or_else(|| no_space(*line))
            .or_else(|| behind_quote(*line))
            .or_else(|| reserved(*line))
    });
    mistakes.or_else(|| match near.as_slice() {
        [line, above, ..] => too_far_in(*line, *above)
            .or_else(|| second_colon(*line))
            .or_else(|| no_colon(*line))
            .or_else(|| no_colon(*above).filter(|_| above.indent() <= line.indent())),
        [line] => second_colon(*line).or_else(|| no_colon(*line)),
        [] => None,
    })
}

const fn is_unprintable(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}

/// One line of a text, without its line break.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn is_blank(self) -> bool {
        let words = self.text.trim();
        words.is_empty() || words.starts_with('#')
    }

    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// What stands behind the indentation and the dashes of list items, and where it begins.
    fn content(self) -> (usize, &'a str) {
        let mut rest = self.text.trim_start_matches(' ');
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start_matches(' ');
        }
        (self.start + self.text.len() - rest.len(), rest.trim_end())
    }

    /// Key and value of `key: value`, and where the value begins.
    fn entry(self) -> Option<(&'a str, usize, &'a str)> {
        let (start, content) = self.content();
        let (key, value) = content.split_once(": ")?;
        let trimmed = value.trim_start();
        (is_word(key) && !trimmed.is_empty())
            .then(|| (key, start + content.len() - trimmed.len(), trimmed))
    }
}

fn lines_until(text: &str, at: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(Line { start, text: line.trim_end_matches(['\n', '\r']) });
        start += line.len();
        if start > at {
            break;
        }
    }
    lines
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

fn tab(line: Line<'_>) -> Option<Mistake> {
    let indent = line.text.len() - line.text.trim_start().len();
    let at = line.text[..indent].find('\t')?;
    Some(Mistake {
        span: Span::new(line.start + at, line.start + at + 1),
        here: "a tab",
        help: "indent with spaces; YAML does not allow tabs there".to_owned(),
    })
}

/// `name:Routing`
fn no_space(line: Line<'_>) -> Option<Mistake> {
    let (start, content) = line.content();
    let (key, value) = content.split_once(':')?;
    let missing = is_word(key) && !value.is_empty() && !value.starts_with([' ', '/']);
    missing.then(|| Mistake {
        span: Span::new(start, start + key.len() + 1),
        here: "no space behind the colon",
        help: format!("write `{key}: {value}`"),
    })
}

/// `name: 'Routing's team'` or `lead: "chen" x`
fn behind_quote(line: Line<'_>) -> Option<Mistake> {
    let (_, start, value) = line.entry()?;
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let mut letters = value.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        let doubled = quote == '\''
            && letter == quote
            && letters.peek().is_some_and(|(_, next)| *next == quote);
        if doubled || quote == '"' && letter == '\\' {
            letters.next();
        } else if letter == quote {
            let rest = value[at + 1..].trim_start();
            if rest.is_empty() || rest.starts_with('#') {
                return None;
            }
            let from = start + value.len() - rest.len();
            return Some(Mistake {
                span: Span::new(from, start + value.len()),
                here: "behind the closing quotation mark",
                help: match quote {
                    '\'' => "put the whole value in double quotes, or write `''` for an apostrophe in it".to_owned(),
                    _ => "put the whole value in quotes, and write `\\\"` for a quotation mark in it".to_owned(),
                },
            });
        }
    }
    Some(Mistake {
        span: Span::new(start, start + value.len()),
        here: "never closed",
        help: "close the quotation mark, or write a long text as a `|` block".to_owned(),
    })
}

/// `lead: *chen`, `lead: @chen`
fn reserved(line: Line<'_>) -> Option<Mistake> {
    let (_, start, value) = line.entry()?;
    let first = value.chars().next().filter(|first| matches!(first, '*' | '@' | '`' | '%'))?;
    Some(Mistake {
        span: Span::new(start, start + value.len()),
        here: "begins with a sign that YAML keeps for itself",
        help: match first {
            '*' => format!(
                "put the value in quotes, `\"{value}\"`, or define `&{}` first",
                &value[1..]
            ),
            _ => format!("put the value in quotes: `\"{value}\"`"),
        },
    })
}

/// A key further to the right than the entry above it, which has a value already.
fn too_far_in(line: Line<'_>, above: Line<'_>) -> Option<Mistake> {
    let (key_above, _, value) = above.entry()?;
    let (start, content) = line.content();
    let (key, _) = content.split_once(':').filter(|(key, _)| is_word(key))?;
    let opens_a_block = value.starts_with(['|', '>', '&', '!', '[', '{', '"', '\'']);
    let further_in = line.indent() > above.indent() && !line.text.trim_start().starts_with("- ");
    (further_in && !opens_a_block).then(|| Mistake {
        span: Span::new(start, start + key.len()),
        here: "further to the right than the key above",
        help: format!("put `{key}` directly below `{key_above}`, with the same indentation"),
    })
}

/// `name: Routing: Europe`
fn second_colon(line: Line<'_>) -> Option<Mistake> {
    let (_, start, value) = line.entry()?;
    let quoted = value.starts_with(['"', '\'', '{', '[', '|', '>']);
    let at =
        value.find(": ").or_else(|| value.strip_suffix(':').map(str::len)).filter(|_| !quoted)?;
    Some(Mistake {
        span: Span::new(start + at, start + at + 1),
        here: "a second colon",
        help: format!("put the value in quotes: `\"{value}\"`"),
    })
}

/// `lead chen`
fn no_colon(line: Line<'_>) -> Option<Mistake> {
    let (start, content) = line.content();
    let (first, rest) = content.split_once(' ').unwrap_or((content, ""));
    let plain = is_word(first) && !content.contains([':', '[', ']', '{', '}', '"', '\'']);
    plain.then(|| Mistake {
        span: Span::new(start, start + content.len()),
        here: "neither a key with its value nor part of the line above",
        help: match rest {
            "" => {
                format!("write `{first}: …`, or indent a long text below a key that ends with `|`")
            }
            rest => format!(
                "write `{first}: {rest}`, or indent a long text below a key that ends with `|`"
            ),
        },
    })
}
