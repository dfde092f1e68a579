//! Progression maps: a ladder from its first role to its last, whole or theme by theme, as a drawing and
//! as a list; with how far somebody has come, where the reader may see that.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::list;
use crate::audience::progress::{Progress, Reached};
use crate::catalog::Entry;
use crate::format::map::{self, Column, Edge, Kind, Layout, Map, Node, Tie, layout};
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use crate::site::addresses::{self, person_link, role_anchor};
use crate::site::further::{self, Further, More};
use crate::site::overlay::{Overlay, address, theme_address};
use crate::site::page::{Head, Link, Page, way_up};
use crate::site::progression::{Placed, Progression, Thing, state};
use crate::site::{Job, Site};

mod words;

/// Where the maps are listed.
const OVERVIEW: &str = "map/index.html";

/// How many things a map shows at most; a larger ladder is shown theme by theme.
const MOST: usize = 120;

/// How many things that are not drawn the page of a theme names.
const LEFT_OUT: usize = 300;

/// How many nodes for themes a ladder is shown with; where there would be more, its themes are only a list.
const STOPS: usize = 240;

/// How many people can be chosen on a map whose progress it shows.
const CHOICES: usize = 40;

/// A theme by its framework's id and its own.
type Theme<'a> = (&'a str, &'a str);

/// The maps of all ladders, with the reader's own progress where there is a reader.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut jobs: Vec<Job<'s>> = vec![Job::new(OVERVIEW, move || overview(site))];
    for ladder in site.view.all::<Ladder>() {
        jobs.extend(of_ladder(site, ladder, site.overlays().own.as_ref()));
    }
    jobs
}

/// The maps of those whom the reader coaches, each below the person's page.
#[must_use]
pub fn of_mentees<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let others = site.overlays().others.iter();
    let with_ladder = others.filter_map(|overlay| Some((overlay, overlay.ladder?)));
    with_ladder.flat_map(|(overlay, ladder)| of_ladder(site, ladder, Some(overlay))).collect()
}

fn of_ladder<'s, 'a>(
    site: &'s Site<'a>,
    ladder: Entry<'a, Ladder>,
    overlay: Option<&'s Overlay<'a>>,
) -> Vec<Job<'s>> {
    let progression = Arc::new(Progression::of(site, ladder));
    let map = LadderMap { site, ladder, progression: Arc::clone(&progression), overlay };
    let mut jobs: Vec<Job<'s>> = Vec::new();
    for theme in themes(&progression) {
        let map = map.clone();
        jobs.extend(map.others(theme));
        let path = theme_address(overlay, ladder.id(), theme);
        jobs.push(Job::new(path, move || map.part(theme)));
    }
    jobs.push(Job::new(address(overlay, ladder.id()), move || map.whole()));
    jobs
}

fn overview(site: &Site<'_>) -> Page {
    let ladders = site.view.all::<Ladder>().map(|ladder| {
        let roles = ladder.document.roles.iter().map(|role| role.title.as_str());
        json!({
            "link": Link::to(ladder.document.name.as_str(), address(None, ladder.id())),
            "summary": ladder.document.summary,
            "roles": roles.map(Link::words).collect::<Vec<_>>(),
        })
    });
    Page {
        path: OVERVIEW.to_owned(),
        template: "maps.html",
        title: "Progression maps".to_owned(),
        crumbs: Vec::new(),
        part: "map",
        source: None,
        head: Head::default(),
        body: json!({ "ladders": ladders.collect::<Vec<_>>(), "begins": list::LADDER }),
    }
}

/// A ladder, and whose progress its maps show.
#[derive(Clone)]
struct LadderMap<'s, 'a> {
    site: &'s Site<'a>,
    ladder: Entry<'a, Ladder>,
    progression: Arc<Progression<'a>>,
    overlay: Option<&'s Overlay<'a>>,
}

/// What one page shows of it.
struct Drawn<'t> {
    path: String,
    theme: Option<&'t str>,
    layout: Layout,
    is_whole: bool,
    themes: Vec<Link>,
    /// What belongs to it and has no room in the drawing.
    left_out: Vec<Link>,
    /// What of that has no room on the page either.
    more_left_out: Option<More>,
    /// How many things there are that somebody has reached so far.
    counts: BTreeMap<Reached, usize>,
}

impl<'s, 'a> LadderMap<'s, 'a> {
    fn progress(&self) -> Option<&'s Progress<'a>> {
        self.overlay.map(|overlay| &overlay.progress)
    }

