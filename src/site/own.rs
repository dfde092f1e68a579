//! Pages that the company writes itself: Markdown files that `learn.yaml` names.

use super::addresses::page;
use super::prose::{Prose, joined};
use crate::audience::view::View;
use crate::catalog::layout;
use crate::kinds::parts::site;
use crate::syntax::markdown::{self, FrontMatter, decoded};
use crate::world::files::Files;

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
    pub text: String,
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
            text: &self.text,
            from: self.file,
            page,
            top_heading: 2,
            id_prefix: "text-".to_owned(),
            title: self.title.to_owned(),
        }
    }
}

/// Reads the pages that may be seen.
///
/// # Errors
/// A sentence when a file cannot be read, when a link in it leads nowhere, or when two pages would stand at
/// one address.
pub fn read<'a>(view: View<'a>, files: &dyn Files) -> Result<Vec<OwnPage<'a>>, String> {
    let mut all: Vec<OwnPage<'a>> = Vec::new();
    for own in view.own_pages() {
        let one = one(view, own, files)?;
        if let Some(other) = all.iter().find(|other| other.folder == one.folder) {
            return Err(format!(
                "the pages {} and {} of learn.yaml would stand at the same address\n  \
                 help: give one of the files another name",
                other.file, one.file
            ));
        }
        all.push(one);
    }
    Ok(all)
}

fn one<'a>(
    view: View<'a>,
    own: &'a site::OwnPage,
    files: &dyn Files,
) -> Result<OwnPage<'a>, String> {
    let told = |why: String| {
        format!(
            "the page {} that `site.pages` of learn.yaml names cannot be read: {why}\n  \
             help: add the file, or take the entry away",
            own.file
        )
    };
    let folder = own.file.split('/').next().unwrap_or("");
    if layout::is_catalog_folder(folder) {
        return Err(told(format!("{folder}/ holds records, which have pages of their own")));
    }
    let bytes = files.read_one(&own.file).map_err(|why| told(why.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| told("it is not UTF-8".to_owned()))?;
    let body = match markdown::front_matter(&text) {
        FrontMatter::Found { body, .. } => body,
        FrontMatter::Missing | FrontMatter::NeverClosed => 0,
    };
    if let Some((at, target)) = dead_link(view, &own.file, text.get(body..).unwrap_or(""), files) {
        let line = 1 + text.bytes().take(body + at).filter(|byte| *byte == b'\n').count();
        return Err(format!(
            "{}, line {line}: the link to `{target}` leads nowhere\n  \
             help: mend it; the way is counted from the folder of the page",
            own.file
        ));
    }
    let name = own.file.rsplit('/').next().unwrap_or("").trim_end_matches(".md");
    let path = page("pages", name);
    Ok(OwnPage {
        file: &own.file,
        title: &own.title,
        group: own.group.as_deref().unwrap_or(GROUP),
        folder: path.trim_end_matches("/index.html").to_owned(),
        text: text.get(body..).unwrap_or_default().to_owned(),
    })
}

/// The first link or image that leads nowhere: where it stands in the text, and what it says.
///
/// What is there and may not be seen is no dead link: for those it is not for, its words stand alone.
fn dead_link(view: View<'_>, file: &str, text: &str, files: &dyn Files) -> Option<(usize, String)> {
    let outline = markdown::outline(text);
    let is_dead = |target: &str| {
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        if path.is_empty() {
            let anchor = decoded(anchor).to_lowercase();
            let is_there = outline.headings.iter().any(|heading| heading.anchor == anchor);
            return !(anchor.is_empty() || anchor == "top" || is_there);
        }
        let path = path.split('?').next().unwrap_or("");
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        if has_scheme || path.starts_with("//") {
            return false;
        }
        let Some(path) = joined(file, &decoded(path)) else { return true };
        !view.has_record_at(&path) && files.read_one(&path).is_err()
    };
    let dead = outline.links.into_iter().find(|link| is_dead(&link.target))?;
    Some((dead.span.start, dead.target))
}
