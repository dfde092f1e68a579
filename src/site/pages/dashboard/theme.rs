//! The pages below the dashboard: one for each theme, in parts where there are many teams, and one for teams.

use std::ops::Range;

use serde_json::{Value, json};

use super::exhibit::{Exhibit, FOLDER, HOME, Table, drawn};
use super::gaps::{
    ACROSS, DEFINITION, address, bars, by_team, counted, hanging, part, per_cent, shown, theme_file,
};
use super::heat::{across, map};
use super::themes::{Theme, Themes};
use crate::audience::coverage::LEAST;
use crate::site::addresses::{competency_link, page};
use crate::site::page::{Head, Link, Page};

/// The page of teams.
#[must_use]
pub fn of_teams(themes: &Themes<'_>) -> Page {
    let body = json!({
        "by_team": by_team(themes),
        "map": map(themes),
        "hanging": hanging(themes),
        "least": LEAST,
    });
    Page {
        template: "across.html",
        ..set("Team by team".to_owned(), page(FOLDER, ACROSS), Vec::new(), body)
    }
}

/// The page of a theme.
#[must_use]
pub fn of_theme(themes: &Themes<'_>, theme: &Theme<'_>) -> Page {
    let rows = || theme.competencies.iter().filter(|line| line.whole.asked > 0);
    let chart = bars(
        "Coverage by competency",
        "For each competency, how many expectations are met, of all that roles ask for.",
        rows().map(|line| (line.competency.name().to_owned(), line.whole)),
    );
    let table = rows().map(|line| {
        let share = line.whole;
        let link = competency_link(line.competency);
        vec![json!(link), json!(counted(share)), json!(format!("{} %", per_cent(share)))]
    });
    let exhibit = rows().next().map(|_| Exhibit {
        id: "coverage".to_owned(),
        title: "By competency".to_owned(),
        says: std::iter::once(format!(
            "{} expectations of the company are met.",
            counted(theme.whole)
        ))
        .chain(shown(rows().count()))
        .collect(),
        definition: DEFINITION.to_owned(),
        svg: drawn(&chart.draw(), "coverage"),
        table: Table::of(&["Competency", "Met, of all that is asked", "Per cent"], table.collect()),
        file: theme_file(theme),
        text: String::new(),
    });
    let columns = themes.columns();
    let heat = (columns.len() > 1).then(|| across(themes, theme, &columns));
    let parts = themes.pages();
    let parts = parts.iter().enumerate().filter(|_| parts.len() > 1);
    let parts = parts.map(|(number, range)| Link::to(themes.name(range), part(theme, number)));
    let body = json!({
        "summary": theme.summary,
        "exhibit": exhibit,
        "heat": heat,
        "parts": parts.collect::<Vec<_>>(),
        "least": LEAST,
        "pager": Value::Null,
    });
    set(theme.name.clone(), address(theme), Vec::new(), body)
}

/// The part of a theme's page with some of the teams.
#[must_use]
pub fn of_part(themes: &Themes<'_>, theme: &Theme<'_>, number: usize) -> Page {
    let pages = themes.pages();
    let teams = pages.get(number).cloned().unwrap_or_default();
    let columns: Vec<Range<usize>> = teams.clone().map(|place| place..place + 1).collect();
    let link = |number: usize| {
        let range = pages.get(number)?;
        Some(Link::to(themes.name(range), part(theme, number)))
    };
    let body = json!({
        "summary": Value::Null,
        "exhibit": Value::Null,
        "heat": across(themes, theme, &columns),
        "parts": [],
        "least": LEAST,
        "pager": {
            "number": number + 1,
            "count": pages.len(),
            "before": number.checked_sub(1).and_then(link),
            "after": link(number + 1),
        },
    });
    let above = vec![Link::to(theme.name.as_str(), address(theme))];
    let title = format!("{}: {}", theme.name, themes.name(&teams));
    set(title, part(theme, number), above, body)
}

fn set(title: String, path: String, above: Vec<Link>, body: Value) -> Page {
    let mut crumbs = vec![Link::to("Dashboard", HOME)];
    crumbs.extend(above);
    Page {
        path,
        template: "theme.html",
        head: Head {
            description: Some(format!("How far the roles are covered: {title}")),
            styles: vec!["chart.css", "dashboard.css"],
            ..Head::default()
        },
        title,
        crumbs,
        part: FOLDER,
        source: None,
        body,
    }
}
