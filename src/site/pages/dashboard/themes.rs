//! What is asked for and how far it is covered, by theme and competency across teams: read once, in the order
//! in which pages show it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use crate::audience::coverage::{Coverage, Covered, Share};
use crate::audience::view::View;
use crate::base::id::Id;
use crate::catalog::Entry;
use crate::catalog::index::CompetencyEntry;
use crate::kinds::team::Team;
use crate::site::Site;

/// The most columns of a heat map.
pub const ACROSS: usize = 40;
/// The most rows of a heat map.
pub const DOWN: usize = 50;

/// Folders of the dashboard that belong to no theme.
const TAKEN: &[&str] = &[super::business::FOLDER_NAME, super::gaps::ACROSS];

/// Themes and teams.
pub struct Themes<'a> {
    /// The themes that something is told of, by framework and name.
    pub themes: Vec<Theme<'a>>,
    /// The teams that something is told of, each after those above it.
    pub teams: Vec<Counted<'a>>,
    /// How far the whole company is covered.
    pub whole: Share,
    /// The teams that are too small to be counted.
    pub too_small: Vec<Entry<'a, Team>>,
}

/// A theme.
pub struct Theme<'a> {
    /// Its folder below the dashboard.
    pub folder: String,
    /// What it is called.
    pub name: String,
    /// What belongs to it.
    pub summary: Option<String>,
    /// How far the whole company is covered.
    pub whole: Share,
    /// Its competencies, by name.
    pub competencies: Vec<Line<'a>>,
}

/// A competency.
pub struct Line<'a> {
    /// Which.
    pub competency: CompetencyEntry<'a>,
    /// How far the whole company is covered.
    pub whole: Share,
    /// How far each team is, by its place among the teams.
    pub teams: BTreeMap<usize, Share>,
}

/// A team that something is told of.
pub struct Counted<'a> {
    /// The team.
    pub team: Entry<'a, Team>,
    /// Whether the people of the teams below are counted with it.
    pub with_below: bool,
    /// What is told of it.
    pub rows: Vec<Covered<'a>>,
}

impl Line<'_> {
    /// How far some teams are covered together.
    #[must_use]
    pub fn of(&self, teams: &Range<usize>) -> Share {
        let mut share = Share::default();
        self.teams.range(teams.clone()).for_each(|(_, one)| share.add_all(*one));
        share
    }
}

impl Theme<'_> {
    /// How far some teams are covered together.
    #[must_use]
    pub fn of(&self, teams: &Range<usize>) -> Share {
        let mut share = Share::default();
        self.competencies.iter().for_each(|line| share.add_all(line.of(teams)));
        share
    }
}

impl Counted<'_> {
    /// All that is asked of it together.
    #[must_use]
    pub fn whole(&self) -> Share {
        let mut share = Share::default();
        self.rows.iter().for_each(|row| share.add(row));
        share
    }
}

impl<'a> Themes<'a> {
    /// Reads them off a site.
    #[must_use]
    pub fn of(site: &Site<'a>) -> Self {
        let view = site.view;
        let mut all: Vec<Entry<'a, Team>> = view.all::<Team>().collect();
        all.sort_by_cached_key(|team| path(view, *team));
        let (mut teams, mut too_small) = (Vec::new(), Vec::new());
        for team in all {
            match site.coverages().of(team.id()) {
                Some(Coverage::Known { rows, with_below, .. }) if !rows.is_empty() => {
                    teams.push(Counted { team, with_below: *with_below, rows: rows.clone() });
                }
                Some(Coverage::TooSmall(_) | Coverage::Known { .. }) => too_small.push(team),
                None => {}
            }
        }
        let whole = site.coverages().whole.all;
        Self { themes: themes(site, &teams), teams, whole, too_small }
    }

    /// The teams as at most [`ACROSS`] columns: one each, or neighbours together.
    #[must_use]
    pub fn columns(&self) -> Vec<Range<usize>> {
        let pages = self.pages();
        if pages.len() <= 1 {
            return (0..self.teams.len()).map(|place| place..place + 1).collect();
        }
        let together = pages.len().div_ceil(ACROSS);
        let groups = pages.chunks(together);
        groups.filter_map(|group| Some(group.first()?.start..group.last()?.end)).collect()
    }

