//! What changes of files mean: the catalog with them, and which folders there are to watch.

use std::collections::BTreeSet;
use std::path::Path;

use crate::catalog::reload::{Recalled, reload};
use crate::catalog::{Catalog, layout, load};
use crate::cli::Failure;
use crate::kinds::parts::text::Text;
use crate::world::disk::Folder;
use crate::world::watch::{Changes, Now};

/// The folders that `learn.yaml` names for pages and templates of the company's own.
pub(super) fn folders_beside(catalog: &Catalog) -> BTreeSet<String> {
    let site = catalog.program().and_then(|program| program.document.site.as_ref());
    let Some(site) = site else { return BTreeSet::new() };
    let pages = site.pages.iter().map(|page| page.file.as_str());
    let named = pages.chain(site.templates.as_deref()).chain(site.logo.iter().chain(&site.logo_dark).map(Text::as_str));
    let top = named.filter_map(|path| path.trim().split('/').next().map(str::to_owned));
    top.filter(|folder| !layout::is_catalog_folder(folder)).collect()
}

/// The catalog with what changed; all of it where that cannot be told file by file. While `learn.yaml` is broken, or
/// the record of the `reader` for whom the site is, what it said before holds.
pub(super) fn again(
    catalog: Catalog,
    root: &Path,
    changes: &Changes,
    reader: Option<&str>,
) -> Result<Catalog, Failure> {
    let files = Folder::new(root);
    let firm: Vec<&str> = reader.into_iter().chain([layout::CATALOG_FILE]).collect();
    let before = Recalled::of(&catalog, &firm);
    let is_ours = |path: &str| match path.split_once('/') {
        Some((top, _)) => layout::is_catalog_folder(top),
        None => {
            path == layout::CATALOG_FILE
                || layout::is_catalog_folder(path)
                || catalog.is_file(path)
        }
    };
    let (mut written, mut gone) = (BTreeSet::new(), BTreeSet::new());
    let mut is_lost = changes.is_lost;
    for (path, now) in changes.paths.iter().filter(|(path, _)| is_ours(path)) {
        match now {
            Now::File => drop(written.insert(path.clone())),
            Now::Nothing if catalog.is_file(path) => drop(gone.insert(path.clone())),
            // Editors leave files of their own beside what they write, for a moment; folders that are gone
            // held files.
            Now::Nothing => is_lost |= catalog.has_path(path),
            Now::Other => is_lost = true,
        }
    }
    if is_lost {
        return Ok(before.stand_in(load::load(&files)?, &files)?);
    }
    Ok(before.stand_in(reload(catalog, &files, &written, &gone)?, &files)?)
}
