//! Text of others in Markdown: no reader takes it for mark-up, and no table ends at it.

use super::harmless::harmless;

/// A sentence whose words in backticks become code; all else is escaped, and its lines stay lines.
///
/// It can stand in a paragraph, a heading, a list and the cell of a table.
#[must_use]
pub fn prose(text: &str) -> String {
    let mut rest = text;
    let mut safe = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('`') {
        safe.push_str(&escaped(before));
        match after.split_once('`') {
            Some((inside, behind)) if !inside.trim().is_empty() => {
                safe.push_str(&in_cell(&code(inside)));
                rest = behind;
            }
            _ => {
                safe.push_str("\\`");
                rest = after;
            }
        }
    }
    safe + &escaped(rest)
}

/// A name, a title or a sentence on one line: escaped like [`prose`], with its lines as one and without
/// what nobody sees.
#[must_use]
pub fn line(text: &str) -> String {
    prose(&harmless(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text as code, whatever it holds.
#[must_use]
pub fn code(text: &str) -> String {
    let text = text.replace(['\r', '\n'], " ");
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Tables end a cell at every bar, also inside code.
#[must_use]
pub fn in_cell(code: &str) -> String {
    code.replace('|', "\\|")
}

/// Characters that Markdown, tables or HTML would take for something else.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut safe, character| {
        match character {
            '\r' => {}
            '\n' => safe.push_str("<br>"),
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '!' | '@' => {
                safe.push('\\');
                safe.push(character);
            }
            _ => safe.push(character),
        }
        safe
    })
}
