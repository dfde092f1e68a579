//! Floor 8: opens catalogs and owns the pipeline from files to findings: levels, allows, baseline,
//! `--since`, `--rev`, `--fix`.

pub mod allow;
pub mod baseline;
pub mod check;
pub mod finding;
pub mod fix;
pub mod locate;
pub mod open;
pub mod past;
pub mod touched;
pub mod verification;
