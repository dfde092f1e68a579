//! A catalog again after some of its files changed: only those are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Catalog;
use super::fault::Fault;
use super::layout;
use super::load::{load, read_record};
use super::record::Record;
use crate::base::source::Source;
use crate::world::files::{Entry, Files};

/// Reads the files at `changed` again, all of which exist now; every other file is taken as it was.
///
/// Where a path is new to the catalog everything is read again, since it may change what other paths mean:
/// a `person.yaml` gives the files around it an owner.
///
/// # Errors
/// When the place as a whole cannot be read.
pub fn reload(
    catalog: Catalog,
    files: &dyn Files,
    changed: &BTreeSet<String>,
) -> Result<Catalog, String> {
    let mut parts = catalog.into_parts();
    let mut reader = files.reader();
    for path in changed {
        let path: Arc<str> = Arc::from(path.as_str());
        let Ok(bytes) = reader(&Entry { path: Arc::clone(&path), blob: None }) else {
            return load(files);
        };
        let record = parts.records.iter_mut().find(|record| record.source.path == path);
        let side = parts.side_files.iter_mut().find(|side| side.source.path == path);
        match (record, side) {
            (Some(record), _) => *record = read_again(record, bytes),
            (None, Some(side)) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                side.source = Source::new(path, text);
            }
            (None, None) if parts.attachments.contains(&path) => {}
            (None, None) => return load(files),
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
