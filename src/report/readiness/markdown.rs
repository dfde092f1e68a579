//! Readiness in Markdown, for pull requests and pages.

use std::fmt::Write as _;

use super::{Sheet, human, words};

/// One person's readiness.
#[must_use]
pub fn one(sheet: &Sheet<'_>) -> String {
    let readiness = &sheet.readiness;
    let person = escaped(&readiness.person.document.name);
    let mut text = format!(
        "## {}\n\n{person}, for {}, as of {}\n\n",
        escaped(&words::sheet_headline(sheet)),
        words::source(sheet),
        readiness.as_of
    );
    if !readiness.lines.is_empty() {
        text.push_str("| Standing | Asked for | By | Under way |\n|---|---|---|---|\n");
    }
    for state in &readiness.lines {
        let standing = match words::detail(&state.standing) {
            detail if detail.is_empty() => state.standing.word().to_owned(),
            detail => format!("{}: {detail}", state.standing.word()),
        };
        let mut asked = format!(
            "**{}** ({})",
            escaped(&state.line.title),
            words::strength(state.line.strength)
        );
        for words in &state.line.words {
            asked.push_str("<br>");
            asked.push_str(&escaped(words));
        }
        let motions: Vec<String> = state
            .motion
            .iter()
            .map(|motion| escaped(&words::motion(sheet.catalog, motion)))
            .collect();
        let role = escaped(&state.line.role.role.title);
        let motion = motions.join("<br>");
        let _ = writeln!(text, "| {} | {asked} | {role} | {motion} |", escaped(&standing));
    }
    for (first, line) in &readiness.coming {
        let _ = writeln!(text, "\nComing on {first}: {}", escaped(&line.title));
    }
    let notes = if sheet.left_out == 0 { words::notes(readiness) } else { Vec::new() };
    for note in notes {
        let _ = writeln!(text, "\n{}", escaped(&note));
    }
    if let Some(step) = sheet.next {
        let (what, command) = words::step(sheet.catalog, readiness.person.id(), sheet.is_own, step);
        let with = command.map(|command| format!(" with `{command}`")).unwrap_or_default();
        let _ = writeln!(text, "\nNext: {}{with}", escaped(&what));
    }
    text
}

/// The table of several people.
#[must_use]
pub fn table(sheets: &[Sheet<'_>]) -> String {
    let mut text = String::from(
        "| Person | Towards | Verdict | Met | Unknown | Under way |\n|---|---|---|---|---|---|\n",
    );
    for sheet in sheets {
        let cells: Vec<String> = human::row(sheet).iter().map(|cell| escaped(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

/// A text in one line that no Markdown reader takes for mark-up.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for character in words::one_line(text).chars() {
        match character {
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' | '!' | '@' => {
                safe.push('\\');
                safe.push(character);
            }
            other => safe.push(other),
        }
    }
    safe
}
