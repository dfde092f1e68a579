//! Floor 4: who may decide what, and whether a record is what its signer signed: bytes in, verdicts
//! out.
//!
//! Nothing here reads a disk, a repository or a clock. A record counts when its seal holds a statement
//! that its signer's key signed, when the policy in force lets that signer decide it, or when the
//! admins keep it by name.

pub mod carrier;
pub mod chain;
pub mod change;
pub mod coaching;
pub mod examiner;
pub mod gate;
pub mod granting;
pub mod identity;
pub mod kept;
pub mod key;
pub mod ledger;
pub mod opening;
pub mod policy;
pub mod refusal;
pub mod relied;
pub mod scoring;
pub mod seal;
pub mod signature;
pub mod statement;
pub mod tally;
pub mod terms;
pub mod verdicts;
pub mod work;
