//! Progression maps: a ladder from its first role to its last, whole or theme by theme, as a drawing and
//! as a list.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::format::map::{self, Column, Edge, Kind, Layout, Map, Node, Tie, layout};
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use crate::site::addresses::{self, role_anchor};
use crate::site::page::{Head, Link, Page, way_up};
use crate::site::progression::{Placed, Progression, Thing};
use crate::site::{Job, Site};

/// How many things a map shows at most; a larger ladder is shown theme by theme.
const MOST: usize = 120;

/// A theme by its framework's id and its own.
type Theme<'a> = (&'a str, &'a str);

/// The pages.
#[must_use]
pub fn pages<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = vec![Box::new(move || overview(site))];
    for ladder in site.view.all::<Ladder>() {
        jobs.push(Box::new(move || whole(site, ladder)));
        let progression = Progression::of(site, ladder);
        for theme in themes(&progression) {
            jobs.push(Box::new(move || part(site, ladder, theme)));
        }
    }
    jobs
}

/// The address of a ladder's map.
#[must_use]
pub fn address(ladder: &str) -> String {
    addresses::page("map", ladder)
}

fn address_of_theme(ladder: &str, (framework, theme): Theme<'_>) -> String {
    format!("map/{ladder}/{framework}-{theme}/index.html")
}

fn overview(site: &Site<'_>) -> Page {
    let ladders = site.view.all::<Ladder>().map(|ladder| {
        let roles = ladder.document.roles.iter().map(|role| role.title.as_str());
        json!({
            "link": Link::to(ladder.document.name.as_str(), address(ladder.id())),
            "summary": ladder.document.summary,
            "roles": roles.map(Link::words).collect::<Vec<_>>(),
        })
    });
    Page {
        path: "map/index.html".to_owned(),
        template: "maps.html",
        title: "Progression maps".to_owned(),
        crumbs: Vec::new(),
        part: "map",
        source: None,
        head: Head::default(),
        body: json!({ "ladders": ladders.collect::<Vec<_>>() }),
    }
}

fn whole<'a>(site: &'a Site<'a>, ladder: Entry<'a, Ladder>) -> Page {
    let progression = Progression::of(site, ladder);
    let path = address(ladder.id());
    let is_small = progression.things.len() <= MOST;
    let drawing = if is_small {
        drawn(&progression, ladder, &way_up(&path))
    } else {
        by_theme(site, &progression, ladder, &way_up(&path))
    };
    let themes = themes(&progression).into_iter().map(|theme| {
        let count = progression.only(|placed| placed.themes.contains(&theme)).things.len();
        let count = count - progression.roles.len();
        Link::to(theme_name(site, theme), address_of_theme(ladder.id(), theme))
            .with(count.to_string())
    });
    page(path, ladder, None, &drawing, is_small, &themes.collect::<Vec<_>>())
}

fn part<'a>(site: &'a Site<'a>, ladder: Entry<'a, Ladder>, theme: Theme<'a>) -> Page {
    let progression = Progression::of(site, ladder);
    let part = progression.only(|placed| placed.themes.contains(&theme));
    let shown: BTreeSet<String> = {
        let mut all: Vec<(&String, &Placed<'_>)> = part.things.iter().collect();
        all.sort_by_key(|(key, placed)| {
            (!matches!(placed.thing, Thing::Role(_)), placed.column, (*key).clone())
        });
        all.into_iter().take(MOST).map(|(key, _)| key.clone()).collect()
    };
    let shown = part.only(|placed| shown.contains(&placed.thing.key()));
    let path = address_of_theme(ladder.id(), theme);
    let drawing = drawn(&shown, ladder, &way_up(&path));
    page(path, ladder, Some(&theme_name(site, theme)), &drawing, true, &[])
}

fn page(
    path: String,
    ladder: Entry<'_, Ladder>,
    theme: Option<&str>,
    drawing: &Layout,
    is_whole: bool,
    themes: &[Link],
) -> Page {
    let name = ladder.document.name.as_str();
    let maps = Link::to("Progression maps", "map/index.html");
    let mut crumbs = vec![maps];
    if theme.is_some() {
        crumbs.push(Link::to(name, address(ladder.id())));
    }
    Page {
        template: "map.html",
        title: theme.unwrap_or(name).to_owned(),
        crumbs,
        part: "map",
        source: Some(ladder.record.source.path.to_string()),
        head: Head {
            styles: vec!["map.css"],
            scripts: vec!["map.js"],
            description: Some(format!("How each step leads to the next: {name}")),
            ..Head::default()
        },
        body: json!({
            "ladder": Link::to(name, addresses::page("ladders", ladder.id())),
            "summary": ladder.document.summary.as_ref().filter(|_| theme.is_none()),
            "svg": map::svg::svg(drawing, "n-"),
            "legend": map::legend::legend(drawing),
            "steps": steps(drawing),
            "is_whole": is_whole,
            "themes": themes,
        }),
        path,
    }
}

