//! The few characters of a file that a reader has to see: lines that fit, and of longer ones a part.

use crate::base::span::{LineColumn, Span, character_boundary};
use crate::session::finding::Location;

/// All parts of one file that a finding speaks of, in order.
#[derive(Debug, Default)]
pub struct Excerpts {
    parts: Vec<Excerpt>,
    starts: Vec<(usize, LineColumn)>,
    longest_underline: usize,
}

/// Some characters of a file; as many bytes as they have there.
#[derive(Debug)]
pub struct Excerpt {
    /// Where in the file they begin, in bytes.
    pub start: usize,
    /// The characters, with those that would harm a terminal replaced.
    pub text: String,
    /// Where their first one stands.
    pub first: LineColumn,
    clear: Span,
}

impl Excerpts {
    /// Takes out the lines of all locations with a line above and below, `width` bytes at most of
    /// each line.
    ///
    /// Bytes rather than columns: wide characters have more of them than they take columns.
    #[must_use]
    pub fn new(text: &str, locations: &[&Location], width: usize, unicode: bool) -> Self {
        let longest_underline = width / 2;
        let starts = locations.iter().map(|location| (location.span.start, location.start));
        let mut excerpts = Self { parts: Vec::new(), starts: starts.collect(), longest_underline };
        if text.is_empty() {
            return excerpts;
        }
        let mut regions: Vec<Region> = locations
            .iter()
            .map(|location| {
                let span = excerpts.underlined(location.span.within(text.len()));
                Region::around(text, span, location.start, width)
            })
            .collect();
        regions.sort_by_key(|region| region.span);
        let mut joined: Vec<Region> = Vec::new();
        for region in regions {
            match joined.last_mut() {
                Some(last) if last.joins(&region, width) => last.join(&region),
                _ => joined.push(region),
            }
        }
        excerpts.parts = joined.iter().map(|region| region.excerpt(text, unicode)).collect();
        excerpts
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The excerpt that holds these bytes of the file.
    #[must_use]
    pub fn around(&self, start: usize, end: usize) -> Option<&Excerpt> {
        self.parts.iter().find(|part| part.clear.start <= start && end <= part.clear.end)
    }

    /// Where the location that begins at this byte of the file stands.
    #[must_use]
    pub fn start_at(&self, offset: usize) -> Option<LineColumn> {
        self.starts.iter().find(|(start, _)| *start == offset).map(|(_, place)| *place)
    }

    /// The part of a span that is underlined: all of it, unless it is very long.
    #[must_use]
    pub fn underlined(&self, span: Span) -> Span {
        Span::new(span.start, span.end.min(span.start + self.longest_underline))
    }
}

/// Bytes to show around a place.
#[derive(Debug, Clone)]
struct Region {
    span: Span,
    marked: Span,
    first: LineColumn,
    cut_before: bool,
    cut_behind: bool,
}

impl Region {
    fn around(text: &str, marked: Span, at: LineColumn, width: usize) -> Self {
        let marked = Span::new(marked.start, character_boundary(text, marked.end));
        let start = line_start(text, marked.start, width);
        let end = line_end(text, marked.end, width);
        let whole = start.zip(end).filter(|(start, end)| end - start <= width);
        let (span, cut_before, cut_behind) = if let Some((start, end)) = whole {
            (with_neighbours(text, Span::new(start, end), width), false, false)
        } else {
            // Three bytes less, which the boundary of a character may add.
            let room = width.saturating_sub(marked.end - marked.start + 3) / 2;
            let start = start.filter(|start| marked.start - start <= room);
            let end = end.filter(|end| end - marked.end <= room);
            let from = || character_boundary(text, marked.start.saturating_sub(room));
            let to = || character_boundary(text, marked.end + room);
            let span = Span::new(start.unwrap_or_else(from), end.unwrap_or_else(to));
            (span, start.is_none(), end.is_none())
        };
        let before = text.get(span.start..marked.start).unwrap_or("");
        let line = at.line.saturating_sub(before.matches('\n').count()).max(1);
        let column =
            if cut_before { at.column.saturating_sub(before.chars().count()).max(1) } else { 1 };
        Self { span, marked, first: LineColumn { line, column }, cut_before, cut_behind }
    }

