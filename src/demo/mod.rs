//! Floor 11: whole companies to try things on: the example that ships with the program, and generated
//! ones of any size.

pub mod example;
pub mod generated;
pub mod keyring;
