//! A plan for people: what to do in which order, when, and why.

use super::{Sheet, gaps, words};
use crate::format::harmless::harmless;
use crate::format::text::wrapped;
use crate::insight::plan::Item;
use crate::report::Style;
use crate::report::readiness::words as lines;
use crate::standing::motion::Motion;

/// Where everything below a numbered step begins.
const COLUMN: usize = 4;

/// The plan.
#[must_use]
pub fn write(sheet: &Sheet<'_>, style: Style) -> String {
    let plan = &sheet.plan;
    let mut page = Page { text: String::new(), style, width: style.text_width() };
    page.paragraph(0, &words::headline(plan), BOLD);
    page.paragraph(0, &words::about(sheet), DIM);
    page.paragraph(0, &words::pace(plan), DIM);
    page.section("Under way");
    for claim in plan.under_way() {
        let motion = Motion::ClaimWaiting {
            claim: claim.claim.id(),
            since: claim.date,
            waits_for: claim.waits_for.clone(),
        };
        page.paragraph(
            2,
            &format!("{}: {}", claim.claim.id(), lines::motion(plan.catalog, &motion)),
            PLAIN,
        );
    }
    for (number, day) in &plan.in_time {
        if let Some(state) = plan.readiness.lines.get(*number) {
            page.paragraph(2, &format!("{}: there on {day}", state.line.title), PLAIN);
        }
    }
    page.section("Fixed dates");
    for fixed in &plan.fixed {
        page.paragraph(2, &format!("{}  {}", fixed.by, words::fixed(fixed)), PLAIN);
    }
    page.section("In this order");
    let numbered: Vec<(usize, &Item<'_>)> = (1..).zip(&plan.items).collect();
    for (number, item) in numbered.iter().filter(|(_, item)| !item.is_optional) {
        step(&mut page, sheet, *number, item);
    }
    page.section("If you want to go on");
    for (number, item) in numbered.iter().filter(|(_, item)| item.is_optional) {
        step(&mut page, sheet, *number, item);
    }
    page.section("What the catalog cannot offer");
    for unmet in &plan.unmet {
        page.paragraph(2, &format!("{}.", gaps::sentence(plan, unmet)), OPEN);
    }
    page.section("");
    let notes = plan.notes.iter().map(|note| words::note(plan, note));
    for note in notes.chain([words::proof(plan)]).filter(|note| !note.is_empty()) {
        page.paragraph(0, &note, PLAIN);
    }
    if let Some((what, command)) = sheet.next_in_words() {
        page.section("");
        page.paragraph(0, &format!("Next: {what}"), BOLD);
        if let Some(command) = command {
            // A command in one line can be copied.
            page.line(&format!("  {command}"));
        }
    }
    page.finish()
}

fn step(page: &mut Page, sheet: &Sheet<'_>, number: usize, item: &Item<'_>) {
    let plan = &sheet.plan;
    let number = format!("{number:>2}. ");
    let indent = number.len().max(COLUMN);
    let title = words::title(plan, item);
    let mut title = wrapped(&title, page.width.saturating_sub(indent)).into_iter();
    let first = title.next().unwrap_or_default();
    let first = page.paint(&first, BOLD);
    page.line(&format!("{number}{first}"));
    for rest in title {
        page.paragraph(indent, &rest, BOLD);
    }
    page.paragraph(indent, &words::when(plan, item), PLAIN);
    for reason in words::reasons(plan, item) {
        page.paragraph(indent, &format!("→ {reason}"), DIM);
    }
}

const PLAIN: &str = "";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const OPEN: &str = "\u{1b}[33m";

struct Page {
    text: String,
    style: Style,
    width: usize,
}

impl Page {
    fn paint(&self, text: &str, code: &str) -> String {
        let text = harmless(text);
        if self.style.color && !code.is_empty() { format!("{code}{text}\u{1b}[0m") } else { text }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn paragraph(&mut self, indent: usize, text: &str, code: &str) {
        for line in wrapped(text, self.width.saturating_sub(indent).max(20)) {
            let line = self.paint(&line, code);
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }

    /// Begins a section; one that stays empty leaves no trace.
    fn section(&mut self, title: &str) {
        self.drop_empty_section();
        self.text.push_str(SECTION);
        self.text.push_str(title);
        self.text.push('\n');
    }

    fn drop_empty_section(&mut self) {
        let Some(start) = self.text.rfind(SECTION) else { return };
        let title_end =
            self.text[start..].find('\n').map_or(self.text.len(), |end| start + end + 1);
        if title_end == self.text.len() {
            self.text.truncate(start);
            return;
        }
        let title = self.text[start + SECTION.len()..title_end].trim_end().to_owned();
        let title = if title.is_empty() { title } else { self.paint(&title, BOLD) + "\n" };
        self.text.replace_range(start..title_end, &format!("\n{title}"));
    }

    fn finish(mut self) -> String {
        self.drop_empty_section();
        if self.style.unicode {
            return self.text;
        }
        let plain = [("—", "-"), ("→", "->"), ("…", "."), ("“", "\""), ("”", "\"")];
        plain.iter().fold(self.text, |text, (from, to)| text.replace(from, to))
    }
}

/// Stands before a section's title until something follows it.
const SECTION: &str = "\u{1}";
