//! One thing of the catalog on a page: what it says, what it refers to and what refers to it.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use crate::base::span::line_column;
use crate::catalog::Catalog;
use crate::catalog::lookup::Thing;
use crate::syntax::block;
use crate::syntax::spans::SpanTree;

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
}

impl Card {
    /// The card of a thing, in whose file the check finds so many problems.
    #[must_use]
    pub fn of(catalog: &Catalog, thing: &Thing<'_>, problems: usize) -> Self {
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
        list(out, "Refers to", &self.refers_to)?;
        list(out, "Referred to by", &self.referred_to_by)?;
        match self.problems {
            0 => Ok(()),
            1 => writeln!(out, "\n1 problem in this file"),
            several => writeln!(out, "\n{several} problems in this file"),
        }
    }
}

fn refers_to(catalog: &Catalog, thing: &Thing<'_>) -> Vec<Connection> {
    let record = thing.record;
    let references = record.references.iter().filter(|reference| thing.holds(reference));
    let connections: BTreeSet<Connection> = references
        .map(|reference| {
            let found = catalog.resolve(record, reference).target();
            Connection {
                kind: reference.noun(record.kind).word(),
                id: reference.target.to_string(),
                field: reference.field_path(record.kind),
                path: found.map(|target| target.path(catalog).to_owned()),
            }
        })
        .collect();
    connections.into_iter().collect()
}

fn referred_to_by(catalog: &Catalog, thing: &Thing<'_>) -> Vec<Connection> {
    let connections: BTreeSet<Connection> = thing
        .references_to(catalog)
        .into_iter()
        .map(|(record, reference)| Connection {
            kind: record.kind.about().name,
            id: record.key(),
            field: reference.field_path(record.kind),
            path: Some(record.source.path.to_string()),
        })
        .collect();
    connections.into_iter().collect()
}

fn list(out: &mut dyn Write, title: &str, connections: &[Connection]) -> io::Result<()> {
    if connections.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    let widest = |of: fn(&Connection) -> usize| connections.iter().map(of).max().unwrap_or(0);
    let kinds = widest(|connection| connection.kind.chars().count());
    let ids = widest(|connection| connection.id.chars().count());
    for Connection { kind, id, field, path } in connections {
        let path = path.as_deref().unwrap_or("leads nowhere");
        writeln!(out, "  {kind:kinds$}  {id:ids$}  {path}  ({field})")?;
    }
    Ok(())
}