    /// The teams in pages of at most [`ACROSS`].
    #[must_use]
    pub fn pages(&self) -> Vec<Range<usize>> {
        let starts = (0..self.teams.len()).step_by(ACROSS);
        starts.map(|start| start..(start + ACROSS).min(self.teams.len())).collect()
    }

    /// What a column is called.
    #[must_use]
    pub fn name(&self, column: &Range<usize>) -> String {
        let name = |place: usize| {
            self.teams.get(place).map_or_else(String::new, |it| it.team.document.name.to_string())
        };
        if column.len() == 1 {
            name(column.start)
        } else {
            format!("{} – {}", name(column.start), name(column.end.saturating_sub(1)))
        }
    }
}

/// The names of the teams above a team and its own, as far as they may be seen.
fn path(view: View<'_>, team: Entry<'_, Team>) -> Vec<(String, String)> {
    let mut path: Vec<(String, String)> = Vec::new();
    let mut next = view.get::<Team>(team.id());
    while let Some(team) = next.filter(|team| path.iter().all(|(_, id)| id != team.id())) {
        path.push((in_order(&team.document.name), team.id().to_owned()));
        let parent = team.document.parent.as_ref();
        next = parent.and_then(|id| view.get::<Team>(id.as_str()));
    }
    path.reverse();
    path
}

/// A name as people sort it: `Team 2` before `Team 10`.
fn in_order(name: &str) -> String {
    const DIGITS: usize = 9;
    let mut sorted = String::new();
    let mut number = String::new();
    for character in name.to_lowercase().chars().chain([' ']) {
        if character.is_ascii_digit() {
            number.push(character);
            continue;
        }
        if !number.is_empty() {
            let _ = write!(sorted, "{number:0>DIGITS$}");
            number.clear();
        }
        sorted.push(character);
    }
    sorted
}

/// A theme by its framework's id and its own; none for competencies without one.
type Key<'a> = (&'a str, Option<&'a str>);

fn themes<'a>(site: &Site<'a>, teams: &[Counted<'a>]) -> Vec<Theme<'a>> {
    let mut lines: BTreeMap<&'a str, Line<'a>> = BTreeMap::new();
    let line = |competency| Line { competency, whole: Share::default(), teams: BTreeMap::new() };
    for (competency, whole) in &site.coverages().whole.competencies {
        lines.entry(competency.id).or_insert_with(|| line(*competency)).whole = *whole;
    }
    for (place, team) in teams.iter().enumerate() {
        for row in &team.rows {
            let line = lines.entry(row.competency.id).or_insert_with(|| line(row.competency));
            line.teams.entry(place).or_default().add(row);
        }
    }
    let mut by_theme: BTreeMap<Key<'a>, Vec<Line<'a>>> = BTreeMap::new();
    for line in lines.into_values() {
        let theme = line.competency.competency.theme.as_ref();
        let key = (line.competency.framework.id(), theme.map(Id::as_str));
        by_theme.entry(key).or_default().push(line);
    }
    let mut folders: BTreeSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
    let is_shared = |id: &str| {
        site.view
            .all::<crate::kinds::framework::Framework>()
            .filter(|framework| framework.document.themes.keys().any(|it| it.as_str() == id))
            .count()
            > 1
    };
    by_theme
        .into_iter()
        .map(|((framework, theme), mut competencies)| {
            competencies
                .sort_by_key(|line| (line.competency.name().to_lowercase(), line.competency.id));
            let id = theme.filter(|id| !is_shared(id));
            let mut folder = id
                .map_or_else(|| format!("{framework}-{}", theme.unwrap_or("other")), str::to_owned);
            while !folders.insert(folder.clone()) {
                folder = format!("{framework}-{folder}");
            }
            let (name, summary) = named(&competencies, theme);
            let whole = site.coverages().whole.themes.get(&(framework, theme));
            Theme { folder, name, summary, whole: whole.copied().unwrap_or_default(), competencies }
        })
        .collect()
}

/// The name and summary of a theme, or the framework's for competencies without one.
fn named(competencies: &[Line<'_>], theme: Option<&str>) -> (String, Option<String>) {
    let Some(framework) = competencies.first().map(|line| line.competency.framework.document)
    else {
        return (String::new(), None);
    };
    let mut known = framework.themes.iter();
    match known.find(|(id, _)| Some(id.as_str()) == theme) {
        Some((_, known)) => {
            (known.name.to_string(), known.summary.as_ref().map(ToString::to_string))
        }
        None => (format!("{}, without a theme", &*framework.name), None),
    }
}
