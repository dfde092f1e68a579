//! A pathway: its items with the ways to fulfil them, its electives and milestones.

use serde_json::{Value, json};

use super::word;
use crate::catalog::Entry;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use crate::kinds::pathway::{Fulfilment, Item, Offer, Pathway};
use crate::site::addresses;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    site.view
        .all::<Pathway>()
        .map(|pathway| {
            Job::new(addresses::page("pathways", pathway.id()), move || about(site, pathway))
        })
        .collect()
}

fn about(site: &Site<'_>, pathway: Entry<'_, Pathway>) -> Page {
    let document = pathway.document;
    let to = site.addresses();
    let electives = document.electives.as_ref().map(|electives| {
        let cover = electives.cover.iter().map(|id| theme(site, id.as_str()));
        json!({
            "choose": electives.choose,
            "from": electives.from.iter().map(|it| offer(site, it)).collect::<Vec<_>>(),
            "cover": cover.collect::<Vec<_>>(),
        })
    });
    Page {
        path: addresses::page("pathways", pathway.id()),
        template: "pathway.html",
        title: document.title.as_str().to_owned(),
        crumbs: vec![Link::to("Pathways", "pathways/index.html")],
        part: "pathways",
        source: Some(pathway.record.source.path.to_string()),
        head: Head {
            also: site.former(pathway.record),
            description: linked_data::description(document.summary.as_deref(), None),
            ..Head::default()
        },
        body: json!({
            "kind": word(document.kind),
            "summary": document.summary,
            "to": document.to.as_ref().map(|id| to.role(id.as_str())),
            "audience": audience(site, pathway),
            "within": document.within.map(|within| within.to_string()),
            "items": document.items.iter().map(|it| item(site, it)).collect::<Vec<_>>(),
            "electives": electives,
            "optional": document.optional.iter().map(|it| offer(site, it)).collect::<Vec<_>>(),
            "milestones": document.milestones,
            "owner": document.owner.as_ref().and_then(|id| to.person(id.as_str())),
            "reviewed": document.reviewed,
            "print": addresses::page("print", pathway.id()),
            "feedback": super::heard::said(site, pathway.record),
        }),
    }
}

fn audience(site: &Site<'_>, pathway: Entry<'_, Pathway>) -> Vec<Link> {
    let audience = &pathway.document.audience;
    let everyone = audience.everyone.then(|| Link::words("everybody"));
    let teams = audience.teams.iter().filter_map(|id| site.addresses().team(id.as_str()));
    let ladders = audience.ladders.iter().filter_map(|id| site.view.get::<Ladder>(id.as_str()));
    let ladders = ladders.map(|ladder| {
        Link::to(ladder.document.name.as_str(), addresses::page("ladders", ladder.id()))
    });
    everyone.into_iter().chain(teams).chain(ladders).collect()
}

fn item(site: &Site<'_>, item: &Item) -> Value {
    let day = site.view.as_of();
    let ways = open_ways(site, item).map(|way| {
        let link = way_link(site, way);
        match way.since.filter(|since| *since > day) {
            Some(since) => link.with(format!("from {since}")),
            None => link,
        }
    });
    json!({
        "anchor": format!("item-{}", item.id.as_str()),
        "title": item.title,
        "outcome": item.outcome,
        "responsibility": item.responsibility,
        "ways": ways.collect::<Vec<_>>(),
    })
}

/// The ways to fulfil an item that have not ended by the day of the view.
pub fn open_ways<'i>(
    site: &Site<'_>,
    item: &'i Item,
) -> impl Iterator<Item = &'i Fulfilment> + use<'i> {
    let day = site.view.as_of();
    item.fulfil.iter().filter(move |way| way.until.is_none_or(|until| day <= until))
}

fn way_link(site: &Site<'_>, way: &Fulfilment) -> Link {
    offer(site, &Offer { module: way.module.clone(), credential: way.credential.clone() })
}

fn offer(site: &Site<'_>, offer: &Offer) -> Link {
    match (&offer.module, &offer.credential) {
        (Some(id), _) => with(site.addresses().module(id.as_str()), "module"),
        (None, Some(id)) => with(site.addresses().credential(id.as_str()), "credential"),
        (None, None) => Link::words(""),
    }
}

/// A retired module says that first.
fn with(link: Link, note: &str) -> Link {
    if link.note.is_some() { link } else { link.with(note) }
}

fn theme(site: &Site<'_>, id: &str) -> String {
    let mut themes = site.view.all::<Framework>().flat_map(|it| &it.document.themes);
    let found = themes.find(|(other, _)| other.as_str() == id);
    found.map_or(id, |(_, theme)| theme.name.as_str()).to_owned()
}
