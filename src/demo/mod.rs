//! Floor 11: whole companies to try things on: the example that ships with the program, and generated
//! ones of any size.

pub mod chronicle;
mod colleague;
pub mod crowd;
mod curriculum;
pub mod decision;
pub mod example;
pub mod generated;
pub mod growth;
pub mod handover;
pub mod kestrel;
pub mod keyring;
pub mod repository;
pub mod resign;
