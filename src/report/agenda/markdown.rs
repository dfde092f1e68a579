//! An agenda in Markdown, for an issue or a page: a list to tick off.

use std::fmt::Write as _;

use super::{Sheet, words};
use crate::format::markdown::{code, line};
use crate::wording::capital;

/// The agenda.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let mut text = format!(
        "## {}\n\nFrom {} to {}.\n",
        line(&words::headline(sheet)),
        sheet.as_of,
        sheet.until
    );
    let (overdue, coming) = sheet.parts();
    if overdue.is_empty() && coming.is_empty() {
        text.push_str("\nNothing is due.\n");
    }
    for (title, items) in [("Overdue", overdue), ("Coming", coming)] {
        if items.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {title}\n");
        for item in items {
            let about = capital(&words::title(sheet.catalog, item, sheet.reader()));
            let _ = write!(text, "- [ ] **{}** {}", words::when(item), line(&about));
            for more in [words::detail(item), words::whom(sheet, item)] {
                if !more.is_empty() {
                    let _ = write!(text, " — {}", line(&more));
                }
            }
            if let Some(command) = sheet.command(item) {
                let _ = write!(text, "  \n  {}", code(&command));
            }
            text.push('\n');
        }
    }
    text
}
