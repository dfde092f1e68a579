//! The integration tests: one binary, a module for each thing a user can rely on.

#![allow(unreachable_pub)] // a test binary has no outside

mod cases;
mod generated;
mod hostile;
mod house;
mod people;
mod readiness;
mod rules;
mod schemas;
mod site;
mod templates;
