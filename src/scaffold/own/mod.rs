//! What somebody writes about their own growth day by day: one file, begun or changed in a few
//! characters, and nothing that `learn check` would refuse.

use std::path::PathBuf;

use serde_json::{Map, Value};

use super::modeline::{SCHEMA_FOLDER, with_modeline};
use crate::base::date::Date;
use crate::base::problem::Level;
use crate::catalog::load::load;
use crate::catalog::record::key;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::person::Person;
use crate::kinds::{Format, Home, Kind};
use crate::session::check::{self, Request};
use crate::session::finding::Finding;
use crate::session::layer::{self, Layer};
use crate::session::open::Opened;
use crate::syntax::amend::{Change, amend};
use crate::syntax::block;
use crate::world::disk;

pub mod enrolment;
pub mod goal;
pub mod journal;
pub mod key_result;
pub mod mentor;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Where one person's records are written, and on which day.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The catalog, with the person's layer over it if there is one.
    pub opened: &'a Opened,
    /// The layer.
    pub layer: Option<&'a Layer>,
    /// Whose records.
    pub person: Entry<'a, Person>,
    /// The day that they speak of.
    pub day: Date,
}

/// A file as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// Path relative to the catalog's root, also of a file in the layer.
    pub path: String,
    /// Where it lies.
    pub place: PathBuf,
    /// Whether it lies in the layer, so that the company never sees it.
    pub is_private: bool,
    /// What the file holds; nothing where it is a new one.
    pub before: Option<String>,
    /// What it will hold.
    pub after: String,
}

/// A record to begin.
#[derive(Debug)]
pub struct Fresh<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub name: &'a str,
    /// What it says.
    pub fields: Map<String, Value>,
    /// The Markdown below; empty where there is none.
    pub prose: &'a str,
    /// Whether it goes into the layer where there is one.
    pub may_be_private: bool,
}

