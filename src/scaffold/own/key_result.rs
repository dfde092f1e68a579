//! Check-ins: where a key result stands on a day.

use serde_json::{Map, Value, json};

use super::{Desk, Writing};
use crate::base::date::Date;
use crate::catalog::{Entry, layout};
use crate::kinds::okrs::{KeyResult, Okrs};
use crate::pointer;
use crate::rules::meant;
use crate::syntax::amend::Change;
use crate::syntax::yaml;

/// How many days after a period its results may still be written down.
const DAYS_TO_CLOSE: i64 = 14;

/// What says that a result without numbers is done.
const DONE: &str = "done";

/// A key result with where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The file of its period.
    pub okrs: Entry<'a, Okrs>,
    /// The number of its objective.
    pub objective: usize,
    /// Its own number in the objective.
    pub number: usize,
    /// What it says.
    pub result: &'a KeyResult,
}

/// The key result that is named `objective/result`, or by its own id where that is enough: of the
/// shortest period that the day lies in, otherwise of one that has just ended.
///
/// # Errors
/// A sentence when there is none, or several.
pub fn find<'a>(desk: &Desk<'a>, name: &str) -> Result<Found<'a>, String> {
    let (objective, id) =
        name.split_once('/').map_or((None, name), |(one, other)| (Some(one), other));
    let periods = periods(desk);
    let newest = periods.first().map(Entry::id);
    let mut known = Vec::new();
    for okrs in periods {
        let mut found = Vec::new();
        for (number, one) in okrs.document.objectives.iter().enumerate() {
            for (index, result) in one.key_results.iter().enumerate() {
                known.push(format!("{}/{}", one.id, result.id));
                if result.id == *id && objective.is_none_or(|wanted| one.id == *wanted) {
                    found.push(Found { okrs, objective: number, number: index, result });
                }
            }
        }
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            several => {
                let names = several.iter().map(|found| {
                    let objective = okrs.document.objectives.get(found.objective);
                    format!("{}/{id}", objective.map_or("", |objective| objective.id.as_str()))
                });
                let names: Vec<String> = names.collect();
                return Err(format!(
                    "`{name}` is the id of several key results\n  help: name one of {}",
                    names.join(", ")
                ));
            }
        }
    }
    let Some(newest) = newest else {
        return Err(format!(
            "{} has no objectives for {}\n  help: `learn new okrs` begins those of this quarter",
            desk.person.name, desk.day
        ));
    };
    let meant = meant(name, known.iter().map(String::as_str));
    let help = if known.is_empty() { format!("{newest} has none yet") } else { known.join(", ") };
    Err(format!("there is no key result `{name}` on {}{meant}\n  help: there are {help}", desk.day))
}

/// The person's periods in which the day lies, the shortest first; then those that have just ended.
fn periods<'a>(desk: &Desk<'a>) -> Vec<Entry<'a, Okrs>> {
    let day = desk.day;
    let mut periods: Vec<(bool, i64, Entry<'a, Okrs>)> = desk
        .catalog()
        .owned::<Okrs>(desk.person.id())
        .filter_map(|okrs| {
            let (first, last) = layout::period(okrs.id())?;
            let closing = last < day;
            let fits = first <= day && day <= last.plus_days(DAYS_TO_CLOSE);
            fits.then_some((closing, last.days_since(first), okrs))
        })
        .collect();
    periods.sort_by_key(|(closing, days, okrs)| (*closing, *days, okrs.id()));
    periods.into_iter().map(|(_, _, okrs)| okrs).collect()
}

/// Writes a check-in behind the others; of a result without numbers, that it is done.
///
/// # Errors
/// A sentence when the value does not fit the result, or there is a later check-in.
pub fn check_in(
    desk: &Desk<'_>,
    found: &Found<'_>,
    value: &str,
    note: Option<&str>,
) -> Result<Writing, String> {
    let result = found.result;
    let at = pointer!["objectives", found.objective, "key_results", found.number];
    let by_hand = format!("add it to {}", found.okrs.record.source.path);
    if value == DONE {
        let change = match result.done {
            Some(true) => return Err(format!("`{}` is done already", result.id)),
            Some(false) => Change::Replace { at: at.then("done"), value: json!(true) },
            None => {
                return Err(format!(
                    "`{}` is measured in numbers, from {} to {}\n  help: write where it stands, as in `learn \
                     check-in {} {}`",
                    result.id,
                    shown(result.from),
                    shown(result.to),
                    result.id,
                    shown(result.to)
                ));
            }
        };
        if note.is_some() {
            return Err(
                "a result that is done has no place for a note\n  help: `learn log` keeps it"
                    .to_owned(),
            );
        }
        return desk.change(found.okrs.record, &[change], &by_hand);
    }
    if result.done.is_some() {
        return Err(format!(
            "`{}` has no numbers, it is done or not\n  help: `learn check-in {} done`",
            result.id, result.id
        ));
    }
    if let Some(last) = result.check_ins.iter().map(|check_in| check_in.date).max()
        && last > desk.day
    {
        return Err(format!(
            "`{}` has a check-in of {last}, which is later than {}\n  help: {by_hand}",
            result.id, desk.day
        ));
    }
    let item = item(value, note, desk.day)?;
    let change = if result.check_ins.is_empty() && !has_list(found) {
        Change::Put { map: at, key: "check_ins".to_owned(), value: json!([item]) }
    } else {
        Change::Append { list: at.then("check_ins"), item }
    };
    desk.change(found.okrs.record, &[change], &by_hand)
}

/// Whether the file has the list, be it empty.
fn has_list(found: &Found<'_>) -> bool {
    let tree =
        yaml::parse(found.okrs.record.yaml_text()).map(|parsed| parsed.tree).unwrap_or_default();
    let place = format!("/objectives/{}/key_results/{}/check_ins", found.objective, found.number);
    tree.pointer(&place).is_some()
}

fn item(value: &str, note: Option<&str>, day: Date) -> Result<Value, String> {
    let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
    let number = number.and_then(|_| yaml::parse_example(value).ok()).filter(Value::is_number);
    let Some(number) = number else {
        return Err(format!(
            "`{value}` is no number\n  help: write a number such as 3 or 2.5, or `{DONE}`"
        ));
    };
    let mut item = Map::from_iter([("date".to_owned(), json!(day)), ("value".to_owned(), number)]);
    if let Some(note) = note.map(str::trim).filter(|note| !note.is_empty()) {
        item.insert("note".to_owned(), json!(note));
    }
    Ok(Value::Object(item))
}

fn shown(number: Option<f64>) -> String {
    number.map_or_else(|| "?".to_owned(), |number| number.to_string())
}
