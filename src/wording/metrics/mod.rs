//! The words of metrics: values, counts, spans and parts as people read them, and rows as programs do.

pub mod rows;

use crate::insight::metrics::survival::Curve;
use crate::insight::metrics::{Answer, Figure, Measure, Scale, Span, Unit};
use crate::wording::grouped;

/// Where there is nothing to say.
pub const NOTHING: &str = "–";

/// A number without needless decimals.
#[must_use]
pub fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    grouped(&if rounded.fract() == 0.0 { format!("{rounded:.0}") } else { format!("{rounded:.1}") })
}

/// A value of a business measure: as many decimals as it was written with, at most three.
#[must_use]
pub fn plain(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    grouped(&format!("{rounded}"))
}

/// A number for programs: six decimals at most, so that it is the same on every machine.
#[must_use]
pub fn exact(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// The value of a figure without its unit, as it stands in a trend.
#[must_use]
pub fn bare(measure: Measure, figure: &Figure) -> String {
    let Some(value) = figure.value else { return NOTHING.to_owned() };
    match measure.about().scale {
        Scale::Share => per_cent(value),
        Scale::Points => format!("{value:.2}"),
        Scale::Money => number(value.round()),
        Scale::Days | Scale::Hours | Scale::Count => number(value),
    }
}

/// A share as a whole number of a hundred; with a decimal where it would round to none or all and is neither.
fn per_cent(share: f64) -> String {
    let whole = (share * 100.0).round();
    let is_all = (share - 1.0).abs() < 1e-9 || share.abs() < 1e-9;
    let is_rounded_away = (whole < 1.0 || (whole - 100.0).abs() < 0.5) && !is_all;
    if is_rounded_away {
        let tenths = (share * 1000.0).round() / 10.0;
        let tenths = if share < 1.0 { tenths.clamp(0.1, 99.9) } else { tenths.max(100.1) };
        return format!("{tenths:.1}");
    }
    number(whole)
}

/// What stands in place of a quotient of too few.
pub const TOO_FEW: &str = "too few to say";

/// Whether there is something to divide by, and too little of it.
#[must_use]
pub fn is_too_few(measure: Measure, figure: &Figure) -> bool {
    figure.value.is_none() && figure.denominator > 0.0 && measure.is_too_few(figure.denominator)
}

/// The value of a figure with its unit, or why there is none.
#[must_use]
pub fn value(answer: &Answer<'_>, measure: Measure, figure: &Figure) -> String {
    let bare = bare(measure, figure);
    if bare == NOTHING {
        return if is_too_few(measure, figure) { TOO_FEW.to_owned() } else { bare };
    }
    match measure.about().scale {
        Scale::Share => format!("{bare} %"),
        Scale::Days => format!("{bare} days"),
        Scale::Hours => format!("{bare} h"),
        Scale::Money => format!("{bare} {}", currency(answer)),
        Scale::Points => format!("{bare} points"),
        Scale::Count => bare,
    }
}

/// The currency of the program.
#[must_use]
pub fn currency<'a>(answer: &Answer<'a>) -> &'a str {
    let program = answer.catalog.program();
    let investment = program.and_then(|program| program.document.investment.as_ref());
    investment.map_or("", |investment| &investment.currency)
}

/// Numerator and denominator.
#[must_use]
pub fn counted(measure: Measure, figure: &Figure) -> String {
    match measure.about().scale {
        Scale::Count => String::new(),
        _ => format!("{} / {}", number(figure.numerator), number(figure.denominator)),
    }
}

/// The limits of 95 % of a median; an open end is said as such.
#[must_use]
pub fn limits(curve: &Curve) -> String {
    let side = |day: Option<i64>| day.map_or("?".to_owned(), |day| day.to_string());
    if curve.median_low.is_none() && curve.median_high.is_none() {
        return NOTHING.to_owned();
    }
    format!("{} – {}", side(curve.median_low), side(curve.median_high))
}

/// A span.
#[must_use]
pub fn span(span: Span) -> String {
    format!("{} – {}", span.from, span.to)
}

/// What a part is called.
#[must_use]
pub fn unit(unit: &Unit<'_>) -> String {
    match unit {
        Unit::Team(team) => team.document.name.to_string(),
        Unit::NoTeam => "no team".to_owned(),
        Unit::Role(role) => role.role.title.to_string(),
        Unit::OtherRoles => "other roles".to_owned(),
        Unit::OnPathway => "on a pathway to a role".to_owned(),
        Unit::OnNone => "on none".to_owned(),
        Unit::Unnamed => "others".to_owned(),
    }
}

/// What some parts are called together.
#[must_use]
pub fn units(units: &[Unit<'_>]) -> String {
    let mut names: Vec<String> = units.iter().map(unit).collect();
    names.dedup();
    names.join(" + ")
}

/// What the report is about.
#[must_use]
pub fn title(answer: &Answer<'_>) -> String {
    let scope = answer.question.scope;
    let of = match (scope.team, scope.role) {
        (Some(team), None) => team.document.name.to_string(),
        (None, Some(role)) => role.role.title.to_string(),
        (Some(team), Some(role)) => format!("{} in {}", &*role.role.title, &*team.document.name),
        (None, None) => "the whole company".to_owned(),
    };
    format!("Metrics of {of}, {}", span(answer.question.period.span))
}
