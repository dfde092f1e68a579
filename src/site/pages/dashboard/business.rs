//! Business measures, and beside each how far people took up what is linked to it; nothing more is said of
//! the two than that they stand beside each other.

use serde_json::{Value, json};

use super::exhibit::{FOLDER, HOME, Table, WIDTH, drawn, file};
use crate::format::chart::Caption;
use crate::format::chart::bars::{BarChart, Row};
use crate::format::chart::line::{Across, LineChart, Series, Up, Value as Point};
use crate::insight::metrics::{Adoption, Business};
use crate::kinds::metric::Better;
use crate::site::page::{Head, Link, Page};
use crate::wording::grouped;
use crate::wording::metrics::{self as words, rows};

/// The folder of measures below the dashboard, which no theme has.
pub const FOLDER_NAME: &str = "measures";

/// How many measures the dashboard shows; with more, each has a page.
pub const SHOWN: usize = 3;

/// The measures that have pages of their own; none where the dashboard shows them all.
pub fn paged<'m, 'a>(all: &'m [Business<'a>]) -> impl Iterator<Item = &'m Business<'a>> {
    all.iter().filter(|_| all.len() > SHOWN)
}

/// A link to the page of a measure.
#[must_use]
pub fn link(one: &Business<'_>) -> Link {
    Link::to(one.metric.document.name.as_str(), address(one))
}

/// Where the page of a measure stands.
#[must_use]
pub fn address(one: &Business<'_>) -> String {
    format!("{FOLDER}/{FOLDER_NAME}/{}/index.html", one.metric.id())
}

/// The page of a measure.
#[must_use]
pub fn page(one: &Business<'_>) -> Page {
    let name = one.metric.document.name.as_str();
    Page {
        path: address(one),
        template: "measure.html",
        title: name.to_owned(),
        crumbs: vec![Link::to("Dashboard", HOME)],
        part: FOLDER,
        source: Some(one.metric.record.source.path.to_string()),
        head: Head {
            description: Some(format!("{name}, and beside it what people took up")),
            styles: vec!["chart.css", "dashboard.css"],
            ..Head::default()
        },
        body: json!({ "measure": measure(one) }),
    }
}

/// The address and text of the file of a measure.
#[must_use]
pub fn text(one: &Business<'_>) -> (String, String) {
    (file_of(one), rows::header() + &rows::of_business(one))
}

fn file_of(one: &Business<'_>) -> String {
    file(FOLDER_NAME, one.metric.id())
}

/// A measure as its template takes it.
#[must_use]
pub fn measure(one: &Business<'_>) -> Value {
    let about = one.metric.document;
    let id = one.metric.id();
    let better = about.better.map(|better| match better {
        Better::Up => "higher is better",
        Better::Down => "lower is better",
    });
    let target = about.target.map(|target| format!("target {}", words::plain(target)));
    let unit = about.unit.as_ref().map(ToString::to_string);
    let facts = [unit, better.map(str::to_owned), target];
    json!({
        "id": format!("measure-{id}"),
        "name": about.name,
        "summary": about.summary,
        "facts": facts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        "source": about.source,
        "now": now(one),
        "svg": drawn(&course(one).draw(), &format!("measure-{id}")),
        "beside": taken(one).and_then(|chart| drawn(&chart.draw(), &format!("beside-{id}"))),
        "people": people(one),
        "table": table(one),
        "file": file_of(one),
    })
}

/// The newest quarter with a value, beside the one before.
fn now(one: &Business<'_>) -> String {
    let mut told = one.trend.iter().rev().filter_map(|mean| Some((mean, mean.value?)));
    match (told.next(), told.next()) {
        (None, _) => "No value in the last eight quarters.".to_owned(),
        (Some((mean, value)), None) => {
            format!("{} in the quarter to {}", words::number(value), mean.span.to)
        }
        (Some((mean, value)), Some((_, before))) => format!(
            "{} in the quarter to {}, {} in the one before",
            words::number(value),
            mean.span.to,
            words::number(before)
        ),
    }
}

/// The course of a measure, with its target as a second line.
fn course(one: &Business<'_>) -> LineChart {
    let about = one.metric.document;
    let first = one.trend.first().map(|mean| mean.span.to);
    let x = |day: crate::base::date::Date| {
        let days = first.map_or(0, |first| day.days_since(first));
        i32::try_from(days).map_or(0.0, f64::from)
    };
    let point = |day, y| Point { x: x(day), y, band: None };
    let values = one.trend.iter().map(|mean| point(mean.span.to, mean.value)).collect();
    let name = about.name.to_string();
    let mut series = vec![Series { name: "measured".to_owned(), values, is_step: false }];
    if let Some(target) = about.target {
        let values = one.trend.iter().map(|mean| point(mean.span.to, Some(target))).collect();
        series.push(Series { name: "target".to_owned(), values, is_step: false });
    }
    LineChart {
        caption: Caption { title: format!("{name} by quarter"), description: now(one) },
        width: WIDTH,
        height: 200.0,
        across: first.map_or_else(|| Across::Numbers(String::new()), Across::Days),
        up: Up {
            unit: about.unit.as_ref().map_or_else(String::new, ToString::to_string),
            least: Some(0.0),
            most: None,
        },
        series,
    }
}

/// Of how many people it is counted who took up what is linked, where that is the same of all of it.
fn people(one: &Business<'_>) -> Option<usize> {
    let mut all = one.adoption.iter().filter_map(|it| Some(it.counts.last()?.people));
    let first = all.next()?;
    all.all(|people| people == first).then_some(first)
}

/// How far people took up what is linked.
fn taken(one: &Business<'_>) -> Option<BarChart> {
    let row = |adoption: &Adoption<'_>| {
        let last = adoption.counts.last()?;
        let size = |count: usize| u32::try_from(count).ok().map(f64::from);
        Some(Row {
            name: adoption.name.to_owned(),
            values: vec![size(last.have), size(last.people.saturating_sub(last.have))],
            note: Some(of(last.have, last.people)),
        })
    };
    let rows: Vec<Row> = one.adoption.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| BarChart {
        caption: Caption {
            title: format!("Taken up, beside {}", &*one.metric.document.name),
            description: "How many people took up what is linked to the measure.".to_owned(),
        },
        width: WIDTH,
        unit: "people".to_owned(),
        parts: vec!["took it up".to_owned(), "all others".to_owned()],
        has_rest: true,
        rows,
    })
}

/// `1 200 of 10 000`.
fn of(some: usize, all: usize) -> String {
    format!("{} of {}", grouped(&some.to_string()), grouped(&all.to_string()))
}

fn table(one: &Business<'_>) -> Table {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for mean in &one.trend {
        let value = mean.value.map_or(words::NOTHING.to_owned(), words::number);
        let values = format!("mean of {}", crate::wording::counted(mean.values, "value"));
        rows.push(vec![
            json!("Quarter"),
            json!(words::span(mean.span)),
            json!(value),
            json!(values),
        ]);
    }
    for newest in &one.teams {
        let team = newest.team.map_or("Whole company", |team| &*team.document.name);
        let value = words::plain(newest.value);
        rows.push(vec![json!(team), json!(newest.date), json!(value), json!("newest value")]);
    }
    for adoption in &one.adoption {
        for taken in &adoption.counts {
            rows.push(vec![
                json!(format!("{} {}", crate::wording::capital(adoption.kind), adoption.name)),
                json!(taken.day),
                json!(of(taken.have, taken.people)),
                json!(format!("people {}", adoption.means)),
            ]);
        }
    }
    Table::of(&["Of", "Time", "Value", "What it is"], rows)
}