    fn is_cut(&self) -> bool {
        self.cut_before || self.cut_behind
    }

    fn joins(&self, next: &Self, width: usize) -> bool {
        let touches = next.span.start <= self.span.end + 1;
        let fits = next.span.end.max(self.span.end) - self.span.start <= width;
        touches && (fits || !self.is_cut() && !next.is_cut())
    }

    fn join(&mut self, next: &Self) {
        if next.span.end > self.span.end {
            self.span.end = next.span.end;
            self.cut_behind = next.cut_behind;
        }
        self.marked.end = self.marked.end.max(next.marked.end);
        self.marked.start = self.marked.start.min(next.marked.start);
    }

    fn excerpt(&self, text: &str, unicode: bool) -> Excerpt {
        let dots = if unicode { "…" } else { "..." };
        let mut shown = harmless(text.get(self.span.range()).unwrap_or(""));
        let mut clear = self.span;
        let end = shown.len().saturating_sub(dots.len());
        let ends_early = self.marked.end <= self.span.start + end;
        if self.cut_behind && ends_early && shown.is_char_boundary(end) {
            shown.replace_range(end.., dots);
            clear.end -= dots.len();
        }
        let begins_late = self.marked.start >= self.span.start + dots.len();
        if self.cut_before && begins_late && shown.is_char_boundary(dots.len()) {
            shown.replace_range(..dots.len(), dots);
            clear.start += dots.len();
        }
        Excerpt { start: self.span.start, text: shown, first: self.first, clear }
    }
}

/// Whole lines with the line above and the one below, where those are short enough.
fn with_neighbours(text: &str, lines: Span, width: usize) -> Span {
    let above = lines.start.checked_sub(1).and_then(|end| line_start(text, end, width));
    let below = text[lines.end..].find('\n').map(|newline| lines.end + newline + 1);
    let below = below.filter(|start| *start < text.len());
    let below = below.and_then(|start| line_end(text, start, width));
    Span::new(above.unwrap_or(lines.start), below.unwrap_or(lines.end))
}

/// Where the line of `offset` begins, unless that is more than `width` bytes away.
fn line_start(text: &str, offset: usize, width: usize) -> Option<usize> {
    let from = character_boundary(text, offset.saturating_sub(width + 1));
    match text.get(from..offset)?.rfind('\n') {
        Some(newline) => Some(from + newline + 1),
        None => Some(from).filter(|from| *from == 0 && offset <= width),
    }
}

/// Where the line of `offset` ends, before its line break, unless that is more than `width` bytes
/// away.
fn line_end(text: &str, offset: usize, width: usize) -> Option<usize> {
    let to = character_boundary(text, offset + width + 1);
    let rest = text.get(offset..to)?;
    match rest.find('\n') {
        Some(newline) => Some(offset + rest[..newline].trim_end_matches('\r').len()),
        None => Some(to).filter(|to| *to == text.len() && rest.len() <= width),
    }
}

/// The text with characters replaced that move a terminal's cursor, reorder what it shows or show
/// nothing at all. Each is replaced by one of as many bytes, so that offsets stay true.
#[must_use]
pub fn harmless(text: &str) -> String {
    let mut rest = text.chars().peekable();
    let mut shown = String::with_capacity(text.len());
    while let Some(character) = rest.next() {
        shown.push(match character {
            '\t' | '\n' => character,
            '\r' if rest.peek() == Some(&'\n') => character,
            '\u{0}'..='\u{1f}' | '\u{7f}' => '?',
            '\u{80}'..='\u{9f}' | '\u{61c}' => '\u{b7}',
            '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => '\u{fffd}',
            plain => plain,
        });
    }
    shown
}
