#![doc = include_str!("ARCHITECTURE.md")]

pub mod audience;
pub mod base;
pub mod catalog;
pub mod cli;
pub mod demo;
pub mod exchange;
pub mod format;
pub mod kinds;
pub mod report;
pub mod rules;
pub mod scaffold;
pub mod session;
pub mod site;
pub mod standing;
pub mod syntax;
pub mod world;
