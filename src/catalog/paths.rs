//! Looking files up by their path: what is there, whatever sort of file it is, without ever walking
//! over all of them.

use super::fault::{Stray, StrayReason};
use super::index::Catalog;
use super::load::SideFile;

impl Catalog {
    /// Whether the catalog has a file at this path, of whatever sort.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        self.at_path(path).is_some()
            || self.attachments().binary_search_by(|other| (**other).cmp(path)).is_ok()
            || self.side_file(path).is_some()
            || self.stray(path).is_some_and(|stray| stray.why != StrayReason::FolderLikeFile)
    }

    /// The template, the values or the seal at this path.
    #[must_use]
    pub fn side_file(&self, path: &str) -> Option<&SideFile> {
        let sides = self.side_files();
        let number = sides.binary_search_by(|side| (*side.source.path).cmp(path)).ok()?;
        sides.get(number)
    }

    /// The text of the record, the side file or the text of the site at this path.
    #[must_use]
    pub fn text_at(&self, path: &str) -> Option<&str> {
        let record = self.at_path(path).map(|record| &record.source);
        let source = record.or_else(|| self.side_file(path).map(|side| &side.source));
        source.or_else(|| self.site_source(path)).map(|source| &*source.text)
    }

    /// The file at this path that looks like a record and is none.
    #[must_use]
    pub fn stray(&self, path: &str) -> Option<&Stray> {
        let number = self.strays().binary_search_by(|stray| (*stray.path).cmp(path)).ok()?;
        self.strays().get(number)
    }

    /// Whether any file of the catalog lies in this folder; the path ends without a slash.
    #[must_use]
    pub fn has_folder(&self, path: &str) -> bool {
        self.below(path).next().is_some()
    }

    /// The paths of all files in a folder and in the folders below it, sort by sort, each sorted.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let folder = format!("{folder}/");
        from(self.records(), &folder, |record| &record.source.path)
            .chain(from(self.attachments(), &folder, |path| path))
            .chain(from(self.side_files(), &folder, |side| &side.source.path))
            .chain(from(self.strays(), &folder, |stray| &stray.path))
    }

    /// The paths of all files, sort by sort, each sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        from(self.records(), "", |record| &record.source.path)
            .chain(from(self.attachments(), "", |path| path))
            .chain(from(self.side_files(), "", |side| &side.source.path))
            .chain(from(self.strays(), "", |stray| &stray.path))
    }
}

/// The run of paths that begin with `prefix` in a list sorted by path.
fn from<'a, T>(
    sorted: &'a [T],
    prefix: &str,
    path: fn(&T) -> &str,
) -> impl Iterator<Item = &'a str> + use<'a, T> {
    let start = sorted.partition_point(|item| path(item) < prefix);
    let run = sorted[start..].partition_point(|item| path(item).starts_with(prefix));
    sorted[start..start + run].iter().map(path)
}
