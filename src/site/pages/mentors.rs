//! Mentors: how to find one, and for each mentor whom they can still take and what waits for them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::person::next;
use crate::audience::mentoring::Offer;
use crate::audience::person::Profile;
use crate::insight::agenda::{Item, What};
use crate::site::addresses::{
    competency_link, mentor_link, page, person_link, role_link, team_link,
};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// Where the overview stands.
const OVERVIEW: &str = "mentors/index.html";

/// How many mentors or topics the overview lists.
const SHOWN: usize = 200;

/// How many claims a mentor's page lists.
const CLAIMS: usize = 100;

/// The pages: the overview, one for each who volunteers, and the reader's own where anything waits for them.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let offers = site.view.offers();
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for offer in offers.clone() {
        let path = page("mentors", offer.profile.id);
        jobs.push(Job::new(path, move || one(site, &offer.profile, Some(&offer))));
    }
    let reader = site.view.people().find(|profile| site.view.is_reader(profile.id));
    let is_new = |it: &Profile<'_>| offers.iter().all(|offer| offer.profile.id != it.id);
    if let Some(reader) = reader.filter(is_new) {
        let has_work = !site.view.mentees().is_empty() || !claims(site, reader.id).is_empty();
        if has_work {
            let path = page("mentors", reader.id);
            jobs.push(Job::new(path, move || one(site, &reader, None)));
        }
    }
    jobs.push(Job::new(OVERVIEW, move || overview(&offers)));
    jobs
}

fn overview(offers: &[Offer<'_>]) -> Page {
    let mut topics: BTreeMap<(&str, &str), (Link, Vec<Link>, usize)> = BTreeMap::new();
    for offer in offers {
        for topic in offer.profile.mentors_in.iter().flatten() {
            let place = topics.entry((topic.name(), topic.id));
            let topic = place.or_insert_with(|| (competency_link(*topic), Vec::new(), 0));
            topic.1.push(mentor_link(&offer.profile).with(places(offer.free)));
            topic.2 += offer.free;
        }
    }
    let topics = topics
        .into_values()
        .map(|(link, mentors, free)| json!({ "link": link, "mentors": mentors, "free": free }));
    let rows = offers.iter().take(SHOWN).map(|offer| {
        json!({
            "link": mentor_link(&offer.profile),
            "role": offer.profile.role.map(role_link),
            "team": offer.profile.team.map(team_link),
            "free": offer.free,
            "capacity": offer.capacity,
        })
    });
    let is_free = |offer: &&Offer<'_>| offer.free > 0;
    Page {
        path: OVERVIEW.to_owned(),
        template: "mentors.html",
        title: "Mentors".to_owned(),
        crumbs: Vec::new(),
        part: "mentors",
        source: None,
        head: Head::default(),
        body: json!({
            "topics": topics.take(SHOWN).collect::<Vec<_>>(),
            "rows": rows.collect::<Vec<_>>(),
            "more": offers.len().saturating_sub(SHOWN),
            "free": offers.iter().filter(is_free).count(),
        }),
    }
}

fn places(free: usize) -> String {
    match free {
        0 => "no free place".to_owned(),
        1 => "1 free place".to_owned(),
        many => format!("{many} free places"),
    }
}

fn one(site: &Site<'_>, profile: &Profile<'_>, offer: Option<&Offer<'_>>) -> Page {
    let is_self = site.view.is_reader(profile.id);
    let topics = profile.mentors_in.iter().flatten().map(|topic| competency_link(*topic));
    Page {
        path: page("mentors", profile.id),
        template: "mentor.html",
        title: format!("{} as a mentor", profile.name),
        crumbs: vec![Link::to("Mentors", "mentors/index.html")],
        part: "mentors",
        source: None,
        head: Head::default(),
        body: json!({
            "person": person_link(profile),
            "role": profile.role.map(role_link),
            "team": profile.team.map(team_link),
            "topics": topics.collect::<Vec<_>>(),
            "offer": offer.map(|it| json!({ "capacity": it.capacity, "free": it.free })),
            "ask": format!("learn mentor {}", profile.id),
            "own": is_self.then(|| own(site, profile)),
        }),
    }
}

/// What waits for a mentor who reads this themselves.
fn own(site: &Site<'_>, profile: &Profile<'_>) -> Value {
    let queue = claims(site, profile.id);
    let more = queue.len().saturating_sub(CLAIMS);
    let queue = queue.into_iter().take(CLAIMS).filter_map(|item| {
        let What::Claim { person, subject, since, .. } = &item.what else { return None };
        let due = site.view.due(item, profile.id);
        Some(json!({
            "person": site.addresses().person(person.id),
            "name": person.name,
            "subject": site.addresses().subject(subject),
            "since": since,
            "days": site.view.days_since(*since),
            "due": item.due,
            "is_overdue": due.is_overdue,
            "command": due.command,
        }))
    });
    let mentees = site.view.mentees();
    let mentees = mentees.iter().map(|mentee| {
        let growth = site.view.growth(mentee.id);
        json!({
            "link": person_link(mentee),
            "role": mentee.role.map(role_link),
            "aim": growth.as_ref().map(|it| role_link(it.readiness.role)),
            "next": growth.as_ref().and_then(|it| next(site, it)),
            "map": site.overlays().map_of(mentee.id),
        })
    });
    json!({
        "queue": queue.collect::<Vec<_>>(),
        "more": more,
        "mentees": mentees.collect::<Vec<_>>(),
    })
}

/// The claims that wait for somebody, the oldest first.
fn claims<'s, 'a>(site: &'s Site<'a>, person: &str) -> Vec<&'s Item<'a>> {
    let since = |item: &&Item<'_>| match item.what {
        What::Claim { since, .. } => Some(since),
        _ => None,
    };
    let mut all: Vec<&Item<'a>> =
        site.agenda().iter().filter(|it| it.whom.has(person) && since(it).is_some()).collect();
    all.sort_by_key(|item| (since(item), item.id.clone()));
    all
}
