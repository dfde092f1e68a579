//! A range of bytes in a text, and the line and column it begins at.

use std::ops::Range;

/// A half-open range of byte offsets in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just behind the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same range, `offset` bytes further on.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }

    /// The range cut down to a text of `length` bytes, so that slicing with it cannot fail on length.
    #[must_use]
    pub fn within(self, length: usize) -> Self {
        let start = self.start.min(length);
        Self { start, end: self.end.clamp(start, length) }
    }

    /// The range as the standard library writes it.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Where lines begin in a text, so that many offsets of one text are looked up without reading it
/// from its beginning each time.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    marks: Vec<(usize, LineColumn)>,
}

/// Longest stretch in bytes between two places whose line and column are kept.
const STRETCH: usize = 4096;

impl<'a> LineIndex<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut marks = vec![(0, LineColumn { line: 1, column: 1 })];
        let (mut line, mut column, mut last) = (1, 1, 0);
        for (at, character) in text.char_indices() {
            if at - last >= STRETCH {
                marks.push((at, LineColumn { line, column }));
                last = at;
            }
            column += 1;
            if character == '\n' {
                line += 1;
                column = 1;
                last = at + 1;
                marks.push((last, LineColumn { line, column }));
            }
        }
        Self { text, marks }
    }

    /// Where the byte at `offset` stands; offsets behind the end give the end.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = character_boundary(self.text, offset);
        let after = self.marks.partition_point(|(at, _)| *at <= offset);
        let (at, mark) = self.marks[after.saturating_sub(1)];
        LineColumn { line: mark.line, column: mark.column + self.text[at..offset].chars().count() }
    }
}

/// A position a person can find: both numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters (not bytes), from 1.
    pub column: usize,
}

/// Where the byte at `offset` stands in `text`; offsets behind the end give the end.
#[must_use]
pub fn line_column(text: &str, offset: usize) -> LineColumn {
    let offset = character_boundary(text, offset);
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    LineColumn {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// The nearest boundary between characters at or before `offset`.
#[must_use]
pub fn character_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
