//! The home page: find yourself, the ladders, what is asked for now, the newest announcement.

use serde_json::{Value, json};

use crate::catalog::index::RoleEntry;
use crate::kinds::ladder::Ladder;
use crate::kinds::parts::text::Text;
use crate::kinds::pathway::Pathway;
use crate::kinds::story::{Story, StoryType};
use crate::kinds::team::Team;
use crate::site::addresses::{self, module_link, pathway_link, role_link};
use crate::site::connections::of;
use crate::site::further;
use crate::site::news::{self, Item};
use crate::site::page::{Head, Link, Page};
use crate::site::prose::Prose;
use crate::site::{Job, Site, linked_data, shell};

/// How many pieces of news it shows.
const NEWS: usize = 4;

/// How many ladders and pathways; all of them have a list of their own.
const CARDS: usize = 24;

/// The page.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    vec![Job::new("index.html", move || page(site))]
}

fn page(site: &Site<'_>) -> Page {
    let program = site.view.program();
    let summary = program.and_then(|program| program.program.summary.as_ref());
    let newest = news::newest(site.view, site.groups(), NEWS);
    let sponsor = program.and_then(|program| program.program.sponsor.as_ref());
    Page {
        path: "index.html".to_owned(),
        template: "home.html",
        title: shell::title(site),
        crumbs: Vec::new(),
        part: "",
        source: None,
        head: Head {
            description: linked_data::description(summary.map(Text::as_str), None),
            linked_data: Some(linked_data::website(site)),
            feeds: super::news::links(),
            ..Head::default()
        },
        body: json!({
            "summary": summary,
            "reader": reader(site),
            "sponsor": sponsor.and_then(|id| site.addresses().person(id.as_str())),
            "people": site.view.people().count(),
            "has_dashboard": site.has_figures() && site.view.people().next().is_some(),
            "teams": site.view.all::<Team>().count(),
            "more_ladders": further::more(site.view.all::<Ladder>().count(), CARDS, "ladders"),
            "more_pathways": further::more(site.view.all::<Pathway>().count(), CARDS, "pathways"),
            "ladders": site.view.all::<Ladder>().take(CARDS).map(|ladder| {
                let roles = ladder.document.roles.iter().enumerate();
                let roles = roles.map(|(position, role)| role_link(RoleEntry { ladder, position, role }));
                json!({
                    "link": Link::to(ladder.document.name.as_str(), addresses::page("ladders", ladder.id())),
                    "summary": ladder.document.summary,
                    "roles": roles.collect::<Vec<_>>(),
                })
            }).collect::<Vec<_>>(),
            "pathways": site.view.all::<Pathway>().take(CARDS).map(|pathway| json!({
                "link": pathway_link(pathway),
                "summary": pathway.document.summary,
            })).collect::<Vec<_>>(),
            "priorities": priorities(site),
            "announcement": announcement(site),
            "news": newest.iter().map(row).collect::<Vec<_>>(),
        }),
    }
}

fn row(item: &Item) -> Value {
    json!({ "date": item.date, "icon": item.sort.icon(), "word": item.word, "who": item.who, "link": item.title })
}

/// Whoever the site is for, with a link to their page and what comes next.
fn reader(site: &Site<'_>) -> Option<Value> {
    let profile = site.view.people().find(|profile| site.view.is_reader(profile.id))?;
    let growth = site.growth(profile.id);
    Some(json!({
        "name": profile.name,
        "link": addresses::person_link(&profile),
        "next": growth.and_then(|it| super::person::next(site, it)),
    }))
}

/// What the business needs on the day of the view, and what serves it.
fn priorities(site: &Site<'_>) -> Vec<Value> {
    let day = site.view.as_of();
    let program = site.view.program();
    let all = program.iter().flat_map(|program| &program.priorities);
    all.filter(|it| it.from.is_none_or(|from| from <= day) && it.until.is_none_or(|end| day <= end))
        .map(|priority| {
            let serving = of(&site.connections().serving, priority.id.as_str());
            json!({
                "title": priority.title,
                "summary": priority.summary,
                "modules": serving.iter().map(|module| module_link(*module)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// The newest announcement that is still shown.
fn announcement(site: &Site<'_>) -> Option<Value> {
    let day = site.view.as_of();
    let is_shown = |story: &crate::catalog::Entry<'_, Story>| {
        story.document.story_type == StoryType::Announcement
            && story.record.date().is_some_and(|date| date <= day)
            && story.document.until.is_none_or(|until| day <= until)
    };
    let newest =
        site.view.all::<Story>().filter(is_shown).max_by_key(|story| story.record.date())?;
    let prose = Prose::of(newest.record, "index.html", 3, site.view);
    Some(json!({
        "title": newest.document.title,
        "date": newest.record.date(),
        "html": prose.html(site),
    }))
}
