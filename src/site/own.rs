//! Pages that the company writes itself: Markdown files that `learn.yaml` names.

use super::addresses::page;
use super::prose::Prose;
use crate::audience::view::View;
use crate::kinds::parts::site;

/// The group of the navigation for pages that name none.
const GROUP: &str = "Program";

/// A page of the company's own.
#[derive(Debug, Clone)]
pub struct OwnPage<'a> {
    /// The path of its file in the catalog.
    pub file: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// The group of the navigation it stands in.
    pub group: &'a str,
    /// Its folder below the output folder: `pages/books`.
    pub folder: String,
    /// The Markdown.
    pub text: &'a str,
}

impl OwnPage<'_> {
    /// Its path below the output folder.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/index.html", self.folder)
    }

    /// Its text on the page at `page`, which is its own.
    #[must_use]
    pub fn prose<'s>(&'s self, page: &'s str) -> Prose<'s> {
        Prose {
            text: self.text,
            from: self.file,
            page,
            top_heading: 2,
            id_prefix: "text-".to_owned(),
            title: self.title.to_owned(),
        }
    }
}

/// The pages that may be seen and can be read; of several at one address, the first.
#[must_use]
pub fn pages(view: View<'_>) -> Vec<OwnPage<'_>> {
    let mut all: Vec<OwnPage<'_>> = Vec::new();
    for one in view.own_pages().filter_map(|own| one(view, own)) {
        if all.iter().all(|other| other.folder != one.folder) {
            all.push(one);
        }
    }
    all
}

fn one<'a>(view: View<'a>, own: &'a site::OwnPage) -> Option<OwnPage<'a>> {
    let name = own.file.rsplit('/').next().unwrap_or("").trim_end_matches(".md");
    let path = page("pages", name);
    Some(OwnPage {
        file: &own.file,
        title: &own.title,
        group: own.group.as_deref().unwrap_or(GROUP),
        folder: path.trim_end_matches("/index.html").to_owned(),
        text: view.own_text(own)?,
    })
}
