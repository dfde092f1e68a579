//! Floor 1: texts become trees here. Nothing here fails: what cannot be read is said as data.

pub mod amend;
pub mod block;
pub mod code;
pub mod dialect;
pub mod edit;
pub mod fill;
pub mod markdown;
pub mod mistakes;
pub mod spans;
pub mod yaml;
