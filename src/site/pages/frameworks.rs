//! The overview of all frameworks: scale, themes, competencies, and what changed last.

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::kinds::framework::{Competency, Framework};
use crate::site::addresses;
use crate::site::begins::Begins;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// How many changes are shown.
const CHANGES: usize = 5;

/// How many competencies are described here; where there are more, each page describes its own.
const DESCRIBED: usize = 120;

/// The page.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    vec![Job::new("frameworks/index.html", move || page(site))]
}

/// How the first framework comes to be.
const BEGINS: Begins = Begins::with(
    "There is no framework of competencies yet.",
    r#"learn new framework --title "Engineering""#,
);

fn page(site: &Site<'_>) -> Page {
    let all = site.view.all::<Framework>().map(|it| it.document.competencies.len());
    let describes = all.sum::<usize>() <= DESCRIBED;
    let frameworks: Vec<Value> =
        site.view.all::<Framework>().map(|framework| about(site, framework, describes)).collect();
    Page {
        path: "frameworks/index.html".to_owned(),
        template: "frameworks.html",
        title: "Competencies".to_owned(),
        crumbs: Vec::new(),
        part: "frameworks",
        source: None,
        head: Head::default(),
        body: json!({ "frameworks": frameworks, "begins": BEGINS }),
    }
}

fn about(site: &Site<'_>, framework: Entry<'_, Framework>, describes: bool) -> Value {
    let document = framework.document;
    let in_theme = |theme: Option<&str>| -> Vec<Value> {
        let all = document.competencies.iter().filter(|(id, _)| is_safe(id.as_str()));
        all.filter(|(_, it)| it.theme.as_ref().map(crate::base::id::Id::as_str) == theme)
            .map(|(id, competency)| short(id.as_str(), competency, describes))
            .collect()
    };
    let mut themes: Vec<Value> = document
        .themes
        .iter()
        .map(|(id, theme)| {
            json!({
                "name": theme.name,
                "summary": theme.summary,
                "transferable": theme.transferable,
                "competencies": in_theme(Some(id.as_str())),
            })
        })
        .filter(|theme| theme["competencies"].as_array().is_some_and(|list| !list.is_empty()))
        .collect();
    let others = in_theme(None);
    if !others.is_empty() {
        themes.push(json!({
            "name": "Other competencies", "summary": null, "transferable": false,
            "competencies": others,
        }));
    }
    let changes = document.changes.iter().take(CHANGES).map(|change| {
        let from = site.view.who_asked(change);
        json!({ "version": change.version, "date": change.date, "why": change.why, "from": from })
    });
    json!({
        "id": format!("framework-{}", framework.id()),
        "name": document.name,
        "summary": document.summary,
        "version": document.version,
        "reviewed": document.reviewed,
        "owner": document.owner.as_ref().and_then(|id| site.addresses().person(id.as_str())),
        "scale": document.steps(),
        "themes": themes,
        "changes": changes.collect::<Vec<_>>(),
    })
}

fn short(id: &str, competency: &Competency, describes: bool) -> Value {
    json!({
        "link": Link::to(competency.name.as_str(), addresses::page("competencies", id)),
        "description": competency.description.as_ref().filter(|_| describes),
    })
}

/// Whether an id can be a folder.
#[must_use]
pub fn is_safe(id: &str) -> bool {
    crate::base::id::check_slug(id).is_ok()
}
