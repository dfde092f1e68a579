//! A template that makes no valid record.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::{Place, Pointer};
use crate::base::problem::{Level, Problem};
use crate::base::source::Source;
use crate::base::span::{Span, line_column};
use crate::catalog::Record;
use crate::catalog::fault::{Fault, Violation};
use crate::catalog::layout::Meaning;
use crate::catalog::load::read_record;
use crate::catalog::template::{Filling, TemplateFault, instantiate, template_line};
use crate::kinds::Kind;
use crate::syntax::spans::SpanTree;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "template-broken",
    subject: Subject::Files,
    level: Level::Error,
    summary: "A template that makes no valid record",
    what: "Every template in `templates/<kind>/` is filled in with an `id`, a `title`, a `name`, a `date` and an \
           `owner`, and what comes out is compared with the schema of its kind. The title has quotes, a colon \
           and a `#` in it, as titles do. What a template refers to is looked up only once it is a record.",
    why: "Whoever uses a template wants to write, not to repair.",
    bad: &[
        Case {
            files: "\
-- templates/module/talk.md --
---
title: {{ title }}
type: talk
outcome: {{ outcome }}
---
",
            marks: &["outcome: {{ outcome }}"],
        },
        Case {
            files: "\
-- templates/module/talk.md --
---
title: {{ title }}
type: talk
---
",
            marks: &["type: talk"],
        },
        Case {
            files: "\
-- templates/team/guild.yaml --
name: The {{ name }} guild
-- templates/team/squad.yaml --
lead: {{ owner }}
",
            marks: &["name: The {{ name }} guild", "lead: {{ owner }}"],
        },
        Case {
            files: "\
-- templates/team/guild.yaml --
name: {{ name }}
  lead: {{ owner }}
",
            marks: &["lead: {{ owner }}"],
        },
    ],
    good: Case {
        files: "\
-- templates/module/talk.md --
---
title: {{ title }}
summary: \"A talk called {{ title }}\"
type: reading
owner: {{ owner }}
reviewed: {{ date }}
---
# {{ title }}
-- templates/team/guild.yaml --
name: 'The {{ name }} guild'
",
        marks: &[],
    },
    check,
};

/// A title with everything in it that is dangerous in YAML.
const TITLE: &str = "It's \"Example\": #1, a {b} & [c]";

fn check(context: &Context<'_>, findings: &mut Findings) {
    let date = context.as_of.to_string();
    let filling = Filling { id: "example", title: TITLE, name: TITLE, date: &date, owner: "example" };
    for side in context.catalog.side_files() {
        let Meaning::Template { kind, .. } = &side.meaning else { continue };
        let faults = match instantiate(*kind, &side.source.text, &filling) {
            Err(fault) => vec![fault],
            Ok(text) => faults_of(*kind, &side.source, text),
        };
        for fault in faults {
            findings.add(
                Problem::new(place(&side.source, fault.line), fault.message)
                    .here(format!("makes no {kind}"))
                    .help(format!(
                        "a template may use `id`, `title`, `name`, `date` and `owner` in double braces, with \
                         quotes around the whole text; `learn schema {kind}` shows what a {kind} may say"
                    )),
            );
        }
    }
}

/// The template's line, or its first where it is not known.
fn place(source: &Source, line: Option<usize>) -> Place {
    let mut at = 0;
    for (number, text) in source.text.split_inclusive('\n').enumerate() {
        if line.is_some_and(|line| line == number + 1) || line.is_none() && !text.trim().is_empty() {
            let start = at + (text.len() - text.trim_start().len());
            return Place::bytes(&source.path, Span::new(start, start + text.trim().len()));
        }
        at += text.len();
    }
    Place::file(&source.path)
}

fn faults_of(kind: Kind, source: &Source, text: String) -> Vec<TemplateFault> {
    let record = read_record(kind, &*source.path, text.into_bytes());
    let tree = SpanTree::read(record.yaml_text());
    let faults = record.faults.iter();
    faults
        .map(|fault| TemplateFault {
            line: line_of(&record, &tree, fault).and_then(|line| {
                template_line(&source.text, &record.source.text, line)
            }),
            message: format!("what this template makes is no {kind}: {}", words(fault)),
        })
        .collect()
}

/// The line of the record, from 1, that a fault is about.
fn line_of(record: &Record, tree: &SpanTree, fault: &Fault) -> Option<usize> {
    let above = line_column(&record.source.text, record.yaml.start).line - 1;
    let span = |pointer: &Pointer| tree.key(pointer, 0).or_else(|| tree.value(pointer)).or_else(|| tree.nearest(pointer));
    let pointer = match fault {
        Fault::Syntax(error) => return error.line_column.map(|(line, _)| above + line),
        Fault::Schema(fault) => &fault.pointer,
        Fault::Type { pointer, .. } => pointer,
        Fault::Unreadable(_)
        | Fault::NotUtf8(_)
        | Fault::NoFrontMatter
        | Fault::FrontMatterNeverClosed
        | Fault::Odd(_)
        | Fault::Name(_) => return None,
    };
    let span = span(pointer)?;
    Some(above + line_column(record.yaml_text(), span.start).line)
}

fn words(fault: &Fault) -> String {
    match fault {
        Fault::Unreadable(why) => why.to_string(),
        Fault::NotUtf8(_) => "it is not UTF-8".to_owned(),
        Fault::NoFrontMatter | Fault::FrontMatterNeverClosed => "it has no front matter".to_owned(),
        Fault::Syntax(error) => error.message.clone(),
        Fault::Odd(_) => "it says something that no record can hold".to_owned(),
        Fault::Type { message, .. } => message.clone(),
        Fault::Name(_) => "its name is no id".to_owned(),
        Fault::Schema(fault) => {
            let at = &fault.pointer;
            match &fault.what {
                Violation::UnknownKey { key, .. } => format!("there is no key `{key}`"),
                Violation::MissingKey(key) => format!("`{key}` is missing"),
                Violation::WrongType { expected, found } => format!("`{at}` is a {found}, not a {expected}"),
                Violation::Empty => format!("`{at}` has no value"),
                Violation::UnknownWord { allowed } => format!("`{at}` is none of {}", allowed.join(", ")),
                Violation::Form | Violation::Date => format!("`{at}` is not written in its form"),
                Violation::KeyForm(key) => format!("the key `{key}` is no id"),
                Violation::Range(bounds) => format!("`{at}` has to be {bounds}"),
                Violation::Other(message) => message.clone(),
            }
        }
    }
}
