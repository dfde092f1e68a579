//! Many findings of one rule in one file, summed up: the first are shown, one more stands for the rest.

use std::collections::HashMap;

use crate::base::problem::Level;
use crate::session::finding::Finding;

/// How many findings of one rule are shown in one file.
pub const MOST: usize = 50;

/// The findings with those that are too many summed up, in the same order; none where none are.
///
/// A report of two hundred thousand equal lines drowns every other finding, and a CI system cuts it where it
/// likes.
#[must_use]
pub fn up(findings: &[Finding]) -> Option<Vec<Finding>> {
    let mut counts: HashMap<Group<'_>, usize> = HashMap::new();
    for finding in findings {
        *counts.entry(group(finding)).or_default() += finding.stands_for;
    }
    if counts.values().all(|count| *count <= MOST) {
        return None;
    }
    let mut seen: HashMap<Group<'_>, usize> = HashMap::new();
    let shown = findings.iter().filter_map(|finding| {
        let before = seen.entry(group(finding)).or_default();
        *before += 1;
        match *before {
            shown if shown <= MOST => Some(finding.clone()),
            next if next == MOST + 1 => {
                let all = counts.get(&group(finding)).copied().unwrap_or_default();
                Some(standing_for(finding, all.saturating_sub(MOST)))
            }
            _ => None,
        }
    });
    Some(shown.collect())
}

/// What findings have in common that are summed up: path, rule and level.
type Group<'f> = (&'f str, &'static str, Level);

fn group(finding: &Finding) -> Group<'_> {
    (&finding.location.path, finding.rule, finding.level)
}

fn standing_for(first: &Finding, rest: usize) -> Finding {
    Finding {
        message: format!("{rest} more of `{}` in this file, from here on", first.rule),
        here: "the first of them".to_owned(),
        labels: Vec::new(),
        help: Some("mend what is listed, then check again".to_owned()),
        fix: None,
        stands_for: rest,
        ..first.clone()
    }
}