    fn whole(&self) -> Page {
        let path = address(self.overlay, self.ladder.id());
        let is_whole = self.progression.things.len() <= MOST;
        let root = way_up(&path);
        let themes = themes(&self.progression).into_iter().map(|theme| {
            let there = theme_address(self.overlay, self.ladder.id(), theme);
            let count = self.progression.only(|placed| placed.themes.contains(&theme)).things.len();
            let count = count - self.progression.roles.len();
            Link::to(theme_name(self.site, theme), there).with(count.to_string())
        });
        self.page(Drawn {
            theme: None,
            layout: if is_whole {
                self.drawn(&self.progression, &root)
            } else {
                self.by_theme(&root)
            },
            is_whole,
            themes: themes.collect(),
            left_out: Vec::new(),
            more_left_out: None,
            counts: self.counts(&self.progression),
            path,
        })
    }

    fn part(&self, theme: Theme<'_>) -> Page {
        let part = self.progression.only(|placed| placed.themes.contains(&theme));
        let (shown, left_out) = fitting(&part);
        let more = further::more(left_out.len(), LEFT_OUT, &self.folder_of_others(theme));
        let shown = part.only(|placed| shown.contains(&placed.thing.key()));
        let path = theme_address(self.overlay, self.ladder.id(), theme);
        self.page(Drawn {
            theme: Some(&theme_name(self.site, theme)),
            layout: self.drawn(&shown, &way_up(&path)),
            is_whole: true,
            themes: Vec::new(),
            left_out: left_out.into_iter().take(LEFT_OUT).collect(),
            more_left_out: more,
            counts: self.counts(&part),
            path,
        })
    }

