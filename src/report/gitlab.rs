//! A Code Quality report, which GitLab shows in merge requests.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::{Paper, write_json};
use crate::base::problem::Level;

/// Writes a list with one entry per finding.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(paper: &Paper<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<Issue> = paper
        .outcome
        .findings
        .iter()
        .map(|finding| Issue {
            description: paper.in_words(finding),
            check_name: finding.rule,
            fingerprint: fingerprints.next(paper, finding),
            severity: match finding.level {
                Level::Error => "major",
                Level::Warn => "minor",
                Level::Hint | Level::Off => "info",
            },
            location: Place {
                path: paper.path(&finding.location),
                lines: Lines { begin: finding.location.start.line, end: finding.location.end.line },
            },
        })
        .collect();
    write_json(&issues, out)
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}
