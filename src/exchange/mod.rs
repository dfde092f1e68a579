//! Floor 11: import and export, one file per format.

pub mod job_family;
