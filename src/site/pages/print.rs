//! A pathway on paper: every item with its ways, and room to tick and sign.

use serde_json::{Value, json};

use super::module::effort_in_words;
use super::pathway::open_ways;
use crate::catalog::Entry;
use crate::kinds::module::Module;
use crate::kinds::pathway::{Item, Offer, Pathway};
use crate::site::addresses;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let all = site.view.all::<Pathway>();
    all.map(|it| Job::new(addresses::page("print", it.id()), move || about(site, it))).collect()
}

fn about(site: &Site<'_>, pathway: Entry<'_, Pathway>) -> Page {
    let document = pathway.document;
    let electives = document.electives.as_ref().map(|electives| {
        let from = electives.from.iter().map(|it| offer(site, it));
        json!({ "choose": electives.choose, "from": from.collect::<Vec<_>>() })
    });
    let to = document.to.as_ref().map(|id| site.addresses().role(id.as_str()).text);
    Page {
        path: addresses::page("print", pathway.id()),
        template: "print.html",
        title: document.title.as_str().to_owned(),
        crumbs: vec![Link::to("Pathways", "pathways/index.html"), addresses::pathway_link(pathway)],
        part: "pathways",
        source: None,
        head: Head { is_hidden: true, ..Head::default() },
        body: json!({
            "summary": document.summary,
            "to": to,
            "items": document.items.iter().map(|it| item(site, it)).collect::<Vec<_>>(),
            "electives": electives,
            "milestones": document.milestones,
        }),
    }
}

fn item(site: &Site<'_>, item: &Item) -> Value {
    let ways = open_ways(site, item);
    let ways = ways.map(|way| {
        offer(site, &Offer { module: way.module.clone(), credential: way.credential.clone() })
    });
    json!({
        "title": item.title,
        "outcome": item.outcome,
        "responsibility": item.responsibility,
        "ways": ways.collect::<Vec<_>>(),
    })
}

/// What is taken, with what it takes and what it changes at work.
fn offer(site: &Site<'_>, offer: &Offer) -> Value {
    if let Some(id) = &offer.credential {
        return json!({ "title": site.addresses().credential(id.as_str()).text, "kind": "credential" });
    }
    let id = offer.module.as_ref().map_or("", |id| id.as_str());
    let module = site.view.get::<Module>(id).map(|module| module.document);
    let effort = module.and_then(|module| module.effort);
    let outcomes = module.map(|module| module.outcomes.as_slice()).unwrap_or_default();
    json!({
        "title": site.addresses().module(id).text,
        "kind": "module",
        "effort": effort.map(|effort| effort_in_words(&effort)),
        "outcomes": outcomes.iter().map(|it| &it.result).collect::<Vec<_>>(),
    })
}
