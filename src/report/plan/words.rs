//! The words that every format of a plan says alike.

pub use crate::wording::plan::{
    competency, competency_name, credential, fixed, headline, hours, module, note, pace, proof,
    reasons, title, when, why,
};

use super::Sheet;
use crate::wording::one_line;
use crate::wording::readiness::source;

/// Whose plan it is, for what, and as of when.
#[must_use]
pub fn about(sheet: &Sheet<'_>) -> String {
    let plan = &sheet.plan;
    let source = source(sheet.source);
    let name = one_line(&plan.readiness.person.document.name);
    format!("{name}, for {source}, as of {}", plan.readiness.as_of)
}