/// The drawing in words: the same nodes in the same order, each with what it leads to.
fn steps(drawing: &Layout) -> Vec<Value> {
    drawing
        .boxes
        .iter()
        .enumerate()
        .map(|(number, node)| {
            let next = drawing.routes.iter().filter(|route| route.from == number);
            let next = next.map(|route| drawing.boxes[route.to].label.clone());
            json!({
                "label": node.label,
                "href": node.href,
                "words": node.words.join(", "),
                "next": next.collect::<BTreeSet<_>>(),
            })
        })
        .collect()
}

fn drawn(progression: &Progression<'_>, ladder: Entry<'_, Ladder>, root: &str) -> Layout {
    let nodes = progression.things.values();
    layout(&Map {
        title: ladder.document.name.as_str().to_owned(),
        columns: columns(progression, ladder, root),
        nodes: nodes.map(|placed| placed.thing.node(placed.column, root)).collect(),
        edges: progression.edges.iter().cloned().collect(),
    })
}

fn columns(progression: &Progression<'_>, ladder: Entry<'_, Ladder>, root: &str) -> Vec<Column> {
    let page = addresses::page("ladders", ladder.id());
    let roles = progression.roles.iter();
    roles
        .map(|role| Column {
            title: role.role.title.as_str().to_owned(),
            href: Some(format!("{root}{page}#{}", role_anchor(role.id()))),
            note: role.role.band.as_ref().map(ToString::to_string),
        })
        .collect()
}

/// A ladder with too many things for one drawing: one node for each theme and role, with how many there are.
fn by_theme(
    site: &Site<'_>,
    progression: &Progression<'_>,
    ladder: Entry<'_, Ladder>,
    root: &str,
) -> Layout {
    let mut counts: BTreeMap<(usize, Theme<'_>), usize> = BTreeMap::new();
    for placed in progression.things.values() {
        for theme in &placed.themes {
            *counts.entry((placed.column, *theme)).or_default() += 1;
        }
    }
    let key = |column: usize, theme: Theme<'_>| format!("theme-{column}-{}-{}", theme.0, theme.1);
    let mut nodes: Vec<Node> = Vec::new();
    let mut edges: Vec<Edge> = Vec::new();
    for ((column, theme), count) in &counts {
        nodes.push(Node {
            column: *column,
            label: theme_name(site, *theme),
            id: key(*column, *theme),
            href: Some(format!("{root}{}", address_of_theme(ladder.id(), *theme))),
            kind: Kind::Theme,
            state: None,
            note: Some(if *count == 1 { "1 step".to_owned() } else { format!("{count} steps") }),
        });
        if let Some(role) = progression.roles.get(*column) {
            let to = Thing::Role(*role).key();
            edges.push(Edge { from: key(*column, *theme), to, tie: Tie::Counts });
        }
        let later = counts.keys().find(|(there, other)| there > column && other == theme);
        if let Some((there, _)) = later {
            let (from, to) = (key(*column, *theme), key(*there, *theme));
            edges.push(Edge { from, to, tie: Tie::Recommended });
        }
    }
    let roles = progression.only(|_| false);
    nodes.extend(roles.things.values().map(|placed| placed.thing.node(placed.column, root)));
    edges.extend(roles.edges);
    let title = ladder.document.name.as_str().to_owned();
    layout(&Map { title, columns: columns(progression, ladder, root), nodes, edges })
}

fn themes<'a>(progression: &Progression<'a>) -> BTreeSet<Theme<'a>> {
    progression.things.values().flat_map(|placed| placed.themes.iter().copied()).collect()
}

fn theme_name(site: &Site<'_>, (framework, theme): Theme<'_>) -> String {
    let framework = site.view.get::<Framework>(framework);
    let name = framework.and_then(|it| {
        let themes = it.document.themes.iter();
        themes.into_iter().find(|(id, _)| id.as_str() == theme).map(|(_, it)| it.name.to_string())
    });
    name.unwrap_or_else(|| theme.to_owned())
}
