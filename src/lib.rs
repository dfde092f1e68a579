//! placeholder
pub mod base;
pub mod catalog;
pub mod kinds;
pub mod syntax;
pub mod world;
