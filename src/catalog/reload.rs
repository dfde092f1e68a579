//! A catalog again after some of its files changed: only those are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Catalog;
use super::fault::Fault;
use super::layout::{self, Owners};
use super::load::{load, read, read_record};
use super::record::Record;
use crate::base::source::Source;
use crate::kinds::{Body, Kind};
use crate::world::files::{Entry, Files};

/// Reads the files at `changed` again, all of which exist now, and forgets those at `gone`; every other file is
/// taken as it was. What lies beside the catalog's folders is looked up anew: whether files are there, and the texts
/// that the site is made of.
///
/// Where a person comes or goes everything is read again, since that changes what other paths mean: a
/// `person.yaml` gives the files around it an owner. So it is where a folder is called like a file.
///
/// # Errors
/// When the place as a whole cannot be read.
pub fn reload(
    mut catalog: Catalog,
    files: &dyn Files,
    changed: &BTreeSet<String>,
    gone: &BTreeSet<String>,
) -> Result<Catalog, String> {
    let known = std::mem::take(&mut catalog.outlying);
    let site_texts = std::mem::take(&mut catalog.site_texts);
    let mut catalog = read_changed(catalog, files, changed, gone)?;
    catalog.site_texts = site_texts;
    catalog.read_site_texts(files)?;
    let read: Vec<&Record> = changed.iter().filter_map(|path| catalog.at_path(path)).collect();
    catalog.outlying = catalog.found_outlying(files, read, &known);
    Ok(catalog)
}

fn read_changed(
    mut catalog: Catalog,
    files: &dyn Files,
    changed: &BTreeSet<String>,
    gone: &BTreeSet<String>,
) -> Result<Catalog, String> {
    let is_ours =
        |path: &&String| path.split_once('/').is_none_or(|(top, _)| layout::is_catalog_folder(top));
    let mut new: Vec<Arc<str>> = Vec::new();
    let mut reader = files.reader();
    for path in changed.iter().filter(is_ours) {
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
    let gone: Vec<&String> = gone.iter().filter(is_ours).collect();
    let mut paths = new.iter().map(|path| &**path).chain(gone.iter().map(|path| path.as_str()));
    if paths.any(layout::bears_on_others) {
        return load(files);
    }
    let owners = Owners::of_people(catalog.of_kind(Kind::Person).map(|it| &*it.source.path));
    let mut parts = catalog.into_parts();
    for path in new {
        let Ok(part) = read(owners.meaning(&path), &Entry { path, blob: None }, &mut reader) else {
            return load(files);
        };
        parts.put(part);
    }
    for path in gone {
        parts.remove(path);
    }
    Ok(parts.into_catalog())
}

/// What some records of a catalog say, for when they cannot be understood any more.
pub struct Recalled(Vec<(Arc<str>, Body)>);

impl Recalled {
    /// What the records at these paths say now.
    #[must_use]
    pub fn of(catalog: &Catalog, paths: &[&str]) -> Self {
        let records = paths.iter().filter_map(|path| catalog.at_path(path));
        let said =
            records.filter_map(|it| Some((Arc::clone(&it.source.path), it.document.clone()?)));
        Self(said.collect())
    }

    /// Lets a catalog whose records cannot be understood for the moment go on with what they said before, so that
    /// one mistake is not followed by others that it only led to. The mistake itself stays.
    ///
    /// # Errors
    /// When the place as a whole cannot be read.
    pub fn stand_in(self, mut catalog: Catalog, files: &dyn Files) -> Result<Catalog, String> {
        for (path, before) in self.0 {
            let number =
                catalog.records().binary_search_by(|record| record.source.path.cmp(&path)).ok();
            let Some(number) =
                number.filter(|number| catalog.records()[*number].document.is_none())
            else {
                continue;
            };
            let record = Record { document: Some(before), ..catalog.records()[number].clone() };
            catalog.replace(number, record);
            if *path == *layout::CATALOG_FILE {
                catalog.read_site_texts(files)?;
            }
        }
        Ok(catalog)
    }
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
