//! Floor 5: where somebody stands: pure functions of the catalog, a person, a role and a day.
//!
//! Nothing here reads a clock, a disk or a repository: the same catalog and the same day give the
//! same answer, whoever asks.

pub mod awards;
pub mod claims;
pub mod copies;
pub mod decisions;
pub mod demand;
pub mod experience;
pub mod groups;
pub mod holdings;
pub mod lines;
pub mod motion;
pub mod needs;
pub mod next;
pub mod pieces;
pub mod readiness;
pub mod reassessment;
pub mod records;
pub mod revoking;
pub mod shortfall;
pub mod slots;
pub mod target;
pub mod verdict;
