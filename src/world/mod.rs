//! Floor 1: everything outside the program: disk, git, the clock. Nothing here knows what a record is.

pub mod browser;
pub mod clock;
pub mod disk;
pub mod draft;
pub mod files;
pub mod git;
pub mod layered;
pub mod listen;
pub mod memory;
pub mod publish;
pub mod scratch;
pub mod sign;
pub mod watch;
