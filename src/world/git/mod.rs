//! Git repositories: commits read without a checkout, history, merges, and writing; the only user of `git2`.

pub mod about;
mod anchor;
mod archives;
pub mod beginning;
mod between;

pub mod branches;
mod brought;
pub mod config;
mod first_checkout;
pub mod founding;
pub mod history;
pub mod identity;
mod ignored;
mod links;
pub mod mainline;
pub mod merge;
pub mod objects;
pub mod program;
pub mod read;
pub mod remote;
mod search;
mod unreadable;
pub mod work_tree;
pub mod write;
