//! The press: every file of a site by its path, made when somebody asks for it, or all at once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::further;
use super::page::Page;
use super::pages::{FILES, PAGES};
use super::robots::{self, Listed};
use super::search::{self, Find};
use super::shell::{self, Shell};
use super::{Job, Notices, Site};
use crate::base::problem::Problem;

/// Makes the files of one site.
pub struct Press<'s, 'a> {
    site: &'s Site<'a>,
    shell: Shell,
    /// The pages of each section of [`PAGES`] by their path, once anybody asked for one.
    pages: Vec<OnceLock<BTreeMap<String, Job<'s>>>>,
    /// The files of each section of [`FILES`], once anybody asked for one.
    files: Vec<OnceLock<BTreeMap<String, Vec<u8>>>>,
}

/// How many pages of every kind show whether the templates of a catalog can set it.
const SOME: usize = 12;

/// What has to be known of all pages: how the search finds them, and which of them search engines may list.
#[derive(Debug, Default)]
pub struct Index {
    finds: Vec<Find>,
    listed: Vec<Listed>,
}

impl<'s, 'a> Press<'s, 'a> {
    /// A press for a site.
    #[must_use]
    pub fn new(site: &'s Site<'a>) -> Self {
        Self {
            site,
            shell: Shell::new(site),
            pages: PAGES.iter().map(|_| OnceLock::new()).collect(),
            files: FILES.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The site whose files it makes.
    #[must_use]
    pub const fn site(&self) -> &'s Site<'a> {
        self.site
    }

    /// The file at a path, pages with what every page says beside its content; none where the site has none,
    /// and for those that an [`Index`] is needed for.
    ///
    /// # Errors
    /// A sentence when a template cannot set the page.
    pub fn file(&self, path: &str, notices: &Notices) -> Result<Option<Vec<u8>>, String> {
        if notices.live.is_some() && path == shell::LIVE_FILE {
            return Ok(Some(shell::LIVE.as_bytes().to_vec()));
        }
        if let Some(bytes) = self.asset(path).or_else(|| self.site.shown.bytes(path)) {
            return Ok(Some(bytes));
        }
        if let Some(page) = self.page(path) {
            return self.set(&page, notices).map(Some);
        }
        let files = FILES.iter().zip(&self.files).filter(|(section, _)| section.may_hold(path));
        let mut found = files.filter_map(|(section, files)| {
            files.get_or_init(|| (section.make)(self.site).into_iter().collect()).get(path)
        });
        Ok(found.next().cloned())
    }

    /// The page at a path; none where there is none.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<Page> {
        let sections = PAGES.iter().zip(&self.pages).filter(|(it, _)| it.may_hold(path));
        let mut found = sections.filter_map(|(section, pages)| {
            let id = path.split('/').nth(1).filter(|_| pages.get().is_none());
            if let Some((of, id)) = section.of.zip(id) {
                let jobs = of(self.site, id).into_iter();
                return jobs.filter(|job| job.path == path).map(|job| job.page()).next();
            }
            let pages = pages.get_or_init(|| {
                let jobs = (section.make)(self.site).into_iter();
                jobs.map(|job| (job.path.clone(), job)).collect()
            });
            pages.get(path).map(Job::page)
        });
        found.next()
    }

    /// A page with what every page says beside its content.
    ///
    /// # Errors
    /// A sentence when a template cannot set it.
    pub fn set(&self, page: &Page, notices: &Notices) -> Result<Vec<u8>, String> {
        self.shell.render(page, notices).map(String::into_bytes)
    }

    /// Makes all pages without setting them, for what has to be known of all; nothing when `is_over` says
    /// half-way that nobody wants to know any more.
    #[must_use]
    pub fn index(&self, is_over: &(dyn Fn() -> bool + Sync)) -> Option<Index> {
        self.site.count_figures(is_over);
        if is_over() {
            return None;
        }
        self.site.read_all();
        let jobs = self.jobs();
        let index = jobs.par_iter().map(|(_, job)| {
            let page = (!is_over()).then(|| job.page())?;
            Some((Listed::of(&page), search::finds(&page)))
        });
        let all: Option<Vec<(Listed, Vec<Find>)>> = index.collect();
        Some(Index::of(all?))
    }

    /// What is wrong with the templates of the catalog, as far as it shows without setting pages.
    #[must_use]
    pub fn flaws(&self) -> Vec<Problem> {
        let flaws = self.shell.templates().flaws();
        flaws.iter().filter_map(|flaw| flaw.problem(self.site.view)).collect()
    }

    /// What is wrong with them when some pages of every kind that they may set are set, so far as `is_over` allows.
    #[must_use]
    pub fn flaws_of_some(&self, is_over: &(dyn Fn() -> bool + Sync)) -> Vec<Problem> {
        let templates = self.shell.templates();
        let sections = PAGES.par_iter().filter(|section| templates.affects(section.templates));
        sections.for_each(|section| {
            let jobs = (section.make)(self.site).into_iter().take(SOME);
            for job in jobs.take_while(|_| !is_over()) {
                // A page that our own templates cannot set is told by whoever wants that page.
                let _ = self.set(&job.page(), &Notices::default());
            }
        });
        self.flaws()
    }

    /// Whether the catalog has templates of its own, which may fail at any page.
    #[must_use]
    pub const fn has_own_templates(&self) -> bool {
        self.shell.templates().are_changed()
    }

    /// All files, by their path below the output folder.
    ///
    /// # Errors
    /// A sentence when a template cannot set a page.
    pub fn all(&self, notices: &Notices) -> Result<BTreeMap<String, Vec<u8>>, String> {
        self.site.read_all();
        let set = |(templates, job): &(&[&str], Job<'s>)| {
            let page = job.page();
            debug_assert!(
                templates.contains(&page.template) || page.template == further::TEMPLATE,
                "{} is set by another template than those of its kind",
                page.path
            );
            let html = self.shell.render(&page, notices)?;
            Ok(((Listed::of(&page), search::finds(&page)), (page.path, html.into_bytes())))
        };
        let set: Result<Vec<_>, String> = self.jobs().par_iter().map(set).collect();
        let (index, pages): (Vec<_>, Vec<(String, Vec<u8>)>) = set?.into_iter().unzip();
        let beside: Vec<Vec<(String, Vec<u8>)>> =
            FILES.par_iter().map(|section| (section.make)(self.site)).collect();
        let mut all: BTreeMap<String, Vec<u8>> = Index::of(index).files(self.site);
        all.extend(pages);
        all.extend(beside.into_iter().flatten());
        let assets = Shell::assets().map(|name| format!("{}/{name}", shell::FOLDER));
        all.extend(assets.filter_map(|path| Some((path.clone(), self.asset(&path)?))));
        all.extend(self.site.shown.files());
        Ok(all)
    }

    /// All pages there are, each with the templates of its kind. What takes long to read is read before.
    fn jobs(&self) -> Vec<(&'static [&'static str], Job<'s>)> {
        let sections = PAGES.par_iter().flat_map(|section| {
            let jobs = (section.make)(self.site).into_par_iter();
            jobs.map(|job| (section.templates, job))
        });
        sections.collect()
    }

    fn asset(&self, path: &str) -> Option<Vec<u8>> {
        self.shell.asset(path.strip_prefix(shell::FOLDER)?.strip_prefix('/')?)
    }
}

impl Index {
    fn of(all: Vec<(Listed, Vec<Find>)>) -> Self {
        let (listed, finds): (Vec<Listed>, Vec<Vec<Find>>) = all.into_iter().unzip();
        Self { finds: finds.into_iter().flatten().collect(), listed }
    }

    /// The files that are made from it: what the search reads, `robots.txt`, sitemaps.
    #[must_use]
    pub fn files(self, site: &Site<'_>) -> BTreeMap<String, Vec<u8>> {
        let mut all = search::shards(self.finds);
        all.extend(robots::files(site, self.listed.iter()));
        all
    }
}
