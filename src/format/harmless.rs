//! Text of others on a terminal: nothing in it moves the cursor, turns its order round or hides.

/// The text without control characters other than line breaks and tabs, without characters that turn
/// the direction of writing, and without those that have no width.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars().filter(|character| is_harmless(*character)).collect()
}

fn is_harmless(character: char) -> bool {
    match character {
        '\n' | '\t' => true,
        // Direction marks, embeddings, overrides and isolates.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        // Without width: joiners, soft hyphens, invisible operators, fillers, variation selectors, tags.
        | '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}'
        // Line and paragraph separators break lines where nobody sees it.
        | '\u{2028}'
        | '\u{2029}' => false,
        // Nor what is no character at all, which XML refuses.
        other => !other.is_control() && u32::from(other) & 0xfffe != 0xfffe,
    }
}
