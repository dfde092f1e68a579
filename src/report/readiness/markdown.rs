//! Readiness in Markdown, for pull requests and pages.

use std::fmt::Write as _;

use super::{Sheet, human, words};
use crate::format::markdown::{code, line};

/// One person's readiness.
#[must_use]
pub fn one(sheet: &Sheet<'_>) -> String {
    let readiness = &sheet.readiness;
    let person = line(&readiness.person.document.name);
    let mut text = format!(
        "## {}\n\n{person}, for {}, as of {}\n\n",
        line(&words::sheet_headline(sheet)),
        line(&words::source(sheet)),
        readiness.as_of
    );
    if !readiness.lines.is_empty() {
        text.push_str("| Standing | Asked for | By | Under way | Next |\n|---|---|---|---|---|\n");
    }
    for (number, state) in readiness.lines.iter().enumerate() {
        let standing = match words::detail(&state.standing) {
            detail if detail.is_empty() => state.standing.word().to_owned(),
            detail => format!("{}: {detail}", state.standing.word()),
        };
        let mut asked =
            format!("**{}** ({})", line(&state.line.title), words::strength(state.line.strength));
        for words in &state.line.words {
            asked.push_str("<br>");
            asked.push_str(&line(words));
        }
        let motions: Vec<String> =
            state.motion.iter().map(|motion| line(&words::motion(sheet.catalog, motion))).collect();
        let role = line(&state.line.role.role.title);
        let motion = motions.join("<br>");
        let next = sheet.step_in_words(number).map(|(what, _)| line(&what)).unwrap_or_default();
        let _ = writeln!(text, "| {} | {asked} | {role} | {motion} | {next} |", line(&standing));
    }
    for (first, coming) in &readiness.coming {
        let _ = writeln!(text, "\nComing on {first}: {}", line(&coming.title));
    }
    let notes = if sheet.left_out == 0 { words::notes(readiness) } else { Vec::new() };
    for note in notes {
        let _ = writeln!(text, "\n{}", line(&note));
    }
    if let Some((what, command)) = sheet.next_in_words() {
        let with = command.map(|command| format!(" with {}", code(&command))).unwrap_or_default();
        let _ = writeln!(text, "\nNext: {}{with}", line(&what));
    }
    text
}

/// The table of several people.
#[must_use]
pub fn table(sheets: &[Sheet<'_>]) -> String {
    let mut text = String::from(
        "| Person | Towards | Verdict | Met | Not yet | Unknown | Under way |\n|---|---|---|---|---|---|---|\n",
    );
    for sheet in sheets {
        let cells: Vec<String> = human::row(sheet).iter().map(|cell| line(cell)).collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}
