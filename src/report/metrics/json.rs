//! Metrics for programs, in a form whose version is counted.
//!
//! Version 1 only ever gains optional keys; anything else makes a version 2. The schema is published
//! as `schema/metrics.schema.json` and generated from the structs in this file.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::Sheet;
use crate::base::date::Date;
use crate::insight::metrics::survival::{self, Curve};
use crate::insight::metrics::{
    self, Adoption, Calibration, Cell, Figure, Metric, Question, Span, Unit,
};
use crate::kinds::metric::Better;
use crate::report::json::schema_of;
use crate::wording::metrics::{self as words, exact};

/// The version of the form.
pub const VERSION: u32 = 1;

/// The name of the form; `metric` is the kind of record, so this one is `metrics`.
pub const NAME: &str = "metrics";

/// The JSON Schema (draft 2020-12) of the form.
#[must_use]
pub fn schema() -> Value {
    schema_of::<Report>(NAME)
}

/// The answer that `learn metrics --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Metrics")]
pub struct Report {
    /// The version of this form: 1. It changes only when a reader has to change as well.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What was asked about.
    scope: Asked,
    /// The period that was asked about.
    period: Days,
    /// The day by which all this is known.
    as_of: Date,
    /// For whom it is, as it was asked for; absent where everything is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<String>,
    /// How many people of the scope are here on the last day of the period.
    people: usize,
    /// The metrics, in an order that does not change.
    metrics: Vec<Measured>,
    /// Assessors beside the others on the same rubric; absent for an audience.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assessors: Vec<Assessor>,
    /// Business measures, and beside them adoption: that both move does not say why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    business: Vec<Business>,
}

