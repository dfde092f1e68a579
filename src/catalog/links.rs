//! Links in texts: where one leads, and which files that they show beside the catalog's folders are not there.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::index::Catalog;
use super::layout;
use super::record::Record;
use crate::syntax::markdown::{self, decoded};
use crate::world::files::Files;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To another host, or to whatever else its scheme says.
    Elsewhere,
    /// To a path from the top of a host; the path.
    Absolute(String),
    /// Out of the catalog.
    Outside,
    /// To this path of the catalog, from its root; a file's, unless it ends with a slash.
    Inside(String),
}

impl Way {
    /// The way from a folder of the catalog by an address without its fragment.
    #[must_use]
    pub fn from(folder: &str, address: &str) -> Self {
        if is_external(address) {
            return Self::Elsewhere;
        }
        let address = decoded(address.split('?').next().unwrap_or(address));
        if let Some(inside) = address.strip_prefix('/') {
            return Self::Absolute(inside.to_owned());
        }
        let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
        for step in address.split('/') {
            match step {
                "" | "." => {}
                ".." => {
                    if steps.pop().is_none() {
                        return Self::Outside;
                    }
                }
                step => steps.push(step),
            }
        }
        let slash = if address.ends_with('/') { "/" } else { "" };
        Self::Inside(steps.join("/") + slash)
    }
}

/// Whether an address begins with a scheme such as `https:`, or with a host.
fn is_external(address: &str) -> bool {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        let mut letters = scheme.bytes();
        let is_of_scheme =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        letters.next().is_some_and(|first| first.is_ascii_alphabetic()) && letters.all(is_of_scheme)
    });
    scheme || address.starts_with("//")
}

/// Whether it is worth parsing a text for links: every link in brackets has one of these.
#[must_use]
pub fn may_have_links(prose: &str) -> bool {
    prose.contains("](") || prose.contains("]:")
}

/// The files beside the catalog's folders to which its texts lead, and whether each is there.
pub(super) type Outlying = BTreeMap<Box<str>, bool>;

impl Catalog {
    /// Whether a path leads into a folder that holds no records.
    #[must_use]
    pub fn is_outlying(&self, path: &str) -> bool {
        let top = path.split('/').next().unwrap_or("");
        !layout::is_catalog_folder(top)
            && self.other_folders().binary_search_by(|other| (**other).cmp(top)).is_ok()
    }

    /// Whether a text or the site leads to a path beside the catalog's folders where nothing is.
    #[must_use]
    pub fn lacks(&self, path: &str) -> bool {
        self.outlying.get(path.trim_end_matches('/')) == Some(&false)
    }

    /// The files beside the catalog's folders to which these records lead, with the logo, those that pages of the
    /// company's own lead to and those that are known already, and whether each is there now.
    pub(super) fn found_outlying<'r>(
        &self,
        files: &dyn Files,
        records: impl IntoParallelIterator<Item = &'r Record>,
        known: &Outlying,
    ) -> Outlying {
        if self.other_folders().is_empty() {
            return Outlying::new();
        }
        let led_to = records
            .into_par_iter()
            .flat_map_iter(|record| self.outlying_from(&record.source.path, record.prose()));
        let mut paths: BTreeSet<Box<str>> = led_to.collect();
        let pages = self.site_texts().pages.iter();
        paths.extend(pages.flat_map(|page| self.outlying_from(&page.path, page.prose().1)));
        let site = self.program().and_then(|program| program.document.site.as_ref());
        let logos = site.iter().flat_map(|site| [&site.logo, &site.logo_dark]).flatten();
        paths.extend(logos.filter_map(|logo| self.outlying_at("", logo)));
        paths.extend(known.keys().cloned());
        paths.into_iter().map(|path| (path.clone(), files.has(&path))).collect()
    }

    fn outlying_from(&self, path: &str, prose: &str) -> Vec<Box<str>> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut tops = self.other_folders().iter();
        let is_named = |top: &str| prose.contains(&format!("{top}/"));
        let may_lead_out = self.is_outlying(folder) || tops.any(|top| is_named(top));
        if !may_have_links(prose) || !may_lead_out {
            return Vec::new();
        }
        let links = markdown::outline(prose).links.into_iter();
        links.filter_map(|link| self.outlying_at(folder, link.target.split('#').next()?)).collect()
    }

    fn outlying_at(&self, folder: &str, address: &str) -> Option<Box<str>> {
        match Way::from(folder, address) {
            Way::Inside(path) if self.is_outlying(&path) => Some(path.trim_end_matches('/').into()),
            _ => None,
        }
    }
}
