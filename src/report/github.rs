//! Workflow commands that GitHub Actions shows as annotations on a pull request.
//!
//! GitHub shows at most ten annotations of a level per step, and its log leaves out where they are;
//! so each message begins with its place, and the log holds every finding.

use std::io::{self, Write};

use super::{Paper, summary};
use crate::base::problem::Level;

/// Writes one command per finding and, for the log, the summary.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(paper: &Paper<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in &paper.outcome.findings {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warn => "warning",
            Level::Hint | Level::Off => "notice",
        };
        let (start, end) = (finding.location.start, finding.location.end);
        let message = format!("{}: {}", paper.place(&finding.location), paper.in_words(finding));
        writeln!(
            out,
            "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(&paper.path(&finding.location)),
            start.line,
            start.column,
            end.line,
            end.column,
            property(finding.rule),
            data(&message)
        )?;
    }
    writeln!(out, "{}", summary(paper.outcome))
}

/// Escapes what stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a value between the first and the second `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
