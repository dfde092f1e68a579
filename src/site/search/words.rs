//! The words of a text as the search compares them: small letters without accents.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words, each at least two letters long, in order.
///
/// `assets/site.js` does the same with what somebody types; compatibility forms are taken apart
/// (Unicode Standard Annex 15, form KD) and marks dropped, so that `Éloïse` is found by `el`.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let plain: String =
        text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase();
    plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some())
        .map(str::to_owned)
        .collect()
}
