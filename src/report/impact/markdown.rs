//! Impact in Markdown, for a comment on a pull request: the summary first, then a table for each part.

use std::fmt::Write as _;

use super::sections::{Section, sections};
use super::{Paper, words};
use crate::format::markdown::prose;

/// The whole comment; with `--summary` without the tables, which name people.
#[must_use]
pub fn page(paper: &Paper<'_>) -> String {
    let impact = paper.impact;
    let mut text = format!(
        "## learn impact: {}\n\n{}.\n\n",
        prose(&words::headline(paper)),
        prose(&words::compared(paper))
    );
    if let Some(note) = paper.unread {
        let _ = writeln!(text, "> {}\n", prose(note));
    }
    for line in words::summary(impact) {
        let _ = writeln!(text, "- {}", prose(&line));
    }
    if impact.is_nothing_to_anybody() {
        let _ = writeln!(text, "\n{}", words::nothing(impact));
    }
    if !paper.is_summary {
        for part in sections(impact) {
            text.push_str(&section(&part));
        }
    }
    text
}

fn section(section: &Section) -> String {
    let header = section.header.join(" | ");
    let rule = "---|".repeat(section.header.len());
    let mut text = format!("\n### {}\n\n", section.title);
    if let Some(note) = section.note {
        let _ = writeln!(text, "{note}\n");
    }
    let _ = writeln!(text, "| {header} |\n|{rule}");
    for row in &section.rows {
        let cells: Vec<String> = row.iter().map(|cell| prose(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}
