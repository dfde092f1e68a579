//! Reads a catalog with the records of one person only: what somebody's readiness rests on are the content
//! and their own folder, so that a question about them need not read what thousands of others wrote.
//!
//! Of everybody else `person.yaml` is read, for who coaches whom. Where a record of theirs names a record
//! of another person, that one is read, too.

use std::collections::BTreeSet;

use crate::catalog::layout::{self, Owners, PERSON_FILE};
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, load};
use crate::kinds::Kind;
use crate::trust::chain::Chain;
use crate::world::files::{Files, Listing, Reader};

/// Reads the catalog without the records of all but one person; `who` picks them by their present id from
/// what is known of everybody. Of nobody, where it picks none.
///
/// # Errors
/// As for [`load::load`].
pub fn load(
    files: &dyn Files,
    who: &dyn Fn(&Catalog) -> Option<String>,
) -> Result<Catalog, String> {
    load_from(files, who, &load::load)
}

/// The same, without reading again what lies alike in another place that was read.
///
/// # Errors
/// As for [`load::load_beside`].
pub fn load_beside(
    files: &dyn Files,
    other: &dyn Files,
    known: &Catalog,
    who: &dyn Fn(&Catalog) -> Option<String>,
) -> Result<Catalog, String> {
    load_from(files, who, &|part| load::load_beside(part, other, known))
}

fn load_from(
    files: &dyn Files,
    who: &dyn Fn(&Catalog) -> Option<String>,
    load: &dyn Fn(&dyn Files) -> Result<Catalog, String>,
) -> Result<Catalog, String> {
    let listing = files.list(&layout::is_catalog_folder)?;
    let owners = Owners::of(&listing);
    let read = |people: &BTreeSet<String>| {
        let is_read = |path: &str| match owners.folder_of(path) {
            None => true,
            Some(folder) => {
                let id = folder.rsplit('/').next().unwrap_or(folder);
                path.strip_prefix(folder) == Some(&format!("/{PERSON_FILE}"))
                    || people.contains(&id.to_lowercase())
            }
        };
        let mut listing = listing.clone();
        listing.files.retain(|entry| is_read(&entry.path));
        load(&Part { files, listing })
    };
    let everybody = read(&BTreeSet::new())?;
    let Some(person) = who(&everybody) else { return Ok(everybody) };
    let mut people = folders_of(&everybody, &person);
    loop {
        let catalog = read(&people)?;
        let named = named_by(&catalog);
        if named.is_subset(&people) {
            return Ok(catalog);
        }
        people.extend(named);
    }
}

/// The ids, in small letters, of the folders that hold records about a person: their own, and those of ids
/// that the trust policy has renamed to theirs.
fn folders_of(catalog: &Catalog, person: &str) -> BTreeSet<String> {
    let chain = Chain::of(catalog, None);
    let present = |id: &str| {
        chain.in_force().map_or_else(|| id.to_owned(), |policy| policy.present_id(id).to_owned())
    };
    let now = present(person);
    let folders = catalog.of_kind(Kind::Person).map(|record| &*record.name);
    let same = folders.filter(|id| *id == person || *id == now || present(id) == now);
    same.map(str::to_lowercase).collect()
}

/// The people whose records these records name.
fn named_by(catalog: &Catalog) -> BTreeSet<String> {
    let owned = catalog.records().iter().filter(|record| record.owner.is_some());
    let named = owned.flat_map(|record| {
        let references = record.references.iter();
        references.filter_map(|reference| match reference.noun(record.kind) {
            Noun::Record(kind) if kind.about().is_owned() => {
                reference.target.split_once('/').map(|(owner, _)| owner.to_lowercase())
            }
            _ => None,
        })
    });
    let is_person = |id: &String| catalog.record(Kind::Person, id).is_some();
    named.filter(is_person).collect()
}

/// Some of the files of a place.
struct Part<'f> {
    files: &'f dyn Files,
    listing: Listing,
}

impl Files for Part<'_> {
    fn list(&self, _: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String> {
        Ok(self.listing.clone())
    }

    fn reader(&self) -> Reader<'_> {
        self.files.reader()
    }

    fn has(&self, path: &str) -> bool {
        self.files.has(path)
    }
}
