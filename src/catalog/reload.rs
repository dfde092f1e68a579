//! A catalog again after some of its files changed: only those are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Catalog;
use super::fault::Fault;
use super::index::Parts;
use super::layout::{self, Meaning, Owners};
use super::load::{Part, load, read, read_record};
use super::record::Record;
use crate::base::source::Source;
use crate::kinds::Kind;
use crate::world::files::{Entry, Files};

/// Reads the files at `changed` again, all of which exist now, and forgets those at `gone`; every other file is
/// taken as it was.
///
/// Where a person comes or goes everything is read again, since that changes what other paths mean: a
/// `person.yaml` gives the files around it an owner.
///
/// # Errors
/// When the place as a whole cannot be read.
pub fn reload(
    mut catalog: Catalog,
    files: &dyn Files,
    changed: &BTreeSet<String>,
    gone: &BTreeSet<String>,
) -> Result<Catalog, String> {
    let mut new: Vec<Arc<str>> = Vec::new();
    let mut reader = files.reader();
    for path in changed {
        let path: Arc<str> = Arc::from(path.as_str());
        let record = catalog.records().binary_search_by(|record| record.source.path.cmp(&path));
        let side = catalog.side_files().binary_search_by(|side| side.source.path.cmp(&path));
        if record.is_err() && side.is_err() {
            new.push(path);
            continue;
        }
        let Ok(bytes) = reader(&Entry { path: Arc::clone(&path), blob: None }) else {
            return load(files);
        };
        match (record, side) {
            (Ok(number), _) => {
                let record = read_again(&catalog.records()[number], bytes);
                catalog.replace(number, record);
            }
            (Err(_), Ok(number)) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                catalog.replace_side_file(number, Source::new(path, text));
            }
            (Err(_), Err(_)) => {}
        }
    }
    if new.is_empty() && gone.is_empty() {
        return Ok(catalog);
    }
    let owners = Owners::of_people(catalog.of_kind(Kind::Person).map(|it| &*it.source.path));
    let mut parts = catalog.into_parts();
    for path in new {
        let meaning = owners.meaning(&path);
        if matches!(meaning, Meaning::Record { kind: Kind::Person, .. }) {
            return load(files);
        }
        let Ok(part) = read(meaning, &Entry { path, blob: None }, &mut reader) else {
            return load(files);
        };
        parts.put(part);
    }
    for path in gone {
        if parts.remove(path).is_none_or(|kind| kind == Some(Kind::Person)) {
            return load(files);
        }
    }
    Ok(parts.into_catalog())
}

fn read_again(before: &Record, bytes: Vec<u8>) -> Record {
    let mut record = read_record(before.kind, Arc::clone(&before.source.path), bytes);
    if let Err(fault) = layout::check_name(before.kind, &before.name) {
        record.faults.push(Fault::Name(fault));
    }
    record.name = Arc::clone(&before.name);
    record.owner.clone_from(&before.owner);
    record
}

impl Parts {
    /// Puts a file where its path belongs; one that is there already is replaced.
    fn put(&mut self, part: Part) {
        match part {
            Part::Record(record) => {
                let path = &record.source.path;
                match self.records.binary_search_by(|one| one.source.path.cmp(path)) {
                    Ok(number) => self.records[number] = *record,
                    Err(number) => self.records.insert(number, *record),
                }
            }
            Part::Side(side) => {
                match self.side_files.binary_search_by(|one| one.source.path.cmp(&side.source.path))
                {
                    Ok(number) => self.side_files[number] = side,
                    Err(number) => self.side_files.insert(number, side),
                }
            }
            Part::Attachment(path) => {
                if let Err(number) = self.attachments.binary_search(&path) {
                    self.attachments.insert(number, path);
                }
            }
            Part::Stray(stray) => {
                match self.strays.binary_search_by(|one| one.path.cmp(&stray.path)) {
                    Ok(number) => self.strays[number] = stray,
                    Err(number) => self.strays.insert(number, stray),
                }
            }
        }
    }

    /// Forgets a file; the kind of the record that it was, and nothing at all where it was no file of the
    /// catalog.
    fn remove(&mut self, path: &str) -> Option<Option<Kind>> {
        if let Ok(number) = self.records.binary_search_by(|one| (*one.source.path).cmp(path)) {
            return Some(Some(self.records.remove(number).kind));
        }
        let side = self.side_files.binary_search_by(|one| (*one.source.path).cmp(path));
        let attachment = self.attachments.binary_search_by(|one| (**one).cmp(path));
        let stray = self.strays.binary_search_by(|one| (*one.path).cmp(path));
        match (side, attachment, stray) {
            (Ok(number), _, _) => drop(self.side_files.remove(number)),
            (_, Ok(number), _) => drop(self.attachments.remove(number)),
            (_, _, Ok(number)) => drop(self.strays.remove(number)),
            (Err(_), Err(_), Err(_)) => return None,
        }
        Some(None)
    }
}