/// What was asked about; what is absent is not narrowed down.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Scope")]
struct Asked {
    /// The team, by id; with all teams below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// The role, by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

/// A span of days; both are part of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Span")]
struct Days {
    /// The first day.
    from: Date,
    /// The last day.
    to: Date,
}

/// A metric.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Metric")]
struct Measured {
    /// Its id.
    id: &'static str,
    /// Its name.
    title: &'static str,
    /// What it counts, in one sentence.
    definition: &'static str,
    /// What the numerator counts.
    numerator_is: &'static str,
    /// What the denominator counts; empty where there is none.
    denominator_is: &'static str,
    /// In what the value is told: `share` of 1, `days`, `hours`, `money`, `points` or `count`.
    unit: &'static str,
    /// The currency of `money`.
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    /// All that was asked for; absent where fewer than five people stand behind it and it is for an audience.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Counted>,
    /// The last eight quarters, the oldest first; for an audience several quarters may be one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    trend: Vec<Counted>,
    /// The parts: those asked for with `--by`, otherwise critical roles, or people on a pathway and others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Counted>,
}

/// A figure.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Figure")]
struct Counted {
    /// The first day that it is over.
    from: Date,
    /// The last day that it is over.
    to: Date,
    /// The parts that it is over; absent for all that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    of: Vec<Part>,
    /// What is counted of the denominator.
    numerator: f64,
    /// Of what it is counted: n.
    denominator: f64,
    /// How many people stand behind it; 0 for what is nobody's.
    people: usize,
    /// The value; absent where there is nothing to divide by, or no median yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    /// Of times to competence: the Kaplan–Meier estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    curve: Option<Estimate>,
}

/// A part of the company.
#[derive(Serialize, JsonSchema)]
struct Part {
    /// `team`, `role`, `pathway` for people on one, or `others`.
    kind: &'static str,
    /// Its id, of a team or a role.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// What people call it.
    name: String,
}

/// A Kaplan–Meier estimate of the share still on the way.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Curve")]
struct Estimate {
    /// The lower limit of 95 % of the median, in days; absent while it cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    median_low: Option<i64>,
    /// The upper limit of 95 % of the median, in days; absent while it cannot be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    median_high: Option<i64>,
    /// Its steps, by day; for an audience one for every 30 days.
    steps: Vec<Step>,
    /// After how many days those stopped being observed who were not ready; absent for an audience.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    censored: Vec<i64>,
}

/// A step of the curve.
#[derive(Serialize, JsonSchema)]
struct Step {
    /// Days since enrolling.
    day: i64,
    /// How many were on the way just before.
    at_risk: usize,
    /// How many became ready.
    events: usize,
    /// The share still on the way after it, from 1 to 0.
    survival: f64,
    /// The lower limit of 95 %; absent where the share is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    /// The upper limit of 95 %; absent where the share is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
}

/// An assessor on one rubric.
#[derive(Serialize, JsonSchema)]
struct Assessor {
    /// Who, by id.
    person: String,
    /// The rubric, by id.
    rubric: String,
    /// How many decisions of theirs have scores that can be compared.
    decisions: usize,
    /// How many decisions of others these are compared with.
    other_decisions: usize,
    /// The mean of their scores.
    mean: f64,
    /// The mean of what others gave on the same criteria.
    others: f64,
}

/// A business measure.
#[derive(Serialize, JsonSchema)]
struct Business {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// In what it is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// `up` or `down`: which direction is the good one.
    #[serde(skip_serializing_if = "Option::is_none")]
    better: Option<&'static str>,
    /// The value to reach.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<f64>,
    /// The mean of each of the last eight quarters, the oldest first.
    trend: Vec<Mean>,
    /// The newest value of each team, or of the whole company.
    newest: Vec<Newest>,
    /// How far people took up what is linked.
    adoption: Vec<Adopted>,
}

/// The mean of a quarter.
#[derive(Serialize, JsonSchema)]
struct Mean {
    /// The first day.
    from: Date,
    /// The last day.
    to: Date,
    /// The mean; absent without a value.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    /// How many values.
    values: usize,
}

/// A newest value.
#[derive(Serialize, JsonSchema)]
struct Newest {
    /// The team, by id; absent for the whole company.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    /// Its day.
    date: Date,
    /// The value.
    value: f64,
}

/// How many people took up something that a measure is linked to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Adoption")]
struct Adopted {
    /// `module`, `credential`, `competency`, `pathway` or `priority`.
    kind: &'static str,
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What having taken it up means.
    means: &'static str,
    /// By day, the oldest first; for an audience only the last.
    counts: Vec<Taken>,
}

/// How many had taken something up.
#[derive(Serialize, JsonSchema)]
struct Taken {
    /// On which day.
    day: Date,
    /// How many had.
    have: usize,
    /// Of how many.
    people: usize,
}

impl Report {
    /// The answer in this form.
    #[must_use]
    pub fn of(sheet: Sheet<'_, '_>) -> Self {
        let answer = sheet.answer;
        let Question { scope, period, as_of, .. } = answer.question;
        let currency = words::currency(answer);
        Self {
            version: VERSION,
            scope: Asked {
                team: scope.team.map(|team| team.id().to_owned()),
                role: scope.role.map(|role| role.id().to_owned()),
            },
            period: Days::of(period.span),
            as_of,
            audience: sheet.audience.map(str::to_owned),
            people: answer.people,
            metrics: answer.metrics.iter().map(|metric| Measured::of(metric, currency)).collect(),
            assessors: answer.assessors.iter().map(Assessor::of).collect(),
            business: answer.business.iter().map(Business::of).collect(),
        }
    }
}

impl Days {
    const fn of(span: Span) -> Self {
        Self { from: span.from, to: span.to }
    }
}

impl Measured {
    fn of(metric: &Metric<'_>, currency: &str) -> Self {
        let about = metric.measure.about();
        let is_money = about.scale == metrics::Scale::Money;
        Self {
            id: about.id,
            title: about.title,
            definition: about.definition,
            numerator_is: about.numerator,
            denominator_is: about.denominator,
            unit: about.scale.word(),
            currency: is_money.then(|| currency.to_owned()),
            total: metric.total.as_ref().map(Counted::of),
            trend: metric.trend.iter().map(Counted::without_curve).collect(),
            parts: metric.parts.iter().map(Counted::of).collect(),
        }
    }
}

impl Counted {
    fn of(cell: &Cell<'_>) -> Self {
        let Figure { numerator, denominator, people, value, ref curve } = cell.figure;
        Self {
            from: cell.span.from,
            to: cell.span.to,
            of: cell.units.iter().map(Part::of).collect(),
            numerator: exact(numerator),
            denominator: exact(denominator),
            people,
            value: value.map(exact),
            curve: curve.as_ref().map(Estimate::of),
        }
    }

