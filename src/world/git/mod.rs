//! Git repositories: commits read without a checkout, trees compared; the only user of `git2`.

pub mod diff;
pub mod identity;
pub mod read;
