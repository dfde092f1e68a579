//! A map in words: for those who do not see the drawing, on small screens, and on paper.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::audience::progress::{Progress, Reached};
use crate::format::map::{Layout, NodeBox};
use crate::site::progression::{Thing, state};

/// The drawing in words: the same nodes in the same order under the roles that they lead to, each with what it
/// leads to itself. Numbers are those of the drawing on paper.
pub(super) fn in_words(drawing: &Layout) -> Vec<Value> {
    let mut columns: Vec<(usize, Vec<Value>)> = Vec::new();
    for (number, node) in drawing.boxes.iter().enumerate() {
        let step = step(drawing, number, node);
        match columns.last_mut().filter(|(column, _)| *column == node.column) {
            Some((_, steps)) => steps.push(step),
            None => columns.push((node.column, vec![step])),
        }
    }
    let named = columns.into_iter().map(|(column, steps)| {
        let heading = drawing.headings.get(column);
        let title = heading.map(|it| it.lines.join(" ")).filter(|it| !it.is_empty());
        json!({ "title": title, "href": heading.and_then(|it| it.href.clone()), "steps": steps })
    });
    named.collect()
}

fn step(drawing: &Layout, number: usize, node: &NodeBox) -> Value {
    let next = drawing.routes.iter().filter(|route| route.from == number);
    let next: BTreeSet<usize> = next.map(|route| route.to).collect();
    let next =
        next.into_iter().map(|to| json!({ "number": to + 1, "label": drawing.boxes[to].label }));
    json!({
        "number": number + 1,
        "label": node.label,
        "href": node.href,
        "words": node.words.join(", ").replace(" · ", ", "),
        "next": next.collect::<Vec<_>>(),
    })
}

/// `7 there already, 2 under way and 12 ahead`.
pub(super) fn counts(counts: &BTreeMap<Reached, usize>) -> String {
    let parts = counts.iter().map(|(reached, count)| format!("{count} {}", state(*reached).word()));
    let parts: Vec<String> = parts.collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => "nothing yet".to_owned(),
    }
}

/// How far somebody has come with several things, and how many there are in words.
pub(super) fn together<'a>(
    things: &[Thing<'a>],
    progress: Option<&Progress<'a>>,
) -> (Option<Reached>, String) {
    let all = things.len();
    let Some(progress) = progress else {
        return (None, if all == 1 { "1 step".to_owned() } else { format!("{all} steps") });
    };
    let reached: Vec<Reached> = things.iter().map(|thing| thing.reached(progress)).collect();
    let behind = |it: &&Reached| matches!(it, Reached::There | Reached::NotNeeded);
    let done = reached.iter().filter(behind).count();
    let state = if reached.iter().all(|it| *it == Reached::NotNeeded) {
        Reached::NotNeeded
    } else if done == all {
        Reached::There
    } else if reached.iter().any(|it| matches!(it, Reached::There | Reached::UnderWay)) {
        Reached::UnderWay
    } else {
        Reached::Ahead
    };
    (Some(state), format!("{done} of {all} steps"))
}
