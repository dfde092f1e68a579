//! Code in texts, coloured: every run of characters gets one of seven short classes; the only user of
//! syntect.

use std::fmt::Write as _;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// How mark-up begins that holds coloured code.
pub const HIGHLIGHTED: &str = "<code class=\"hl\">";

/// The longest code that is coloured, in bytes: what is longer is no example any more.
const LONGEST: usize = 50_000;

/// The longest line of it: patterns of grammars take their time on long ones.
const LONGEST_LINE: usize = 1_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// What grammars call things, and the class they get; of several that fit the first holds.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    [
        ("comment", "c"),
        ("punctuation.definition.comment", "c"),
        ("constant.character.escape", "n"),
        ("constant", "n"),
        ("entity.name.function", "f"),
        ("support.function", "f"),
        ("variable.function", "f"),
        ("entity.name.tag", "t"),
        ("entity.name", "t"),
        ("support.type", "t"),
        ("support.class", "t"),
        ("entity.other.attribute-name", "a"),
        ("variable.parameter", "a"),
        ("markup.inserted", "s"),
        ("markup.deleted", "k"),
        ("string", "s"),
        ("keyword", "k"),
        ("storage", "k"),
    ]
    .iter()
    .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)))
    .collect()
});

/// Whether there is a grammar for the word behind the fence: `yaml`, `rs`, `sh`.
#[must_use]
pub fn is_known(language: &str) -> bool {
    grammar(language).is_some()
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let word = language.split([',', ' ', '{']).next().unwrap_or("");
    let found = if word.is_empty() { None } else { SYNTAXES.find_syntax_by_token(word) };
    found.filter(|syntax| syntax.name != "Plain Text")
}

/// The code as HTML, escaped, with a `span` around each run that has a class; none where there is no
/// grammar or the code is too long.
#[must_use]
pub fn html(language: &str, code: &str) -> Option<String> {
    let grammar = grammar(language)?;
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    let mut html = String::with_capacity(code.len() * 2);
    let mut open: Option<&str> = None;
    for line in code.split_inclusive('\n') {
        let operations = state.parse_line(line, &SYNTAXES).ok()?;
        let mut from = 0;
        for (at, operation) in &operations {
            write(&mut html, line.get(from..*at)?, class_of(&stack), &mut open);
            from = *at;
            stack.apply(operation).ok()?;
        }
        write(&mut html, line.get(from..)?, class_of(&stack), &mut open);
    }
    if open.is_some() {
        html.push_str("</span>");
    }
    Some(html)
}

/// The class of the innermost scope that has one.
fn class_of(stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().find_map(|scope| {
        CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
    })
}

/// Adds a run; one that has the class of the run before goes on in its element.
fn write<'c>(html: &mut String, text: &str, class: Option<&'c str>, open: &mut Option<&'c str>) {
    if text.is_empty() {
        return;
    }
    if *open != class && !text.trim().is_empty() {
        if open.is_some() {
            html.push_str("</span>");
        }
        if let Some(class) = class {
            let _ = write!(html, "<span class=\"{class}\">");
        }
        *open = class;
    }
    html.push_str(&escaped(text));
}

/// Text as HTML writes it.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
