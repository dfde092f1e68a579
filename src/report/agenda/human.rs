//! An agenda for people: what is overdue, then what comes, in lines that fit a terminal.

use std::fmt::Write as _;

use super::{Sheet, words};
use crate::format::harmless::harmless;
use crate::format::text::wrapped;
use crate::insight::agenda::Item;
use crate::report::Style;
use crate::wording::capital;

/// Columns in front of what is due.
const COLUMN: usize = 18;

/// The agenda.
#[must_use]
pub fn write(sheet: &Sheet<'_>, style: Style) -> String {
    let mut text = format!("{}\n", bold(&words::headline(sheet), style));
    let _ = writeln!(text, "from {} to {}", sheet.as_of, sheet.until);
    let (overdue, coming) = sheet.parts();
    if overdue.is_empty() && coming.is_empty() {
        text.push_str("\nNothing is due. Enjoy the quiet.\n");
    }
    for (title, items) in [("Overdue", overdue), ("Coming", coming)] {
        if items.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}", bold(title, style));
        for item in items {
            text.push_str(&entry(sheet, item, style));
        }
    }
    if style.unicode { text } else { text.replace('—', "-").replace('…', ".") }
}

fn entry(sheet: &Sheet<'_>, item: &Item<'_>, style: Style) -> String {
    let mut about = words::title(sheet.catalog, item, sheet.reader());
    for more in [words::detail(item), words::whom(sheet, item)] {
        if !more.is_empty() {
            about = format!("{about} — {more}");
        }
    }
    lines(&words::when(item), &about, sheet.command(item), style)
}

/// A day, what is due on it, and the command that does it.
#[must_use]
pub fn lines(when: &str, about: &str, command: Option<String>, style: Style) -> String {
    let width = style.text_width().saturating_sub(COLUMN + 2).max(20);
    let mut text = String::new();
    for (number, line) in wrapped(&capital(&harmless(about)), width).iter().enumerate() {
        let when = if number == 0 { when } else { "" };
        text.push_str(format!("  {when:COLUMN$}{line}").trim_end());
        text.push('\n');
    }
    if let Some(command) = command {
        // A command in one line can be copied.
        let command = format!("{:indent$}{command}", "", indent = COLUMN + 2);
        let (dim, end) = if style.color { ("\u{1b}[2m", "\u{1b}[0m") } else { ("", "") };
        let _ = writeln!(text, "{dim}{command}{end}");
    }
    text
}

fn bold(text: &str, style: Style) -> String {
    let text = harmless(text);
    if style.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text }
}
