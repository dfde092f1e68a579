//! The numbers of the program as cards: a value, what it is counted of, its trend and its definition.

use serde_json::{Value, json};

use super::exhibit::{Table, WIDTH, drawn, file};
use crate::audience::small_groups::LEAST;
use crate::format::chart::Caption;
use crate::format::chart::line::{Across, LineChart, Series, Up, Value as Point};
use crate::format::chart::sparkline::sparkline;
use crate::insight::metrics::{Answer, Cell, Figure, Measure, Metric, Scale, Span, Unit};
use crate::wording::metrics::{self as words, rows};

/// A card, and the metrics on it, the first of which is written large.
pub struct Number {
    /// Its anchor and the name of its file.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its metrics.
    pub measures: &'static [Measure],
}

/// The six numbers that say how a program is getting on.
pub const SIX: &[Number] = &[
    Number {
        id: "time-to-competence",
        title: "Time to competence",
        measures: &[Measure::TimeToCompetence],
    },
    Number { id: "completion", title: "Completion", measures: &[Measure::Completion] },
    Number { id: "remediation", title: "Remediation success", measures: &[Measure::Remediation] },
    Number { id: "mobility", title: "Mobility", measures: &[Measure::Mobility] },
    Number { id: "retention", title: "Retention", measures: &[Measure::Retention] },
    Number {
        id: "investment",
        title: "Investment",
        measures: &[
            Measure::HoursPerAward,
            Measure::MoneyPerAward,
            Measure::HoursPerRole,
            Measure::MoneyPerRole,
        ],
    },
];

/// What else is watched.
pub const MORE: &[Number] = &[
    Number { id: "participation", title: "Participation", measures: &[Measure::Participation] },
    Number { id: "mentor-load", title: "Mentor load", measures: &[Measure::MentorLoad] },
    Number {
        id: "days-to-answer",
        title: "Days to answer a claim",
        measures: &[Measure::DaysToAnswer],
    },
    Number { id: "calibration", title: "Assessor calibration", measures: &[Measure::Calibration] },
    Number {
        id: "feedback-answered",
        title: "Feedback answered",
        measures: &[Measure::FeedbackAnswered],
    },
    Number { id: "stories", title: "Stories told", measures: &[Measure::Stories] },
];

/// A metric of an answer.
#[must_use]
pub fn metric<'m, 'a>(answer: &'m Answer<'a>, measure: Measure) -> Option<&'m Metric<'a>> {
    answer.metrics.iter().find(|metric| metric.measure == measure)
}

/// What a figure comes to, or why nobody can say.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The value with its unit, or a word in its place.
    pub value: String,
    /// Numerator and denominator.
    pub of: String,
    /// Whether it is a value.
    pub is_known: bool,
    /// What has to be said beside it.
    pub notes: Vec<String>,
}

/// What is told of a metric.
#[must_use]
pub fn said(answer: &Answer<'_>, measure: Measure) -> Said {
    let word = |value: &str, note: String| Said {
        value: value.to_owned(),
        notes: vec![note],
        ..Said::default()
    };
    let Some(metric) = metric(answer, measure) else {
        let note = "learn.yaml does not say what an hour costs (investment.hour).";
        return word("Unknown", note.to_owned());
    };
    let Some(cell) = &metric.total else {
        let note = format!(
            "Fewer than {LEAST} people stand behind it, in two years as well, so it is not told."
        );
        return word("Withheld", note);
    };
    let mut said = of_cell(answer, measure, cell);
    if cell.span != answer.question.period.span {
        let span = words::span(cell.span);
        said.notes.push(format!("Over {span}: one year alone holds fewer than {LEAST} people."));
    }
    said
}

/// Whether there is nothing to tell of yet: no value, or a count of nothing.
#[must_use]
pub fn is_blank(answer: &Answer<'_>, number: &Number) -> bool {
    number.measures.iter().all(|measure| {
        let figure =
            metric(answer, *measure).and_then(|metric| Some(&metric.total.as_ref()?.figure));
        let value = figure.and_then(|figure| figure.value);
        value.is_none_or(|value| value == 0.0 && measure.about().scale == Scale::Count)
    })
}

fn of_cell(answer: &Answer<'_>, measure: Measure, cell: &Cell<'_>) -> Said {
    let figure = &cell.figure;
    let of = counted(answer, measure, figure);
    if figure.value.is_some() {
        let limits = figure.curve.as_ref().map(words::limits).filter(|it| it != words::NOTHING);
        let limits = limits.map(|it| format!("95 % interval: {it} days; ? is not reached yet."));
        let value = words::value(answer, measure, figure);
        return Said { value, of, is_known: true, notes: limits.into_iter().collect() };
    }
    let (value, note) = if figure.denominator <= 0.0 {
        ("Unknown", "There was nothing to count it of yet; that is not zero.".to_owned())
    } else if words::is_too_few(measure, figure) {
        let note =
            format!("Fewer than {LEAST} of them: what it comes to for each would be chance.");
        ("Too few to say", note)
    } else {
        let people = words::number(figure.denominator);
        let note = format!("No median yet: fewer than half of {people} people are ready.");
        ("Not reached", note)
    };
    Said { value: value.to_owned(), of, is_known: false, notes: vec![note] }
}

