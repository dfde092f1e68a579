//! Somebody's day on one screen.

use super::{Few, Sheet, words};
use crate::format::harmless::harmless;
use crate::format::text::wrapped;
use crate::report::Style;
use crate::report::agenda::human::lines;
use crate::report::agenda::words as due;
use crate::report::readiness::words::one_line;
use crate::wording::capital;

/// The day.
#[must_use]
pub fn write(sheet: &Sheet<'_>, style: Style) -> String {
    let mut page = Page { text: String::new(), style, width: style.text_width().min(80) };
    page.bold(&format!("{}, {}", one_line(&sheet.person.name), sheet.as_of));
    page.paragraph(0, &words::goal(sheet));
    if let Some(verdict) = words::verdict(sheet) {
        page.paragraph(0, &verdict);
    }
    if let Some(word) = words::kind_word(sheet) {
        page.paragraph(0, word);
    }
    if let Some((what, command)) = words::next(sheet) {
        page.section(&format!("Next: {what}"));
        if let Some(command) = command {
            page.line(&format!("  {command}"));
        }
    }
    let waiting = words::waiting(sheet);
    if !waiting.is_empty() {
        page.section("Waiting for others");
        for one in waiting {
            page.paragraph(2, &capital(&one));
        }
    }
    dates(&mut page, sheet);
    mentoring(&mut page, sheet);
    page.finish()
}

fn dates(page: &mut Page, sheet: &Sheet<'_>) {
    let few = sheet.dates();
    if few.shown.is_empty() {
        page.section("Nothing is due in the next weeks.");
        return;
    }
    page.section("Soon");
    for item in &few.shown {
        let style = Style { width: page.width, ..page.style };
        page.text.push_str(&lines(&due::when(item), &words::date(sheet, item), None, style));
    }
    more(page, sheet, &few);
}

fn mentoring(page: &mut Page, sheet: &Sheet<'_>) {
    let style = Style { width: page.width, ..page.style };
    let claims = sheet.claims();
    if !claims.shown.is_empty() {
        page.section("Claims that wait for you");
        for item in &claims.shown {
            let command = words::command(sheet, item);
            page.text.push_str(&lines(&due::when(item), &words::date(sheet, item), command, style));
        }
        more(page, sheet, &claims);
    }
    let mentees = sheet.dates_of_mentees();
    if !mentees.shown.is_empty() {
        page.section("Those you mentor");
        for item in &mentees.shown {
            let about = words::date_of_another(sheet, item);
            page.text.push_str(&lines(&due::when(item), &about, None, style));
        }
        more(page, sheet, &mentees);
    }
}

fn more(page: &mut Page, sheet: &Sheet<'_>, few: &Few<'_, '_>) {
    if let Some(more) = words::more(few.more, sheet) {
        page.paragraph(2, &more);
    }
}

struct Page {
    text: String,
    style: Style,
    width: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(&harmless(line));
        self.text.push('\n');
    }

    fn bold(&mut self, text: &str) {
        for line in wrapped(&harmless(text), self.width) {
            let line = if self.style.color { format!("\u{1b}[1m{line}\u{1b}[0m") } else { line };
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, indent: usize, text: &str) {
        for line in wrapped(text, self.width.saturating_sub(indent).max(20)) {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    fn section(&mut self, title: &str) {
        self.text.push('\n');
        self.bold(title);
    }

    fn finish(self) -> String {
        if self.style.unicode {
            return self.text;
        }
        self.text.replace('—', "-").replace('→', "->").replace('…', ".")
    }
}
