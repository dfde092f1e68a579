//! Where what roles ask for is covered and where it is not: bars of the whole company, heat maps of teams,
//! what hangs on one person, and a page for each theme.

use std::collections::BTreeMap;

use serde_json::json;

use super::exhibit::{Exhibit, FOLDER, Table, WIDTH, drawn, file, text};
use super::themes::{Counted, Theme, Themes};
use crate::audience::coverage::{Covered, LEAST, Share};
use crate::format::chart::Caption;
use crate::format::chart::bars::{BarChart, Row};
use crate::site::addresses::{competency_link, page, person_link, team_link};
use crate::site::page::Link;
use crate::wording::grouped;

/// How many bars a drawing has; with more it shows those with the most that is open.
const BARS: usize = 24;

/// How many teams stand on the dashboard itself; more have a page of their own.
const TEAMS: usize = 12;

/// The folder of that page, which no theme has.
pub const ACROSS: &str = "across";

/// How many competencies that nobody or one in a team has the dashboard names.
const HANGING: usize = 30;

/// The anchor and file of what nobody or one in a team has.
const ONE_PERSON: &str = "one-person";

/// What is counted in everything here.
pub const DEFINITION: &str = "An expectation is one person and one competency that their role asks for. It is met \
                          by live awards or held by placement; waived ones are left aside. That nobody has \
                          looked yet says nothing about a person. What is asked of fewer than five people \
                          is left out. Where nobody or one in a team has something it is not said which, so \
                          that such a count has two ends; a sum of the company has them only where it would \
                          tell which.";

/// The columns of a file.
const COLUMNS: [&str; 7] =
    ["theme", "competency", "team", "with teams below", "met at least", "met at most", "asked"];

fn figure(count: usize) -> String {
    grouped(&count.to_string())
}

/// `12 of 30`, or `12–14 of 30`.
#[must_use]
pub fn counted(share: Share) -> String {
    let [met, most, asked] = [share.met, share.met + share.perhaps, share.asked].map(figure);
    match (share.perhaps, share.asked) {
        (_, 0) => "–".to_owned(),
        (0, _) => format!("{met} of {asked}"),
        _ => format!("{met}–{most} of {asked}"),
    }
}

/// `40`, or `40–47`: of a hundred.
#[must_use]
pub fn per_cent(share: Share) -> String {
    let of = |met: usize| (met * 100 + share.asked / 2) / share.asked.max(1);
    let (least, most) = (of(share.met), of(share.met + share.perhaps));
    match share.asked {
        0 => "–".to_owned(),
        _ if least == most => least.to_string(),
        _ => format!("{least}–{most}"),
    }
}

/// Bars of what is met, of what is not said, and of what is open.
#[must_use]
pub fn bars(
    title: &str,
    description: &str,
    rows: impl Iterator<Item = (String, Share)>,
) -> BarChart {
    let size = |count: usize| u32::try_from(count).ok().map(f64::from);
    let open = |share: &Share| share.asked.saturating_sub(share.met + share.perhaps);
    let mut rows: Vec<(usize, (String, Share))> = rows.enumerate().collect();
    rows.sort_by_key(|(_, (_, share))| std::cmp::Reverse(open(share)));
    rows.truncate(BARS);
    rows.sort_by_key(|(place, _)| *place);
    let has_unsaid = rows.iter().any(|(_, (_, share))| share.perhaps > 0);
    let row = |(_, (name, share)): (usize, (String, Share))| {
        let mut values = vec![size(share.met)];
        values.extend(has_unsaid.then(|| size(share.perhaps)));
        values.push(size(open(&share)));
        Row { name, values, note: Some(counted(share)) }
    };
    let parts = if has_unsaid { &["met", "not said", "open"][..] } else { &["met", "open"] };
    BarChart {
        caption: Caption { title: title.to_owned(), description: description.to_owned() },
        width: WIDTH,
        unit: "expectations".to_owned(),
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
        has_rest: true,
        rows: rows.into_iter().map(row).collect(),
    }
}

/// What is said of a drawing that does not show all rows.
#[must_use]
pub fn shown(rows: usize) -> Option<String> {
    (rows > BARS).then(|| {
        format!("The drawing shows the {BARS} with the most that is open; the table has all.")
    })
}

fn row(theme: &str, competency: &str, team: &str, with_below: &str, share: Share) -> Vec<String> {
    let most = share.met + share.perhaps;
    let figures = [share.met, most, share.asked].map(|figure| figure.to_string());
    let words = [theme, competency, team, with_below].map(str::to_owned);
    words.into_iter().chain(figures).collect()
}

