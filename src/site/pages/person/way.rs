//! The way of somebody: goal, plan, pathways, modules and second chances.

use serde_json::{Value, json};

use crate::insight::plan::route::{ItemState, Route};
use crate::insight::plan::{Item, Plan, Take, Thing, What};
use crate::kinds::enrolment::Enrolment;
use crate::kinds::goal::State;
use crate::kinds::module::Module;
use crate::site::Site;
use crate::site::addresses::{module_link, pathway_link};
use crate::site::page::Link;
use crate::site::pages::word;
use crate::site::prose::Prose;
use crate::wording::{capital, plan as words};

/// How many modules that are over a page lists.
const OVER: usize = 100;

/// The goal in force with the reasons for it.
#[must_use]
pub fn goal(site: &Site<'_>, person: &str) -> Option<Value> {
    let goal = site.view.goal(person)?;
    let to = site.addresses();
    let page = crate::site::addresses::page("people", person);
    let prose = Prose::of(goal.record, &page, 3, site.view);
    let candidates = goal.candidates.iter().map(|id| to.role(id.as_str()));
    Some(json!({
        "is_set": goal.state == State::Set,
        "role": goal.document.role.as_ref().map(|id| to.role(id.as_str())),
        "candidates": candidates.collect::<Vec<_>>(),
        "since": goal.record.date(),
        "until": goal.until,
        "for_me": goal.for_me,
        "for_company": goal.for_company,
        "html": prose.html(site),
    }))
}

/// The shortest route as a list with dates and reasons.
#[must_use]
pub fn plan(site: &Site<'_>, plan: &Plan<'_>) -> Value {
    let fixed = plan.fixed.iter();
    let fixed = fixed.map(|it| json!({ "by": it.by, "what": capital(&words::fixed(it)) }));
    json!({
        "headline": words::headline(plan),
        "pace": words::pace(plan),
        "proof": words::proof(plan),
        "items": plan.items.iter().map(|it| item(site, plan, it)).collect::<Vec<_>>(),
        "fixed": fixed.collect::<Vec<_>>(),
        "notes": plan.notes.iter().map(|it| words::note(plan, it)).collect::<Vec<_>>(),
        "unmet": plan.unmet.len(),
    })
}

fn item(site: &Site<'_>, plan: &Plan<'_>, item: &Item<'_>) -> Value {
    let to = site.addresses();
    let link = match item.what {
        What::Take(Take::Module(id)) => to.module(id).href,
        What::Take(Take::Credential(id) | Take::Again(id)) => to.credential(id).href,
        What::Take(Take::Competency { id, .. }) => to.competency(id).href,
        What::Take(Take::Work(_) | Take::Judgement) | What::Own(..) => None,
    };
    let reasons = words::reasons(plan, item);
    json!({
        "title": { "text": capital(&words::title(plan, item)), "href": link, "note": null },
        "when": words::when(plan, item),
        "is_optional": item.is_optional,
        "reasons": reasons.iter().map(|it| capital(it)).collect::<Vec<_>>(),
    })
}

/// The pathways that they are on, with what is behind them.
#[must_use]
pub fn routes(site: &Site<'_>, person: &str) -> Vec<Value> {
    site.view.routes(person).iter().map(|it| route(site, it)).collect()
}

fn route(site: &Site<'_>, route: &Route<'_>) -> Value {
    let thing = |thing: &Thing<'_>| match thing {
        Thing::Module(id) => site.addresses().module(id),
        Thing::Credential(id) => site.addresses().credential(id),
    };
    let links = |things: &std::collections::BTreeSet<Thing<'_>>| -> Vec<Link> {
        things.iter().map(thing).collect()
    };
    let state = |(item, state): (&crate::kinds::pathway::Item, &ItemState<'_>)| json!({ "title": item.title, "by": links(&state.by), "ways": links(&state.ways) });
    let items = route.pathway.document.items.iter().zip(&route.items);
    let done = route.items.iter().filter(|state| !state.by.is_empty()).count();
    json!({
        "link": pathway_link(route.pathway),
        "since": route.enrolment.document.enrolled,
        "cohort": site.view.cohort_of(route.enrolment),
        "items": items.map(state).collect::<Vec<_>>(),
        "done": done,
        "chosen": route.chosen.iter().map(thing).collect::<Vec<_>>(),
        "own": route.enrolment.document.own.iter().map(|own| json!({
            "title": own.title, "url": own.url, "finished": own.finished,
        })).collect::<Vec<_>>(),
    })
}

/// The modules that they have begun: those under way first, then the newest.
#[must_use]
pub fn modules(site: &Site<'_>, person: &str) -> Value {
    let day = site.view.as_of();
    let mut running = Vec::new();
    let mut over = Vec::new();
    for enrolment in site.view.owned::<Enrolment>(person) {
        let document = enrolment.document;
        let by_then = |date: Option<crate::base::date::Date>| date.filter(|date| *date <= day);
        let module = site.view.get::<Module>(enrolment.id());
        let link = module.map_or_else(|| Link::words(enrolment.id()), module_link);
        let (finished, withdrawn) = (by_then(document.finished), by_then(document.withdrawn));
        if document.started > day {
            continue;
        }
        let usually =
            module.and_then(|it| it.document.effort?.over).map(|time| time.after(document.started));
        let said = json!({
            "link": link, "since": document.started, "finished": finished,
            "withdrawn": withdrawn, "usually": usually,
        });
        match finished.or(withdrawn) {
            Some(end) => over.push((end, said)),
            None => running.push(said),
        }
    }
    over.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
    let more = over.len().saturating_sub(OVER);
    let over: Vec<Value> = over.into_iter().take(OVER).map(|(_, said)| said).collect();
    json!({ "running": running, "over": over, "more": more })
}

/// Dated second chances, with what will be done until then.
#[must_use]
pub fn second_chances(site: &Site<'_>, person: &str) -> Vec<Value> {
    let day = site.view.as_of();
    site.view
        .remediations(person)
        .iter()
        .map(|it| {
            let actions = it.document.actions.iter().map(|action| {
                json!({
                    "type": word(action.action_type), "what": action.what, "by": action.by,
                    "done": action.done.filter(|done| *done <= day),
                })
            });
            let criteria = it.document.criteria.iter().map(|id| id.as_str().replace('-', " "));
            let coach = it.document.coach.as_ref();
            json!({
                "subject": site.view.claimed(*it).map(|id| site.addresses().subject(id)),
                "since": it.record.date(),
                "by": it.document.redemonstrate_by,
                "criteria": criteria.collect::<Vec<_>>(),
                "coach": coach.and_then(|id| site.addresses().person(id.as_str())),
                "actions": actions.collect::<Vec<_>>(),
            })
        })
        .collect()
}
