//! Small groups: figures about fewer than five people are told only together with those of others.
//!
//! In a figure about two people each sees the other, and in a total with all parts but one everybody sees
//! the one. So parts are merged into groups that each hold five people, and nothing but whole groups is
//! told: the total less some groups is what the other groups come to, and these hold five as well. A rule
//! that left small parts out would not do, since the total less the rest would tell them.
//!
//! What is published on different days, or for periods that somebody chose, can still be compared by who
//! keeps both; against that only few publications help.

use std::collections::BTreeSet;
use std::ops::Range;

/// How many people have to stand behind a figure.
pub const LEAST: usize = 5;

/// Neighbours that have to stand together, so that [`LEAST`] different people stand behind each group.
///
/// The ranges cover all sets in their order, as few of them in one group as can be from the left; what is
/// left at the end joins the last group. Nothing is returned where all sets together hold fewer.
#[must_use]
pub fn together(sets: &[BTreeSet<&str>]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut people: BTreeSet<&str> = BTreeSet::new();
    let mut start = 0;
    for (number, set) in sets.iter().enumerate() {
        people.extend(set);
        if people.len() >= LEAST {
            groups.push(start..number + 1);
            start = number + 1;
            people.clear();
        }
    }
    if let Some(last) = groups.last_mut() {
        last.end = sets.len();
    }
    groups
}
