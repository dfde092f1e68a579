//! The words of a text as the search compares them: small letters without accents.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words, in order; a letter alone is a word as well, since there are people of such a name.
///
/// `assets/site.js` does the same with what somebody types; compatibility forms are taken apart
/// (Unicode Standard Annex 15, form KD) and marks dropped, so that `Éloïse` is found by `el`.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let plain: String =
        text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase();
    plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
