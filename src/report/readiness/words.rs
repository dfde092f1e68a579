//! The words that every format of readiness says alike.

pub use crate::wording::one_line;
pub use crate::wording::readiness::{
    asked_by, detail, headline, motion, next, notes, step, strength,
};

use super::Sheet;
use crate::wording::readiness;

/// The headline of a sheet, which says no more than its lines where some were left out.
#[must_use]
pub fn sheet_headline(sheet: &Sheet<'_>) -> String {
    readiness::headline_of(&sheet.readiness, sheet.left_out)
}

/// How the target was chosen, as half a sentence.
#[must_use]
pub fn source(sheet: &Sheet<'_>) -> String {
    readiness::source(sheet.source)
}
