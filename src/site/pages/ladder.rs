//! A ladder: its roles side by side, with the requirement's text in the cell.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::catalog::index::RoleEntry;
use crate::kinds::ladder::{Ladder, Requirement, Role};
use crate::site::addresses::{self, role_anchor, role_link, work_address};
use crate::site::page::{Head, Inside, Link, Page};
use crate::site::{Job, Site, linked_data};
use crate::standing::demand::Demand;
use crate::standing::lines::{Line, Lines, Strength};

/// How many bytes of JSON its themes make at most on the page of a ladder; where they would make more, their
/// words stand on a page for each theme.
const WEIGHT: usize = 60_000;

/// What a cell weighs in HTML beside its text.
const CELL: usize = 60;

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for ladder in site.view.all::<Ladder>() {
        let columns = columns(site, ladder);
        let themes = themes(site, &columns, ladder);
        let is_heavy = is_heavy(&themes);
        let path = addresses::page("ladders", ladder.id());
        jobs.push(Job::new(path, move || about(site, ladder)));
        for theme in themes.into_iter().filter(|_| is_heavy) {
            let path = theme["page"].as_str().unwrap_or_default().to_owned();
            jobs.push(Job::new(path, move || of_theme(site, ladder, &theme)));
        }
    }
    jobs
}

/// A role with all it asks for.
struct Column<'a> {
    role: RoleEntry<'a>,
    lines: Lines<'a>,
}

fn columns<'a>(site: &Site<'a>, ladder: Entry<'a, Ladder>) -> Vec<Column<'a>> {
    let roles = ladder.document.roles.iter().filter_map(|role| site.view.role(role.id.as_str()));
    roles.map(|role| Column { lines: site.view.lines(role), role }).collect()
}

/// Whether the rows of all themes are too much for one page; cells that ask for nothing say so as well.
fn is_heavy(themes: &[Value]) -> bool {
    let rows = themes.iter().filter_map(|theme| theme["rows"].as_array()).flatten();
    let cells: usize = rows.filter_map(|row| row["cells"].as_array()).map(Vec::len).sum();
    themes.iter().map(|it| it.to_string().len()).sum::<usize>() + cells * CELL > WEIGHT
}

/// The themes without the words of their cells, each with the page where those stand.
fn in_short(mut themes: Vec<Value>) -> Vec<Value> {
    for theme in &mut themes {
        theme["href"] = theme["page"].take();
        let rows = theme["rows"].as_array_mut().into_iter().flatten();
        for row in rows {
            let cells = row["cells"].as_array_mut().into_iter().flatten();
            for line in cells.filter_map(Value::as_array_mut).flatten() {
                line["words"] = json!([]);
            }
        }
    }
    themes
}

/// One theme of a ladder with everything that stands in its cells.
fn of_theme<'a>(site: &Site<'a>, ladder: Entry<'a, Ladder>, theme: &Value) -> Page {
    let columns = columns(site, ladder);
    let name = theme["name"].as_str().unwrap_or_default();
    let above = addresses::ladder_link(ladder);
    Page {
        path: theme["page"].as_str().unwrap_or_default().to_owned(),
        template: "ladder.html",
        title: format!("{}: {name}", &*ladder.document.name),
        crumbs: vec![Link::to("Ladders", "ladders/index.html"), above],
        part: "ladders",
        source: Some(ladder.record.source.path.to_string()),
        head: Head { is_hidden: true, ..Head::default() },
        body: json!({
            "summary": null,
            "owner": null,
            "reviewed": null,
            "roles": columns.iter().map(head).collect::<Vec<_>>(),
            "texts": [],
            "has_summaries": false,
            "themes": [theme],
            "is_short": false,
            "required": [],
            "has_required": false,
            "coming": [],
            "moves": null,
            "examples": null,
            "promotion": [],
            "has_promotion": false,
        }),
    }
}

