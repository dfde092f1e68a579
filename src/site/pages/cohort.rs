//! A cohort: its pathway and project, who leads it, its milestones, and what takes place.

use serde_json::{Value, json};

use super::gathering::{coming, held, milestones, more_held};
use super::heard::said;
use super::members;
use crate::catalog::Entry;
use crate::kinds::cohort::Cohort;
use crate::kinds::pathway::Pathway;
use crate::site::addresses::{self, calendar, pathway_link, person_link};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site, linked_data};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for it in site.view.all::<Cohort>() {
        let path = addresses::page("cohorts", it.id());
        jobs.push(Job::new(path, move || about(site, it)));
        let people = site.groups().of_cohorts().get(it.id()).cloned().unwrap_or_default();
        let crumbs = [Link::to("Cohorts", "cohorts/index.html"), addresses::cohort_link(it)];
        let title = format!("Who is in {}", &*it.document.name);
        jobs.extend(members::pages(folder(it.id()), title, crumbs, "cohorts", people));
    }
    jobs
}

/// Where all who are in it stand.
fn folder(cohort: &str) -> String {
    format!("cohorts/{cohort}/people")
}

/// Where a cohort stands on the day of the view.
#[must_use]
pub fn stage(site: &Site<'_>, cohort: &Cohort) -> &'static str {
    let day = site.view.as_of();
    if day < cohort.starts {
        "not begun"
    } else if cohort.ends.is_some_and(|ends| ends < day) {
        "finished"
    } else {
        "under way"
    }
}

fn about(site: &Site<'_>, cohort: Entry<'_, Cohort>) -> Page {
    let document = cohort.document;
    let id = cohort.id();
    let path = addresses::page("cohorts", id);
    let pathway = site.view.get::<Pathway>(document.pathway.as_str()).map(pathway_link);
    let people = site.groups().of_cohorts().get(id).map_or(&[][..], Vec::as_slice);
    let is_its = |it: &crate::kinds::session::Session| {
        let cohort = it.cohort.as_ref().and_then(|id| site.view.get::<Cohort>(id.as_str()));
        cohort.is_some_and(|cohort| cohort.id() == id)
    };
    let facilitators = site.view.named(&document.facilitators);
    let sessions = site.groups().sessions_of(is_its);
    let body = json!({
        "summary": document.summary,
        "stage": stage(site, document),
        "starts": document.starts,
        "ends": document.ends,
        "places": document.places,
        "pathway": pathway.unwrap_or_else(|| Link::words(document.pathway.as_str())),
        "project": document.project.as_ref().map(|id| site.addresses().module(id.as_str())),
        "facilitators": facilitators.iter().map(person_link).collect::<Vec<_>>(),
        "people": people.iter().take(members::SHOWN).map(person_link).collect::<Vec<_>>(),
        "more": members::more(&folder(id), people.len()),
        "milestones": milestones(&document.milestones, document.starts, site.view.as_of()),
        "events": coming(site, cohort.record),
        "calendar": (!document.events.is_empty()).then(|| calendar(cohort.record)),
        "sessions": held(site, &sessions),
        "more_sessions": more_held(sessions.len()),
        "feedback": said(site, cohort.record),
    });
    Page {
        template: "cohort.html",
        title: document.name.as_str().to_owned(),
        crumbs: vec![Link::to("Cohorts", "cohorts/index.html")],
        part: "cohorts",
        source: Some(cohort.record.source.path.to_string()),
        head: Head {
            also: site.former(cohort.record),
            description: linked_data::description(document.summary.as_deref(), None),
            ..Head::default()
        },
        body,
        path,
    }
}

/// What stands in the list of all cohorts.
#[must_use]
pub fn row(site: &Site<'_>, cohort: Entry<'_, Cohort>) -> Value {
    let document = cohort.document;
    let ends = document.ends.map_or_else(String::new, |ends| format!(" to {ends}"));
    let pathway = site.view.get::<Pathway>(document.pathway.as_str()).map(pathway_link);
    json!({
        "link": addresses::cohort_link(cohort),
        "kind": stage(site, document),
        "summary": document.summary,
        "facts": pathway.into_iter().chain([Link::words(format!("{}{ends}", document.starts))])
            .collect::<Vec<_>>(),
    })
}