    /// A point of a trend; a curve for each would say the same again and again.
    fn without_curve(cell: &Cell<'_>) -> Self {
        let mut counted = Self::of(cell);
        if let Some(curve) = &mut counted.curve {
            curve.steps.clear();
            curve.censored.clear();
        }
        counted
    }
}

impl Part {
    fn of(unit: &Unit<'_>) -> Self {
        let (kind, id) = match unit {
            Unit::Team(team) => ("team", Some(team.id())),
            Unit::Role(role) => ("role", Some(role.id())),
            Unit::OnPathway => ("pathway", None),
            Unit::NoTeam | Unit::OtherRoles | Unit::OnNone | Unit::Unnamed => ("others", None),
        };
        Self { kind, id: id.map(str::to_owned), name: words::unit(unit) }
    }
}

impl Estimate {
    fn of(curve: &Curve) -> Self {
        Self {
            median_low: curve.median_low,
            median_high: curve.median_high,
            steps: curve.steps.iter().map(Step::of).collect(),
            censored: curve.censored.clone(),
        }
    }
}

impl Step {
    fn of(step: &survival::Step) -> Self {
        Self {
            day: step.day,
            at_risk: step.at_risk,
            events: step.events,
            survival: exact(step.survival),
            low: step.limits.map(|(low, _)| exact(low)),
            high: step.limits.map(|(_, high)| exact(high)),
        }
    }
}

impl Assessor {
    fn of(one: &Calibration<'_>) -> Self {
        Self {
            person: one.assessor.to_owned(),
            rubric: one.rubric.to_owned(),
            decisions: one.decisions,
            other_decisions: one.other_decisions,
            mean: exact(one.own),
            others: exact(one.others),
        }
    }
}

impl Business {
    fn of(one: &metrics::Business<'_>) -> Self {
        let metric = one.metric.document;
        let mean = |mean: &metrics::business::Mean| Mean {
            from: mean.span.from,
            to: mean.span.to,
            value: mean.value.map(exact),
            values: mean.values,
        };
        let newest = |newest: &metrics::business::Newest<'_>| Newest {
            team: newest.team.map(|team| team.id().to_owned()),
            date: newest.date,
            value: exact(newest.value),
        };
        Self {
            id: one.metric.id().to_owned(),
            name: metric.name.to_string(),
            unit: metric.unit.as_ref().map(ToString::to_string),
            better: metric.better.map(|better| match better {
                Better::Up => "up",
                Better::Down => "down",
            }),
            target: metric.target,
            trend: one.trend.iter().map(mean).collect(),
            newest: one.teams.iter().map(newest).collect(),
            adoption: one.adoption.iter().map(Adopted::of).collect(),
        }
    }
}

impl Adopted {
    fn of(one: &Adoption<'_>) -> Self {
        let taken = |taken: &metrics::business::Taken| Taken {
            day: taken.day,
            have: taken.have,
            people: taken.people,
        };
        Self {
            kind: one.kind,
            id: one.id.to_owned(),
            name: one.name.to_owned(),
            means: one.means,
            counts: one.counts.iter().map(taken).collect(),
        }
    }
}
