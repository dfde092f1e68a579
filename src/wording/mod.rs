//! Floor 8: what is said of lines, dates and steps in words, alike on every paper and every page.

pub mod agenda;
pub mod metrics;
pub mod plan;
pub mod readiness;

/// `1 record`, `2 records`.
#[must_use]
pub fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
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