    /// All that belongs to a theme and has no room in its drawing, where its page has none either.
    fn others(&self, theme: Theme<'_>) -> Vec<Job<'s>> {
        let part = self.progression.only(|placed| placed.themes.contains(&theme));
        if part.things.len() <= MOST {
            return Vec::new();
        }
        let (_, left_out) = fitting(&part);
        let name = theme_name(self.site, theme);
        let further = Further {
            folder: self.folder_of_others(theme),
            title: format!("Not drawn: {name}"),
            crumbs: vec![
                Link::to("Progression maps", "map/index.html"),
                Link::to(name, theme_address(self.overlay, self.ladder.id(), theme)),
            ],
            part: "map",
            form: "names",
            each: 500,
        };
        let total = left_out.len();
        let rows = move |range: std::ops::Range<usize>, _: &str| {
            left_out[range].iter().map(|it| json!(it)).collect()
        };
        further.beyond(LEFT_OUT, total, rows)
    }

    fn folder_of_others(&self, theme: Theme<'_>) -> String {
        let page = theme_address(self.overlay, self.ladder.id(), theme);
        format!("{}others", page.trim_end_matches("index.html"))
    }

    fn page(&self, drawn: Drawn<'_>) -> Page {
        let name = self.ladder.document.name.as_str();
        let other = self.overlay.filter(|it| !it.is_self);
        let title = drawn.theme.unwrap_or(name);
        let mut crumbs = match other {
            Some(other) => {
                vec![Link::to("People", "people/index.html"), person_link(&other.person)]
            }
            None => vec![Link::to("Progression maps", "map/index.html")],
        };
        if drawn.theme.is_some() {
            crumbs.push(Link::to(name, address(self.overlay, self.ladder.id())));
        }
        Page {
            template: "map.html",
            title: other.map_or(title.to_owned(), |it| format!("{title}: {}", it.person.name)),
            crumbs,
            part: if other.is_some() { "people" } else { "map" },
            source: Some(self.ladder.record.source.path.to_string()),
            head: Head {
                styles: vec!["map.css"],
                scripts: vec!["map.js"],
                description: Some(format!("How each step leads to the next: {name}")),
                is_hidden: other.is_some(),
                ..Head::default()
            },
            body: json!({
                "ladder": Link::to(name, addresses::page("ladders", self.ladder.id())),
                "summary": self.ladder.document.summary.as_ref().filter(|_| drawn.theme.is_none()),
                "svg": map::svg::svg(&drawn.layout, "n-"),
                "sheets": map::sheets::sheets(&drawn.layout, "n-"),
                "legend": map::legend::legend(&drawn.layout),
                "columns": words::in_words(&drawn.layout),
                "is_whole": drawn.is_whole,
                "themes": drawn.themes,
                "whose": self.overlay.map(|overlay| json!({
                    "link": person_link(&overlay.person),
                    "is_self": overlay.is_self,
                    "counts": words::counts(&drawn.counts),
                })),
                "choices": self.choices(),
                "more_choices": self.more_choices(),
                "left_out": drawn.left_out,
                "more_left_out": drawn.more_left_out,
                "most": MOST,
            }),
            path: drawn.path,
        }
    }

    /// Those whose progress can be looked at instead; none where there is nobody else.
    fn choices(&self) -> Vec<Value> {
        let overlays = self.site.overlays();
        if overlays.others.is_empty() {
            return Vec::new();
        }
        let is_here = |id: &str| self.overlay.is_some_and(|it| it.person.id == id);
        let all = overlays.own.iter().chain(&overlays.others);
        all.take(CHOICES)
            .map(|overlay| {
                let name = if overlay.is_self { "You" } else { overlay.person.name };
                json!({
                    "link": Link::to(name, address(Some(overlay), self.ladder.id())),
                    "is_here": is_here(overlay.person.id),
                })
            })
            .collect()
    }

    /// Where the others stand when there are too many to choose from here.
    fn more_choices(&self) -> Option<More> {
        let overlays = self.site.overlays();
        let total = overlays.own.iter().chain(&overlays.others).count();
        let mut more = further::more(total, CHOICES, "")?;
        // The page of the one whose site it is names everybody they coach, each with their map.
        more.href = addresses::page("mentors", overlays.own.as_ref()?.person.id);
        Some(more)
    }

    fn counts(&self, part: &Progression<'a>) -> BTreeMap<Reached, usize> {
        let mut counts = BTreeMap::new();
        let things = part.things.values().filter(|it| !matches!(it.thing, Thing::Role(_)));
        for (placed, progress) in things.filter_map(|it| Some((it, self.progress()?))) {
            *counts.entry(placed.thing.reached(progress)).or_default() += 1;
        }
        counts
    }

    fn drawn(&self, part: &Progression<'a>, root: &str) -> Layout {
        let nodes = part.things.values();
        let node = |it: &Placed<'a>| it.thing.node(it.column, root, self.progress());
        layout(&Map {
            title: self.ladder.document.name.as_str().to_owned(),
            columns: self.columns(root),
            nodes: nodes.map(node).collect(),
            edges: part.edges.iter().cloned().collect(),
        })
    }

    fn columns(&self, root: &str) -> Vec<Column> {
        let page = addresses::page("ladders", self.ladder.id());
        let roles = self.progression.roles.iter();
        roles
            .map(|role| Column {
                title: role.role.title.as_str().to_owned(),
                href: Some(format!("{root}{page}#{}", role_anchor(role.id()))),
                note: role.role.band.as_ref().map(ToString::to_string),
            })
            .collect()
    }

    /// A ladder with too many things for one drawing: one node for each theme and role, with how many
    /// there are.
    fn by_theme(&self, root: &str) -> Layout {
        let mut stops: BTreeMap<(usize, Theme<'a>), Vec<Thing<'a>>> = BTreeMap::new();
        for placed in self.progression.things.values() {
            for theme in &placed.themes {
                stops.entry((placed.column, *theme)).or_default().push(placed.thing);
            }
        }
        if stops.len() > STOPS {
            stops.clear();
        }
        let key =
            |column: usize, theme: Theme<'_>| format!("theme-{column}-{}-{}", theme.0, theme.1);
        let mut nodes: Vec<Node> = Vec::new();
        let mut edges: Vec<Edge> = Vec::new();
        for ((column, theme), things) in &stops {
            let there = theme_address(self.overlay, self.ladder.id(), *theme);
            let (reached, note) = words::together(things, self.progress());
            nodes.push(Node {
                column: *column,
                label: theme_name(self.site, *theme),
                id: key(*column, *theme),
                href: Some(format!("{root}{there}")),
                kind: Kind::Theme,
                state: reached.map(state),
                note: Some(note),
            });
            if let Some(role) = self.progression.roles.get(*column) {
                let to = Thing::Role(*role).key();
                edges.push(Edge { from: key(*column, *theme), to, tie: Tie::Counts });
            }
            let later = stops.keys().find(|(there, other)| there > column && other == theme);
            if let Some((there, _)) = later {
                let (from, to) = (key(*column, *theme), key(*there, *theme));
                edges.push(Edge { from, to, tie: Tie::Recommended });
            }
        }
        let roles = self.progression.only(|_| false);
        let roles_drawn = roles.things.values();
        nodes.extend(roles_drawn.map(|it| it.thing.node(it.column, root, self.progress())));
        edges.extend(roles.edges);
        let title = self.ladder.document.name.as_str().to_owned();
        layout(&Map { title, columns: self.columns(root), nodes, edges })
    }
}

/// The keys of what the drawing of a part has room for, roles first, and links to the rest.
fn fitting(part: &Progression<'_>) -> (BTreeSet<String>, Vec<Link>) {
    let mut all: Vec<(&String, &Placed<'_>)> = part.things.iter().collect();
    all.sort_by_key(|(key, placed)| {
        (!matches!(placed.thing, Thing::Role(_)), placed.column, (*key).clone())
    });
    let shown = all.iter().take(MOST).map(|(key, _)| (*key).clone()).collect();
    (shown, all.iter().skip(MOST).map(|(_, placed)| placed.thing.link()).collect())
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
