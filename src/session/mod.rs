//! Floor 8: opens catalogs and owns the pipeline from files to findings: levels, allows, baseline,
//! `--since`, `--rev`.

pub mod allow;
pub mod baseline;
pub mod check;
pub mod finding;
pub mod locate;
pub mod open;
