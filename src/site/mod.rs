//! Floor 11: pages: a view becomes files that work from anywhere, without a server and without a
//! script.
//!
//! Every page is one file below [`pages`] and one template. Pages see nothing but the
//! [`View`], so that what its audience may not see cannot get here.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::audience::coverage::Coverages;
use crate::audience::view::View;
use crate::insight::metrics::{Answer, Period, Question, Scope};
use crate::world::files::Files;

pub mod addresses;
pub mod budget;
pub mod calendar;
pub mod connections;
pub mod files;
pub mod further;
pub mod groups;
pub mod icons;
pub mod linked_data;
pub mod news;
pub mod overlay;
pub mod own;
pub mod page;
pub mod pages;
pub mod progression;
pub mod prose;
pub mod robots;
pub mod search;
pub mod shell;
pub mod templates;
pub mod years;

use addresses::Addresses;
use calendar::Occurrence;
use connections::Connections;
use files::Shown;
use groups::Groups;
use news::Item;
use overlay::Overlays;
use own::OwnPage;
use page::Page;
use robots::Listed;
use search::Find;
use shell::Shell;

/// What a site is made of, shared by all pages.
pub struct Site<'a> {
    /// What its audience may see.
    pub view: View<'a>,
    /// What refers to what, the other way round.
    pub connections: Connections<'a>,
    /// Files of the catalog that pages show.
    pub shown: Shown<'a>,
    /// Who belongs to which group, and what groups did.
    pub groups: Groups<'a>,
    /// What happened, the newest first.
    pub news: Vec<Item>,
    /// What takes place in the coming months, the earliest first.
    pub coming: Vec<Occurrence<'a>>,
    /// Pages that the company writes itself.
    pub own: Vec<OwnPage<'a>>,
    /// How far teams, and the whole company, are covered.
    pub coverages: Coverages<'a>,
    /// How the program is getting on; none for those who are not in the company.
    pub figures: Option<Answer<'a>>,
    /// Whose progress its maps show.
    pub overlays: Overlays<'a>,
    /// What is due, as far as its audience may see it; empty for groups.
    pub agenda: Vec<crate::insight::agenda::Item<'a>>,
}

impl<'a> Site<'a> {
    /// The pages there are, and their addresses.
    #[must_use]
    pub const fn addresses(&self) -> Addresses<'a> {
        Addresses::new(self.view)
    }

    /// The site as a view shows it, with the files that its pages show read from `files`.
    ///
    /// # Errors
    /// A sentence when a page that `learn.yaml` names cannot be read.
    fn of(view: View<'a>, files: &'a dyn Files) -> Result<Self, String> {
        let groups = Groups::of(view);
        Ok(Self {
            view,
            connections: Connections::of(view),
            shown: Shown::new(view, files),
            news: news::news(view, &groups),
            groups,
            coming: calendar::coming(view),
            own: own::read(view, files)?,
            coverages: view.coverages(),
            figures: figures(view),
            overlays: Overlays::of(view),
            agenda: view.agenda(),
        })
    }

    /// Where the site is published, with a slash at its end, if anybody has said so.
    #[must_use]
    pub fn base(&self) -> Option<String> {
        let base = self.view.program()?.site.as_ref()?.base_url.as_ref()?;
        Some(format!("{}/", base.to_string().trim_end_matches('/')))
    }

    /// The address of a page for those who are not on the site, if anybody has said where it is.
    #[must_use]
    pub fn absolute(&self, path: &str) -> Option<String> {
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mark = if anchor.is_empty() { "" } else { "#" };
        Some(format!("{}{}{mark}{anchor}", self.base()?, files::encoded(path)))
    }
}

/// The figures of the twelve months that end with the day of the view, read once for all pages.
fn figures(view: View<'_>) -> Option<Answer<'_>> {
    let as_of = view.as_of();
    let question = Question {
        scope: Scope::default(),
        by: None,
        period: Period::new(None, as_of),
        as_of,
        grouping: None,
    };
    if view.tells_figures() { view.metrics(question).ok() } else { None }
}

/// What every page says beside its content.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    /// How many errors the catalog has; with any, every page says so.
    pub errors: usize,
    /// The first of them in words, where somebody is writing the catalog while they look at it.
    pub first: Vec<String>,
    /// With the number of this state of the catalog, pages wait for the next and load themselves again.
    pub live: Option<u64>,
}

/// Builds all files of a site, by their path below the output folder.
///
/// # Errors
/// A sentence when a page or a template that `learn.yaml` names cannot be used; when one of our own
/// templates fails, which is a fault of this program.
pub fn build(
    view: View<'_>,
    files: &dyn Files,
    notices: &Notices,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let site = Site::of(view, files)?;
    let shell = Shell::new(&site, files, notices)?;
    let rendered: Result<Vec<(Listed, String, Vec<Find>)>, String> = pages::all(&site)
        .par_iter()
        .map(|job| {
            let page = job();
            let html = shell.render(&page)?;
            let finds = search::finds(&page);
            let is_listed = !page.head.is_hidden;
            Ok((Listed { path: page.path, is_listed }, html, finds))
        })
        .collect();
    let rendered = rendered?;
    let mut all: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    all.extend(robots::files(&site, rendered.iter().map(|(page, _, _)| page)));
    let mut finds = Vec::new();
    for (page, html, found) in rendered {
        all.insert(page.path, html.into_bytes());
        finds.extend(found);
    }
    all.extend(search::shards(finds));
    all.extend(calendar::files(&site));
    all.extend(pages::news::feeds(&site));
    all.extend(pages::files(&site));
    all.insert("assets/style.css".to_owned(), shell.style().into_bytes());
    for (name, text) in shell::FILES {
        all.insert(format!("assets/{name}"), text.as_bytes().to_vec());
    }
    all.insert("assets/site.js".to_owned(), shell::SCRIPT.as_bytes().to_vec());
    if notices.live.is_some() {
        all.insert("assets/live.js".to_owned(), shell::LIVE.as_bytes().to_vec());
    }
    all.insert("assets/icon.svg".to_owned(), shell.icon().into_bytes());
    all.extend(site.shown.into_files());
    Ok(all)
}

/// Makes one page; run in parallel.
pub type Job<'a> = Box<dyn Fn() -> Page + Send + Sync + 'a>;
