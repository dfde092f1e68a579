//! Who leads learning: people with the modules they lead, and modules that nobody leads yet.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::list::{Heading, paged};
use crate::audience::person::Profile;
use crate::kinds::module::{Module, Status};
use crate::site::addresses::{module_link, person_link, team_link};
use crate::site::begins::Begins;
use crate::site::further::{self, Further};
use crate::site::page::Link;
use crate::site::{Job, Site};

/// How many modules without anybody who leads them the first page names.
const SHOWN: usize = 100;

/// Where all of them stand.
const OPEN: &str = "facilitators/open";

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "facilitators",
        title: "Facilitators",
        lead: "People who lead a module: ask them what it is like, or learn to lead it yourself.",
        begins: Begins::when("Nobody leads a module yet.", "facilitating"),
    };
    let mut people: BTreeMap<&str, (&Profile<'_>, Vec<Link>)> = BTreeMap::new();
    let mut open: Vec<Link> = Vec::new();
    for module in site.view.all::<Module>() {
        let leaders = site.groups().facilitators().get(module.id()).map_or(&[][..], Vec::as_slice);
        for leader in leaders {
            let (_, modules) = people.entry(leader.id).or_insert((leader, Vec::new()));
            modules.push(module_link(module));
        }
        if leaders.is_empty() && module.document.status == Status::Active {
            open.push(module_link(module));
        }
    }
    let mut rows: Vec<(&Profile<'_>, Vec<Link>)> = people.into_values().collect();
    rows.sort_by_key(|(profile, _)| (profile.name.to_lowercase(), profile.id));
    let rows: Vec<Value> = rows
        .iter()
        .map(|(profile, modules)| {
            json!({
                "link": person_link(profile),
                "modules": modules,
                "team": profile.team.map(team_link),
            })
        })
        .collect();
    let further = Further {
        folder: OPEN.to_owned(),
        title: "Modules that nobody leads yet".to_owned(),
        crumbs: vec![Link::to(heading.title, "facilitators/index.html")],
        part: heading.part,
        form: "names",
        each: 500,
    };
    let first: Vec<Link> = open.iter().take(SHOWN).cloned().collect();
    let total = open.len();
    let beside = json!({ "open": first, "more": further::more(total, SHOWN, OPEN) });
    let mut jobs = paged(heading, "facilitators.html", &["Name", "Leads", "Team"], rows, &beside);
    let rows = move |range: std::ops::Range<usize>, _: &str| {
        open[range].iter().map(|link| json!(link)).collect()
    };
    jobs.extend(further.beyond(SHOWN, total, rows));
    jobs
}
