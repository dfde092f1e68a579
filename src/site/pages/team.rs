//! A team: who leads it, who is in it, what takes place, who decides what about learning.

use serde_json::{Value, json};

use super::{members, word};
use crate::audience::coverage::{Coverage, Covered, LEAST};
use crate::catalog::Entry;
use crate::kinds::parts::event::Event;
use crate::kinds::team::{DelegationLevel, Team};
use crate::site::addresses::{self, competency_link, person_link, team_link};
use crate::site::connections::of;
use crate::site::further::{self, Further};
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// How many teams below it a page names.
const PARTS: usize = 40;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for team in site.view.all::<Team>() {
        let path = addresses::page("teams", team.id());
        jobs.push(Job::new(path, move || about(site, team)));
        let crumbs = [Link::to("Teams", "teams/index.html"), team_link(team)];
        let name = &*team.document.name;
        let people = of(site.members(), team.id()).to_vec();
        let title = format!("Who is in {name}");
        jobs.extend(members::pages(members_of(team.id()), title, crumbs.clone(), "teams", people));
        let parts = of(&site.connections().parts, team.id());
        let further = Further {
            folder: parts_of(team.id()),
            title: format!("Parts of {name}"),
            crumbs: crumbs.into(),
            part: "teams",
            form: "names",
            each: 500,
        };
        let rows = move |range: std::ops::Range<usize>, _: &str| {
            parts[range].iter().map(|it| json!(team_link(*it))).collect()
        };
        jobs.extend(further.beyond(PARTS, parts.len(), rows));
    }
    jobs
}

fn members_of(team: &str) -> String {
    format!("teams/{team}/members")
}

fn parts_of(team: &str) -> String {
    format!("teams/{team}/parts")
}

/// Who decides at a level of the delegation board.
const fn means(level: DelegationLevel) -> &'static str {
    match level {
        DelegationLevel::Tell => "the lead decides and says so",
        DelegationLevel::Sell => "the lead decides and says why",
        DelegationLevel::Consult => "the lead asks first, then decides",
        DelegationLevel::Agree => "both decide together",
        DelegationLevel::Advise => "the person decides, and the lead gives advice first",
        DelegationLevel::Inquire => "the person decides, and the lead asks afterwards",
        DelegationLevel::Delegate => "the person decides, and the lead need not know",
    }
}

fn about(site: &Site<'_>, team: Entry<'_, Team>) -> Page {
    let document = team.document;
    let to = site.addresses();
    let all = of(site.members(), team.id());
    let parts = of(&site.connections().parts, team.id());
    let delegation = document.delegation.iter().map(
        |(what, level)| json!({ "what": what.as_str().replace('-', " "), "level": word(level), "means": means(*level) }),
    );
    Page {
        path: addresses::page("teams", team.id()),
        template: "team.html",
        title: document.name.as_str().to_owned(),
        crumbs: vec![Link::to("Teams", "teams/index.html")],
        part: "teams",
        source: Some(team.record.source.path.to_string()),
        head: Head { also: site.former(team.record), ..Head::default() },
        body: json!({
            "summary": document.summary,
            "function": document.function,
            "lead": document.lead.as_ref().and_then(|id| to.person(id.as_str())),
            "parent": document.parent.as_ref().and_then(|id| to.team(id.as_str())),
            "parts": parts.iter().take(PARTS).map(|it| team_link(*it)).collect::<Vec<_>>(),
            "more_parts": further::more(parts.len(), PARTS, &parts_of(team.id())),
            "learning_time": document.learning_time.map(|pace| pace.to_string()),
            "members": all.iter().take(members::SHOWN).map(members::row).collect::<Vec<_>>(),
            "more": members::more(&members_of(team.id()), all.len()),
            "events": document.events.iter().map(event).collect::<Vec<_>>(),
            "calendar": addresses::calendar(team.record),
            "delegation": delegation.collect::<Vec<_>>(),
            "links": document.links,
            "coverage": coverage(site, team),
        }),
    }
}

/// How far what the team's roles ask for is covered, for those who lead it or are all of it; of a small team,
/// how far that is covered in which its people are counted.
fn coverage(site: &Site<'_>, team: Entry<'_, Team>) -> Option<Value> {
    let (rows, left_out, with_below, wider) = match site.coverages().of(team.id())? {
        Coverage::Known { rows, left_out, with_below } => (rows, left_out, *with_below, None),
        Coverage::TooSmall(Some(wider)) => (&wider.rows, &wider.left_out, true, Some(wider)),
        Coverage::TooSmall(None) => return Some(json!({ "least": LEAST, "is_told": false })),
    };
    let row = |row: &Covered<'_>| {
        json!({
            "link": competency_link(row.competency),
            "at": row.at.replace('-', " "),
            "asked": row.asked,
            "met": row.met,
            "holder": row.holder.as_ref().map(person_link),
            "until": row.until,
        })
    };
    let hanging = rows.iter().filter(|it| it.hangs_on_one);
    Some(json!({
        "least": LEAST,
        "is_told": true,
        "wider": wider.map(|it| json!({ "link": team_link(it.team), "people": it.people })),
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
        "hanging": hanging.map(row).collect::<Vec<_>>(),
        "left_out": left_out,
        "with_below": with_below,
    }))
}

/// An event with when it is, in words.
fn event(event: &Event) -> Value {
    let every = event.every.map(|every| format!("every {every}").replace("every 1 ", "every "));
    let day = event.day.as_deref().map(day_in_words);
    let on = event.date.filter(|_| event.every.is_none()).map(|date| format!("on {date}"));
    let at = event.at.as_ref().map(|at| format!("at {}", &**at));
    let lasts = event.lasts.map(|lasts| format!("for {lasts}"));
    let when: Vec<String> = [every, day, on, at, lasts].into_iter().flatten().collect();
    json!({ "title": event.title, "when": when.join(", "), "place": event.place })
}

/// `thursday` → `on Thursdays`, `last thursday` → `on the last Thursday`, `15th` → `on the 15th`.
fn day_in_words(day: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect::<String>()
        })
    };
    match day.split_once(' ') {
        Some((which, weekday)) => format!("on the {which} {}", capital(weekday)),
        None if day.starts_with(|first: char| first.is_ascii_digit()) => format!("on the {day}"),
        None => format!("on {}s", capital(day)),
    }
}
