//! Whatever somebody means by a word: a path, `kind/id`, or an id of anything, and who refers to it.

use serde_json::Value;

use super::index::{Catalog, Target};
use super::record::Record;
use super::references::{Noun, Reference};
use crate::base::place::{Pointer, Step};
use crate::kinds::{Home, Kind};
use crate::pointer;
use crate::syntax::yaml;

/// A record, or something inside one that has an id of its own.
#[derive(Debug, Clone)]
pub struct Thing<'a> {
    /// What it is.
    pub noun: Noun,
    /// The id by which everybody can refer to it: `ada/2026-03-02-outage` or `threat-modelling`.
    pub id: String,
    /// The record it is, or stands in.
    pub record: &'a Record,
    /// Where in the record it stands; the root for a record.
    pub pointer: Pointer,
}

impl<'a> Thing<'a> {
    /// The record as a thing.
    #[must_use]
    pub fn of(record: &'a Record) -> Self {
        let noun = Noun::Record(record.kind);
        Self { noun, id: record.key(), record, pointer: Pointer::root() }
    }

    fn from_target(catalog: &'a Catalog, target: Target<'a>) -> Option<Self> {
        match target {
            Target::Record(record) => Some(Self::of(record)),
            Target::Competency(entry) => Some(Self {
                noun: Noun::Competency,
                id: entry.id.to_owned(),
                record: entry.framework.record,
                pointer: entry.pointer(),
            }),
            Target::Role(entry) => Some(Self {
                noun: Noun::Role,
                id: entry.id().to_owned(),
                record: entry.ladder.record,
                pointer: entry.pointer(),
            }),
            Target::Priority(priority) => {
                let program = catalog.program()?;
                let listed = &program.document.priorities;
                let position = listed.iter().position(|other| other.id == priority.id)?;
                Some(Self {
                    noun: Noun::Priority,
                    id: priority.id.to_string(),
                    record: program.record,
                    pointer: pointer!["priorities", position],
                })
            }
        }
    }

    /// What the file says of it, read again from its text; null where the file is no YAML.
    #[must_use]
    pub fn tree(&self) -> Value {
        let whole = yaml::parse(self.record.yaml_text()).map_or(Value::Null, |parsed| parsed.tree);
        self.pointer.0.iter().fold(whole, |tree, step| match step {
            Step::Key(key) => tree.get(&**key).cloned().unwrap_or(Value::Null),
            Step::Index(index) => tree.get(index).cloned().unwrap_or(Value::Null),
        })
    }

    /// Whether a reference of the thing's record stands inside the thing.
    #[must_use]
    pub fn holds(&self, reference: &Reference) -> bool {
        reference.pointer(self.record.kind).0.starts_with(&self.pointer.0)
    }

    /// Every reference of the catalog that leads to it, with the record it stands in.
    #[must_use]
    pub fn references_to(&self, catalog: &'a Catalog) -> Vec<(&'a Record, &'a Reference)> {
        let leads_here = |record: &Record, reference: &Reference| {
            reference.noun(record.kind) == self.noun
                && catalog
                    .resolve(record, reference)
                    .target()
                    .and_then(|target| Thing::from_target(catalog, target))
                    .is_some_and(|found| self.is(&found))
        };
        catalog
            .records()
            .iter()
            .flat_map(|record| record.references.iter().map(move |reference| (record, reference)))
            .filter(|(record, reference)| leads_here(record, reference))
            .collect()
    }

    fn is(&self, other: &Thing<'_>) -> bool {
        self.record.source.path == other.record.source.path && self.pointer == other.pointer
    }
}

/// Everything that a word can mean: a path, `kind/id`, or an id, present or former.
#[must_use]
pub fn find<'a>(catalog: &'a Catalog, word: &str) -> Vec<Thing<'a>> {
    if let Some(record) = catalog.at_path(word.trim_start_matches("./")) {
        return vec![Thing::of(record)];
    }
    // A kind of which there is one record is as good as its id.
    let only = Kind::named(word).filter(|kind| matches!(kind.about().home, Home::Root(_)));
    if let Some(only) = only {
        return catalog.of_kind(only).map(Thing::of).collect();
    }
    let named = word.split_once('/').and_then(|(noun, id)| Some((Noun::named(noun)?, id)));
    if let Some((noun, id)) = named {
        let found = of_noun(catalog, noun, id);
        if !found.is_empty() {
            return found;
        }
    }
    nouns().flat_map(|noun| of_noun(catalog, noun, word)).collect()
}

/// Every word that [`find`] knows without a kind in front of it, sorted.
#[must_use]
pub fn words(catalog: &Catalog) -> Vec<&str> {
    let inside = [Noun::Competency, Noun::Role, Noun::Priority];
    let mut words: Vec<&str> = inside
        .into_iter()
        .flat_map(|noun| catalog.names(noun, None))
        .chain(catalog.records().iter().map(|record| &*record.name))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// All nouns, those of records first.
pub fn nouns() -> impl Iterator<Item = Noun> {
    let inside = [Noun::Competency, Noun::Role, Noun::Priority];
    Kind::ALL.iter().map(|kind| Noun::Record(*kind)).chain(inside)
}

fn of_noun<'a>(catalog: &'a Catalog, noun: Noun, id: &str) -> Vec<Thing<'a>> {
    let found = catalog.find(noun, id, None).target();
    if let Some(thing) = found.and_then(|target| Thing::from_target(catalog, target)) {
        return vec![thing];
    }
    match noun {
        Noun::Record(kind) if !id.contains('/') => {
            catalog.of_kind(kind).filter(|record| *record.name == *id).map(Thing::of).collect()
        }
        _ => Vec::new(),
    }
}
