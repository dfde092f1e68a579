//! Floor 11: pages: a view becomes files that work from anywhere, without a server and without a
//! script.
//!
//! Every page is one file below [`pages`] and one template. Pages see nothing but the
//! [`View`], so that what its audience may not see cannot get here.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::audience::coverage::Coverages;
use crate::audience::growth::Growth;
use crate::audience::person::Profile;
use crate::audience::view::View;
use crate::base::problem::Problem;
use crate::catalog::record::Record;
use crate::insight::agenda::Item as Due;
use crate::insight::metrics::{Answer, Period, Question, Scope};
use crate::world::files::Files;

pub mod addresses;
pub mod begins;
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
pub mod press;
pub mod progression;
pub mod prose;
pub mod robots;
pub mod search;
pub mod shell;
pub mod templates;
pub mod texts;
pub mod years;

use addresses::Addresses;
use calendar::Occurrence;
use connections::{Connections, Many};
use files::Shown;
use groups::Groups;
use news::Item;
use overlay::Overlays;
use own::OwnPage;
use page::Page;
use press::Press;

/// What a site is made of, shared by all pages. What takes long to read off a catalog is read when the first
/// page asks for it.
pub struct Site<'a> {
    /// What its audience may see.
    pub view: View<'a>,
    /// Files of the catalog that pages show.
    pub shown: Shown<'a>,
    /// Pages that the company writes itself.
    pub own: Vec<OwnPage<'a>>,
    connections: OnceLock<Connections<'a>>,
    members: OnceLock<Many<'a, Profile<'a>>>,
    groups: Groups<'a>,
    news: OnceLock<Vec<Item>>,
    coming: OnceLock<Vec<Occurrence<'a>>>,
    coverages: OnceLock<Coverages<'a>>,
    figures: OnceLock<Option<Answer<'a>>>,
    overlays: OnceLock<Overlays<'a>>,
    agenda: OnceLock<Vec<Due<'a>>>,
    growth: OnceLock<BTreeMap<&'a str, Growth<'a>>>,
}

impl<'a> Site<'a> {
    /// The site as a view shows it, with the files that its pages show read from `files`.
    #[must_use]
    pub fn of(view: View<'a>, files: &'a dyn Files) -> Self {
        Self {
            view,
            shown: Shown::new(view, files),
            own: own::pages(view),
            connections: OnceLock::new(),
            members: OnceLock::new(),
            groups: Groups::of(view),
            news: OnceLock::new(),
            coming: OnceLock::new(),
            coverages: OnceLock::new(),
            figures: OnceLock::new(),
            overlays: OnceLock::new(),
            agenda: OnceLock::new(),
            growth: OnceLock::new(),
        }
    }

