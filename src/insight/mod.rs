//! Floor 6: what stands on readiness and on two catalogs side by side; pure functions.

pub mod impact;
pub mod step;
