//! A community: what it is about, who is in it, when it meets and what came of it.

use serde_json::{Value, json};

use super::gathering::{coming, held, said};
use crate::catalog::Entry;
use crate::kinds::community::Community;
use crate::kinds::session::Session;
use crate::site::addresses::{self, calendar, person_link, role_link};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// How many members a page lists.
const MEMBERS: usize = 200;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let all = site.view.all::<Community>();
    all.map(|it| Job::new(addresses::page("communities", it.id()), move || about(site, it)))
        .collect()
}

fn about(site: &Site<'_>, community: Entry<'_, Community>) -> Page {
    let document = community.document;
    let id = community.id();
    let to = site.addresses();
    let members = site.groups().of_communities.get(id).map_or(&[][..], Vec::as_slice);
    let is_its = |it: &Session| {
        let community = it.community.as_ref();
        let community = community.and_then(|id| site.view.get::<Community>(id.as_str()));
        community.is_some_and(|community| community.id() == id)
    };
    let member = |it| json!({ "link": person_link(it), "role": it.role.map(role_link) });
    let competencies = document.competencies.iter().map(|id| to.competency(id.as_str()));
    let body = json!({
        "topic": document.topic,
        "summary": document.summary,
        "host": document.host.as_ref().and_then(|id| to.person(id.as_str())),
        "competencies": competencies.collect::<Vec<_>>(),
        "members": members.iter().take(MEMBERS).map(member).collect::<Vec<_>>(),
        "more": members.len().saturating_sub(MEMBERS),
        "events": coming(site, community.record),
        "calendar": (!document.events.is_empty()).then(|| calendar(community.record)),
        "sessions": held(site, &site.groups().sessions_of(is_its)),
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
    match site.groups().of_communities.get(community).map_or(0, Vec::len) {
        0 => String::new(),
        1 => "1 member".to_owned(),
        many => format!("{many} members"),
    }
}