    /// What refers to what, the other way round.
    pub fn connections(&self) -> &Connections<'a> {
        self.connections.get_or_init(|| Connections::of(self.view))
    }

    /// The people of each team.
    pub fn members(&self) -> &Many<'a, Profile<'a>> {
        self.members.get_or_init(|| connections::members(self.view))
    }

    /// Who belongs to which group, and what groups did.
    pub const fn groups(&self) -> &Groups<'a> {
        &self.groups
    }

    /// What happened, the newest first.
    pub fn news(&self) -> &[Item] {
        self.news.get_or_init(|| news::news(self.view, self.groups()))
    }

    /// What takes place in the coming months, the earliest first.
    pub fn coming(&self) -> &[Occurrence<'a>] {
        self.coming.get_or_init(|| calendar::coming(self.view))
    }

    /// How far teams, and the whole company, are covered.
    pub fn coverages(&self) -> &Coverages<'a> {
        self.coverages.get_or_init(|| self.view.coverages())
    }

    /// How the program is getting on; none for those who are not in the company.
    pub fn figures(&self) -> Option<&Answer<'a>> {
        self.figures.get_or_init(|| figures(self.view, &|| false)).as_ref()
    }

    /// Counts the figures for whoever asks for them later; they stay unknown when `is_over` says half-way
    /// that nobody wants to know any more.
    pub fn count_figures(&self, is_over: &(dyn Fn() -> bool + Sync)) {
        if !self.knows_figures() {
            let counted = figures(self.view, is_over);
            if !is_over() {
                // Whoever was faster counted the same.
                let _ = self.figures.set(counted);
            }
        }
    }

    /// Whether the figures are counted, so that pages of them need no patience.
    pub fn knows_figures(&self) -> bool {
        self.figures.get().is_some()
    }

    /// Whether there is a dashboard.
    pub fn has_figures(&self) -> bool {
        self.view.tells_figures()
    }

    /// Whose progress its maps show.
    pub fn overlays(&self) -> &Overlays<'a> {
        self.overlays.get_or_init(|| Overlays::of(self.view))
    }

    /// What is due, as far as its audience may see it; empty for groups.
    pub fn agenda(&self) -> &[Due<'a>] {
        self.agenda.get_or_init(|| self.view.agenda())
    }

    /// What somebody is on the way to, where the reader may see any of it: their own, and that of those whom
    /// they coach or have judged.
    pub fn growth(&self, person: &str) -> Option<&Growth<'a>> {
        let all = self.growth.get_or_init(|| {
            let people = self.view.people();
            people.filter_map(|it| Some((it.id, self.view.growth(it.id)?))).collect()
        });
        all.get(person)
    }

    /// Reads all that takes long, at once. Whoever makes pages in parallel calls this first, from outside the
    /// pool: a thread of the pool that waited for another page's reading could be the one that has to do it.
    pub fn read_all(&self) {
        self.groups.read_all();
        self.connections();
        self.members();
        self.growth("");
        std::thread::scope(|scope| {
            scope.spawn(|| self.figures());
            scope.spawn(|| self.coverages());
            self.news();
            self.coming();
            self.overlays();
            self.agenda();
        });
    }

    /// The pages there are, and their addresses.
    #[must_use]
    pub const fn addresses(&self) -> Addresses<'a> {
        Addresses::new(self.view)
    }

    /// Other words by which the search finds a record: the ids that it had before.
    #[must_use]
    pub fn former(&self, record: &Record) -> Vec<String> {
        self.view.formerly(record).into_iter().map(str::to_owned).collect()
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
fn figures<'a>(view: View<'a>, is_over: &(dyn Fn() -> bool + Sync)) -> Option<Answer<'a>> {
    let as_of = view.as_of();
    let question = Question {
        scope: Scope::default(),
        by: None,
        period: Period::new(None, as_of),
        as_of,
        grouping: None,
    };
    if view.tells_figures() { view.metrics(question, is_over).ok() } else { None }
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
    /// Whether this page is from before the last change, because what it says is still being counted.
    pub is_counting: bool,
}

/// A site that was built.
#[derive(Debug)]
pub struct Built {
    /// All files, by their path below the output folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What is wrong with the templates of the catalog, as all pages showed.
    pub flaws: Vec<Problem>,
}

/// Builds all files of a site.
///
/// What `learn.yaml` names and cannot be used is left out, and our own templates stand in for those that fail.
///
/// # Errors
/// A sentence when one of our own templates fails, which is a fault of this program.
pub fn build(view: View<'_>, files: &dyn Files, notices: &Notices) -> Result<Built, String> {
    let site = Site::of(view, files);
    let press = Press::new(&site);
    let files = press.all(notices)?;
    Ok(Built { files, flaws: press.flaws() })
}

/// What is wrong with the templates of the catalog, as some pages show of every kind that they may set. A catalog
/// without templates of its own costs nothing.
#[must_use]
pub fn flaws(view: View<'_>, files: &dyn Files) -> Vec<Problem> {
    let is_plain =
        view.program().and_then(|program| program.site.as_ref()?.templates.as_ref()).is_none();
    if is_plain {
        return Vec::new();
    }
    let site = Site::of(view, files);
    Press::new(&site).flaws_of_some(&|| false)
}

/// A page that can be made, and where it stands.
pub struct Job<'s> {
    /// Its path below the output folder.
    pub path: String,
    make: Box<dyn Fn() -> Page + Send + Sync + 's>,
}

impl<'s> Job<'s> {
    /// A page that stands at this path.
    pub fn new(path: impl Into<String>, make: impl Fn() -> Page + Send + Sync + 's) -> Self {
        Self { path: path.into(), make: Box::new(make) }
    }

    /// Makes the page.
    #[must_use]
    pub fn page(&self) -> Page {
        let page = (self.make)();
        debug_assert_eq!(page.path, self.path, "a page stands where it was said to stand");
        page
    }
}
