//! The order of a plan: nothing before what it builds on; what can be shown first, then what was begun.

use std::collections::BTreeSet;

use super::item::{Item, What, Why};
use super::model::Take;
use crate::base::date::Date;

/// What decides between items that could both come next; the smaller comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Urgency {
    is_optional: bool,
    is_not_next: bool,
    due: Date,
    rank: u8,
    line: usize,
}

/// The numbers of the items in the order in which to go about them.
///
/// As [`crate::standing::next`] has it, to show what is there comes before finishing what was begun,
/// and that before beginning anything; `next` comes first of all if nothing has to precede it. What a
/// remediation has dated, and what renews something that ends, comes before what has no date. `is_needed` tells the lines that no weight of
/// others makes up for, in the role's order.
#[must_use]
pub fn order<'a>(
    items: &[Item<'a>],
    next: Option<Take<'a>>,
    is_needed: &dyn Fn(usize) -> bool,
) -> Vec<usize> {
    let mut urgencies: Vec<Urgency> =
        items.iter().map(|item| urgency(item, next, is_needed)).collect();
    // What leads to something urgent is as urgent.
    for number in walk(items, &|number| number).into_iter().rev() {
        let Urgency { due, line, .. } = urgencies[number];
        for before in &items[number].after {
            let urgency = &mut urgencies[*before];
            urgency.due = urgency.due.min(due);
            urgency.line = urgency.line.min(line);
        }
    }
    walk(items, &|number| (urgencies[number], number))
}

fn urgency<'a>(
    item: &Item<'a>,
    next: Option<Take<'a>>,
    is_needed: &dyn Fn(usize) -> bool,
) -> Urgency {
    let rank = match item.what {
        _ if item.is_claim() => 0,
        What::Take(Take::Module(_)) if item.begun.is_some() => 1,
        _ => 2,
    };
    let line = item.why.iter().filter_map(|why| match why {
        Why::Line(line) => Some(if is_needed(*line) { *line } else { *line + 10_000 }),
        _ => None,
    });
    let is_next = matches!((item.what, next), (What::Take(take), Some(next)) if take == next);
    Urgency {
        is_optional: item.is_optional,
        is_not_next: !is_next,
        due: item.due.or(item.renews).unwrap_or_else(|| item.from.plus_days(4_000_000)),
        rank,
        line: line.min().unwrap_or(usize::MAX),
    }
}

/// Items one after the other, each after all that it builds on; of those that could come, the one with
/// the smallest key. Where items wait for one another in a circle, the smallest key breaks it.
fn walk<K: Ord + Copy>(items: &[Item<'_>], key: &dyn Fn(usize) -> K) -> Vec<usize> {
    let mut waits: Vec<usize> = items.iter().map(|item| item.after.len()).collect();
    let mut leads_to: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (number, item) in items.iter().enumerate() {
        for before in &item.after {
            leads_to[*before].push(number);
        }
    }
    let mut waiting: BTreeSet<(K, usize)> = (0..items.len()).map(|at| (key(at), at)).collect();
    let mut ready: BTreeSet<(K, usize)> =
        waiting.iter().copied().filter(|(_, at)| waits[*at] == 0).collect();
    let mut order = Vec::with_capacity(items.len());
    while let Some((key_of, at)) = ready.pop_first().or_else(|| waiting.first().copied()) {
        if !waiting.remove(&(key_of, at)) {
            continue;
        }
        order.push(at);
        for next in &leads_to[at] {
            waits[*next] = waits[*next].saturating_sub(1);
            if waits[*next] == 0 && waiting.contains(&(key(*next), *next)) {
                ready.insert((key(*next), *next));
            }
        }
    }
    order
}

/// The order in which the items begin; those of one day stay as they were.
#[must_use]
pub fn by_day(items: &[Item<'_>], mut order: Vec<usize>) -> Vec<usize> {
    order.sort_by_key(|number| (items[*number].is_optional, items[*number].from));
    order
}

/// The items in this order, with the numbers of what comes first following them.
#[must_use]
pub fn in_order<'a>(items: Vec<Item<'a>>, order: &[usize]) -> Vec<Item<'a>> {
    let mut places = vec![0; items.len()];
    for (place, number) in order.iter().enumerate() {
        places[*number] = place;
    }
    let mut ordered: Vec<(usize, Item<'a>)> = items.into_iter().enumerate().collect();
    ordered.sort_by_key(|(number, _)| places[*number]);
    ordered
        .into_iter()
        .map(|(_, mut item)| {
            item.after = item.after.iter().map(|before| places[*before]).collect();
            item
        })
        .collect()
}
