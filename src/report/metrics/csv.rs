//! Metrics for spreadsheets: the rows of every metric, assessor and business measure.

use crate::format::csv::row;
use crate::insight::metrics::Answer;
use crate::wording::metrics::rows::{self, told};

/// The rows.
#[must_use]
pub fn write(answer: &Answer<'_>) -> String {
    let mut text = rows::header();
    text.extend(answer.metrics.iter().map(rows::of_metric));
    for one in &answer.assessors {
        text.push_str(&row(&[
            "calibration",
            "assessor",
            &format!("{} on {}", one.assessor, one.rubric),
            &answer.question.period.span.from.to_string(),
            &answer.question.period.span.to.to_string(),
            "",
            &told(one.apart()),
            "points",
            &one.decisions.to_string(),
            &one.other_decisions.to_string(),
            "",
            "",
        ]));
    }
    text.extend(answer.business.iter().map(rows::of_business));
    text
}
