//! The files of a catalog without its indexes, while it is decided which there are.

use std::sync::Arc;

use super::Catalog;
use super::fault::Stray;
use super::load::{Part, SideFile};
use super::record::Record;
use crate::kinds::Kind;

/// All files, each list sorted by path.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) records: Vec<Record>,
    pub(super) side_files: Vec<SideFile>,
    pub(super) attachments: Vec<Arc<str>>,
    pub(super) strays: Vec<Stray>,
    pub(super) other_folders: Vec<Arc<str>>,
}

impl Parts {
    /// Indexes them.
    pub(super) fn into_catalog(self) -> Catalog {
        let Self { records, side_files, attachments, strays, other_folders } = self;
        Catalog::new(records, side_files, attachments, strays, other_folders)
    }

    /// Puts a file where its path belongs; one that is there already is replaced.
    pub(super) fn put(&mut self, part: Part) {
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
    pub(super) fn remove(&mut self, path: &str) -> Option<Option<Kind>> {
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
