//! Sessions: all of them by year, and each with its lessons, what changed because of them, and the work
//! that was shown.

use serde_json::{Value, json};

use super::heard::said;
use super::{members, word};
use crate::kinds::session::{Lesson, Session};
use crate::site::addresses::{self, person_link, work_address};
use crate::site::begins::Begins;
use crate::site::groups::{Held, session_link, session_title, who_met};
use crate::site::page::{Head, Link, Page};
use crate::site::prose::Prose;
use crate::site::years::{self, Chronicle, Row};
use crate::site::{Job, Site, linked_data};

/// A page for each session, and those of everybody who came where they were many.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for held in site.groups().sessions() {
        let session = held.session;
        let path = addresses::page("sessions", session.id());
        jobs.push(Job::new(path, move || about(site, *held)));
        let link = session_link(site.view, session);
        let title = format!("Who came: {}", link.text);
        let crumbs = [Link::to("Sessions", "sessions/index.html"), link];
        let people = site.view.named(&session.document.present);
        jobs.extend(members::pages(folder(session.id()), title, crumbs, "sessions", people));
    }
    jobs
}

/// All of them, year by year.
#[must_use]
pub fn chronicle<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let chronicle = Chronicle {
        part: "sessions",
        template: "years.html",
        title: "Sessions",
        lead: "Huddles, showcases, workshops and reviews that took place, and what came of them.",
        begins: Begins::with(
            "No session was written down yet.",
            r#"learn new session --title "Retrospective""#,
        ),
        head: Head::default(),
    };
    years::pages(chronicle, site.groups().sessions().iter().map(|held| row(site, held)).collect())
}

/// Where all who came stand.
fn folder(session: &str) -> String {
    format!("sessions/{session}/present")
}

fn row(site: &Site<'_>, held: &Held<'_>) -> Row {
    let document = held.session.document;
    let changed = document.lessons.iter().filter_map(|lesson| lesson.changed.as_deref());
    let lines: Vec<String> = changed.map(|text| format!("Changed: {text}")).collect();
    let row = json!({
        "icon": "users",
        "word": site.view.gathering(document).map(word),
        "link": session_link(site.view, held.session),
        "who": [],
        "lines": lines,
        "facts": who_met(site.view, document),
    });
    (held.date, row)
}

fn about(site: &Site<'_>, held: Held<'_>) -> Page {
    let session = held.session;
    let document = session.document;
    let to = site.addresses();
    let path = addresses::page("sessions", session.id());
    let title = session_title(site.view, session);
    let notes = Prose::of(session.record, &path, 3, site.view);
    let notes = notes.html(site);
    let present = site.view.named(&document.present);
    let body = json!({
        "type": site.view.gathering(document).map(word),
        "date": held.date,
        "groups": who_met(site.view, document),
        "lasted": document.lasted.map(|lasted| lasted.to_string()),
        "facilitators": people(site, document.facilitators.iter()),
        "present": present.iter().take(members::SHOWN).map(person_link).collect::<Vec<_>>(),
        "more": members::more(&folder(session.id()), present.len()),
        "showed": document.showed.iter().filter_map(|id| shown(site, id.as_str())).collect::<Vec<_>>(),
        "modules": document.modules.iter().map(|id| to.module(id.as_str())).collect::<Vec<_>>(),
        "competencies": document.competencies.iter().map(|id| to.competency(id.as_str())).collect::<Vec<_>>(),
        "lessons": document.lessons.iter().map(lesson).collect::<Vec<_>>(),
        "notes": Some(notes).filter(|html| !html.trim().is_empty()),
        "feedback": said(site, session.record),
    });
    let first = document.lessons.first().map(|lesson| lesson.text.as_str());
    Page {
        template: "session.html",
        crumbs: vec![Link::to("Sessions", "sessions/index.html")],
        part: "sessions",
        source: Some(session.record.source.path.to_string()),
        head: Head {
            also: site.former(session.record),
            description: linked_data::description(first, None),
            ..Head::default()
        },
        title,
        body,
        path,
    }
}

/// The names of people, those who may not be seen left out.
fn people<'i, T: 'i>(
    site: &Site<'_>,
    ids: impl Iterator<Item = &'i crate::base::reference::Ref<T>>,
) -> Vec<Link> {
    ids.filter_map(|id| site.addresses().person(id.as_str())).collect()
}

fn shown(site: &Site<'_>, id: &str) -> Option<Value> {
    let work = site.view.work(id)?;
    let link = Link::to(work.entry.document.title.as_str(), work_address(&work));
    let by = site.addresses().person(work.owner)?;
    Some(json!({ "link": link, "by": by, "outcome": work.entry.document.outcome }))
}

fn lesson(lesson: &Lesson) -> Value {
    json!({ "text": lesson.text, "changed": lesson.changed })
}

/// Former ids of sessions that have a page, each with the page they lead to.
#[must_use]
pub fn former<'a>(site: &Site<'a>) -> Vec<(&'a str, Link)> {
    let view = site.view;
    let held =
        view.all::<Session>().filter(|it| it.record.date().is_some_and(|day| day <= view.as_of()));
    held.flat_map(|session| {
        let link = session_link(view, session);
        view.formerly(session.record).into_iter().map(move |id| (id, link.clone()))
    })
    .collect()
}
