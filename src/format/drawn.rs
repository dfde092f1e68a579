//! How wide a text is going to be drawn, with no font at hand: rather too wide than too narrow.
//!
//! Pages use the reader's own font. The widths here are those of `DejaVu Sans`, the widest of the fonts that
//! `system-ui` and `sans-serif` usually stand for, so that what fits here fits with any of them.

/// Advance widths of the characters from space to tilde, in thousandths of the size.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// How much wider bold letters are than plain ones.
pub const BOLD: f64 = 1.16;

/// The width of a text in the unit of `size`, the height of its font.
#[must_use]
pub fn width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) / 1000.0 * size
}

/// The width of a text in bold letters.
#[must_use]
pub fn bold_width(text: &str, size: f64) -> f64 {
    width(text, size) * BOLD
}

/// The width of one character in thousandths of the font's size.
fn advance(character: char) -> u32 {
    let code = u32::from(character);
    if let Some(place) = code.checked_sub(32).and_then(|place| usize::try_from(place).ok())
        && let Some(advance) = ASCII.get(place)
    {
        return u32::from(*advance);
    }
    match code {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x00a0 | 0x00b7 | 0x2018..=0x201a => 318,
        0x2010..=0x2013 | 0x201c..=0x201e | 0x2022 => 590,
        0x00c0..=0x024f | 0x0370..=0x03ff => cased(character, 640, 800, 840),
        0x0400..=0x052f => cased(character, 760, 900, 800),
        0x0590..=0x05ff => 710,
        _ => 1300,
    }
}

/// Letters of one script: most small letters, most capitals, everything else.
fn cased(character: char, small: u32, capital: u32, other: u32) -> u32 {
    match character {
        'æ' | 'œ' | 'Æ' | 'Œ' | 'Ŵ' | 'Ħ' | 'ш' | 'щ' | 'ю' | 'Ж' | 'Ш' | 'Щ' | 'Ю' | 'Ы' => {
            1100
        }
        _ if character.is_lowercase() => small,
        _ if character.is_uppercase() => capital,
        _ => other,
    }
}

/// Breaks a text into as few lines as fit into `limit`, and those as even as they get.
///
/// Lines break at spaces; a word that is too long for a line is broken after a hyphen, a slash, a dot or an
/// underscore, or else anywhere. There is always at least one line.
#[must_use]
pub fn lines(text: &str, size: f64, limit: f64) -> Vec<String> {
    let mut words: Vec<(String, f64)> = Vec::new();
    for word in text.split_whitespace() {
        let wide = width(word, size);
        if wide <= limit {
            words.push((word.to_owned(), wide));
        } else {
            words.extend(pieces(word, size, limit));
        }
    }
    let space = width(" ", size);
    let fewest = filled(&words, space, limit).len();
    let longest = words.iter().map(|word| word.1).fold(0.0, f64::max);
    let (mut tight, mut wide) = (longest, limit);
    for _ in 0..5 {
        let middle = f64::midpoint(tight, wide);
        if filled(&words, space, middle).len() > fewest {
            tight = middle;
        } else {
            wide = middle;
        }
    }
    let ends = filled(&words, space, wide);
    let mut lines = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        let line: Vec<&str> = words[start..end].iter().map(|word| word.0.as_str()).collect();
        lines.push(line.join(" "));
        start = end;
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// After which words lines end when each takes as many as fit.
fn filled(words: &[(String, f64)], space: f64, limit: f64) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut used = 0.0;
    for (place, (_, wide)) in words.iter().enumerate() {
        if place > 0 && used + space + wide > limit {
            ends.push(place);
            used = *wide;
        } else {
            used += if place > 0 { space + wide } else { *wide };
        }
    }
    if !words.is_empty() {
        ends.push(words.len());
    }
    ends
}

/// A word that is too long for a line, in pieces that are not.
fn pieces(word: &str, size: f64, limit: f64) -> Vec<(String, f64)> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let mut end = rest.len();
        let (mut used, mut soft) = (0.0, None);
        for (place, character) in rest.char_indices() {
            used += f64::from(advance(character)) / 1000.0 * size;
            if used > limit && place > 0 {
                end = soft.unwrap_or(place);
                break;
            }
            if matches!(character, '-' | '/' | '.' | '_') {
                soft = Some(place + character.len_utf8());
            }
        }
        let (piece, after) = rest.split_at(end);
        pieces.push((piece.to_owned(), width(piece, size)));
        rest = after;
    }
    pieces
}
