//! Which files a change touches: other words, not another place or other line ends.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::base::source::Source;
use crate::catalog::Catalog;

/// Files that a change touches.
#[derive(Debug, Default)]
pub struct Touched {
    changed: HashSet<Arc<str>>,
    moved: HashMap<Arc<str>, Arc<str>>,
}

impl Touched {
    /// Compares the texts of two catalogs.
    ///
    /// A file that only moved is not touched: moving changes nothing. Nor is one whose lines end
    /// differently: git may rewrite line ends on a checkout.
    #[must_use]
    pub fn between(before: &Catalog, after: &Catalog) -> Self {
        let mut gone: HashMap<&str, &Arc<str>> = HashMap::new();
        for source in sources(before).filter(|source| after.text_at(&source.path).is_none()) {
            gone.entry(&source.text).or_insert(&source.path);
        }
        let mut touched = Self::default();
        for source in sources(after) {
            let path = Arc::clone(&source.path);
            match (before.text_at(&path), gone.get(&*source.text)) {
                (Some(earlier), _) if same_lines(earlier, &source.text) => {}
                (None, Some(old)) => {
                    touched.moved.insert(path, Arc::clone(old));
                }
                _ => {
                    touched.changed.insert(path);
                }
            }
        }
        touched
    }

    /// Whether the file says something else than before, or is new.
    #[must_use]
    pub fn has(&self, path: &Arc<str>) -> bool {
        self.changed.contains(path)
    }

    /// Where the file was before.
    #[must_use]
    pub fn formerly(&self, path: &Arc<str>) -> Arc<str> {
        Arc::clone(self.moved.get(path).unwrap_or(path))
    }
}

fn sources(catalog: &Catalog) -> impl Iterator<Item = &Source> {
    let sides = catalog.side_files().iter().map(|side| &side.source);
    let texts = catalog.site_texts();
    let texts =
        texts.pages.iter().chain(&texts.templates).filter_map(|text| text.read.as_ref().ok());
    catalog.records().iter().map(|record| &record.source).chain(sides).chain(texts)
}

fn same_lines(one: &str, other: &str) -> bool {
    let bare = |line: &str| line.strip_suffix('\r').unwrap_or(line).len();
    one == other
        || one.contains('\r') != other.contains('\r')
            && one
                .split('\n')
                .map(|line| &line[..bare(line)])
                .eq(other.split('\n').map(|line| &line[..bare(line)]))
}
