//! One thing of the catalog on a page: what it says, what it refers to and what refers to it.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::base::date::Date;
use crate::base::span::line_column;
use crate::catalog::lookup::Thing;
use crate::catalog::references::{Noun, Reference};
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::syntax::block;
use crate::syntax::spans::SpanTree;
use crate::trust::ledger::Ledger;

pub mod claimed;
pub mod own;

use claimed::Claimed;
use own::OwnRecord;

/// The version of the JSON shape.
const VERSION: u32 = 1;

/// What is shown of one thing; serialised, it is the JSON of `learn show`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    version: u32,
    kind: &'static str,
    id: String,
    title: String,
    path: String,
    line: usize,
    says: Value,
    /// What a claim asks for and is judged by.
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<Claimed>,
    /// What a person has written themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    own_records: Vec<OwnRecord>,
    refers_to: Vec<Connection>,
    referred_to_by: Vec<Connection>,
    problems: usize,
}

/// A thing that refers to another, or that is referred to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Connection {
    kind: &'static str,
    id: String,
    field: String,
    /// None where the reference leads nowhere.
    path: Option<String>,
    /// The line of the reference, in the file where it is written.
    line: usize,
}

impl Card {
    /// The card of a thing on a day, in whose file the check finds so many problems.
    #[must_use]
    pub fn of(ledger: &Ledger<'_>, thing: &Thing<'_>, problems: usize, day: Date) -> Self {
        let catalog = ledger.catalog();
        let record = thing.record;
        let says = thing.tree();
        let title = ["title", "name"].iter().find_map(|key| says.get(*key)?.as_str());
        let start = SpanTree::read(record.yaml_text())
            .value(&thing.pointer)
            .filter(|_| !thing.pointer.0.is_empty())
            .map_or(0, |span| span.start + record.yaml.start);
        Self {
            version: VERSION,
            kind: thing.noun.word(),
            id: thing.id.clone(),
            title: title.unwrap_or(&thing.id).to_owned(),
            path: record.source.path.to_string(),
            line: line_column(&record.source.text, start).line,
            claimed: Entry::<Claim>::of(record).map(|claim| Claimed::of(ledger, claim, day)),
            own_records: if thing.noun == Noun::Record(Kind::Person) {
                own::records(ledger, &thing.id, day)
            } else {
                Vec::new()
            },
            refers_to: refers_to(catalog, thing),
            referred_to_by: referred_to_by(catalog, thing),
            says,
            problems,
        }
    }

    /// Writes the card for people.
    ///
    /// # Errors
    /// What writing fails with.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{} — {} {}", self.title, self.kind, self.id)?;
        writeln!(out, "{}:{}", self.path, self.line)?;
        if let Value::Object(entries) = &self.says {
            writeln!(out)?;
            for line in block::document(entries).lines() {
                writeln!(out, "  {line}")?;
            }
        }
        if let Some(claimed) = &self.claimed {
            claimed.write(out)?;
        }
        own::write(out, "Own records", &self.own_records)?;
        list(out, "Refers to", &self.refers_to, |path, line, field| {
            format!("{path}  ({field}, line {line})")
        })?;
        list(out, "Referred to by", &self.referred_to_by, |path, line, field| {
            format!("{path}:{line}  ({field})")
        })?;
        match self.problems {
            0 => Ok(()),
            1 => writeln!(out, "\n1 problem in this file"),
            several => writeln!(out, "\n{several} problems in this file"),
        }
    }
}

fn refers_to(catalog: &Catalog, thing: &Thing<'_>) -> Vec<Connection> {
    let record = thing.record;
    let lines = Lines::of(record);
    let references = record.references.iter().filter(|reference| thing.holds(reference));
    let connections = references.map(|reference| {
        let found = catalog.resolve(record, reference).target();
        Connection {
            kind: reference.noun(record.kind).word(),
            id: reference.target.to_string(),
            field: reference.field_path(record.kind),
            path: found.map(|target| target.path(catalog).to_owned()),
            line: lines.line(reference),
        }
    });
    once_each(connections.collect())
}

fn referred_to_by(catalog: &Catalog, thing: &Thing<'_>) -> Vec<Connection> {
    let references = thing.references_to(catalog);
    let connections = references
        .chunk_by(|(one, _), (other, _)| one.source.path == other.source.path)
        .flat_map(|of_record| {
            let lines = of_record.first().map(|(record, _)| Lines::of(record));
            of_record.iter().map(move |(record, reference)| Connection {
                kind: record.kind.about().name,
                id: record.key(),
                field: reference.field_path(record.kind),
                path: Some(record.source.path.to_string()),
                line: lines.as_ref().map_or(1, |lines| lines.line(reference)),
            })
        });
    once_each(connections.collect())
}

/// The connections sorted; of several in the same field, the first.
fn once_each(mut connections: Vec<Connection>) -> Vec<Connection> {
    connections.sort();
    connections.dedup_by(|later, first| {
        (&later.kind, &later.id, &later.field, &later.path)
            == (&first.kind, &first.id, &first.field, &first.path)
    });
    connections
}

/// The lines of a record's references; the file is read once for all of them.
struct Lines<'a> {
    record: &'a Record,
    tree: SpanTree,
}

impl<'a> Lines<'a> {
    fn of(record: &'a Record) -> Self {
        Self { record, tree: SpanTree::read(record.yaml_text()) }
    }

    fn line(&self, reference: &Reference) -> usize {
        let pointer = reference.pointer(self.record.kind);
        let span = if reference.is_key(self.record.kind) {
            self.tree.key(&pointer, 0)
        } else {
            self.tree.value(&pointer)
        };
        let start = span.map_or(0, |span| span.start + self.record.yaml.start);
        line_column(&self.record.source.text, start).line
    }
}

fn list(
    out: &mut dyn Write,
    title: &str,
    connections: &[Connection],
    place: impl Fn(&str, usize, &str) -> String,
) -> io::Result<()> {
    if connections.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    let widest = |of: fn(&Connection) -> usize| connections.iter().map(of).max().unwrap_or(0);
    let kinds = widest(|connection| connection.kind.chars().count());
    let ids = widest(|connection| connection.id.chars().count());
    for Connection { kind, id, field, path, line } in connections {
        let place = place(path.as_deref().unwrap_or("leads nowhere"), *line, field);
        writeln!(out, "  {kind:kinds$}  {id:ids$}  {place}")?;
    }
    Ok(())
}
