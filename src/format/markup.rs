//! Texts and numbers inside markup: whatever stands in them, they stay text and numbers.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text for element content and quoted attributes of HTML and XML.
///
/// Characters that XML does not allow are left out, and so are those that would turn the writing of what
/// follows round.
#[must_use]
pub fn escaped(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !b"&<>\"'".contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + text.len() / 16);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other if may_stand(other) => safe.push(other),
            _ => {}
        }
    }
    Cow::Owned(safe)
}

/// Whether a character may stand in HTML and XML, and does not turn the writing of what follows round.
#[must_use]
pub fn may_stand(character: char) -> bool {
    match character {
        ' '..='~' | '\n' | '\t' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        other => !other.is_control() && u32::from(other) & 0xfffe != 0xfffe,
    }
}

/// A coordinate with at most one digit after the point; 0 for what is no number.
#[must_use]
pub fn px(value: f64) -> String {
    let mut text = String::new();
    push_px(&mut text, value);
    text
}

/// Appends a coordinate as [`px`] writes it.
#[allow(clippy::cast_possible_truncation)] // bounded just before
pub fn push_px(text: &mut String, value: f64) {
    let tenths = (value * 10.0).round().clamp(-1e15, 1e15) as i64;
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let sign = if tenths < 0 { "-" } else { "" };
    let _ = if tenth == 0 {
        write!(text, "{sign}{whole}")
    } else {
        write!(text, "{sign}{whole}.{tenth}")
    };
}
