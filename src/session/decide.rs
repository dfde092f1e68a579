//! Decisions about people: what is judged, by which bar, who may sign it, and the record that is signed.
//!
//! What is judged comes from a branch; the bar, the policy and the keys come from the branch that it is
//! to land on. Nothing is written before the record is known to count.

pub mod anew;
pub mod answers;
pub mod authority;
pub mod awarded;
pub mod claiming;
mod coached;
pub mod ground;
pub mod judging;
mod keeping;
pub mod kept;
pub mod letter;
pub mod matter;
mod offers;
pub mod queue;
pub mod record;
pub mod remedy;
mod renamed;
pub mod revocation;
pub mod sealing;
mod unreadable;
pub mod waiving;
