//! An outline in Markdown, for pull requests and pages.

use std::fmt::Write as _;

use super::Block;
use crate::format::markdown::{code, line};

/// The report.
#[must_use]
pub fn write(outline: &[Block]) -> String {
    let mut text = String::new();
    let mut in_list = false;
    for block in outline {
        let is_entry = matches!(block, Block::Entry { .. });
        if in_list && !is_entry {
            text.push('\n');
        }
        in_list = is_entry;
        one(&mut text, block);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn one(text: &mut String, block: &Block) {
    let _ = match block {
        Block::Title(title) => writeln!(text, "## {}\n", line(title)),
        Block::Section(title) if title.is_empty() => Ok(()),
        Block::Section(title) => writeln!(text, "### {}\n", line(title)),
        Block::Text(words) => writeln!(text, "{}\n", line(words)),
        Block::Table { header, rows } => {
            let _ = writeln!(text, "| {} |", header.join(" | "));
            let _ = writeln!(text, "|{}", "---|".repeat(header.len()));
            for row in rows {
                let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
                let _ = writeln!(text, "| {} |", cells.join(" | "));
            }
            writeln!(text)
        }
        Block::Entry { word, text: words, notes } => {
            let word = if word.is_empty() { String::new() } else { format!("**{word}** ") };
            let notes: Vec<String> =
                notes.iter().map(|note| format!("<br>{}", line(note))).collect();
            writeln!(text, "- {word}{}{}", line(words), notes.concat())
        }
        Block::Command(command) => writeln!(text, "Next: {}\n", code(command)),
    };
}
