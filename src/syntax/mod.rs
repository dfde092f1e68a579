//! Floor 1: texts become trees here. Nothing here fails: what cannot be read is said as data.

pub mod edit;
pub mod markdown;
pub mod spans;
pub mod yaml;