fn about<'a>(site: &Site<'a>, ladder: Entry<'a, Ladder>) -> Page {
    let columns = columns(site, ladder);
    let themes = themes(site, &columns, ladder);
    let is_short = is_heavy(&themes);
    let themes = if is_short { in_short(themes) } else { themes };
    let owner = ladder.document.owner.as_ref();
    let path = addresses::page("ladders", ladder.id());
    Page {
        template: "ladder.html",
        title: ladder.document.name.as_str().to_owned(),
        crumbs: vec![Link::to("Ladders", "ladders/index.html")],
        part: "ladders",
        source: Some(ladder.record.source.path.to_string()),
        head: Head {
            description: linked_data::description(ladder.document.summary.as_deref(), None),
            linked_data: Some(linked_data::occupations(site, ladder, &path)),
            also: site.former(ladder.record),
            inside: columns.iter().map(inside).collect(),
            ..Head::default()
        },
        body: json!({
            "summary": ladder.document.summary,
            "owner": owner.and_then(|id| site.addresses().person(id.as_str())),
            "reviewed": ladder.document.reviewed,
            "roles": columns.iter().map(head).collect::<Vec<_>>(),
            "texts": texts(&columns),
            "has_summaries": columns.iter().any(|it| it.role.role.summary.is_some()),
            "themes": themes,
            "is_short": is_short,
            "required": columns.iter().map(|it| required(site, it)).collect::<Vec<_>>(),
            "has_required": columns.iter().any(|it| !required(site, it).is_empty()),
            "coming": coming(&columns),
            "moves": links_row(&columns, |role| {
                role.moves_to.iter().map(|id| site.addresses().role(id.as_str())).collect()
            }),
            "examples": links_row(&columns, |role| examples(site, role)),
            "promotion": columns.iter().map(|it| json!(it.role.role.promotion)).collect::<Vec<_>>(),
            "has_promotion": columns.iter().any(|it| it.role.role.promotion.is_some()),
        }),
        path,
    }
}

/// A role as the search finds it: by its title, its ids, the company's grade for it.
fn inside(column: &Column<'_>) -> Inside {
    let role = column.role.role;
    let kind = role.band.as_ref().map_or_else(|| "role".to_owned(), |band| format!("role, {band}"));
    let former = role.formerly.iter().map(ToString::to_string);
    let band = role.band.iter().map(ToString::to_string);
    Inside {
        link: role_link(column.role).with(kind),
        also: std::iter::once(role.id.to_string()).chain(former).chain(band).collect(),
    }
}

fn head(column: &Column<'_>) -> Value {
    let role = column.role.role;
    let former = role.formerly.iter().map(|id| role_anchor(id.as_str()));
    json!({
        "formerly": former.collect::<Vec<_>>(),
        "anchor": role_anchor(column.role.id()),
        "title": role.title,
        "band": role.band,
        "summary": role.summary,
        "critical": role.critical,
    })
}

/// Outcomes and responsibilities, where any role has them.
fn texts(columns: &[Column<'_>]) -> Vec<Value> {
    let row = |title: &str, of: &dyn Fn(&Role) -> Value| {
        let cells: Vec<Value> = columns.iter().map(|column| of(column.role.role)).collect();
        let is_empty = cells.iter().all(|cell| cell.as_array().is_none_or(Vec::is_empty));
        (!is_empty).then(|| json!({ "title": title, "cells": cells }))
    };
    let outcomes = row("Outcomes", &|role| json!(role.outcomes));
    let responsibilities = row("Responsi\u{ad}bilities", &|role| json!(role.responsibilities));
    outcomes.into_iter().chain(responsibilities).collect()
}

/// Rows of competencies, in groups by theme.
fn themes(site: &Site<'_>, columns: &[Column<'_>], ladder: Entry<'_, Ladder>) -> Vec<Value> {
    let mut groups: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
    for column in columns {
        for line in &column.lines.in_force {
            let Demand::Competency { id, .. } = line.demand else { continue };
            let entry = site.view.competency(id);
            let theme = entry.and_then(|entry| {
                let themes = &entry.framework.document.themes;
                themes.get(entry.competency.theme.as_ref()?).map(|theme| theme.name.as_str())
            });
            let framework = entry.map_or("", |entry| entry.framework.document.name.as_str());
            let key = (framework.to_owned(), theme.unwrap_or("Other competencies").to_owned());
            groups.entry(key).or_default().insert(id);
        }
    }
    groups
        .into_iter()
        .enumerate()
        .map(|(number, ((_, theme), ids))| {
            let rows: Vec<Value> = ids.into_iter().map(|id| row(site, columns, id)).collect();
            let page = format!("ladders/{}/theme-{}/index.html", ladder.id(), number + 1);
            json!({ "name": theme, "rows": rows, "page": page, "href": null })
        })
        .collect()
}

