//! The files of a catalog without its indexes, while it is decided which there are.

use std::sync::Arc;

use super::Catalog;
use super::fault::Stray;
use super::load::{Part, SideFile};
use super::record::Record;

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

    /// Forgets a file.
    pub(super) fn remove(&mut self, path: &str) {
        self.records.retain(|one| *one.source.path != *path);
        self.side_files.retain(|one| *one.source.path != *path);
        self.attachments.retain(|one| **one != *path);
        self.strays.retain(|one| *one.path != *path);
    }
}
