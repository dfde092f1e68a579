//! Somebody's day in Markdown.

use std::fmt::Write as _;

use super::{Few, Sheet, words};
use crate::format::markdown::line;
use crate::insight::agenda::Item;
use crate::report::agenda::words as due;
use crate::wording::capital;

/// The day.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let mut text = format!("## {}, {}\n\n", line(&sheet.person.name), sheet.as_of);
    let said = [
        Some(words::goal(sheet)),
        words::verdict(sheet),
        words::kind_word(sheet).map(str::to_owned),
    ];
    for words in said.into_iter().flatten() {
        let _ = writeln!(text, "{}\n", line(&words));
    }
    if let Some((what, command)) = words::next(sheet) {
        let _ = writeln!(text, "**Next: {}**", line(&what));
        if let Some(command) = command {
            let _ = writeln!(text, "\n    {command}");
        }
    }
    let waiting = words::waiting(sheet);
    if !waiting.is_empty() {
        text.push_str("\n### Waiting for others\n\n");
        for one in waiting {
            let _ = writeln!(text, "- {}", line(&capital(&one)));
        }
    }
    let date = |item: &Item<'_>| words::date(sheet, item);
    let other = |item: &Item<'_>| words::date_of_another(sheet, item);
    list(&mut text, sheet, "Soon", &sheet.dates(), &date);
    list(&mut text, sheet, "Claims that wait for you", &sheet.claims(), &date);
    list(&mut text, sheet, "Those you mentor", &sheet.dates_of_mentees(), &other);
    text
}

fn list(
    text: &mut String,
    sheet: &Sheet<'_>,
    title: &str,
    few: &Few<'_, '_>,
    say: &dyn Fn(&Item<'_>) -> String,
) {
    if few.shown.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n### {title}\n");
    for item in &few.shown {
        let _ = writeln!(text, "- **{}** {}", due::when(item), line(&say(item)));
    }
    if let Some(more) = words::more(few.more, sheet) {
        let _ = writeln!(text, "- {}", line(&more));
    }
}
