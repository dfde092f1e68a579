//! Floor 6: what stands on readiness and on two catalogs side by side; pure functions.

pub mod agenda;
pub mod gaps;
pub mod impact;
pub mod metrics;
pub mod plan;
pub mod step;
