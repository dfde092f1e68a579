//! Metrics as rows for spreadsheets: one for each figure, quarter, part and step of a curve, and for each
//! business measure and what stands beside it.

use super::{exact, units};
use crate::format::csv::row;
use crate::insight::metrics::survival::Step;
use crate::insight::metrics::{Business, Cell, Metric};

/// The columns.
const HEADER: [&str; 12] = [
    "metric",
    "what",
    "of",
    "from",
    "to",
    "day",
    "value",
    "unit",
    "numerator",
    "denominator",
    "low",
    "high",
];

/// The names of the columns, as a row.
#[must_use]
pub fn header() -> String {
    row(&HEADER)
}

/// The rows of a metric.
#[must_use]
pub fn of_metric(metric: &Metric<'_>) -> String {
    let mut text = String::new();
    let mut add = |what, cell| figure(&mut text, metric, what, cell);
    metric.total.iter().for_each(|cell| add("total", cell));
    metric.trend.iter().for_each(|cell| add("quarter", cell));
    metric.parts.iter().for_each(|cell| add("part", cell));
    text
}

/// A number as programs read it.
#[must_use]
pub fn told(value: f64) -> String {
    exact(value).to_string()
}

fn optional<T>(value: Option<T>, told: impl Fn(T) -> String) -> String {
    value.map_or_else(String::new, told)
}

fn figure(text: &mut String, metric: &Metric<'_>, what: &str, cell: &Cell<'_>) {
    let about = metric.measure.about();
    let figure = &cell.figure;
    let of = units(&cell.units);
    let (from, to) = (cell.span.from.to_string(), cell.span.to.to_string());
    let curve = figure.curve.as_ref();
    let day = |day: Option<i64>| optional(day, |day| day.to_string());
    text.push_str(&row(&[
        about.id,
        what,
        &of,
        &from,
        &to,
        "",
        &optional(figure.value, told),
        about.scale.word(),
        &told(figure.numerator),
        &told(figure.denominator),
        &day(curve.and_then(|curve| curve.median_low)),
        &day(curve.and_then(|curve| curve.median_high)),
    ]));
    let step = |step: &Step| {
        row(&[
            about.id,
            &format!("{what}: still on the way"),
            &of,
            &from,
            &to,
            &step.day.to_string(),
            &told(step.survival),
            "share",
            &step.events.to_string(),
            &step.at_risk.to_string(),
            &optional(step.limits, |(low, _)| told(low)),
            &optional(step.limits, |(_, high)| told(high)),
        ])
    };
    let is_trend = what == "quarter";
    let steps = curve.into_iter().flat_map(|curve| &curve.steps).filter(|_| !is_trend);
    text.extend(steps.map(step));
}

/// The rows of a business measure with what stands beside it.
#[must_use]
pub fn of_business(one: &Business<'_>) -> String {
    let mut text = String::new();
    let id = one.metric.id();
    let unit = one.metric.document.unit.as_ref().map_or("", |unit| unit);
    let mut add =
        |what: &str, of: &str, from: &str, to: &str, value: String, unit: &str, n: [String; 2]| {
            let [numerator, denominator] = n;
            let cells =
                [id, what, of, from, to, "", &value, unit, &numerator, &denominator, "", ""];
            text.push_str(&row(&cells));
        };
    for mean in &one.trend {
        let (from, to) = (mean.span.from.to_string(), mean.span.to.to_string());
        let n = [String::new(), mean.values.to_string()];
        add("mean of the quarter", "", &from, &to, optional(mean.value, told), unit, n);
    }
    for newest in &one.teams {
        let team = newest.team.map_or("", |team| team.id());
        let day = newest.date.to_string();
        let n = [String::new(), String::new()];
        add("newest value", team, &day, &day, told(newest.value), unit, n);
    }
    for adoption in &one.adoption {
        let of = format!("{}/{}", adoption.kind, adoption.id);
        for taken in &adoption.counts {
            let day = taken.day.to_string();
            let n = [taken.have.to_string(), taken.people.to_string()];
            add("adoption", &of, &day, &day, taken.have.to_string(), "people", n);
        }
    }
    text
}
