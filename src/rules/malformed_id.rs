//! A file name that is no id.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::id::{self, Flaw};
use crate::base::problem::{Level, Problem};
use crate::catalog::Record;
use crate::catalog::fault::{Fault, NameFault};

/// The rule.
pub const RULE: Rule = Rule {
    slug: "malformed-id",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A file or folder whose name is no id",
    what: "The name of a record's file (of a person: of the folder) is its id: lowercase letters and digits, \
           words joined by hyphens, beginning with a letter. Records of a day begin with its date, records \
           of a period are called `2026`, `2026-h1` or `2026-q3`. Words that YAML takes for something else \
           (`null`, `true`, `no`, `on`, …) and names that Windows reserves (`con`, `aux`, …) are refused.",
    why: "The id stands in references, in addresses of pages and in signed approvals, and has to survive \
          every file system.",
    bad: &[
        Case {
            files: "\
-- teams/Routing Europe.yaml --
name: Routing in Europe
",
            marks: &["name: Routing in Europe"],
        },
        Case {
            files: "\
-- people/ada/journal/2026-02-30.md --
---
modules: [incident-basics]
---
A quiet day.
",
            marks: &["modules: [incident-basics]"],
        },
        Case {
            files: "\
-- teams/aux.yaml --
name: Auxiliary
",
            marks: &["name: Auxiliary"],
        },
    ],
    good: Case {
        files: "\
-- teams/routing-europe.yaml --
name: Routing in Europe
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for record in context.catalog.records() {
        for fault in &record.faults {
            if let Fault::Name(fault) = fault {
                findings.add(problem(record, *fault));
            }
        }
    }
}

fn problem(record: &Record, fault: NameFault) -> Problem {
    let name = &*record.name;
    let kind = record.kind.about().name;
    let better = id::slug(name).filter(|slug| id::check(slug).is_ok() && slug != name);
    let (message, help) = match fault {
        NameFault::Id(Flaw::Shape) => (
            match odd_one(name) {
                Some(odd) => format!("`{name}` is no id, because of `{odd}` (U+{:04X})", u32::from(odd)),
                None => format!("`{name}` is no id"),
            },
            match better {
                Some(slug) => format!("rename it, for example to `{slug}`"),
                None => "ids are lowercase words joined by hyphens, beginning with a letter".to_owned(),
            },
        ),
        NameFault::Id(Flaw::YamlWord) => (
            format!("`{name}` cannot be an id, because YAML reads it as something else"),
            format!("give it a longer name, such as `{name}-{kind}`"),
        ),
        NameFault::Id(Flaw::WindowsName) => (
            format!("`{name}` cannot be an id, because Windows cannot store a file of that name"),
            format!("give it a longer name, such as `{name}-{kind}`"),
        ),
        NameFault::Id(Flaw::TooLong) => (
            "this id is too long".to_owned(),
            format!("ids have at most {} characters", id::LONGEST),
        ),
        NameFault::Date if looks_dated(name) => (
            format!("`{}` is no day of the calendar", &name[..10]),
            "rename the file to begin with the day it happened".to_owned(),
        ),
        NameFault::Date => (
            format!("the name of a {kind} begins with the day it happened, and `{name}` does not"),
            "rename it to something like `2026-03-02-checkout-outage`, with a day of the calendar".to_owned(),
        ),
        NameFault::NoSlug => (
            format!("`{name}` tells only the day"),
            format!("add words that tell it from others of that day: `{name}-checkout-outage`"),
        ),
        NameFault::Period => (
            format!("`{name}` is no period"),
            "call it after a year, a half-year or a quarter: `2026`, `2026-h1`, `2026-q3`".to_owned(),
        ),
        NameFault::Number => (
            format!("`{name}` is no version number"),
            "versions are called `0001`, `0002` and so on".to_owned(),
        ),
    };
    Problem::new(record.whole(), message).help(help)
}

/// The first character that no id has.
fn odd_one(name: &str) -> Option<char> {
    name.chars().find(|letter| !matches!(letter, 'a'..='z' | '0'..='9' | '-'))
}

fn looks_dated(name: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    name.len() >= 10 && name.is_char_boundary(10) && name.bytes().take(10).enumerate().all(shape)
}
