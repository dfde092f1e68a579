//! The parts of an impact as rows that a page or a comment shows alike.

use std::collections::BTreeMap;

use super::{effects, offers};
use crate::insight::impact::Impact;

/// How many names stand in one cell; CSV and JSON have them all.
const MOST_NAMES: usize = 20;

/// A part with a row for each thing in it.
#[derive(Debug, Clone)]
pub struct Section {
    /// What the rows have in common.
    pub title: &'static str,
    /// The names of the cells.
    pub header: &'static [&'static str],
    /// How many cells at the beginning say what a row is about.
    pub heads: usize,
    /// The cells; empty ones say nothing.
    pub rows: Vec<Vec<String>>,
    /// What to know about all of them.
    pub note: Option<&'static str>,
}

/// All parts that have something to say, in the order of their weight.
#[must_use]
pub fn sections(impact: &Impact) -> Vec<Section> {
    let all = [
        effects::verdicts(impact),
        effects::lines(impact),
        effects::later(impact),
        effects::awards(impact),
        effects::targets(impact),
        offers::credentials(impact),
        offers::modules(impact),
        offers::pathways(impact),
        offers::ids(impact),
        offers::versions(impact),
    ];
    all.into_iter().filter(|section| !section.rows.is_empty()).collect()
}

/// The names of people: all of them, or the first and how many more there are.
pub(super) fn names<'p>(impact: &Impact, people: impl IntoIterator<Item = &'p str>) -> String {
    let people: Vec<&str> = people.into_iter().collect();
    let shown: Vec<&str> = people.iter().take(MOST_NAMES).map(|id| impact.name(id)).collect();
    match people.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The names of people by role: `Engineer: Ada Moreau, Ben Okri`, a line for each role.
pub(super) fn by_role(impact: &Impact, people: &BTreeMap<&str, Vec<&str>>) -> String {
    let roles = people.iter();
    let line = |(role, people): (&&str, &Vec<&str>)| {
        format!("{role}: {}", names(impact, people.iter().copied()))
    };
    roles.map(line).collect::<Vec<_>>().join("\n")
}
