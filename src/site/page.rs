//! A page before it is written: where it stands, what it is called, what its template is given.

use serde::Serialize;
use serde_json::Value;

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its path below the output folder: `modules/incident-command/index.html`.
    pub path: String,
    /// The template that sets it.
    pub template: &'static str,
    /// Its title.
    pub title: String,
    /// The pages above it, the home page left out.
    pub crumbs: Vec<Link>,
    /// Which part of the site it belongs to; the navigation marks it.
    pub part: &'static str,
    /// What the template is given.
    pub body: Value,
    /// The file it is made from, for a link to edit it.
    pub source: Option<String>,
    /// What it says of itself to machines, and what it loads beside what every page has.
    pub head: Head,
}

/// What stands in the head of a page beside its title.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Head {
    /// One sentence about it, for search engines and previews.
    pub description: Option<String>,
    /// It in schema.org's words, as JSON-LD.
    pub linked_data: Option<Value>,
    /// Feeds that belong to it: their titles and their addresses from the top of the site.
    pub feeds: Vec<Link>,
    /// Style sheets of `site/assets` that only such pages need: `map.css`.
    pub styles: Vec<&'static str>,
    /// Scripts of `site/assets` that only such pages need: `map.js`.
    pub scripts: Vec<&'static str>,
    /// Whether search engines should leave it out, and the site's own search as well.
    pub is_hidden: bool,
    /// Other words by which the search finds it, such as former ids.
    #[serde(skip)]
    pub also: Vec<String>,
    /// Things on it that the search leads to by their own names, such as the roles of a ladder.
    #[serde(skip)]
    pub inside: Vec<Inside>,
}

/// Something on a page that has a name of its own.
#[derive(Debug, Clone)]
pub struct Inside {
    /// Its name, where it stands, and what it is.
    pub link: Link,
    /// Other words by which the search finds it.
    pub also: Vec<String>,
}

/// Words that lead somewhere, if there is a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address from the top of the site; none where there is no page.
    pub href: Option<String>,
    /// What is said behind the words, such as `retired`.
    pub note: Option<String>,
}

impl Link {
    /// Words with an address.
    #[must_use]
    pub fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()), note: None }
    }

    /// Words alone.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None, note: None }
    }

    /// The same with a note behind it.
    #[must_use]
    pub fn with(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// The steps from a page up to the top of the site: `../../`.
#[must_use]
pub fn way_up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}
