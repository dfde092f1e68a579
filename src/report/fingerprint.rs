//! A name for a finding that stays the same while lines above it come and go.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::Paper;
use crate::session::finding::Finding;

/// Gives every finding of one report a name of its own.
///
/// A name is made of the path, the rule and the message; equal ones are told apart by their order.
#[derive(Debug, Default)]
pub struct Fingerprints<'a> {
    seen: HashMap<(&'a str, &'a str, &'a str), usize>,
}

impl<'a> Fingerprints<'a> {
    /// The name of the next finding: 64 hexadecimal digits.
    pub fn next(&mut self, paper: &Paper<'_>, finding: &'a Finding) -> String {
        let key = (&*finding.location.path, finding.rule, &*finding.message);
        let times = self.seen.entry(key).or_default();
        let mut hash = Sha256::new();
        for part in [paper.prefix, key.0, "\0", key.1, "\0", key.2, "\0", &times.to_string()] {
            hash.update(part);
        }
        *times += 1;
        hash.finalize().iter().fold(String::with_capacity(64), |mut name, byte| {
            let _ = write!(name, "{byte:02x}");
            name
        })
    }
}
