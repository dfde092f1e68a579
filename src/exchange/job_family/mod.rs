//! Job families as `engineering-progression` keeps them: levels, themes, and a statement for each
//! level and theme.
//!
//! Every theme becomes a theme with one competency, every level a role, every statement an
//! expectation of its role and a marker of its proficiency. Nothing is left out: ids are kept as
//! sources, and what has no field of its own stands in keys that begin with `x-`.

mod family;
mod records;

pub use family::{Family, Level, Statement, SupportingUrl, Theme};
pub use records::{Imported, import};
