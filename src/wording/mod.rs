//! Floor 8: what is said of lines, dates and steps in words, alike on every paper and every page.

pub mod agenda;
pub mod metrics;
pub mod plan;
pub mod readiness;

/// `1 record`, `2 records`.
#[must_use]
pub fn counted(number: usize, word: &str) -> String {
    if number == 1 {
        format!("1 {word}")
    } else {
        format!("{} {word}s", grouped(&number.to_string()))
    }
}

/// A decimal number with its thousands in groups, by a narrow space that no line is broken at (ISO 80000-1):
/// `22 725.5`.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number.split_at(number.find(|it: char| it.is_ascii_digit()).unwrap_or(0));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let groups = whole.char_indices().map(|(at, digit)| match at {
        0 => digit.to_string(),
        at if (whole.len() - at).is_multiple_of(3) => format!("\u{202f}{digit}"),
        _ => digit.to_string(),
    });
    format!("{sign}{}{rest}", groups.collect::<String>())
}

/// Text of several lines in one.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with a capital letter in front.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
