//! A community: what it is about, who is in it, when it meets and what came of it.

use serde_json::{Value, json};

use super::gathering::{coming, held, more_held};
use super::heard::said;
use super::members;
use crate::catalog::Entry;
use crate::kinds::community::Community;
use crate::kinds::session::Session;
use crate::site::addresses::{self, calendar};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for it in site.view.all::<Community>() {
        let path = addresses::page("communities", it.id());
        jobs.push(Job::new(path, move || about(site, it)));
        let people = site.groups().of_communities().get(it.id()).cloned().unwrap_or_default();
        let crumbs =
            [Link::to("Communities", "communities/index.html"), addresses::community_link(it)];
        let title = format!("Who is in {}", &*it.document.name);
        jobs.extend(members::pages(folder(it.id()), title, crumbs, "communities", people));
    }
    jobs
}

/// Where all members stand.
fn folder(community: &str) -> String {
    format!("communities/{community}/members")
}

fn about(site: &Site<'_>, community: Entry<'_, Community>) -> Page {
    let document = community.document;
    let id = community.id();
    let to = site.addresses();
    let members = site.groups().of_communities().get(id).map_or(&[][..], Vec::as_slice);
    let is_its = |it: &Session| {
        let community = it.community.as_ref();
        let community = community.and_then(|id| site.view.get::<Community>(id.as_str()));
        community.is_some_and(|community| community.id() == id)
    };
    let competencies = document.competencies.iter().map(|id| to.competency(id.as_str()));
    let sessions = site.groups().sessions_of(is_its);
    let body = json!({
        "topic": document.topic,
        "summary": document.summary,
        "host": document.host.as_ref().and_then(|id| to.person(id.as_str())),
        "competencies": competencies.collect::<Vec<_>>(),
        "members": members.iter().take(members::SHOWN).map(members::row).collect::<Vec<_>>(),
        "more": members::more(&folder(id), members.len()),
        "events": coming(site, community.record),
        "calendar": (!document.events.is_empty()).then(|| calendar(community.record)),
        "sessions": held(site, &sessions),
        "more_sessions": more_held(sessions.len()),
        "feedback": said(site, community.record),
        "links": document.links,
    });
    Page {
        path: addresses::page("communities", id),
        template: "community.html",
        title: document.name.as_str().to_owned(),
        crumbs: vec![Link::to("Communities", "communities/index.html")],
        part: "communities",
        source: Some(community.record.source.path.to_string()),
        head: Head {
            also: site.former(community.record),
            description: linked_data::description(document.summary.as_deref(), None),
            ..Head::default()
        },
        body,
    }
}

/// What stands in the list of all communities.
#[must_use]
pub fn row(site: &Site<'_>, community: Entry<'_, Community>) -> Value {
    let host = community.document.host.as_ref();
    let host = host.and_then(|id| site.addresses().person(id.as_str()));
    let topic = community.document.topic.as_deref();
    json!({
        "link": addresses::community_link(community),
        "kind": size(site, community.id()),
        "summary": community.document.summary.as_deref().or(topic),
        "facts": host.map(|host| host.with("hosts")).into_iter().collect::<Vec<_>>(),
    })
}

/// How many people are in a community, as far as they may be seen; empty where nobody is.
#[must_use]
pub fn size(site: &Site<'_>, community: &str) -> String {
    match site.groups().of_communities().get(community).map_or(0, Vec::len) {
        0 => String::new(),
        1 => "1 member".to_owned(),
        many => format!("{many} members"),
    }
}