/// `13 still here / 14 here before`.
#[must_use]
pub fn counted(answer: &Answer<'_>, measure: Measure, figure: &Figure) -> String {
    let about = measure.about();
    let numerator = words::number(figure.numerator);
    let denominator = of_them(&words::number(figure.denominator), about.denominator);
    match about.scale {
        Scale::Count => String::new(),
        Scale::Money => format!("{numerator} {} / {denominator}", words::currency(answer)),
        _ => format!("{} / {denominator}", of_them(&numerator, about.numerator)),
    }
}

/// `14 here before`, `2 roles filled`, `1 role filled`.
fn of_them(number: &str, what: &str) -> String {
    let (noun, rest) = what.split_at(what.find(' ').unwrap_or(what.len()));
    let noun = match noun {
        "people" if number == "1" => "person",
        noun if number == "1" => noun.strip_suffix('s').unwrap_or(noun),
        noun => noun,
    };
    format!("{number} {noun}{rest}")
}

/// The value of each of the last eight quarters; those told as one have the same.
#[must_use]
pub fn quarters(answer: &Answer<'_>, metric: &Metric<'_>) -> Vec<(Span, Option<f64>)> {
    let share = metric.measure.about().scale == Scale::Share;
    let value = |quarter: Span| {
        let inside =
            |cell: &&Cell<'_>| cell.span.from <= quarter.from && quarter.to <= cell.span.to;
        let value = metric.trend.iter().find(inside).and_then(|cell| cell.figure.value)?;
        Some(if share { value * 100.0 } else { value })
    };
    let all = Span::quarters_to(answer.question.period.span.to).into_iter();
    all.map(|quarter| (quarter, value(quarter))).collect()
}

/// A card as its template takes it.
#[must_use]
pub fn card(answer: &Answer<'_>, number: &Number) -> Value {
    let (first, others) =
        number.measures.split_first().map_or((None, number.measures), |it| (Some(*it.0), it.1));
    let said = first.map(|measure| said(answer, measure)).unwrap_or_default();
    let others = others.iter().map(|measure| {
        let said = self::said(answer, *measure);
        also(measure.about().title, &said)
    });
    let first = first.and_then(|measure| metric(answer, measure));
    let roles = first.map_or_else(Vec::new, |metric| critical(answer, metric)).into_iter();
    let label = first.map(|it| it.measure.about().title).filter(|title| *title != number.title);
    json!({
        "id": number.id,
        "title": number.title,
        "label": label,
        "value": said.value,
        "is_known": said.is_known,
        "of": said.of,
        "notes": said.notes,
        "also": roles.chain(others).collect::<Vec<_>>(),
        "svg": first.and_then(|metric| spark(answer, metric)),
        "curve": first.and_then(curve),
        "trend": first.filter(|_| said.is_known).map(|metric| trend(answer, metric)),
        "definitions": number.measures.iter().map(|it| {
            json!({ "title": it.about().title, "text": it.about().definition })
        }).collect::<Vec<_>>(),
        "table": table(answer, number),
        "file": file("", number.id),
    })
}

/// A further value on a card, below its first.
fn also(title: &str, said: &Said) -> Value {
    json!({
        "title": title,
        "value": said.value,
        "is_known": said.is_known,
        "of": said.of,
        "notes": said.notes,
    })
}

/// What is told of critical roles, each by itself.
fn critical(answer: &Answer<'_>, metric: &Metric<'_>) -> Vec<Value> {
    if metric.measure != Measure::TimeToCompetence {
        return Vec::new();
    }
    let is_critical = |cell: &&Cell<'_>| {
        cell.units.iter().all(|unit| matches!(unit, Unit::Role(role) if role.role.critical))
    };
    let one = |cell: &Cell<'_>| {
        let said = of_cell(answer, metric.measure, cell);
        also(&words::units(&cell.units), &said)
    };
    let roles: Vec<Value> = metric.parts.iter().filter(is_critical).map(one).collect();
    if roles.is_empty() {
        let note = "This is of all roles: critical ones are not told apart.";
        return vec![json!({ "title": Value::Null, "notes": [note] })];
    }
    roles
}

