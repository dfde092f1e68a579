//! How large a node's box has to be, and the outline of each kind.

use super::{Kind, Node};
use crate::format::drawn;
use crate::format::markup::px;

/// The height of a label's font and of its lines.
pub(super) const LABEL: (f64, f64) = (13.5, 18.0);
/// The height of the font of the words below it and of their lines.
pub(super) const WORDS: (f64, f64) = (11.5, 16.0);
/// The widest a line of a label may be.
const WIDEST: f64 = 140.0;
/// Space above the first line and below the last.
pub(super) const ABOVE: f64 = 10.0;
/// The room that the mark of a state takes before its word.
pub(super) const MARK: f64 = 17.0;

/// What a node's box holds, and the room that takes.
pub(super) struct Outline {
    pub(super) lines: Vec<String>,
    pub(super) words: Vec<String>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Measures a node.
pub(super) fn outline(node: &Node) -> Outline {
    // The names of roles are bold; no text is wider than that of a line that is a little taller.
    let size = if node.kind == Kind::Role { LABEL.0 * drawn::BOLD } else { LABEL.0 };
    let lines = drawn::lines(&node.label, size, WIDEST);
    let mut words: Vec<&str> = Vec::new();
    words.extend(node.state.map(super::State::word));
    words.push(node.kind.word());
    words.extend(node.note.as_deref());
    let mark = if node.state.is_some() { MARK } else { 0.0 };
    let mut words = drawn::lines(&words.join(" · "), WORDS.0, WIDEST + 8.0 - mark);
    for line in &mut words {
        // Where a line ends, nothing else has to part two words.
        *line = line.trim_end_matches(" ·").trim_start_matches("· ").to_owned();
    }
    let widest = |lines: &[String], size: f64| {
        lines.iter().map(|line| drawn::width(line, size)).fold(0.0, f64::max)
    };
    let text = widest(&lines, size).max(mark + widest(&words, WORDS.0));
    let height = 2.0 * ABOVE + count(lines.len()) * LABEL.1 + count(words.len()) * WORDS.1 + 2.0;
    Outline { width: (text + before(node.kind) + after(node.kind)).ceil(), height, lines, words }
}

/// Space between the left edge of a box and its text.
pub(super) const fn before(kind: Kind) -> f64 {
    match kind {
        Kind::Credential | Kind::Apprenticeship => 24.0,
        Kind::CaseStudy => 20.0,
        _ => 15.0,
    }
}

/// Space between the text and the right edge of a box.
const fn after(kind: Kind) -> f64 {
    match kind {
        Kind::Credential | Kind::Apprenticeship | Kind::Project => 24.0,
        Kind::Reading | Kind::Theme => 20.0,
        _ => 15.0,
    }
}

/// The outline of a kind in a box of this size at the origin, as the data of an SVG path.
///
/// In the middle of its left and right side every outline touches the box: there edges begin and end.
pub(super) fn path(kind: Kind, width: f64, height: f64) -> String {
    let whole = |radius: f64| rounded((0.0, 0.0), (width, height), radius);
    let (right, bottom) = (px(width), px(height));
    let short = |by: f64| px(width - by);
    match kind {
        Kind::Course | Kind::Competency => whole(9.0),
        Kind::Apprenticeship => whole((height / 2.0).min(26.0)),
        Kind::CaseStudy => format!("{}M7 0V{bottom}", whole(4.0)),
        Kind::Responsibility => format!("{}M0 6H{right}", whole(3.0)),
        Kind::Role => {
            let inner = rounded((4.0, 4.0), (width - 8.0, height - 8.0), 8.0);
            format!("{}{inner}", whole(12.0))
        }
        Kind::Theme => {
            let front = rounded((0.0, 0.0), (width - 5.0, height), 9.0);
            format!("{front}M{} 6q5 0 5 4V{}q0 4 -5 4", short(5.0), px(height - 10.0))
        }
        Kind::Credential => {
            let (end, middle) = (short(13.0), px(height / 2.0));
            format!("M13 0H{end}L{right} {middle}L{end} {bottom}H13L0 {middle}Z")
        }
        Kind::Project => {
            let (end, middle) = (short(14.0), px(height / 2.0));
            format!("M8 0H{end}L{right} {middle}L{end} {bottom}H8q-8 0 -8 -8V8q0 -8 8 -8Z")
        }
        Kind::Reading => {
            let (end, low) = (short(14.0), px(height - 5.0));
            let page = format!("M5 0H{end}L{right} 14V{low}q0 5 -5 5H5q-5 0 -5 -5V5q0 -5 5 -5Z");
            format!("{page}M{end} 0V14H{right}")
        }
        Kind::Workshop => {
            let (end, low) = (short(9.0), px(height - 9.0));
            format!("M9 0H{end}L{right} 9V{low}L{end} {bottom}H9L0 {low}V9Z")
        }
        Kind::ProblemStatement => {
            let (across, down) = (short(16.0), px(height - 16.0));
            let top = format!("M8 0h{across}a8 8 0 0 0 8 8v{down}a8 8 0 0 0 -8 8");
            format!("{top}h-{across}a8 8 0 0 0 -8 -8v-{down}a8 8 0 0 0 8 -8Z")
        }
    }
}

/// A rectangle with round corners, from its top left corner.
fn rounded(at: (f64, f64), size: (f64, f64), radius: f64) -> String {
    let r = px(radius);
    let (across, down) = (px(size.0 - 2.0 * radius), px(size.1 - 2.0 * radius));
    let start = format!("M{} {}h{across}", px(at.0 + radius), px(at.1));
    let right = format!("a{r} {r} 0 0 1 {r} {r}v{down}a{r} {r} 0 0 1 -{r} {r}");
    format!("{start}{right}h-{across}a{r} {r} 0 0 1 -{r} -{r}v-{down}a{r} {r} 0 0 1 {r} -{r}Z")
}

/// A count as a number to reckon with.
pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
