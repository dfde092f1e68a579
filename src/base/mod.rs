//! Floor 0: the words every other floor speaks. Nothing here knows about files, git or kinds.

pub mod colour;
pub mod date;
pub mod duration;
pub mod id;
pub mod place;
pub mod problem;
pub mod reference;
pub mod shell;
pub mod source;
pub mod span;
