//! A person: as colleagues see them, and for themselves and those who mentor them what comes next.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::audience::growth::Growth;
use crate::audience::person::Profile;
use crate::insight::plan::Plan;
use crate::insight::plan::next::Next;
use crate::site::addresses::{
    self, Addresses, community_link, competency_link, mentor_link, module_link, packet_link,
    role_link, team_link,
};
use crate::site::page::{Head, Link, Page};
use crate::site::pages::community;
use crate::site::pages::mentors::claims;
use crate::site::{Job, Site};
use crate::standing::next::Step;

pub mod board;
pub mod calendar;
pub mod conversations;
pub mod earlier;
pub mod lines;
pub mod proof;
pub mod way;
pub mod work;

use conversations::SHOWN;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let people: Vec<Profile<'_>> = site.view.people().collect();
    people.into_par_iter().flat_map_iter(|profile| of_one(site, profile)).collect()
}

/// The pages of one person.
#[must_use]
pub fn of<'s>(site: &'s Site<'_>, id: &str) -> Vec<Job<'s>> {
    let profile = site.view.person(id).filter(|profile| profile.id == id && profile.is_here);
    profile.map(|profile| of_one(site, profile)).unwrap_or_default()
}

fn of_one<'s, 'a>(site: &'s Site<'a>, profile: Profile<'a>) -> Vec<Job<'s>> {
    let mut jobs = earlier::pages(site, &profile);
    jobs.push(Job::new(addresses::page("people", profile.id), move || about(site, &profile)));
    jobs
}

fn about(site: &Site<'_>, profile: &Profile<'_>) -> Page {
    let path = addresses::page("people", profile.id);
    let to = site.addresses();
    let growth = site.growth(profile.id);
    let plan = growth.and_then(Growth::plan);
    let mentors_in = profile
        .mentors_in
        .as_ref()
        .map(|topics| topics.iter().map(|topic| competency_link(*topic)).collect::<Vec<_>>());
    let facilitates = profile.facilitates.iter().map(|module| module_link(*module));
    let communities = site.view.communities(profile.id).into_iter();
    let communities = communities.map(|it| {
        let members = community::size(site, it.id());
        let link = community_link(it);
        if members.is_empty() { link } else { link.with(members) }
    });
    let work = site.view.portfolio(profile.id);
    let awards = site.view.awards(profile.id);
    let said = site.view.judgements(profile.id);
    let role = profile.role.map(role_link);
    let team = profile.team.map(team_link);
    let description = [role.as_ref(), team.as_ref()].into_iter().flatten();
    let description: Vec<&str> = description.map(|link| link.text.as_str()).collect();
    Page {
        template: "person.html",
        title: profile.name.to_owned(),
        crumbs: vec![Link::to("People", "people/index.html")],
        part: "people",
        source: None,
        head: Head {
            also: site.view.former_ids_of(profile.id),
            description: Some(description.join(", ")).filter(|it| !it.is_empty()),
            linked_data: Some(linked_data(profile)),
            ..Head::default()
        },
        body: json!({
            "is_self": site.view.is_reader(profile.id),
            "waiting": waiting(site, profile),
            "role": role,
            "team": team,
            "mentors_in": mentors_in,
            "mentoring": profile.mentors_in.as_ref().map(|_| mentor_link(profile)),
            "facilitates": facilitates.collect::<Vec<_>>(),
            "communities": communities.collect::<Vec<_>>(),
            "growth": growth.map(|growth| lines::about(site, growth)),
            "own": own(site, profile, plan),
            "map": site.overlays().map_of(profile.id),
            "packet": growth.filter(|it| it.has_verdict()).map(|_| packet_link(profile)),
            "said": said.iter().take(earlier::SAID).map(|it| proof::judgement(site, it)).collect::<Vec<_>>(),
            "awards": awards.iter().take(earlier::AWARDS).map(|it| proof::award(&to, it)).collect::<Vec<_>>(),
            "more": {
                "said": earlier::more(profile, earlier::Sort::Said, said.len()),
                "awards": earlier::more(profile, earlier::Sort::Awards, awards.len()),
            },
            "verify": format!("learn verify {}", profile.id),
            "work": work.iter().take(earlier::WORK).map(|it| work::entry(site, it, &path, 4)).collect::<Vec<_>>(),
            "older": earlier::work(profile, &work),
        }),
        path,
    }
}

/// How many claims wait for the reader, on their own page, and where they stand.
fn waiting(site: &Site<'_>, profile: &Profile<'_>) -> Option<Value> {
    let count = site.view.is_reader(profile.id).then(|| claims(site, profile.id).len())?;
    let queue = || Link { text: "your queue".to_owned(), ..mentor_link(profile) };
    (count > 0).then(|| json!({ "count": count, "queue": queue() }))
}

/// What is theirs: all of it for them and those who mentor them, and for others what they chose to show; none
/// where that is nothing.
fn own(site: &Site<'_>, profile: &Profile<'_>, plan: Option<&Plan<'_>>) -> Option<Value> {
    let view = site.view;
    let path = addresses::page("people", profile.id);
    let meetings = conversations::meetings(site, profile.id);
    let journal = conversations::journal(site, profile.id);
    let mut own = json!({
        "mentors": null, "learning_time": null, "plan": null, "dates": null, "calendar": null,
        "goal": way::goal(site, profile.id),
        "board": board::board(site, profile.id),
        "routes": way::routes(site, profile.id),
        "modules": way::modules(site, profile.id),
        "second": way::second_chances(site, profile.id),
        "meetings": meetings.iter().take(SHOWN).map(|it| conversations::meeting(site, *it, &path)).collect::<Vec<_>>(),
        "journal": journal.iter().take(SHOWN).map(|it| conversations::entry(site, *it, &path)).collect::<Vec<_>>(),
        "more": {
            "meetings": earlier::more(profile, earlier::Sort::Meetings, meetings.len()),
            "journal": earlier::more(profile, earlier::Sort::Journal, journal.len()),
        },
    });
    if view.is_close_to(profile.id) {
        let mentors = view.mentors(profile.id);
        own["mentors"] = json!(mentors.iter().map(addresses::person_link).collect::<Vec<_>>());
        own["learning_time"] = json!(view.learning_time(profile.id).map(|pace| pace.to_string()));
        own["plan"] = json!(plan.map(|plan| way::plan(site, plan)));
        own["dates"] = calendar::dates(site, profile.id);
        own["calendar"] = json!(calendar::path(profile.id));
        return Some(own);
    }
    says_something(&own).then_some(own)
}

/// Whether anything at all stands in what is shown.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => all.values().any(says_something),
        Value::Number(number) => number.as_u64() != Some(0),
        Value::Bool(_) | Value::String(_) => true,
    }
}

