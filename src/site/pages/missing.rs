//! The page for addresses that are not there: hosts show it at any depth, so nothing on it is relative.

use serde_json::json;

use crate::kinds::parts::digest::Sha256;
use crate::site::page::{Head, Page};
use crate::site::{Job, Site};

/// Where hosts look for it.
pub const PATH: &str = "404.html";

/// The style of a page that has no style sheet: nobody knows where it stands, or there is no site to hold it.
pub const STYLE: &str = include_str!("../assets/missing.css");

/// The template of the page in the frame of all pages, where somebody knows where the site stands.
pub const TEMPLATE: &str = "missing.html";

/// Its template where nobody does: alone with a style of its own, which the page allows by its digest.
pub const ALONE: &str = "missing-alone.html";

/// The page.
#[must_use]
pub fn pages<'s>(_: &'s Site<'_>) -> Vec<Job<'s>> {
    vec![Job::new(PATH, move || Page {
        path: PATH.to_owned(),
        template: TEMPLATE,
        title: "There is no such page".to_owned(),
        crumbs: Vec::new(),
        part: "",
        source: None,
        head: Head { is_hidden: true, ..Head::default() },
        body: json!({ "style": STYLE, "digest": digest() }),
    })]
}

/// By which a page allows that style.
#[must_use]
pub fn digest() -> String {
    Sha256::of(STYLE.as_bytes()).base64()
}
