//! Small replacements in a text that leave every other byte, comment and blank line alone.

use crate::base::span::Span;

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Two replacements touch the same bytes, or one lies outside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap;

/// Applies the replacements, in whatever order they are given.
///
/// # Errors
/// [`Overlap`] when two of them touch the same bytes, or one does not fit the text; nothing is
/// applied then.
pub fn apply(text: &str, replacements: &[Replacement]) -> Result<String, Overlap> {
    let mut ordered: Vec<&Replacement> = replacements.iter().collect();
    ordered.sort_by_key(|replacement| replacement.span);
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for replacement in ordered {
        if replacement.span.start < at {
            return Err(Overlap);
        }
        result.push_str(text.get(at..replacement.span.start).ok_or(Overlap)?);
        result.push_str(&replacement.text);
        at = replacement.span.end;
    }
    result.push_str(text.get(at..).ok_or(Overlap)?);
    Ok(result)
}
