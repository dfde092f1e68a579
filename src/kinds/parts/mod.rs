//! Pieces that several kinds are made of: the only modules a kind may share.

pub mod attestation;
pub mod demanded;
pub mod digest;
pub mod effort;
pub mod event;
pub mod link;
pub mod milestone;
pub mod ordered;
pub mod record_id;
pub mod score;
pub mod site;
pub mod text;
pub mod visibility;
pub mod work_type;
