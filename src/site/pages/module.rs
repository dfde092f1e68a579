//! A module: its outcome, what comes before and after it, and the lesson.

use serde_json::{Value, json};

use super::heard::said;
use super::{members, word};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::format::map::svg;
use crate::kinds::module::{Module, Practice, Status};
use crate::kinds::parts::effort::Effort;
use crate::site::addresses::{self, module_link, pathway_link, person_link};
use crate::site::connections::of;
use crate::site::page::{Head, Link, Page};
use crate::site::prose::Prose;
use crate::site::{Job, Site, linked_data};

pub mod hop;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for module in site.view.all::<Module>() {
        let path = addresses::page("modules", module.id());
        jobs.push(Job::new(path, move || about(site, module)));
        let leaders = site.groups().facilitators().get(module.id()).cloned().unwrap_or_default();
        let crumbs = [Link::to("Modules", "modules/index.html"), module_link(module)];
        let title = format!("Who leads {}", &*module.document.title);
        jobs.extend(members::pages(folder(module.id()), title, crumbs, "modules", leaders));
    }
    jobs
}

/// Where all who lead it stand.
fn folder(module: &str) -> String {
    format!("modules/{module}/leaders")
}

fn about(site: &Site<'_>, module: Entry<'_, Module>) -> Page {
    let document = module.document;
    let path = addresses::page("modules", module.id());
    let to = site.addresses();
    let lesson = Prose::of(module.record, &path, 3, site.view);
    let prerequisites = document.prerequisites.iter().map(|id| to.module(id.as_str()));
    let unlocks = of(&site.connections().unlocks, module.id()).iter().map(|it| module_link(*it));
    let teaches = document
        .teaches
        .iter()
        .map(|it| to.competency(it.competency.as_str()).with(format!("to {}", it.to.as_str())));
    let teaches: Vec<Link> = teaches.collect();
    let leaders = site.groups().facilitators().get(module.id()).map_or(&[][..], Vec::as_slice);
    let lesson = lesson.html(site);
    let hop = hop::hop(site, module, &path);
    Page {
        template: "module.html",
        title: document.title.as_str().to_owned(),
        crumbs: vec![Link::to("Modules", "modules/index.html")],
        part: "modules",
        source: Some(module.record.source.path.to_string()),
        head: Head {
            also: site.former(module.record),
            description: linked_data::description(document.summary.as_deref(), None),
            linked_data: Some(linked_data::course(site, module, &path, &teaches)),
            styles: hop.iter().map(|_| "map.css").collect(),
            scripts: hop.iter().map(|_| "map.js").collect(),
            ..Head::default()
        },
        body: json!({
            "type": word(document.module_type),
            "status": match document.status {
                Status::Active => None,
                Status::Draft => Some("draft"),
                Status::Retired => Some("retired"),
            },
            "replaced_by": document.replaced_by.as_ref().map(|id| to.module(id.as_str())),
            "summary": document.summary,
            "effort": document.effort.map(|effort| effort_in_words(&effort)),
            "cost": document.cost.map(|cost| money(site, cost)),
            "mandatory": document.mandatory.then(|| match document.renew_every {
                Some(every) => format!("by law or policy, again every {every}"),
                None => "by law or policy".to_owned(),
            }),
            "prerequisites": prerequisites.collect::<Vec<_>>(),
            "unlocks": unlocks.collect::<Vec<_>>(),
            "teaches": teaches,
            "hop": hop.map(|hop| svg::svg(&hop, "n-")),
            "outcomes": document.outcomes,
            "responsibilities": responsibilities(site, module),
            "practice": document.practice.iter().map(|it| practice(site, it)).collect::<Vec<_>>(),
            "milestones": document.milestones,
            "assessed_by": document.assessed_by.as_ref().map(|id| to.credential(id.as_str())),
            "serves": document.serves.as_ref().and_then(|id| priority(site, id.as_str())),
            "facilitators": leaders.iter().take(members::SHOWN).map(person_link).collect::<Vec<_>>(),
            "more": members::more(&folder(module.id()), leaders.len()),
            "facilitation": document.facilitation.as_ref().map(|id| to.credential(id.as_str())),
            "resources": document.resources,
            "owner": document.owner.as_ref().and_then(|id| to.person(id.as_str())),
            "reviewed": document.reviewed,
            "feedback": said(site, module.record),
            "feedback_link": feedback_link(site, &format!("module/{}", module.id())),
            "lesson": Some(lesson).filter(|html| !html.trim().is_empty()),
        }),
        path,
    }
}

/// `6 hours of learning, 12 hours on the job, over 6 weeks`.
#[must_use]
pub fn effort_in_words(effort: &Effort) -> String {
    let learning = effort.learning.map(|time| format!("{time} of learning"));
    let job = effort.on_the_job.map(|time| format!("{time} on the job"));
    let over = effort.over.map(|time| format!("over {time}"));
    [learning, job, over].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Where people say what they think of a record, if the company names such a place.
#[must_use]
pub fn feedback_link(site: &Site<'_>, about: &str) -> Option<String> {
    let place = site.view.program()?.site.as_ref()?.feedback.as_ref()?;
    Some(format!("{}{about}", &**place))
}

fn money(site: &Site<'_>, amount: f64) -> String {
    let program = site.view.program();
    let investment = program.and_then(|program| program.investment.as_ref());
    let currency = investment.map_or("", |investment| investment.currency.as_str());
    format!("{amount} {currency}").trim_end().to_owned()
}

fn practice(site: &Site<'_>, practice: &Practice) -> Link {
    match (&practice.module, &practice.text) {
        (Some(id), _) => site.addresses().module(id.as_str()),
        (None, text) => Link::words(text.as_deref().unwrap_or("")),
    }
}

/// What somebody may look after once the module has fulfilled an item of a pathway.
fn responsibilities(site: &Site<'_>, module: Entry<'_, Module>) -> Vec<Value> {
    let items = of(&site.connections().items_of_module, module.id()).iter();
    items
        .map(|(pathway, item)| {
            json!({ "pathway": pathway_link(*pathway), "item": item.title, "gives": item.responsibility })
        })
        .collect()
}

fn priority(site: &Site<'_>, id: &str) -> Option<String> {
    let day: Date = site.view.as_of();
    let all = &site.view.program()?.priorities;
    let priority = all.iter().find(|it| it.id.as_str() == id)?;
    let is_over = priority.until.is_some_and(|until| until < day);
    (!is_over).then(|| priority.title.as_str().to_owned())
}