impl<'a> Desk<'a> {
    /// The catalog.
    #[must_use]
    pub fn catalog(&self) -> &'a Catalog {
        &self.opened.catalog
    }

    /// A record that is not there yet.
    ///
    /// # Errors
    /// A sentence when it is there.
    pub fn begin(&self, fresh: &Fresh<'_>) -> Result<Writing, String> {
        let about = fresh.kind.about();
        let id = key(Some(self.person.id()), fresh.name);
        let exists = |path: &str| {
            format!(
                "there is {} `{}` already: {path}\n  help: change that file; nothing is overwritten",
                fresh.kind.with_article(),
                fresh.name
            )
        };
        if let Some(record) = self.catalog().record(fresh.kind, &id) {
            return Err(exists(&record.source.path));
        }
        let Home::BelowPerson(folder) = about.home else {
            return Err(format!("a {} is not the record of a person", fresh.kind));
        };
        let home = layer::home_of(self.opened, self.person.id())
            .ok_or_else(|| format!("{} has no folder", self.person.id()))?;
        let path = format!("{home}{folder}/{}.{}", fresh.name, about.extension());
        let private =
            self.layer.filter(|_| fresh.may_be_private).and_then(|layer| layer.place(&path));
        let is_private = private.is_some();
        let place = private.unwrap_or_else(|| self.opened.root.join(&path));
        if place.symlink_metadata().is_ok() {
            return Err(exists(&place.display().to_string()));
        }
        let yaml = block::document(&fresh.fields);
        // An empty document is no record; an empty map is.
        let yaml = if yaml.is_empty() { "{}\n".to_owned() } else { yaml };
        let text = match about.format {
            Format::Yaml => yaml,
            Format::Markdown => format!("---\n{yaml}---\n{}", fresh.prose),
        };
        let knows_schemas = !is_private && self.opened.root.join(SCHEMA_FOLDER).is_dir();
        let after = if knows_schemas { with_modeline(fresh.kind, &path, &text) } else { text };
        Ok(Writing { path, place, is_private, before: None, after })
    }

    /// A record with a few characters changed; where it lies, it stays.
    ///
    /// # Errors
    /// A sentence when the file is not what was read, or is written in a way that cannot be changed safely.
    pub fn change(
        &self,
        record: &Record,
        changes: &[Change],
        by_hand: &str,
    ) -> Result<Writing, String> {
        let path = record.source.path.to_string();
        let private =
            self.layer.filter(|layer| layer.has(&path)).and_then(|layer| layer.place(&path));
        let is_private = private.is_some();
        let place = private.unwrap_or_else(|| self.opened.root.join(&path));
        let before = disk::read_text(&place)?;
        let text = before.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&before);
        if *text != *record.source.text {
            return Err(format!("{path} has changed just now; run it again"));
        }
        let amended = amend(text, changes).map_err(|_| {
            format!(
                "{path} is written in a way that cannot be changed here without touching the rest\n  \
                 help: {by_hand}"
            )
        })?;
        let mark = if record.has_mark { BYTE_ORDER_MARK } else { "" };
        let after = format!("{mark}{amended}");
        Ok(Writing { path, place, is_private, before: Some(before), after })
    }

    /// What `learn check` would warn of that it does not warn of now, each as a sentence.
    ///
    /// # Errors
    /// The same as far as they would be errors.
    pub fn prove(&self, writing: &Writing) -> Result<Vec<String>, String> {
        let home = layer::home_of(self.opened, self.person.id()).unwrap_or_default();
        let request =
            || Request { paths: vec![home.trim_end_matches('/').to_owned()], ..Request::default() };
        let today = self.opened.today();
        let catalog = self.with(writing)?;
        let now = check::check(&catalog, None, today, &request()).findings;
        let counts = |finding: &&Finding| finding.level >= Level::Warn;
        if !now.iter().any(|finding| counts(&finding)) {
            return Ok(Vec::new());
        }
        let known = check::check(self.catalog(), None, today, &request()).findings;
        let mut known: Vec<(&str, &str)> =
            known.iter().map(|finding| (finding.rule, finding.message.as_str())).collect();
        let mut new = Vec::new();
        for finding in now.iter().filter(counts) {
            let same =
                known.iter().position(|one| *one == (finding.rule, finding.message.as_str()));
            match same {
                Some(number) => drop(known.swap_remove(number)),
                None => new.push(finding),
            }
        }
        let (errors, warnings): (Vec<&Finding>, Vec<&Finding>) =
            new.into_iter().partition(|finding| finding.level == Level::Error);
        if errors.is_empty() {
            return Ok(warnings.into_iter().map(in_words).collect());
        }
        let errors: Vec<String> =
            errors.into_iter().map(|error| format!("\n  {}", in_words(error))).collect();
        Err(format!("`learn check` would refuse this, and nothing was written:{}", errors.concat()))
    }

    /// The catalog as it would be.
    fn with(&self, writing: &Writing) -> Result<Catalog, String> {
        match self.layer {
            Some(layer) => layer.over(self.opened, |files| {
                files.put(&writing.path, writing.after.as_str());
                load(files)
            }),
            None => layer::over(self.opened, |files| {
                files.put(&writing.path, writing.after.as_str());
                load(files)
            }),
        }
    }

    /// Another name for a record of the day where the day's own is taken: `2026-03-02-2`.
    #[must_use]
    pub fn free_name(&self, kind: Kind) -> String {
        let taken = |name: &String| {
            self.catalog().record(kind, &key(Some(self.person.id()), name)).is_some()
        };
        let numbered = (2..).map(|number| format!("{}-{number}", self.day));
        let mut names = std::iter::once(self.day.to_string()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }
}

impl Writing {
    /// Writes the file as a whole.
    ///
    /// # Errors
    /// A sentence with the path.
    pub fn write(&self) -> Result<(), String> {
        match self.before {
            None => disk::write_new(&self.place, self.after.as_bytes()),
            Some(_) => disk::write_whole(&self.place, self.after.as_bytes()),
        }
    }
}

fn in_words(finding: &Finding) -> String {
    let help = finding.help.as_ref().map(|help| format!("\n    help: {help}")).unwrap_or_default();
    format!("{} ({}){help}", finding.message, finding.rule)
}
