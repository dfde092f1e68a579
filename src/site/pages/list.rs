//! Lists of everything of a sort: ladders, modules, credentials, pathways, teams, groups; at most
//! [`ROWS`] rows a page, fewer where they are long.

use serde::Serialize;
use serde_json::{Value, json};

use super::{cohort, community, rotation, word};
use crate::kinds::cohort::Cohort;
use crate::kinds::community::Community;
use crate::kinds::credential::Credential;
use crate::kinds::ladder::Ladder;
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::kinds::rotation::Rotation;
use crate::kinds::team::Team;
use crate::site::addresses::{
    self, credential_link, module_link, pathway_link, role_link, team_link,
};
use crate::site::begins::Begins;
use crate::site::connections::of;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// How many rows a page has at most.
pub const ROWS: usize = 200;

/// How many bytes of JSON the rows of a page make at most, which comes near to what they make of HTML:
/// long rows fill a page sooner.
pub const WEIGHT: usize = 50_000;

/// What one list is called and how it is introduced.
#[derive(Clone, Copy)]
pub struct Heading {
    /// Its folder, and its part of the site.
    pub part: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What stands below the title.
    pub lead: &'static str,
    /// What stands there while it is empty: which command or file begins it.
    pub begins: Begins,
}

/// How the first ladder comes to be.
pub const LADDER: Begins =
    Begins::with("There is no ladder yet.", r#"learn new ladder --title "Engineering""#);

fn simple<'a>(heading: Heading, mut rows: Vec<Value>) -> Vec<Job<'a>> {
    rows.sort_by_cached_key(|row| row["link"]["text"].as_str().map(str::to_lowercase));
    paged(heading, "list.html", &[], rows, &Value::Null)
}

/// Cuts rows into pages; the first stands at `<part>/`, the others at `<part>-<n>/`. Templates are given
/// `beside` on each.
#[must_use]
pub fn paged<'a>(
    heading: Heading,
    template: &'static str,
    columns: &[&str],
    rows: Vec<Value>,
    beside: &Value,
) -> Vec<Job<'a>> {
    let total = rows.len();
    let parts = cut(rows, ROWS);
    let count = parts.len();
    let address = move |number: usize| match number {
        1 => format!("{}/index.html", heading.part),
        number => format!("{}-{number}/index.html", heading.part),
    };
    let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
    (1..=count)
        .zip(parts)
        .map(|(number, rows)| {
            let columns = columns.clone();
            let beside = beside.clone();
            let job = move || Page {
                path: address(number),
                template,
                title: match number {
                    1 => heading.title.to_owned(),
                    number => format!("{}, page {number}", heading.title),
                },
                crumbs: Vec::new(),
                part: heading.part,
                source: None,
                head: Head { is_hidden: number > 1 || total == 0, ..Head::default() },
                body: json!({
                    "lead": heading.lead,
                    "columns": columns,
                    "beside": beside,
                    "rows": rows,
                    "begins": heading.begins,
                    "total": total,
                    "number": number,
                    "count": count,
                    "before": (number > 1).then(|| Link::to("Previous page", address(number - 1))),
                    "after": (number < count).then(|| Link::to("Next page", address(number + 1))),
                }),
            };
            Job::new(address(number), job)
        })
        .collect()
}

/// Cuts rows into parts of at most so many, each light enough for a page; always one part at least.
#[must_use]
pub fn cut<T: Serialize>(rows: Vec<T>, most: usize) -> Vec<Vec<T>> {
    let mut parts = vec![Vec::new()];
    let mut weight = 0;
    for row in rows {
        let own = serde_json::to_vec(&row).map_or(0, |bytes| bytes.len());
        let has_room =
            |last: &&mut Vec<T>| last.is_empty() || last.len() < most && weight + own <= WEIGHT;
        if let Some(last) = parts.last_mut().filter(has_room) {
            weight += own;
            last.push(row);
        } else {
            weight = own;
            parts.push(vec![row]);
        }
    }
    parts
}

/// The list of ladders.
#[must_use]
pub fn ladders<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "ladders",
        title: "Ladders",
        lead: "A ladder is a job family. Its roles stand side by side, each with what it asks for.",
        begins: LADDER,
    };
    let rows = site.view.all::<Ladder>().map(|ladder| {
        let roles = ladder.document.roles.iter();
        let roles = roles.filter_map(|role| site.view.role(role.id.as_str()).map(role_link));
        json!({
            "link": Link::to(ladder.document.name.as_str(), addresses::page("ladders", ladder.id())),
            "summary": ladder.document.summary,
            "facts": roles.collect::<Vec<_>>(),
        })
    });
    simple(heading, rows.collect())
}

