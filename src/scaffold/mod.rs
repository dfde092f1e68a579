//! Floor 10: texts to begin with: a pilot's catalog, its tools, and a new record of any kind.

pub mod draft;
pub mod editors;
pub mod known;
pub mod modeline;
pub mod own;
pub mod pilot;
pub mod record;