/// The person in schema.org's words: what the page says to everybody who may read it.
fn linked_data(profile: &Profile<'_>) -> Value {
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Person",
        "name": profile.name,
    });
    if let Some(role) = profile.role {
        data["jobTitle"] = role.role.title.as_str().into();
    }
    if let Some(team) = profile.team {
        data["affiliation"] =
            json!({ "@type": "Organization", "name": team.document.name.as_str() });
    }
    data
}

/// The one next step of somebody, as a page shows it.
#[must_use]
pub fn next(site: &Site<'_>, growth: &Growth<'_>) -> Option<Value> {
    let person = growth.readiness.person.id();
    let next = growth.next()?;
    let step = site.view.step_in_words(person, next);
    Some(json!({
        "what": crate::wording::capital(&step.what),
        "command": step.command,
        "about": about_step(&site.addresses(), next),
    }))
}

/// The page of what a step takes; none where it makes something new.
fn about_step(to: &Addresses<'_>, next: Next<'_>) -> Option<Link> {
    match next {
        Next::Step(Step::Claim(id)) => Some(to.credential(id)),
        Next::Step(Step::Finish(id) | Step::Start(id)) => Some(to.module(id)),
        Next::Show { id, .. } => Some(to.competency(id)),
        Next::Write(_) => None,
    }
}
