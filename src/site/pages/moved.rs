//! Former addresses: a page that leads on, so that old links go on working.

use serde_json::json;

use crate::audience::published::Published;
use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::kinds::rotation::Rotation;
use crate::kinds::team::Team;
use crate::site::addresses::{competency_link, page};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs = Vec::new();
    jobs.extend(of_kind::<Ladder>(site, "ladders"));
    jobs.extend(of_kind::<Module>(site, "modules"));
    jobs.extend(of_kind::<Credential>(site, "credentials"));
    jobs.extend(of_kind::<Pathway>(site, "pathways"));
    jobs.extend(of_kind::<Team>(site, "teams"));
    jobs.extend(of_kind::<Cohort>(site, "cohorts"));
    jobs.extend(of_kind::<Rotation>(site, "rotations"));
    jobs.extend(of_kind::<Community>(site, "communities"));
    jobs.extend(competencies(site));
    let sessions = super::session::former(site).into_iter();
    jobs.extend(sessions.map(|(id, now)| leading_on("sessions", "", id, now)));
    let stories = super::news::former(site).into_iter();
    jobs.extend(stories.map(|(id, now)| leading_on("news", "", id, now)));
    let people = site.view.former_ids_of_people().into_iter();
    let now = |id| site.addresses().person(id).unwrap_or_else(|| Link::words(id));
    jobs.extend(people.map(|(former, id)| leading_on("people", "", former, now(id))));
    jobs
}

fn of_kind<'s, D: Published>(site: &'s Site<'_>, folder: &'static str) -> Vec<Job<'s>> {
    site.view
        .all::<D>()
        .flat_map(|entry| {
            let now = Link::to(entry.id(), page(folder, entry.id()));
            let former = site.view.formerly(entry.record).into_iter();
            former.map(move |id| leading_on(folder, "", id, now.clone()))
        })
        .collect()
}

fn competencies<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let all = site.view.all::<Framework>().flat_map(|it| it.document.competencies.keys());
    all.filter_map(|id| site.view.competency(id.as_str()))
        .flat_map(|entry| {
            let former = entry.competency.formerly.iter().map(crate::base::id::Id::as_str);
            let is_free = move |id: &&str| {
                super::frameworks::is_safe(id)
                    && site.view.competency(id).is_some_and(|found| found.id == entry.id)
            };
            former
                .filter(is_free)
                .map(move |id| leading_on("competencies", "frameworks", id, competency_link(entry)))
        })
        .collect()
}

fn leading_on<'a>(folder: &'static str, part: &'static str, id: &'a str, now: Link) -> Job<'a> {
    Job::new(page(folder, id), move || Page {
        path: page(folder, id),
        template: "moved.html",
        title: "This page has moved".to_owned(),
        crumbs: Vec::new(),
        part: if part.is_empty() { folder } else { part },
        source: None,
        head: Head { is_hidden: true, ..Head::default() },
        body: json!({ "now": now }),
    })
}
