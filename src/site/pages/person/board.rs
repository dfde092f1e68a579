//! Objectives and key results in somebody's own columns.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::layout::period;
use crate::kinds::okrs::{KeyResult, Objective, Okrs};
use crate::site::Site;
use crate::wording::grouped;

/// The board of the periods that the day lies in; where there is none, for those close to them, of the newest that
/// has begun.
#[must_use]
pub fn board(site: &Site<'_>, person: &str) -> Option<Value> {
    let day = site.view.as_of();
    let board = site.view.board(person);
    let begun: Vec<Entry<'_, Okrs>> = site
        .view
        .okrs(person)
        .into_iter()
        .filter(|okrs| period(okrs.id()).is_none_or(|(first, _)| first <= day))
        .collect();
    let is_current =
        |okrs: &&Entry<'_, Okrs>| period(okrs.id()).is_some_and(|(_, last)| day <= last);
    let mut current: Vec<&Entry<'_, Okrs>> = begun.iter().filter(is_current).collect();
    // Others would take a past period that they may see for the one of now.
    if current.is_empty() && site.view.is_close_to(person) {
        current.extend(begun.iter().max_by_key(|okrs| period(okrs.id()).map(|(_, last)| last)));
    }
    let url = board.and_then(|board| board.url.as_deref());
    if current.is_empty() && url.is_none() {
        return None;
    }
    let all: Vec<(&str, &Objective)> = current
        .iter()
        .flat_map(|okrs| okrs.document.objectives.iter().map(|one| (okrs.id(), one)))
        .collect();
    let columns = board.map_or(&[][..], |board| &board.columns);
    let mut sorted: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
    for (period, one) in all {
        let place = one.column.as_ref().and_then(|name| columns.iter().position(|it| it == name));
        let place = place.unwrap_or(columns.len());
        sorted.entry(place).or_default().push(objective(site, one, period));
    }
    let mut named: Vec<Value> = columns
        .iter()
        .enumerate()
        .map(|(number, name)| {
            json!({ "name": name, "objectives": sorted.remove(&number).unwrap_or_default() })
        })
        .collect();
    if let Some(rest) = sorted.remove(&columns.len()) {
        let name = (!columns.is_empty()).then_some("Not in a column");
        named.push(json!({ "name": name, "objectives": rest }));
    }
    Some(json!({ "url": url, "columns": named }))
}

fn objective(site: &Site<'_>, objective: &Objective, period: &str) -> Value {
    let to = site.addresses();
    let day = site.view.as_of();
    json!({
        "title": objective.title,
        "why": objective.why,
        "period": period.to_uppercase().replace('-', " "),
        "competency": objective.competency.as_ref().map(|id| to.competency(id.as_str())),
        "proposed_by": objective
            .proposed_by
            .as_ref()
            .filter(|_| objective.accepted.is_none_or(|accepted| accepted > day))
            .and_then(|id| to.person(id.as_str())),
        "key_results": objective.key_results.iter().map(|it| key_result(it, day)).collect::<Vec<_>>(),
    })
}

fn key_result(result: &KeyResult, day: Date) -> Value {
    // What was checked in later is not known on the day.
    let known = KeyResult {
        check_ins: result.check_ins.iter().filter(|it| it.date <= day).cloned().collect(),
        ..result.clone()
    };
    let last = known.check_ins.iter().max_by_key(|it| it.date);
    let share = known.progress().map(|share| (share * 100.0).round());
    let now = known.value().or(known.from);
    let told = |number: f64| grouped(&number.to_string());
    json!({
        "title": known.title,
        "done": known.done,
        "share": share.map(|share| format!("{share:.0}")),
        "from": known.from.map(told),
        "now": now.map(told),
        "to": known.to.map(told),
        "unit": known.unit,
        "last": last.map(|it| json!({ "date": it.date, "note": it.note })),
    })
}
