//! Prose of records on pages: Markdown whose links lead to pages and whose images come along.

use std::cell::LazyCell;

use super::Site;
use super::addresses::heading_prefix;
use super::groups::session_title;
use super::own::OwnPage;
use super::page::way_up;
use super::pages::person::earlier;
use crate::audience::view::{Seen, View};
use crate::catalog::Record;
use crate::format::markup::may_stand;
use crate::kinds::Body;
use crate::kinds::session::Session;
use crate::syntax::markdown::{self, Address, Setting, decoded};

/// A text and where it stands.
#[derive(Debug, Clone)]
pub struct Prose<'a> {
    /// The Markdown.
    pub text: &'a str,
    /// The path of the file it belongs to.
    pub from: &'a str,
    /// The path of the page it is set on.
    pub page: &'a str,
    /// The level of its highest headings there.
    pub top_heading: u8,
    /// What the ids of its headings begin with, unique on the page.
    pub id_prefix: String,
    /// A title that stands above it already.
    pub title: String,
}

impl<'a> Prose<'a> {
    /// The text of a record on the page at `page`.
    #[must_use]
    pub fn of(record: &'a Record, page: &'a str, top_heading: u8, view: View<'_>) -> Self {
        Self {
            text: record.prose(),
            from: &record.source.path,
            page,
            top_heading,
            id_prefix: heading_prefix(record),
            title: title(record, view),
        }
    }

    /// The text as HTML that holds nothing active and asks no other host for anything.
    #[must_use]
    pub fn html(&self, site: &Site<'_>) -> String {
        if !self.text.chars().all(|letter| may_stand(letter) || letter == '\r') {
            let text: String = self.text.chars().filter(|letter| may_stand(*letter)).collect();
            return Prose { text: &text, ..self.clone() }.html(site);
        }
        let anchors = LazyCell::new(|| self.anchors());
        let setting = Setting {
            top_heading: self.top_heading,
            id_prefix: &self.id_prefix,
            title: &self.title,
            resolve: &|url, image| match url.strip_prefix('#') {
                Some(fragment) if !image => self.below(fragment, &anchors),
                Some(_) => Address::TextOnly,
                None => self.resolve(site, url, image),
            },
        };
        markdown::html_in(self.text, &setting)
    }

    /// The id of a heading by the fragment that somebody wrote; none where the page shows no such heading.
    fn heading(&self, fragment: &str, anchors: &[String]) -> Option<String> {
        let wanted = decoded(fragment).to_lowercase();
        anchors.contains(&wanted).then(|| format!("{}{wanted}", self.id_prefix))
    }

    fn anchors(&self) -> Vec<String> {
        markdown::anchors(self.text, &self.title)
    }

    /// What becomes of a link to a heading of the text itself.
    fn below(&self, fragment: &str, anchors: &[String]) -> Address {
        let id = self.heading(fragment, anchors);
        id.map_or(Address::TextOnly, |id| Address::Becomes(format!("#{id}")))
    }

    fn resolve(&self, site: &Site<'_>, url: &str, image: bool) -> Address {
        let lower = url.to_ascii_lowercase();
        let is_elsewhere =
            ["https://", "http://", "mailto:"].iter().any(|it| lower.starts_with(it));
        if is_elsewhere {
            return if image { Address::LinkOnly } else { Address::Kept };
        }
        let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
        let path = path.split('?').next().unwrap_or("");
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        if has_scheme || url.starts_with("//") {
            return Address::TextOnly;
        }
        let Some(path) = joined(self.from, &decoded(path)) else { return Address::TextOnly };
        let page = if image { None } else { page(site, &path, fragment) };
        let file = || Some(with(site.shown.address(&path, self.from, image)?, fragment));
        match page.or_else(file) {
            Some(address) => Address::Becomes(format!("{}{address}", way_up(self.page))),
            None => Address::TextOnly,
        }
    }
}

/// The title that stands above the text of a record; none where its day stands there.
fn title(record: &Record, view: View<'_>) -> String {
    let title = match &record.document {
        Some(Body::Module(module)) => module.title.as_str(),
        Some(Body::Portfolio(work)) => work.title.as_str(),
        Some(Body::Story(story)) => story.title.as_str(),
        Some(Body::Session(_)) => {
            let session = view.get::<Session>(&record.name);
            return session.map_or_else(String::new, |session| session_title(view, session));
        }
        _ => "",
    };
    title.to_owned()
}

/// The address of the page for a file of the catalog, down to the heading that a fragment means.
fn page(site: &Site<'_>, path: &str, fragment: &str) -> Option<String> {
    let own = || own(site, path).map(OwnPage::path);
    let address = site.addresses().at_path(path).or_else(own)?;
    let heading = Some(fragment).filter(|it| !it.is_empty()).and_then(|it| heading(site, path, it));
    Some(heading.unwrap_or(address))
}

/// The address of a heading of another file; none where no page shows it.
fn heading(site: &Site<'_>, path: &str, fragment: &str) -> Option<String> {
    let at = |page: &str, text: &Prose<'_>| {
        let id = text.heading(fragment, &text.anchors())?;
        Some(format!("{page}#{id}"))
    };
    let (page, record) = match site.view.at_path(path) {
        Some(Seen::Work(work)) => (earlier::page_of(site.view, &work), work.entry.record),
        Some(Seen::Record(record)) => (site.addresses().at_path(path)?, record),
        Some(Seen::Person(_)) => return None,
        None => {
            let own = own(site, path)?;
            return at(&own.path(), &own.prose(&own.path()));
        }
    };
    at(&page, &Prose::of(record, &page, 1, site.view))
}

/// An address with a fragment, if there is one.
fn with(address: String, fragment: &str) -> String {
    if fragment.is_empty() { address } else { format!("{address}#{fragment}") }
}

fn own<'s, 'a>(site: &'s Site<'a>, path: &str) -> Option<&'s OwnPage<'a>> {
    site.own.iter().find(|own| own.file == path)
}

/// The path of the catalog that a relative address means; none where it leads out of it.
#[must_use]
pub fn joined(from: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = match address.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
