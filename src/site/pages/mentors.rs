//! Mentors: how to find one, and for each mentor whom they can still take and what waits for them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Value, json};

use super::frameworks::is_safe;
use super::list::{Heading, paged};
use super::person::next;
use crate::audience::mentoring::Offer;
use crate::audience::person::Profile;
use crate::insight::agenda::{Item, What};
use crate::site::addresses::{
    competency_link, mentor_link, page, person_link, role_link, team_link,
};
use crate::site::begins::Begins;
use crate::site::further::{self, Further};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// How many topics the overview lists.
const TOPICS: usize = 100;

/// How many mentors of a topic it names; of a topic with more it says how many there are.
const NAMED: usize = 6;

/// How many mentors a page of a topic lists.
const EACH: usize = 200;

/// Where all topics stand.
const FOLDER: &str = "mentors-by-topic";

/// How many people a mentor coaches stand on their page.
const MENTEES: usize = 60;

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
    jobs.extend(mentees(site));
    jobs.extend(overview(offers));
    jobs
}

/// A topic's link and who mentors in it.
type Topic<'a> = (Link, Vec<Arc<Offer<'a>>>);

/// Everybody who volunteers, before them the topics, and a page for each topic that has many mentors.
fn overview<'a>(offers: Vec<Offer<'a>>) -> Vec<Job<'a>> {
    let offers: Vec<Arc<Offer<'a>>> = offers.into_iter().map(Arc::new).collect();
    let mut topics: BTreeMap<(&str, &str), Topic<'a>> = BTreeMap::new();
    for offer in &offers {
        for topic in offer.profile.mentors_in.iter().flatten() {
            let place = topics.entry((topic.name(), topic.id));
            let place = place.or_insert_with(|| (competency_link(*topic), Vec::new()));
            place.1.push(Arc::clone(offer));
        }
    }
    let mut jobs = Vec::new();
    let (mut shown, mut all): (Vec<Value>, Vec<Link>) = (Vec::new(), Vec::new());
    for ((name, id), (link, mentors)) in topics {
        let further = Further {
            folder: format!("mentors-in/{id}"),
            title: format!("Mentors in {name}"),
            crumbs: vec![Link::to("Mentors", "mentors/index.html")],
            part: "mentors",
            form: "mentors",
            each: EACH,
        };
        let (count, free) = (mentors.len(), mentors.iter().map(|it| it.free).sum());
        // An id that no folder can have gets no page, so everybody is named here.
        let most = if is_safe(id) { NAMED } else { count };
        let many = further::more(count, most, &further.folder)
            .map(|more| Link::to(format!("{count} mentors"), more.href).with(places(free)));
        let named = |it: &Arc<Offer<'_>>| mentor_link(&it.profile).with(places(it.free));
        let few: Vec<Link> = mentors.iter().take(most).map(named).collect();
        let href = many.as_ref().map_or(&link, |many| many).href.clone();
        let note = format!("{}, {}", mentors_in_words(count), places(free));
        all.push(Link { text: link.text.clone(), href, note: Some(note) });
        shown.push(json!({ "link": link, "mentors": few, "all": many }));
        let rows =
            move |range: Range<usize>, _: &str| mentors[range].iter().map(|it| row(it)).collect();
        jobs.extend(further.beyond(most, count, rows));
    }
    let beside = json!({
        "topics": shown.iter().take(TOPICS).collect::<Vec<_>>(),
        "more": further::more(all.len(), TOPICS, FOLDER),
    });
    let heading = Heading {
        part: "mentors",
        title: "Mentors",
        lead: "Colleagues who like to coach. Ask somebody before you write them down; a mentor can be \
               in any team.",
        begins: Begins::when("Nobody volunteers yet.", "mentoring"),
    };
    let rows = offers.iter().map(|offer| row(offer)).collect();
    jobs.extend(paged(heading, "mentors.html", &[], rows, &beside));
    jobs.extend(topics_alone(all));
    jobs
}

/// All topics, where the overview has no room for them.
fn topics_alone<'a>(all: Vec<Link>) -> Vec<Job<'a>> {
    let further = Further {
        folder: FOLDER.to_owned(),
        title: "Mentors by topic".to_owned(),
        crumbs: vec![Link::to("Mentors", "mentors/index.html")],
        part: "mentors",
        form: "names",
        each: 300,
    };
    let total = all.len();
    let rows = move |range: Range<usize>, _: &str| all[range].iter().map(|it| json!(it)).collect();
    further.beyond(TOPICS, total, rows)
}

fn row(offer: &Offer<'_>) -> Value {
    json!({
        "link": mentor_link(&offer.profile),
        "role": offer.profile.role.map(role_link),
        "team": offer.profile.team.map(team_link),
        "free": offer.free,
        "capacity": offer.capacity,
    })
}

fn mentors_in_words(count: usize) -> String {
    if count == 1 { "1 mentor".to_owned() } else { format!("{count} mentors") }
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
    json!({
        "queue": queue.collect::<Vec<_>>(),
        "more": more,
        "mentees": mentees.iter().take(MENTEES).map(|it| mentee(site, it)).collect::<Vec<_>>(),
        "more_mentees": further::more(mentees.len(), MENTEES, &mentees_of(profile.id)),
    })
}

/// Somebody whom the reader coaches, with what comes next for them.
fn mentee(site: &Site<'_>, mentee: &Profile<'_>) -> Value {
    let growth = site.growth(mentee.id);
    json!({
        "link": person_link(mentee),
        "role": mentee.role.map(role_link),
        "aim": growth.map(|it| role_link(it.readiness.role)),
        "next": growth.and_then(|it| next(site, it)),
        "map": site.overlays().map_of(mentee.id),
    })
}

/// Where all those stand whom a mentor coaches.
#[must_use]
pub fn mentees_of(mentor: &str) -> String {
    format!("mentors/{mentor}/mentees")
}

/// All whom the reader coaches, where their page has no room for them.
fn mentees<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let all = site.view.mentees();
    let reader = site.view.people().find(|profile| site.view.is_reader(profile.id));
    let Some(reader) = reader else { return Vec::new() };
    let further = Further {
        folder: mentees_of(reader.id),
        title: "Those you coach".to_owned(),
        crumbs: vec![Link::to("Mentors", "mentors/index.html"), mentor_link(&reader)],
        part: "mentors",
        form: "mentees",
        each: MENTEES,
    };
    let total = all.len();
    let rows =
        move |range: Range<usize>, _: &str| all[range].iter().map(|it| mentee(site, it)).collect();
    further.beyond(MENTEES, total, rows)
}

/// The claims that wait for somebody, the oldest first.
#[must_use]
pub fn claims<'s, 'a>(site: &'s Site<'a>, person: &str) -> Vec<&'s Item<'a>> {
    let since = |item: &&Item<'_>| match item.what {
        What::Claim { since, .. } => Some(since),
        _ => None,
    };
    let mut all: Vec<&Item<'a>> =
        site.agenda().iter().filter(|it| it.whom.has(person) && since(it).is_some()).collect();
    all.sort_by_key(|item| (since(item), item.id.clone()));
    all
}
