//! Pages that the company writes itself, in Markdown.

use serde_json::json;

use crate::site::own::OwnPage;
use crate::site::page::{Head, Page};
use crate::site::{Job, Site};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    site.own.iter().map(|own| Job::new(own.path(), move || about(site, own))).collect()
}

fn about(site: &Site<'_>, own: &OwnPage<'_>) -> Page {
    let path = own.path();
    let prose = own.prose(&path);
    Page {
        template: "own.html",
        title: own.title.to_owned(),
        crumbs: Vec::new(),
        part: "",
        source: Some(own.file.to_owned()),
        head: Head::default(),
        body: json!({ "html": prose.html(site) }),
        path,
    }
}
