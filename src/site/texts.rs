//! Texts as HTML: escaped, with dates that stand in one line, addresses that are links, and writing from the right
//! that keeps to itself.

use std::borrow::Cow;

use crate::base::date::Date;
use crate::format::markup::escaped;

/// The length of a date: `2026-03-02`.
const DATE: usize = 10;

/// A text in which every date is marked as one, so that no line breaks at its hyphens.
#[must_use]
pub fn with_dates(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut told = 0;
    for (at, _) in text.match_indices('-') {
        let Some(date) =
            at.checked_sub(4).filter(|start| *start >= told).and_then(|start| date_at(text, start))
        else {
            continue;
        };
        let start = at - 4;
        html.push_str(&escaped(&text[told..start]));
        html.push_str("<time>");
        html.push_str(date);
        html.push_str("</time>");
        told = start + DATE;
    }
    html.push_str(&escaped(&text[told..]));
    html
}

/// The date that begins here, unless it is a part of a longer word: of an id, or of an address.
fn date_at(text: &str, start: usize) -> Option<&str> {
    let date = text.get(start..start + DATE)?;
    let goes_on = |it: char| it.is_alphanumeric() || matches!(it, '-' | '/' | '_');
    let is_alone = !text[..start].ends_with(goes_on) && !text[start + DATE..].starts_with(goes_on);
    (is_alone && date.parse::<Date>().is_ok()).then_some(date)
}

/// A text in which addresses are links.
#[must_use]
pub fn linked(text: &str) -> String {
    let word = |word: &str| {
        let address = word.trim_end_matches(['.', ',', ';', ')']);
        let is_address = ["https://", "http://"].iter().any(|it| {
            address.strip_prefix(it).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        });
        if !is_address {
            return with_dates(word);
        }
        let (href, after) = (escaped(address), escaped(&word[address.len()..]));
        format!("<a href=\"{href}\">{href}</a>{after}")
    };
    let words: Vec<String> = text.split(' ').map(word).collect();
    words.join(" ")
}

/// A text that keeps its direction to itself where it has one of its own.
#[must_use]
pub fn isolated(text: Cow<'_, str>) -> String {
    if is_from_right(&text) { format!("<bdi>{text}</bdi>") } else { text.into_owned() }
}

/// Whether a text holds letters that are written from right to left (Unicode Standard Annex 9, classes R and
/// AL): what stands beside it would otherwise change places with it.
fn is_from_right(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}
