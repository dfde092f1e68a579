//! A rotation: its window, and who stays with which team to learn what.

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::kinds::rotation::{Assignment, Rotation};
use crate::site::addresses;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let all = site.view.all::<Rotation>();
    all.map(|it| Job::new(addresses::page("rotations", it.id()), move || about(site, it))).collect()
}

fn about(site: &Site<'_>, rotation: Entry<'_, Rotation>) -> Page {
    let document = rotation.document;
    let mut stays: Vec<&Assignment> = document.assignments.iter().collect();
    stays.sort_by_key(|stay| (document.days(stay), stay.person.as_str()));
    let owner = document.owner.as_ref();
    let body = json!({
        "summary": document.summary,
        "from": document.window.from,
        "to": document.window.to,
        "owner": owner.and_then(|id| site.addresses().person(id.as_str())),
        "stays": stays.iter().filter_map(|it| stay(site, document, it)).collect::<Vec<_>>(),
    });
    Page {
        path: addresses::page("rotations", rotation.id()),
        template: "rotation.html",
        title: document.title.as_str().to_owned(),
        crumbs: vec![Link::to("Rotations", "rotations/index.html")],
        part: "rotations",
        source: Some(rotation.record.source.path.to_string()),
        head: Head {
            description: linked_data::description(document.summary.as_deref(), None),
            ..Head::default()
        },
        body,
    }
}

/// A stay; nothing of those who may not be seen.
fn stay(site: &Site<'_>, rotation: &Rotation, stay: &Assignment) -> Option<Value> {
    let to = site.addresses();
    let (from, until) = rotation.days(stay);
    let goals = stay.goals.iter().map(|goal| {
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