/// The list of modules.
#[must_use]
pub fn modules<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "modules",
        title: "Modules",
        lead: "Units of learning, each with an outcome that can be seen at work.",
        begins: Begins::with(
            "There is no module yet.",
            r#"learn new module --title "Safe changes""#,
        ),
    };
    let rows = site.view.all::<Module>().map(|module| {
        let teaches = module.document.teaches.iter();
        let teaches = teaches.map(|it| {
            site.addresses()
                .competency(it.competency.as_str())
                .with(format!("to {}", it.to.as_str()))
        });
        json!({
            "link": module_link(module),
            "kind": word(module.document.module_type),
            "summary": module.document.summary,
            "facts": teaches.collect::<Vec<_>>(),
        })
    });
    simple(heading, rows.collect())
}

/// The list of credentials.
#[must_use]
pub fn credentials<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "credentials",
        title: "Credentials",
        lead: "A credential says that somebody has shown what they can do, and who vouches for it.",
        begins: Begins::with(
            "There is no credential yet.",
            r#"learn new credential --title "On-call ready""#,
        ),
    };
    let rows = site.view.all::<Credential>().map(|credential| {
        let attests = credential.document.attests.iter();
        let attests = attests.map(|it| {
            site.addresses()
                .competency(it.competency.as_str())
                .with(format!("at {}", it.at.as_str()))
        });
        json!({
            "link": credential_link(credential),
            "kind": word(credential.document.assessment.method),
            "summary": credential.document.summary,
            "facts": attests.collect::<Vec<_>>(),
        })
    });
    simple(heading, rows.collect())
}

/// The list of pathways.
#[must_use]
pub fn pathways<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "pathways",
        title: "Pathways",
        lead: "Routes to a role, into the company, or through electives. They guide; they never gate.",
        begins: Begins::with(
            "There is no pathway yet.",
            r#"learn new pathway --title "Onboarding""#,
        ),
    };
    let rows = site.view.all::<Pathway>().map(|pathway| {
        let to = pathway.document.to.as_ref().map(|id| site.addresses().role(id.as_str()));
        json!({
            "link": pathway_link(pathway),
            "kind": word(pathway.document.kind),
            "summary": pathway.document.summary,
            "facts": to.into_iter().collect::<Vec<_>>(),
        })
    });
    simple(heading, rows.collect())
}

/// The list of teams.
#[must_use]
pub fn teams<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "teams",
        title: "Teams",
        lead: "Who works together, and who leads.",
        begins: Begins::with("There is no team yet.", r#"learn new team --title "Platform""#),
    };
    let rows = site.view.all::<Team>().map(|team| {
        let people = of(site.members(), team.id()).len();
        let below = below(site, team.id(), 0);
        let lead = team.document.lead.as_ref().and_then(|id| site.addresses().person(id.as_str()));
        json!({
            "link": team_link(team),
            "kind": match people {
                0 if below == 0 => String::new(),
                people if below > 0 => format!("{} with the teams below", counted(people + below)),
                people => counted(people),
            },
            "summary": team.document.summary,
            "facts": lead.map(|lead| lead.with("leads")).into_iter().collect::<Vec<_>>(),
        })
    });
    simple(heading, rows.collect())
}

/// How many people are in the teams below one; a circle of parents ends where it has gone too deep.
fn below(site: &Site<'_>, team: &str, depth: usize) -> usize {
    const DEEPEST: usize = 20;
    let parts = of(&site.connections().parts, team).iter().filter(|_| depth < DEEPEST);
    parts.map(|part| of(site.members(), part.id()).len() + below(site, part.id(), depth + 1)).sum()
}

fn counted(people: usize) -> String {
    if people == 1 { "1 person".to_owned() } else { format!("{people} people") }
}

/// The list of cohorts.
#[must_use]
pub fn cohorts<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "cohorts",
        title: "Cohorts",
        lead: "Groups that take a pathway together, with people who lead them and a project that counts.",
        begins: Begins::with(
            "No group takes a pathway together yet.",
            r#"learn new cohort --title "Spring 2027""#,
        ),
    };
    let mut all: Vec<_> = site.view.all::<Cohort>().collect();
    all.sort_by_key(|it| (std::cmp::Reverse(it.document.starts), it.id()));
    let rows = all.into_iter().map(|it| cohort::row(site, it)).collect();
    paged(heading, "list.html", &[], rows, &Value::Null)
}

/// The list of rotations.
#[must_use]
pub fn rotations<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "rotations",
        title: "Rotations",
        lead: "Stays with another team, to learn how others work. The seat at home stays yours.",
        begins: Begins::with(
            "Nobody stays with another team yet.",
            r#"learn new rotation --title "Two months with Platform""#,
        ),
    };
    let mut all: Vec<_> = site.view.all::<Rotation>().collect();
    all.sort_by_key(|it| (std::cmp::Reverse(it.document.window.from), it.id()));
    paged(heading, "list.html", &[], all.into_iter().map(rotation::row).collect(), &Value::Null)
}

/// The list of communities.
#[must_use]
pub fn communities<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let heading = Heading {
        part: "communities",
        title: "Communities",
        lead: "People from all teams who share a topic and meet about it. Everybody may come.",
        begins: Begins::with(
            "No community has begun yet.",
            r#"learn new community --title "Writing""#,
        ),
    };
    simple(heading, site.view.all::<Community>().map(|it| community::row(site, it)).collect())
}
