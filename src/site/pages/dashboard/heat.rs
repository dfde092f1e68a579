//! Heat maps as tables: themes, or the competencies of one, across teams, each cell shaded by its number.

use std::ops::Range;

use serde_json::{Value, json};

use super::exhibit::file;
use super::gaps::{DEFINITION, address, counted, part, per_cent, theme_file};
use super::themes::{DOWN, Theme, Themes};
use crate::audience::coverage::Share;
use crate::site::addresses::{competency_link, team_link};
use crate::site::page::Link;

/// A heat map: some rows across columns.
fn heat(columns: &[Link], rows: &[(Link, Vec<Share>)]) -> Value {
    const WITH_COUNTS: usize = 400;
    let has_counts = columns.len() * rows.len() <= WITH_COUNTS;
    let cell = |share: &Share| {
        json!({
            "shade": shade(*share),
            "text": per_cent(*share),
            "of": (has_counts && share.asked > 0).then(|| counted(*share)),
        })
    };
    let line = |(link, cells): &(Link, Vec<Share>)| json!({ "link": link, "cells": cells.iter().map(cell).collect::<Vec<_>>() });
    json!({
        "columns": columns,
        "is_wide": columns.len() > 8,
        "rows": rows.iter().map(line).collect::<Vec<_>>(),
    })
}

/// Themes across teams; none where there is only one team to tell of.
#[must_use]
pub fn map(themes: &Themes<'_>) -> Option<Value> {
    let columns = themes.columns();
    if columns.len() < 2 {
        return None;
    }
    let rows = themes.themes.iter().take(DOWN).map(|theme| {
        let link = Link::to(theme.name.as_str(), address(theme));
        (link, columns.iter().map(|column| theme.of(column)).collect())
    });
    let mut heat = heat(&names(themes, &columns, None), &rows.collect::<Vec<_>>());
    let rest = themes.themes.iter().skip(DOWN);
    let rest = rest.map(|theme| Link::to(theme.name.as_str(), address(theme)));
    heat["rest"] = json!(rest.collect::<Vec<_>>());
    heat["file"] = json!(file("", "coverage"));
    heat["definition"] = json!(DEFINITION);
    Some(heat)
}

/// The names of columns: a team with its page, or several with the page of a theme that shows them.
fn names(themes: &Themes<'_>, columns: &[Range<usize>], theme: Option<&Theme<'_>>) -> Vec<Link> {
    let pages = themes.pages();
    let name = |column: &Range<usize>| match (column.len(), themes.teams.get(column.start)) {
        (1, Some(team)) if team.with_below => team_link(team.team).with("and below"),
        (1, Some(team)) => team_link(team.team),
        _ => {
            let number = pages.iter().position(|page| page.start == column.start);
            let href = theme.zip(number).map(|(theme, number)| part(theme, number));
            Link { text: themes.name(column), href, note: None }
        }
    };
    columns.iter().map(name).collect()
}

/// The competencies of a theme across columns.
#[must_use]
pub fn across(themes: &Themes<'_>, theme: &Theme<'_>, columns: &[Range<usize>]) -> Value {
    let is_told = |cells: &Vec<Share>| cells.iter().any(|share| share.asked > 0);
    let rows = theme.competencies.iter().map(|line| {
        let cells: Vec<Share> = columns.iter().map(|column| line.of(column)).collect();
        (competency_link(line.competency), cells)
    });
    let rows: Vec<(Link, Vec<Share>)> = rows.filter(|(_, cells)| is_told(cells)).collect();
    let shown = rows.get(..rows.len().min(DOWN)).unwrap_or_default();
    let mut heat = heat(&names(themes, columns, Some(theme)), shown);
    let rest = rows.iter().skip(DOWN).map(|(link, _)| link);
    heat["rest"] = json!(rest.collect::<Vec<_>>());
    heat["file"] = json!(theme_file(theme));
    heat["definition"] = json!(DEFINITION);
    heat
}

/// Which of six shades a cell has; none where nothing is told.
const fn shade(share: Share) -> Option<usize> {
    match share.asked {
        0 => None,
        asked if share.met >= asked => Some(5),
        asked => Some(share.met * 6 / asked),
    }
}
