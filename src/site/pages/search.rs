//! The search page: a box for those who can use it, and the lists of everything for those who cannot.

use serde_json::json;

use crate::site::page::{Head, Page};
use crate::site::{Job, Site};

/// The page.
#[must_use]
pub fn pages<'s>(_: &'s Site<'_>) -> Vec<Job<'s>> {
    vec![Job::new("search/index.html", page)]
}

fn page() -> Page {
    Page {
        path: "search/index.html".to_owned(),
        template: "search.html",
        title: "Search".to_owned(),
        crumbs: Vec::new(),
        part: "search",
        source: None,
        head: Head { is_hidden: true, ..Head::default() },
        body: json!({}),
    }
}
