//! Words of a command that somebody is to paste: a shell takes each as it is, whatever stands in it.

use std::borrow::Cow;

/// A word for a POSIX shell: as it is where a shell reads it so, otherwise in single quotes.
///
/// Names of branches, files and folders hold what a shell would run: git allows `;`, `$`, `` ` `` and `|`
/// in the name of a branch. Control characters are left out, since a line that is pasted ends at one.
#[must_use]
pub fn word(text: &str) -> Cow<'_, str> {
    let is_typed = |character: char| !character.is_control();
    let text: Cow<'_, str> = if text.chars().all(is_typed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|character| is_typed(*character)).collect())
    };
    // A shell reads a tilde as a home and an equals sign as the place of a program, in front only.
    let is_plain = !text.is_empty() && !text.starts_with(['~', '=']) && text.chars().all(is_plain);
    if is_plain { text } else { Cow::Owned(format!("'{}'", text.replace('\'', r"'\''"))) }
}

/// Whether no shell takes a character for anything but itself.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "-_./:@%+=,~".contains(character)
}
