//! Metrics for people: a table that fits the width, then parts, then what each number counts.

use super::Sheet;
use super::outline::{Block, outline};
use crate::format::{table, text::wrapped};
use crate::report::Style;

/// The report.
#[must_use]
pub fn write(sheet: Sheet<'_, '_>, style: Style) -> String {
    let width = style.width.clamp(40, 100);
    let mut page = Page { text: String::new(), style, width };
    for block in outline(sheet) {
        page.block(&block);
    }
    if style.unicode {
        return page.text;
    }
    page.text.replace('–', "-").replace('…', ".")
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
            Block::Entry { text, notes } => {
                self.paragraph(2, text, "");
                for note in notes {
                    self.paragraph(4, note, "\u{1b}[2m");
                }
            }
            Block::Command(command) => {
                self.paragraph(0, "Next:", "\u{1b}[1m");
                // A command in one line can be copied.
                self.line(&format!("  {command}"));
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
