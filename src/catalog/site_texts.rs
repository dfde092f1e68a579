//! Texts beside the records that the site is made of, as `learn.yaml` names them: pages of the company's own, and
//! templates that replace those of the program.

use std::sync::Arc;

use super::index::Catalog;
use super::layout;
use crate::base::place::{Place, Pointer};
use crate::base::source::Source;
use crate::kinds::parts::site::Site;
use crate::pointer;
use crate::syntax::markdown::{self, FrontMatter};
use crate::syntax::yaml;
use crate::world::files::{Files, Hindrance, Listing, Reader};

/// A file that is named, and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteText {
    /// Its path in the catalog.
    pub path: Arc<str>,
    /// Path and text, or why it cannot be read.
    pub read: Result<Source, Hindrance>,
}

impl SiteText {
    /// The Markdown below its front matter, and where that begins; empty where it cannot be read.
    #[must_use]
    pub fn prose(&self) -> (usize, &str) {
        let text = self.read.as_ref().map_or("", |source| &source.text);
        let start = match markdown::front_matter(text) {
            FrontMatter::Found { body, .. } => body,
            FrontMatter::Missing | FrontMatter::NeverClosed => 0,
        };
        (start, text.get(start..).unwrap_or(""))
    }
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SiteTexts {
    /// Pages, sorted by path; those that `learn.yaml` names among the records are records and none of these.
    pub pages: Vec<SiteText>,
    /// Templates, sorted by path.
    pub templates: Vec<SiteText>,
}

impl SiteTexts {
    fn of(site: &Site, files: &dyn Files) -> Result<Self, String> {
        let folder = template_folder(site).filter(|folder| !is_of_records(folder));
        let mut pages: Vec<&str> = site.pages.iter().map(|page| page.file.as_str()).collect();
        pages.retain(|path| !is_of_records(path));
        pages.sort_unstable();
        pages.dedup();
        if pages.is_empty() && folder.is_none() {
            return Ok(Self::default());
        }
        let tops: Vec<&str> = pages.iter().copied().chain(folder).map(top).collect();
        let listing = files.list(&|name| tops.contains(&name))?;
        let inside = folder.map(|folder| format!("{folder}/"));
        let is_template = |path: &str| inside.as_ref().is_some_and(|it| path.starts_with(it));
        let listed = listing.files.iter().map(|file| &*file.path);
        let hindered = listing.obstacles.iter().map(|it| &*it.path);
        let mut templates: Vec<&str> =
            listed.chain(hindered).filter(|path| is_template(path)).collect();
        templates.sort_unstable();
        let mut reader = files.reader();
        let mut read = |paths: Vec<&str>| {
            let texts = paths.into_iter().map(|path| read(path, &listing, &mut reader));
            texts.collect::<Result<Vec<SiteText>, String>>()
        };
        Ok(Self { pages: read(pages)?, templates: read(templates)? })
    }
}

/// Reads one of the files listed; what the place has lost ends all reading.
fn read(path: &str, listing: &Listing, reader: &mut Reader<'_>) -> Result<SiteText, String> {
    let is_in_the_way = |obstacle: &str| {
        path.strip_prefix(obstacle).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let hindrance = listing.obstacles.iter().find(|obstacle| is_in_the_way(&obstacle.path));
    let entry = listing.files.binary_search_by(|file| (*file.path).cmp(path));
    let bytes = match (hindrance, entry) {
        (Some(obstacle), _) => Err(obstacle.what.clone()),
        (None, Ok(number)) => reader(&listing.files[number]),
        (None, Err(_)) => Err(Hindrance::Vanished),
    };
    let path: Arc<str> = Arc::from(path);
    let text = match bytes {
        Err(Hindrance::Lost(why)) => return Err(why),
        Err(why) => Err(why),
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| Hindrance::NotText),
    };
    Ok(SiteText { read: text.map(|text| Source::new(Arc::clone(&path), text)), path })
}

/// The folder that is named for templates, without a slash at its end.
#[must_use]
pub fn template_folder(site: &Site) -> Option<&str> {
    site.templates.as_deref().map(|folder| folder.trim().trim_end_matches('/'))
}

/// Whether a path leads among the records, which are not for the site alone.
#[must_use]
pub fn is_of_records(path: &str) -> bool {
    layout::is_catalog_folder(top(path))
}

fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or("")
}

impl Catalog {
    /// Reads the texts that the site is made of; as long as `learn.yaml` says nothing that can be understood, those
    /// that are known stay.
    pub(super) fn read_site_texts(&mut self, files: &dyn Files) -> Result<(), String> {
        let Some(program) = self.program() else { return Ok(()) };
        let texts = program.document.site.as_ref().map(|site| SiteTexts::of(site, files));
        self.site_texts = texts.transpose()?.unwrap_or_default();
        Ok(())
    }

    /// The texts that the site is made of, beside the records.
    #[must_use]
    pub const fn site_texts(&self) -> &SiteTexts {
        &self.site_texts
    }

    /// The page of the company's own that is made of this file.
    #[must_use]
    pub fn site_page(&self, path: &str) -> Option<&SiteText> {
        let pages = &self.site_texts.pages;
        let number = pages.binary_search_by(|page| (*page.path).cmp(path)).ok()?;
        pages.get(number)
    }

    /// Where `learn.yaml` names pages made of this file, one place for each time. Entries that are not
    /// understood are no pages, so that the places are looked for in what is written.
    #[must_use]
    pub fn site_pages_at(&self, path: &str) -> Vec<Place> {
        let Some(program) = self.program() else { return Vec::new() };
        let tree = yaml::parse(program.record.yaml_text()).map(|parsed| parsed.tree);
        let pages = tree.ok().and_then(|tree| tree.pointer("/site/pages")?.as_array().cloned());
        let entries = pages.into_iter().flatten().enumerate();
        let named = entries.filter(|(_, page)| page.get("file").is_some_and(|file| file == path));
        let pointer = |number: usize| -> Pointer { pointer!["site", "pages", number, "file"] };
        named.map(|(number, _)| program.record.at(pointer(number))).collect()
    }

    /// A page or a template of the site that could be read, by its path.
    pub(super) fn site_source(&self, path: &str) -> Option<&Source> {
        let template = || self.site_texts.templates.iter().find(|text| *text.path == *path);
        self.site_page(path).or_else(template)?.read.as_ref().ok()
    }
}
