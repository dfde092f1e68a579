//! Floor 8: opens catalogs and owns the pipeline from files to findings: levels, allows, baseline,
//! `--since`, `--rev`, `--fix`.

pub mod allow;
mod allowing;
pub mod baseline;
pub mod carry;
pub mod change;
pub mod check;
pub mod compared;
pub mod decide;
pub mod finding;
pub mod fix;
pub mod governance;
pub mod keyless;
pub mod landing;
pub mod layer;
pub mod levels;
mod linked;
pub mod locate;
pub mod moment;
pub mod one_person;
pub mod open;
pub mod past;
pub mod person;
pub mod pin;
mod place;
pub mod pushing;
pub mod touched;
pub mod verification;
