//! What other YAML readers make of a word without quotes: `PyYAML` and Ruby read YAML 1.1, `js-yaml`
//! a mixture, and each takes some words that are text here for something else.

/// What a word without quotes is elsewhere, as the end of a sentence: "a number in base 60".
///
/// Only words that are text here: a word that this program itself reads as a number, a boolean or
/// nothing gives `None`, and so do dates, which the format uses on purpose.
#[must_use]
pub fn elsewhere(word: &str) -> Option<&'static str> {
    let first = *word.as_bytes().first()?;
    match first {
        b'=' if word == "=" => Some("a request for a default value, and refuse it"),
        b'<' if word == "<<" => Some("a request to merge another map"),
        b'y' | b'Y' | b'n' | b'N' | b'o' | b'O' => is_switch(word).then_some("true or false"),
        b'0'..=b'9' | b'-' | b'+' | b'.' => number_elsewhere(word),
        _ => None,
    }
}

/// Whether it is worth reading where the scalars of a YAML text stand: a word that means something
/// else elsewhere may be one of them.
///
/// Looks only at where words stand in their line, so that texts of several lines can deceive it into
/// a needless yes; words behind an anchor or a tag are not seen.
#[must_use]
pub fn may_be_misread(yaml: &str) -> bool {
    yaml.split('\n').any(|line| {
        let bytes = line.as_bytes();
        let mut at = 0;
        let mut begins = true;
        while let Some(byte) = bytes.get(at) {
            let gap = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
            match byte {
                b' ' | b'\t' | b'\r' => {}
                b'[' | b'{' | b',' => begins = true,
                b':' | b'-' | b'?' if gap => begins = true,
                _ if begins => {
                    let word = word_at(line, at);
                    if elsewhere(word).is_some() && ends_scalar(&line[at + word.len()..]) {
                        return true;
                    }
                    at += word.len().max(1);
                    begins = false;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        false
    })
}

/// The word that begins at a byte which is no white space, without the colon of a key.
fn word_at(line: &str, at: usize) -> &str {
    let rest = line.get(at..).unwrap_or("");
    let end = rest.find([' ', '\t', '\r', ',', ']', '}']).unwrap_or(rest.len());
    let word = &rest[..end];
    word.strip_suffix(':').unwrap_or(word)
}

fn ends_scalar(rest: &str) -> bool {
    matches!(rest.trim_start().bytes().next(), None | Some(b',' | b']' | b'}' | b'#' | b':'))
}

/// The words for true and false of YAML 1.1 in any case, without those that are true and false here.
fn is_switch(word: &str) -> bool {
    word.len() <= 3
        && ["yes", "no", "on", "off", "y", "n"]
            .iter()
            .any(|switch| word.eq_ignore_ascii_case(switch))
}

fn number_elsewhere(word: &str) -> Option<&'static str> {
    let number = word.strip_prefix(['-', '+']).unwrap_or(word);
    if let Some((head, tail)) = number.split_once(':') {
        let (tail, fraction) =
            tail.split_once('.').map_or((tail, None), |(tail, after)| (tail, Some(after)));
        let sixtieths = tail.split(':').all(is_sixtieth);
        let whole = is_digits(head) && (fraction.is_some() || !head.starts_with('0'));
        return (whole && sixtieths && fraction.is_none_or(is_spaced))
            .then_some("a number in base 60");
    }
    let spaced = number.contains('_').then_some("a number, without the underscores");
    if let Some(body) = number.strip_prefix("0x").or_else(|| number.strip_prefix("0b")) {
        return spaced
            .filter(|_| body.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_'));
    }
    let padded = number.len() > 1 && number.starts_with('0');
    match number.split_once('.') {
        Some(("", fraction)) => spaced.filter(|_| is_digits(fraction)),
        Some((whole, _)) if !is_digits(whole) => None,
        Some((whole, fraction)) if is_spaced(fraction) => spaced
            .or((padded && whole.len() > 1).then_some("a number, without the zeros before it")),
        Some(_) => None,
        None if !is_digits(number) => None,
        None if !padded => spaced,
        None if number.bytes().all(|byte| matches!(byte, b'0'..=b'7' | b'_')) => {
            Some("a number in base 8")
        }
        None => Some("a number, without the zeros before it"),
    }
}

/// A digit, then digits and underscores.
fn is_digits(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit()) && is_spaced(text)
}

/// Digits and underscores, perhaps none.
fn is_spaced(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

/// A number below 60, such as the minutes of an hour.
fn is_sixtieth(text: &str) -> bool {
    match text.as_bytes() {
        [only] => only.is_ascii_digit(),
        [tens, ones] => matches!(tens, b'0'..=b'5') && ones.is_ascii_digit(),
        _ => false,
    }
}
