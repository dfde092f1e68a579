//! Text that is no YAML.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::span::Span;
use crate::catalog::Record;
use crate::catalog::fault::Fault;
use crate::syntax::mistakes::{self, Mistake};
use crate::syntax::spans;
use crate::syntax::yaml::{SyntaxError, SyntaxErrorKind};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "yaml-syntax",
    subject: Subject::Files,
    level: Level::Error,
    summary: "Text that is no YAML",
    what: "Every record (of a Markdown record: its front matter) has to be one YAML document.",
    why: "Nothing in the file can be read until it is mended. The rest of the catalog is checked all the \
          same, and references to this record are not reported.",
    bad: &[
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: \"chen
",
            marks: &["\"chen"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
\tlead: chen
",
            marks: &["\t"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing: Europe
lead: chen
",
            marks: &[":"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name:Routing
lead: chen
",
            marks: &["name:"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
  lead: chen
",
            marks: &["lead"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: 'Chen's team'
lead: chen
",
            marks: &["s team'"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead chen
function: Engineering
",
            marks: &["lead chen"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
lead: *chen
",
            marks: &["*chen"],
        },
        Case {
            files: "\
-- teams/routing.yaml --
name: Routing
communities: [a
lead: chen
",
            marks: &["["],
        },
    ],
    good: Case {
        files: "\
-- teams/routing.yaml --
name: \"Routing: Europe\"
lead: chen
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            if let Fault::Syntax(error) = fault
                && error.kind == SyntaxErrorKind::Grammar
            {
                findings.add(problem(record, error));
            }
        }
    }
}

fn problem(record: &Record, error: &SyntaxError) -> Problem {
    let text = record.yaml_text();
    let (message, began) = without_position(&error.message);
    let parser = began.or(error.line_column).map(|(line, column)| offset_of(text, line, column));
    let at = parser.or_else(|| spans::first_complaint(text).map(|(_, span)| span.start));
    let mistake = mistakes::likely(text, at.unwrap_or(0)).unwrap_or_else(|| {
        let span = underlined(text, at.unwrap_or(0));
        let (here, help) = advice(&message);
        Mistake { span, here, help: help.to_owned() }
    });
    let place = Place::bytes(&record.source.path, mistake.span.shifted(record.yaml.start));
    Problem::new(place, format!("this cannot be read as YAML: {message}"))
        .here(mistake.here)
        .help(mistake.help)
}

/// The parser's words without the position where the unfinished thing began, and that position, which
/// says more than the end of the file where the parser gave up.
fn without_position(message: &str) -> (String, Option<(usize, usize)>) {
    let Some((words, position)) = message.split_once(" at line ") else {
        return (message.to_owned(), None);
    };
    let mut numbers = position.split(" column ").map(|number| number.trim().parse::<usize>().ok());
    let began = match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(line), Some(column)) if words.contains("quoted scalar") || words.contains("flow ") => {
            Some((line, column))
        }
        _ => None,
    };
    (words.to_owned(), began)
}

/// What to do, told from the parser's words alone.
fn advice(message: &str) -> (&'static str, &'static str) {
    if message.contains("flow sequence") || message.contains("flow mapping") {
        return ("never closed", "close the bracket, and put a comma between the items");
    }
    if message.contains("did not find expected key") || message.contains("block ") {
        return (
            "indented differently",
            "give the keys of one record the same indentation, and their values two spaces more",
        );
    }
    ("the parser gave up here", "compare with the lines above; `learn new` writes a file to start from")
}

/// The byte at a line and a column of characters, both from 1.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = match line.checked_sub(2) {
        None => 0,
        Some(breaks) => text.match_indices('\n').nth(breaks).map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = text.get(start..).unwrap_or("");
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    start + within
}

/// The word or sign at the offset; at the end of a line, the end of what stands before it.
fn underlined(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or("");
    let first = rest.chars().next();
    match first {
        Some('"' | '\'') => {
            let line = rest.lines().next().unwrap_or("").trim_end();
            Span::new(at, at + line.len())
        }
        Some(sign) if !sign.is_alphanumeric() && !sign.is_whitespace() || sign == '\t' => {
            Span::new(at, at + sign.len_utf8())
        }
        Some(letter) if letter.is_alphanumeric() => {
            let length = rest.find([':', ' ', ',', '\n', ']', '}']).unwrap_or(rest.len());
            Span::new(at, at + length.max(letter.len_utf8()))
        }
        _ => {
            let before = text.get(..at).unwrap_or("").trim_end();
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let indent = before[start..].len() - before[start..].trim_start().len();
            Span::new(start + indent, before.len())
        }
    }
}
