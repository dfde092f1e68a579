//! Markdown for a job summary or a comment on a pull request: counts, then a table per file.

use std::io::{self, Write};

use super::{Paper, counted, found, summary, verification, vouched_for_by};
use crate::format::markdown::{code, in_cell, prose};
use crate::session::check::Outcome;
use crate::session::finding::Finding;

/// Writes the whole report; nothing is cut short.
///
/// # Errors
/// What writing to `out` fails with.
pub fn write(paper: &Paper<'_>, out: &mut dyn Write) -> io::Result<()> {
    let outcome = paper.outcome;
    writeln!(out, "## learn check: {}\n", found(outcome))?;
    writeln!(out, "{}.", summary(outcome))?;
    if let Some(revision) = paper.revision {
        writeln!(out, "\nCommit {}.", code(revision))?;
    }
    landing(outcome, out)?;
    for findings in outcome.findings.chunk_by(|one, other| one.location.path == other.location.path)
    {
        if let Some(first) = findings.first() {
            write!(out, "\n### {}\n\n", code(&paper.path(&first.location)))?;
        }
        writeln!(out, "| Level | Place | Rule | What is wrong | What to do |")?;
        writeln!(out, "|---|---|---|---|---|")?;
        for finding in findings {
            row(paper, finding, out)?;
        }
    }
    Ok(())
}

/// What whoever merges the change approves of with it.
fn landing(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    if outcome.landing.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### {}\n", counted(outcome.landing.len(), "new approval"))?;
    writeln!(out, "| Decision | Person | On what | By | Vouched for by |")?;
    writeln!(out, "|---|---|---|---|---|")?;
    for one in &outcome.landing {
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            verification::decision(one.decision),
            in_cell(&code(&one.person)),
            in_cell(&code(&one.subject)),
            in_cell(&code(&one.signer)),
            prose(&vouched_for_by(&one.assurance)),
        )?;
    }
    Ok(())
}

fn row(paper: &Paper<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let start = finding.location.start;
    let others = finding.labels.iter().map(|label| {
        let place = paper.place(&label.location);
        format!("<br>see {}: {}", in_cell(&code(&place)), prose(&label.text))
    });
    writeln!(
        out,
        "| {} | {}:{} | {} | {}{} | {} |",
        finding.level,
        start.line,
        start.column,
        in_cell(&code(finding.rule)),
        prose(&finding.message),
        others.collect::<String>(),
        prose(finding.help.as_deref().unwrap_or(""))
    )
}