/// Everything that is told of some themes, as a file.
fn file_of(themes: &Themes<'_>, some: &[Theme<'_>]) -> String {
    let mut rows = Vec::new();
    for theme in some {
        for line in &theme.competencies {
            let name = line.competency.name();
            if line.whole.asked > 0 {
                rows.push(row(&theme.name, name, "", "", line.whole));
            }
            for (place, share) in &line.teams {
                let Some(counted) = themes.teams.get(*place) else { continue };
                let below = if counted.with_below { "yes" } else { "no" };
                rows.push(row(&theme.name, name, counted.team.id(), below, *share));
            }
        }
    }
    text(&COLUMNS, &rows)
}

/// The whole company by theme.
#[must_use]
pub fn by_theme(themes: &Themes<'_>) -> Option<Exhibit> {
    let rows =
        || themes.themes.iter().map(|theme| (theme, theme.whole)).filter(|(_, it)| it.asked > 0);
    rows().next()?;
    let chart = bars(
        "Coverage by theme",
        "For each theme, how many expectations are met, of all that roles ask for; the table has the same.",
        rows().map(|(theme, share)| (theme.name.clone(), share)),
    );
    let table = rows().map(|(theme, share)| {
        let link = Link::to(theme.name.as_str(), address(theme));
        vec![json!(link), json!(counted(share)), json!(format!("{} %", per_cent(share)))]
    });
    Some(Exhibit {
        id: "coverage".to_owned(),
        title: "By theme".to_owned(),
        says: std::iter::once(format!(
            "{} expectations of the company are met.",
            counted(themes.whole)
        ))
        .chain(shown(rows().count()))
        .collect(),
        definition: DEFINITION.to_owned(),
        svg: drawn(&chart.draw(), "coverage"),
        table: Table::of(&["Theme", "Met, of all that is asked", "Per cent"], table.collect()),
        file: file("", "coverage"),
        text: file_of(themes, &themes.themes),
    })
}

/// Team by team.
#[must_use]
pub fn by_team(themes: &Themes<'_>) -> Option<Exhibit> {
    if themes.teams.is_empty() {
        return None;
    }
    let rows = || themes.teams.iter().map(|team| (team, team.whole()));
    let name = |with_below: bool, name: &str| {
        if with_below { format!("{name} and below") } else { name.to_owned() }
    };
    let chart = bars(
        "Coverage by team",
        "For each team, how many expectations are met, of all that its roles ask for.",
        rows().map(|(team, share)| (name(team.with_below, &team.team.document.name), share)),
    );
    let table = rows().map(|(team, share)| {
        let link = team_link(team.team);
        let link = if team.with_below { link.with("with the teams below") } else { link };
        vec![json!(link), json!(counted(share)), json!(format!("{} %", per_cent(share)))]
    });
    let cells = rows().map(|(team, share)| {
        let below = if team.with_below { "yes" } else { "no" };
        row("", "", team.team.id(), below, share)[2..].to_vec()
    });
    let small: Vec<&str> = themes.too_small.iter().map(|it| it.document.name.as_str()).collect();
    let small = match small.as_slice() {
        [] => None,
        some if some.len() <= 8 => Some(format!("Too small to be counted: {}.", some.join(", "))),
        many => Some(format!("{} teams are too small to be counted.", many.len())),
    };
    Some(Exhibit {
        id: "teams".to_owned(),
        title: "Team by team".to_owned(),
        says: small.into_iter().chain(shown(themes.teams.len())).collect(),
        definition: DEFINITION.to_owned(),
        svg: drawn(&chart.draw(), "teams"),
        table: Table::of(&["Team", "Met, of all that is asked", "Per cent"], table.collect()),
        file: file("", "teams"),
        text: text(&COLUMNS[2..], &cells.collect::<Vec<_>>()),
    })
}

/// Something that nobody or one in a team has.
type Hanging<'t, 'a> = (&'t Counted<'a>, &'t Covered<'a>);

