//! Impact for people: the headline, the counts, then every part with who and why.

use std::fmt::Write as _;

use super::sections::{Section, sections};
use super::{Paper, words};
use crate::format::text::wrapped;
use crate::report::Style;

/// The whole page; with `--summary` without the parts that name people.
#[must_use]
pub fn page(paper: &Paper<'_>, style: Style) -> String {
    let width = style.text_width();
    let mut page = Page { text: String::new(), style, width };
    page.bold(&words::headline(paper));
    page.paragraph("", &words::compared(paper));
    if let Some(note) = paper.unread {
        page.paragraph("", note);
    }
    page.blank();
    for line in words::summary(paper.impact) {
        page.paragraph("  ", &line);
    }
    if !paper.is_summary {
        for section in sections(paper.impact) {
            page.section(&section);
        }
    }
    if paper.impact.is_nothing_to_anybody() {
        page.blank();
        page.paragraph("", words::nothing(paper.impact));
    }
    plain(page.text, style)
}

/// Characters that every terminal has, where the style asks for them.
fn plain(text: String, style: Style) -> String {
    if style.unicode { text } else { text.replace('→', "->").replace('—', "-") }
}

struct Page {
    text: String,
    style: Style,
    width: usize,
}

impl Page {
    fn bold(&mut self, text: &str) {
        for line in wrapped(text, self.width) {
            if self.style.color {
                self.text.push_str("\u{1b}[1m");
                self.text.push_str(&line);
                self.text.push_str("\u{1b}[0m\n");
            } else {
                self.text.push_str(&line);
                self.text.push('\n');
            }
        }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A text that goes on under its first line, further in where it is a line of several; `before` stands in
    /// front of that.
    fn paragraph(&mut self, before: &str, text: &str) {
        let indent = before.chars().count();
        let is_line = indent > 0 && before.trim().is_empty();
        let hanging = if is_line { indent + 2 } else { indent };
        let mut lines = wrapped(text, self.width.saturating_sub(hanging).max(20)).into_iter();
        let _ = writeln!(self.text, "{before}{}", lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(self.text, "{}{line}", " ".repeat(hanging));
        }
    }

    /// A part: of each row the cells that say what it is about, the others below, by their names.
    fn section(&mut self, section: &Section) {
        self.blank();
        self.bold(section.title);
        let names = section.header.iter().skip(section.heads).map(|name| name.chars().count());
        let widest = names.max().unwrap_or(0) + 2;
        for row in &section.rows {
            let head: Vec<&str> = row
                .iter()
                .take(section.heads)
                .map(String::as_str)
                .filter(|cell| !cell.is_empty())
                .collect();
            self.paragraph("  ", &head.join(", "));
            for (name, cell) in section.header.iter().zip(row).skip(section.heads) {
                let mut name = name.to_lowercase();
                for line in cell.lines().filter(|line| !line.is_empty()) {
                    self.paragraph(&format!("    {name:widest$}"), line);
                    name.clear();
                }
            }
        }
        if let Some(note) = section.note {
            self.paragraph("  ", note);
        }
    }
}
