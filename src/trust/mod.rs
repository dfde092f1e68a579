//! Floor 4: who may decide what, and whether a record is what its signer signed: bytes in, verdicts out.

pub mod key;
pub mod signature;
