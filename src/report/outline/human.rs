//! An outline for people: tables that fit the width, entries with their notes below them.

use super::Block;
use crate::format::{table, text::wrapped};
use crate::report::Style;

/// Where the text of an entry begins behind its word.
const COLUMN: usize = 10;

/// The report.
#[must_use]
pub fn write(outline: &[Block], style: Style) -> String {
    let width = style.text_width();
    let mut page = Page { text: String::new(), style, width };
    for block in outline {
        page.block(block);
    }
    if style.unicode {
        return page.text;
    }
    page.text.replace('→', "->").replace('…', ".").replace('–', "-")
}

struct Page {
    text: String,
    style: Style,
    width: usize,
}

impl Page {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(title) => self.paragraph(0, title, "\u{1b}[1m"),
            Block::Section(title) => {
                if !self.text.ends_with("\n\n") {
                    self.text.push('\n');
                }
                if !title.is_empty() {
                    self.paragraph(0, title, "\u{1b}[1m");
                }
            }
            Block::Text(text) => self.paragraph(0, text, ""),
            Block::Table { header, rows } => {
                self.text.push_str(&table::write(header, rows, 0, self.width));
            }
            Block::Entry { word, text, notes } => self.entry(word, text, notes),
            Block::Command(command) => {
                self.paragraph(0, "Next:", "\u{1b}[1m");
                // A command in one line can be copied.
                self.line(&format!("  {command}"));
            }
        }
    }

    fn entry(&mut self, word: &str, text: &str, notes: &[String]) {
        let indent = if word.is_empty() { 2 } else { COLUMN + 2 };
        let mut lines = wrapped(text, self.width.saturating_sub(indent)).into_iter();
        let first = lines.next().unwrap_or_default();
        let padding = " ".repeat(indent.saturating_sub(2 + word.len()));
        let word = self.painted(word, if word == "unknown" { "\u{1b}[2m" } else { "\u{1b}[33m" });
        self.line(&format!("  {word}{padding}{first}"));
        for line in lines {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
        for note in notes {
            let color = if note.starts_with('→') { "\u{1b}[36m" } else { "\u{1b}[2m" };
            let hang = if note.starts_with('→') { 2 } else { 0 };
            let width = self.width.saturating_sub(indent + 2 + hang).max(20);
            for (number, line) in wrapped(note, width).iter().enumerate() {
                let indent = indent + 2 + if number == 0 { 0 } else { hang };
                let line = self.painted(line, color);
                self.line(&format!("{}{line}", " ".repeat(indent)));
            }
        }
    }

    fn paragraph(&mut self, indent: usize, text: &str, color: &str) {
        for line in wrapped(text, self.width.saturating_sub(indent).max(20)) {
            let line = self.painted(&line, color);
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn painted(&self, text: &str, color: &str) -> String {
        if self.style.color && !color.is_empty() && !text.is_empty() {
            format!("{color}{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
