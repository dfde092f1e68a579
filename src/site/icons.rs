//! Icons: one sprite of symbols, of which every page carries those that it uses.
//!
//! Browsers that read pages from disk load no symbols from another file, so the page holds them itself.

use std::collections::BTreeSet;

/// Symbols of the Lucide project (ISC licence), a line each.
const SPRITE: &str = include_str!("assets/icons.svg");

/// What stands before the name of an icon in addresses.
const PREFIX: &str = "icon-";

/// The mark-up that shows an icon beside words that say the same; none if there is no such icon.
#[must_use]
pub fn icon(name: &str) -> Option<String> {
    symbol(name)?;
    Some(format!(
        "<svg class=\"icon\" aria-hidden=\"true\" width=\"20\" height=\"20\"><use href=\"#{PREFIX}{name}\"></use></svg>"
    ))
}

/// The symbols that a page uses, hidden, to stand in it once; empty for a page without icons.
#[must_use]
pub fn symbols_of(html: &str) -> String {
    let mark = format!("<use href=\"#{PREFIX}");
    let used: BTreeSet<&str> = html
        .match_indices(&mark)
        .filter_map(|(at, _)| html[at + mark.len()..].split('"').next())
        .collect();
    let symbols: String = used.into_iter().filter_map(symbol).collect();
    if symbols.is_empty() {
        symbols
    } else {
        format!("<svg class=\"icons\" aria-hidden=\"true\">{symbols}</svg>\n")
    }
}

fn symbol(name: &str) -> Option<&'static str> {
    let begin = format!("<symbol id=\"{PREFIX}{name}\"");
    SPRITE.lines().find(|line| line.starts_with(&begin))
}