/// What fills the height of a sparkline at least: twenty of a hundred, or a quarter of the largest.
fn least_span(scale: Scale, values: &[Option<f64>]) -> f64 {
    match scale {
        Scale::Share => 20.0,
        _ => values.iter().flatten().fold(0.0, |most, value| value.abs().max(most)) / 4.0,
    }
}

fn spark(answer: &Answer<'_>, metric: &Metric<'_>) -> Option<String> {
    let values: Vec<Option<f64>> =
        quarters(answer, metric).into_iter().map(|(_, value)| value).collect();
    values.iter().flatten().next()?;
    let about = metric.measure.about();
    let told = metric.trend.iter().map(|cell| words::bare(metric.measure, &cell.figure));
    let caption = Caption {
        title: format!("Trend of {}", about.title.to_lowercase()),
        description: format!(
            "By quarter, the oldest first: {}.",
            told.collect::<Vec<_>>().join(", ")
        ),
    };
    drawn(&sparkline(&caption, &values, least_span(about.scale, &values)), about.id)
}

/// Of times under observation, the share that is still on the way, day by day.
fn curve(metric: &Metric<'_>) -> Option<String> {
    let curve = metric.total.as_ref()?.figure.curve.as_ref().filter(|it| !it.steps.is_empty())?;
    let days = |day: i64| i32::try_from(day).map_or(0.0, f64::from);
    let hundred = |share: f64| share * 100.0;
    let start = Point { x: 0.0, y: Some(100.0), band: None };
    let steps = curve.steps.iter().map(|step| Point {
        x: days(step.day),
        y: Some(hundred(step.survival)),
        band: step.limits.map(|(low, high)| (hundred(low), hundred(high))),
    });
    let values = std::iter::once(start).chain(steps).collect();
    let last = curve.steps.last().map_or(0, |step| step.day);
    let chart = LineChart {
        caption: Caption {
            title: "How many are still on the way".to_owned(),
            description: format!(
                "In per cent of those who set out, with the 95 % interval, by days since then; the last \
                 step is after {last} days. The file has every step."
            ),
        },
        width: WIDTH,
        height: 200.0,
        across: Across::Numbers("days since they set out".to_owned()),
        up: Up { unit: "% still on the way".to_owned(), least: Some(0.0), most: Some(100.0) },
        series: vec![Series { name: String::new(), values, is_step: true }],
    };
    drawn(&chart.draw(), &format!("{}-curve", metric.measure.about().id))
}

/// The trend in words.
fn trend(answer: &Answer<'_>, metric: &Metric<'_>) -> String {
    let measure = metric.measure;
    let told: Vec<&Cell<'_>> =
        metric.trend.iter().filter(|cell| cell.figure.value.is_some()).collect();
    let value = |cell: &Cell<'_>| words::value(answer, measure, &cell.figure);
    match told.as_slice() {
        [] if metric.trend.is_empty() => "Too few people for a trend.".to_owned(),
        [] => "No value in any of the last eight quarters.".to_owned(),
        [only] => format!("{} over {}.", value(only), words::span(only.span)),
        [first, .., last] => {
            let since = first.span.from;
            format!("By quarter since {since}: from {} to {}.", value(first), value(last))
        }
    }
}

/// Everything that is told of the metrics of a card: in all, by quarter, by part.
fn table(answer: &Answer<'_>, number: &Number) -> Table {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let has_curve = number.measures.contains(&Measure::TimeToCompetence);
    for metric in number.measures.iter().filter_map(|measure| metric(answer, *measure)) {
        let measure = metric.measure;
        let name = |what: &str| {
            if number.measures.len() > 1 {
                json!(format!("{}, {what}", measure.about().title))
            } else {
                json!(crate::wording::capital(what))
            }
        };
        let mut add = |what: &str, cell: &Cell<'_>| {
            let mut row = vec![
                name(what),
                json!(words::span(cell.span)),
                json!(words::value(answer, measure, &cell.figure)),
                json!(words::counted(measure, &cell.figure)),
            ];
            if has_curve {
                let limits = cell.figure.curve.as_ref().map(words::limits);
                row.push(json!(limits.unwrap_or_default()));
            }
            rows.push(row);
        };
        metric.total.iter().for_each(|cell| add("in all", cell));
        metric.parts.iter().for_each(|cell| add(&words::units(&cell.units), cell));
        metric.trend.iter().for_each(|cell| add("by quarter", cell));
    }
    let mut header = vec!["Of", "Time", "Value", "Numerator / denominator"];
    if has_curve {
        header.push("95 % of the median");
    }
    Table::of(&header, rows)
}

/// The file of a card.
#[must_use]
pub fn text(answer: &Answer<'_>, number: &Number) -> String {
    let metrics = number.measures.iter().filter_map(|measure| metric(answer, *measure));
    std::iter::once(rows::header()).chain(metrics.map(rows::of_metric)).collect()
}
