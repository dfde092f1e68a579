//! The words of a text as the search compares them: small letters without accents.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words, in order; a letter alone is a word as well, since there are people of such a name.
///
/// `assets/site.js` does the same with what somebody types; compatibility forms are taken apart
/// (Unicode Standard Annex 15, form KD) and marks dropped, so that `Éloïse` is found by `el`.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    plain(text)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What is written with a mark inside, as if it were written without: `On-call` as `oncall`, `O’Neill` as
/// `oneill`.
#[must_use]
pub fn joined(text: &str) -> Vec<String> {
    let parts = text.split_whitespace().map(words).filter(|parts| parts.len() > 1);
    parts.map(|parts| parts.concat()).collect()
}

fn plain(text: &str) -> String {
    let unmarked: String = text.nfkd().filter(|letter| !is_combining_mark(*letter)).collect();
    unmarked.to_lowercase().chars().fold(String::new(), |mut plain, letter| {
        match folded(letter) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(letter),
        }
        plain
    })
}

/// What is typed for a letter that Unicode does not take apart, by those whose keyboard has no such key.
const fn folded(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        _ => return None,
    })
}
