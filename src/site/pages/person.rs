//! A person: as colleagues see them, and for themselves and those who mentor them what comes next.

use serde_json::{Value, json};

use crate::audience::growth::Growth;
use crate::audience::person::Profile;
use crate::insight::plan::Plan;
use crate::site::addresses::{
    self, community_link, competency_link, mentor_link, module_link, packet_link, role_link,
    team_link,
};
use crate::site::page::{Head, Link, Page};
use crate::site::pages::community;
use crate::site::{Job, Site};

pub mod board;
pub mod calendar;
pub mod conversations;
pub mod lines;
pub mod proof;
pub mod way;
pub mod work;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let all = site.view.people();
    all.map(|it| Job::new(addresses::page("people", it.id), move || about(site, &it))).collect()
}

fn about(site: &Site<'_>, profile: &Profile<'_>) -> Page {
    let path = addresses::page("people", profile.id);
    let to = site.addresses();
    let growth = site.view.growth(profile.id);
    let plan = growth.as_ref().and_then(Growth::plan);
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
            description: Some(description.join(", ")).filter(|it| !it.is_empty()),
            linked_data: Some(linked_data(profile)),
            ..Head::default()
        },
        body: json!({
            "is_self": site.view.is_reader(profile.id),
            "role": role,
            "team": team,
            "mentors_in": mentors_in,
            "mentoring": profile.mentors_in.as_ref().map(|_| mentor_link(profile)),
            "facilitates": facilitates.collect::<Vec<_>>(),
            "communities": communities.collect::<Vec<_>>(),
            "growth": growth.as_ref().map(|growth| lines::about(site, growth)),
            "own": own(site, profile, plan),
            "map": site.overlays().map_of(profile.id),
            "packet": growth.filter(Growth::has_verdict).map(|_| packet_link(profile)),
            "said": proof::judgements(site, profile.id),
            "awards": awards.iter().map(|award| proof::award(&to, award)).collect::<Vec<_>>(),
            "verify": format!("learn verify {}", profile.id),
            "work": work.iter().map(|it| work::entry(site, it, &path, 4)).collect::<Vec<_>>(),
        }),
        path,
    }
}

/// What only they and those who mentor them see; none for all others.
fn own(site: &Site<'_>, profile: &Profile<'_>, plan: Option<&Plan<'_>>) -> Option<Value> {
    let view = site.view;
    if !view.is_close_to(profile.id) {
        return None;
    }
    Some(json!({
        "goal": way::goal(site, profile.id),
        "mentors": view.mentors(profile.id).iter().map(addresses::person_link).collect::<Vec<_>>(),
        "learning_time": view.learning_time(profile.id).map(|pace| pace.to_string()),
        "board": board::board(site, profile.id),
        "plan": plan.map(|plan| way::plan(site, plan)),
        "routes": way::routes(site, profile.id),
        "modules": way::modules(site, profile.id),
        "second": way::second_chances(site, profile.id),
        "dates": calendar::dates(site, profile.id),
        "calendar": calendar::path(profile.id),
        "meetings": conversations::meetings(site, profile.id),
        "journal": conversations::journal(site, profile.id),
    }))
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
    let step = site.view.step_in_words(person, growth.next()?);
    Some(json!({ "what": crate::wording::capital(&step.what), "command": step.command }))
}
