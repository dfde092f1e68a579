//! A plan for spreadsheets: a row for each step.

use super::{Sheet, words};
use crate::format::csv::row;

/// The plan.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let plan = &sheet.plan;
    let mut text = row(&[
        "person",
        "target",
        "step",
        "what",
        "times",
        "from",
        "until",
        "due",
        "learning_minutes",
        "optional",
        "why",
    ]);
    for (number, item) in (1..).zip(&plan.items) {
        let number: usize = number;
        text.push_str(&row(&[
            plan.readiness.person.id().to_owned(),
            plan.readiness.role.id().to_owned(),
            number.to_string(),
            words::title(plan, item),
            item.times.to_string(),
            item.from.to_string(),
            item.until.to_string(),
            item.due.map_or_else(String::new, |due| due.to_string()),
            item.minutes.to_string(),
            item.is_optional.to_string(),
            words::reasons(plan, item).join("; "),
        ]));
    }
    text
}
