//! A rotation: its window, and who stays with which team to learn what.

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::kinds::rotation::{Assignment, Rotation};
use crate::site::addresses;
use crate::site::further::{self, Further};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// How many stays a page shows.
const STAYS: usize = 80;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for it in site.view.all::<Rotation>() {
        let path = addresses::page("rotations", it.id());
        jobs.push(Job::new(path, move || about(site, it)));
        let further = Further {
            folder: folder(it.id()),
            title: format!("Stays: {}", &*it.document.title),
            crumbs: vec![
                Link::to("Rotations", "rotations/index.html"),
                addresses::rotation_link(it),
            ],
            part: "rotations",
            form: "stays",
            each: STAYS,
        };
        let all = stays(site, it.document);
        let total = all.len();
        jobs.extend(further.beyond(STAYS, total, move |range, _| all[range].to_vec()));
    }
    jobs
}

/// Where all stays stand.
fn folder(rotation: &str) -> String {
    format!("rotations/{rotation}/stays")
}

/// The stays that may be seen, the earliest first.
fn stays(site: &Site<'_>, rotation: &Rotation) -> Vec<Value> {
    let mut stays: Vec<&Assignment> = rotation.assignments.iter().collect();
    stays.sort_by_key(|stay| (rotation.days(stay), stay.person.as_str()));
    stays.iter().filter_map(|it| stay(site, rotation, it)).collect()
}

fn about(site: &Site<'_>, rotation: Entry<'_, Rotation>) -> Page {
    let document = rotation.document;
    let mut stays = stays(site, document);
    let more = further::more(stays.len(), STAYS, &folder(rotation.id()));
    stays.truncate(STAYS);
    let owner = document.owner.as_ref();
    let body = json!({
        "summary": document.summary,
        "from": document.window.from,
        "to": document.window.to,
        "owner": owner.and_then(|id| site.addresses().person(id.as_str())),
        "stays": stays,
        "more": more,
    });
    Page {
        path: addresses::page("rotations", rotation.id()),
        template: "rotation.html",
        title: document.title.as_str().to_owned(),
        crumbs: vec![Link::to("Rotations", "rotations/index.html")],
        part: "rotations",
        source: Some(rotation.record.source.path.to_string()),
        head: Head {
            also: site.former(rotation.record),
            description: linked_data::description(document.summary.as_deref(), None),
            ..Head::default()
        },
        body,
    }
}

/// A stay; nothing of those who may not be seen. What somebody is still to learn there is told to them and
/// those who mentor them alone, as every gap is.
fn stay(site: &Site<'_>, rotation: &Rotation, stay: &Assignment) -> Option<Value> {
    let to = site.addresses();
    let (from, until) = rotation.days(stay);
    let is_close = site.view.is_close_to(stay.person.as_str());
    let goals = stay.goals.iter().filter(|_| is_close).map(|goal| {
        to.competency(goal.competency.as_str()).with(format!("to {}", goal.to.as_str()))
    });
    Some(json!({
        "person": to.person(stay.person.as_str())?,
        "team": to.team(stay.team.as_str())?,
        "from": from,
        "to": until,
        "host": stay.host.as_ref().and_then(|id| to.person(id.as_str())),
        "goals": goals.collect::<Vec<_>>(),
    }))
}

/// What stands in the list of all rotations.
#[must_use]
pub fn row(rotation: Entry<'_, Rotation>) -> Value {
    let window = rotation.document.window;
    json!({
        "link": addresses::rotation_link(rotation),
        "summary": rotation.document.summary,
        "facts": [Link::words(format!("{} to {}", window.from, window.to))],
    })
}
