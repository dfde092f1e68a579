//! Git repositories: commits read without a checkout; the only user of `git2`.

pub mod identity;
pub mod read;