fn row(site: &Site<'_>, columns: &[Column<'_>], id: &str) -> Value {
    let cells: Vec<Vec<Value>> = columns
        .iter()
        .map(|column| {
            let is_this = |line: &&Line<'_>| {
                matches!(line.demand, Demand::Competency { id: other, .. } if other == id)
            };
            column.lines.in_force.iter().filter(is_this).map(|line| cell(column, line)).collect()
        })
        .collect();
    json!({
        "link": site.addresses().competency(id),
        "is_common": columns.len() > 1 && cells.iter().all(|cell| !cell.is_empty()),
        "cells": cells,
    })
}

fn cell(column: &Column<'_>, line: &Line<'_>) -> Value {
    let Demand::Competency { at, .. } = line.demand else { return Value::Null };
    let inherited = line.role.id() != column.role.id();
    json!({
        "at": at.replace('-', " "),
        "weight": match line.strength {
            Strength::Weight(weight) => Some(weight),
            Strength::Core | Strength::Required => None,
        },
        "words": if inherited { &[] } else { line.words.as_slice() },
        "from": inherited.then(|| line.role.role.title.as_str()),
        "until": line.until,
    })
}

fn required(site: &Site<'_>, column: &Column<'_>) -> Vec<Value> {
    let all = column.lines.in_force.iter().filter(|it| it.strength == Strength::Required);
    all.filter_map(|line| {
        let requires = line.role.role.requires.iter();
        let requirement = requires.into_iter().find(|it| it.id.as_str() == line.id)?;
        Some(json!({
            "title": line.title,
            "text": requirement.text,
            "asks": asks(site, requirement),
            "from": (line.role.id() != column.role.id()).then(|| line.role.role.title.as_str()),
            "until": line.until,
        }))
    })
    .collect()
}

/// What a requirement asks for: links where it names things, words where it counts.
fn asks(site: &Site<'_>, requirement: &Requirement) -> Value {
    let links: Vec<Link> = if let Some(id) = &requirement.credential {
        vec![site.addresses().credential(id.as_str())]
    } else if let Some(id) = &requirement.module {
        vec![site.addresses().module(id.as_str()).with("finished")]
    } else if requirement.choose.is_some() {
        requirement.from.iter().map(|choice| site.addresses().choice(choice)).collect()
    } else {
        vec![Link::words(site.view.in_words(requirement))]
    };
    json!({ "choose": requirement.choose, "links": links })
}

fn coming(columns: &[Column<'_>]) -> Vec<Value> {
    let mut all = Vec::new();
    for column in columns {
        let own = column.lines.coming.iter().filter(|(_, it)| it.role.id() == column.role.id());
        all.extend(own.map(|(first, line)| {
            json!({ "first": first, "role": column.role.role.title, "title": line.title, "words": line.words })
        }));
    }
    all.sort_by_key(|it| it["first"].as_str().map(str::to_owned));
    all
}

fn links_row(columns: &[Column<'_>], of: impl Fn(&Role) -> Vec<Link>) -> Option<Vec<Vec<Link>>> {
    let cells: Vec<Vec<Link>> = columns.iter().map(|column| of(column.role.role)).collect();
    cells.iter().any(|cell| !cell.is_empty()).then_some(cells)
}

/// Work that shows what the role means, as far as its owner lets it be seen.
fn examples(site: &Site<'_>, role: &Role) -> Vec<Link> {
    role.examples
        .iter()
        .filter_map(|example| {
            let work = site.view.work(example.portfolio.as_str())?;
            let owner = site.view.person(work.owner)?;
            let title = work.entry.document.title.as_str();
            Some(Link::to(title, work_address(&work)).with(owner.name))
        })
        .collect()
}

/// Roles of a ladder as links, for pages that name them.
#[must_use]
pub fn roles(site: &Site<'_>, ladder: Entry<'_, Ladder>) -> Vec<Link> {
    let roles = ladder.document.roles.iter();
    roles.filter_map(|role| site.view.role(role.id.as_str()).map(role_link)).collect()
}
