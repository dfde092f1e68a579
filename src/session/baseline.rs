//! A baseline: how many problems of each rule each file had when an old catalog adopted the tool.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::Finding;

/// The file's name, beside `learn.yaml`.
pub const FILE: &str = "learn-baseline.json";

/// Counts by path and rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Version of this format; 1.
    pub version: u32,
    /// Path to rule to number of problems.
    pub accepted: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Baseline {
    /// The baseline that accepts exactly these findings, but for those that touch what approvals are worth.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let mut accepted: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| !finding.guards) {
            *accepted
                .entry(finding.location.path.to_string())
                .or_default()
                .entry(finding.rule.to_owned())
                .or_default() += 1;
        }
        Self { version: 1, accepted }
    }

    /// How many findings it accepts.
    #[must_use]
    pub fn count(&self) -> usize {
        self.accepted.values().flat_map(BTreeMap::values).sum()
    }

    /// Reads the text of a baseline file.
    ///
    /// # Errors
    /// A sentence saying what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let baseline: Self =
            serde_json::from_str(text).map_err(|error| format!("{FILE}: {error}"))?;
        if baseline.version != 1 {
            return Err(format!(
                "{FILE} is of version {}, and this program reads version 1",
                baseline.version
            ));
        }
        Ok(baseline)
    }

    /// The text of the baseline file.
    #[must_use]
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Leaves out as many findings as were accepted; gives the rest and how many were left out.
    ///
    /// Where a file has more of a rule than were accepted, all of them are shown: nobody can tell
    /// which is the new one.
    #[must_use]
    pub fn filter(&self, findings: Vec<Finding>) -> (Vec<Finding>, usize) {
        let now = Self::of(&findings);
        let before = findings.len();
        let kept: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| {
                let count = |counts: &Self| {
                    let of_file = counts.accepted.get(&*finding.location.path)?;
                    of_file.get(finding.rule).copied()
                };
                count(&now) > count(self)
            })
            .collect();
        let left_out = before - kept.len();
        (kept, left_out)
    }
}