/// A row for each competency at a proficiency: who alone has it, and in which teams nobody or one does.
fn hanging_by_competency(all: &[Hanging<'_, '_>]) -> Table {
    let mut by_competency: BTreeMap<_, Vec<&Hanging<'_, '_>>> = BTreeMap::new();
    for one in all {
        let (name, id) = (one.1.competency.name().to_lowercase(), one.1.competency.id);
        by_competency.entry((name, id, one.1.at)).or_default().push(one);
    }
    let has_named = all.iter().any(|(_, row)| row.holder.is_some());
    let row = |some: &Vec<&Hanging<'_, '_>>| {
        let (_, first) = some.first()?;
        let (named, others): (Vec<_>, Vec<_>) =
            some.iter().partition(|(_, row)| row.holder.is_some());
        let named: Vec<Link> = named.into_iter().filter_map(named_holder).collect();
        let teams = others.iter().take(TEAMS).map(|(team, _)| team_link(team.team));
        let mut teams: Vec<Link> = teams.collect();
        let more = others.len().saturating_sub(TEAMS);
        let file = || file("", ONE_PERSON);
        teams.extend((more > 0).then(|| Link::to(format!("and {more} more"), file())));
        let mut cells =
            vec![json!(competency_link(first.competency)), json!(first.at.replace('-', " "))];
        cells.extend(has_named.then(|| json!(named)));
        cells.push(json!(teams));
        Some(cells)
    };
    let rows: Vec<_> = by_competency.values().filter_map(row).collect();
    let header = ["Competency", "At", "One person, by name", "Nobody, or one not named here"];
    let header = header.into_iter().filter(|name| has_named || !name.ends_with("by name"));
    let mut table = Table::of(&header.collect::<Vec<_>>(), Vec::new());
    table.more = rows.len().saturating_sub(HANGING);
    table.rows = rows.into_iter().take(HANGING).collect();
    table
}

/// Who alone has something in a team, and until when.
fn named_holder((team, row): &Hanging<'_, '_>) -> Option<Link> {
    let team = team.team.document.name.as_str();
    let until = row.until.map_or_else(String::new, |until| format!(", until {until}"));
    Some(person_link(row.holder.as_ref()?).with(format!("{team}{until}")))
}

/// What hangs on one person at most.
#[must_use]
pub fn hanging(themes: &Themes<'_>) -> Option<Exhibit> {
    if themes.teams.is_empty() {
        return None;
    }
    let all: Vec<Hanging<'_, '_>> = themes
        .teams
        .iter()
        .flat_map(|team| {
            team.rows.iter().filter(|row| row.hangs_on_one).map(move |row| (team, row))
        })
        .collect();
    let table = hanging_by_competency(&all);
    let cells = all.iter().map(|(team, row)| {
        let holder = row.holder.as_ref().map_or_else(String::new, |it| it.id.to_owned());
        let until = row.until.map_or_else(String::new, |until| until.to_string());
        let asked = row.asked.to_string();
        let words = [row.competency.id, row.at, team.team.id()].map(str::to_owned);
        words.into_iter().chain([asked, holder, until]).collect()
    });
    let cells: Vec<Vec<String>> = cells.collect();
    let says = match all.len() {
        0 => format!("Nothing that {LEAST} people of a team are asked for hangs on one of them."),
        1 => "One thing that a team is asked for hangs on one person at most.".to_owned(),
        many => format!("{many} things that teams are asked for hang on one person at most."),
    };
    Some(Exhibit {
        id: ONE_PERSON.to_owned(),
        title: "Nobody or one person has it".to_owned(),
        says: vec![says],
        definition: format!(
            "A competency at a proficiency that is asked of at least {LEAST} people of a team and that one \
             of its people at most has, whatever their role. Who that is stands here where their award may \
             be seen; of all others it is not said whether it is nobody or one."
        ),
        svg: None,
        table,
        file: file("", ONE_PERSON),
        text: text(&["competency", "at", "team", "asked", "holder", "until"], &cells),
    })
}

/// Whether teams have a page of their own.
#[must_use]
pub fn is_large(themes: &Themes<'_>) -> bool {
    themes.teams.len() > TEAMS
}

/// The address of a theme's page.
#[must_use]
pub fn address(theme: &Theme<'_>) -> String {
    page(FOLDER, &theme.folder)
}

/// The address of a part of a theme's page, with up to [`super::themes::ACROSS`] teams.
#[must_use]
pub fn part(theme: &Theme<'_>, number: usize) -> String {
    format!("{FOLDER}/{}/{}/index.html", theme.folder, number + 1)
}

/// The address of the file of a theme.
#[must_use]
pub fn theme_file(theme: &Theme<'_>) -> String {
    file(&theme.folder, "coverage")
}

/// The files of themes.
#[must_use]
pub fn files(themes: &Themes<'_>) -> Vec<(String, String)> {
    let one = |theme: &Theme<'_>| (theme_file(theme), file_of(themes, std::slice::from_ref(theme)));
    themes.themes.iter().map(one).collect()
}
