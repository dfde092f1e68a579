//! A plan in Markdown, for pull requests and pages.

use std::fmt::Write as _;

use super::{Sheet, gaps, words};
use crate::format::markdown::{code, line};
use crate::insight::plan::Item;

/// The plan.
#[must_use]
pub fn write(sheet: &Sheet<'_>) -> String {
    let plan = &sheet.plan;
    let mut text = format!(
        "## {}\n\n{}. {}\n",
        line(&words::headline(plan)),
        line(&words::about(sheet)),
        line(&words::pace(plan))
    );
    if !plan.items.is_empty() {
        text.push_str("\n| | What | From | Until | Learning | Why |\n|---|---|---|---|---|---|\n");
    }
    for (number, item) in (1..).zip(&plan.items) {
        row(&mut text, sheet, number, item);
    }
    let mut list = |title: &str, entries: Vec<String>| {
        if !entries.is_empty() {
            let _ = writeln!(text, "\n### {title}\n");
            for entry in entries {
                let _ = writeln!(text, "- {}", line(&entry));
            }
        }
    };
    let fixed = plan.fixed.iter();
    list("Fixed dates", fixed.map(|at| format!("{}: {}", at.by, words::fixed(at))).collect());
    let waiting = plan
        .under_way()
        .map(|claim| format!("{}: claim waiting since {}", claim.claim.id(), claim.date));
    let in_time = plan.in_time.iter().filter_map(|(number, day)| {
        let state = plan.readiness.lines.get(*number)?;
        Some(format!("{}: there on {day}", state.line.title))
    });
    list("Under way", waiting.chain(in_time).collect());
    let unmet = plan.unmet.iter();
    let unmet = unmet.map(|unmet| format!("{}.", gaps::sentence(plan, unmet))).collect();
    list("What the catalog cannot offer", unmet);
    for note in plan.notes.iter().map(|note| words::note(plan, note)).chain([words::proof(plan)]) {
        if !note.is_empty() {
            let _ = writeln!(text, "\n{}", line(&note));
        }
    }
    if let Some((what, command)) = sheet.next_in_words() {
        let with = command.map(|command| format!(" with {}", code(&command))).unwrap_or_default();
        let _ = writeln!(text, "\nNext: {}{with}", line(&what));
    }
    text
}

fn row(text: &mut String, sheet: &Sheet<'_>, number: usize, item: &Item<'_>) {
    let plan = &sheet.plan;
    let optional = if item.is_optional { " (optional)" } else { "" };
    let learning = if item.minutes == 0 { String::new() } else { words::hours(item.minutes) };
    let why: Vec<String> = words::reasons(plan, item).iter().map(|reason| line(reason)).collect();
    let _ = writeln!(
        text,
        "| {number} | **{}**{optional} | {} | {} | {learning} | {} |",
        line(&words::title(plan, item)),
        item.from,
        item.until,
        why.join("<br>")
    );
}
