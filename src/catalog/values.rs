//! The values of a metric: the CSV file beside it, read row by row without ever stopping at a problem.

use crate::base::date::Date;
use crate::base::span::Span;

/// The first line of every file of values.
pub const HEADER: &str = "date,team,value";

/// What a file of values says, and what in it cannot be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values<'a> {
    /// The rows that can be read, in the order of the file.
    pub rows: Vec<Row<'a>>,
    /// What cannot, in the order of the file.
    pub faults: Vec<ValueFault>,
}

/// One value: of a day and a team.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The day it holds for.
    pub date: Date,
    /// The team it is about; none for the whole company.
    pub team: Option<&'a str>,
    /// The number, always finite.
    pub value: f64,
    /// Where the day stands.
    pub date_span: Span,
    /// Where the team stands.
    pub team_span: Span,
    /// The whole row.
    pub span: Span,
}

/// Something in a file of values that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueFault {
    /// The characters.
    pub span: Span,
    /// What is wrong with them.
    pub what: ValueFlaw,
}

/// What can be wrong in a file of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueFlaw {
    /// The first line is not [`HEADER`]; nothing below it is read.
    Header,
    /// The row has this many cells, not three.
    Cells(usize),
    /// The first cell is not a day of the calendar.
    Date,
    /// The last cell is not a number.
    Number,
}

/// Reads a file of values; blank lines are left out, and cells may stand in double quotes.
#[must_use]
pub fn read(text: &str) -> Values<'_> {
    let mut values = Values::default();
    let mut at = 0;
    let mut header = false;
    for line in text.split_inclusive('\n') {
        let start = if at == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let row = trimmed(Span::new(at + start, at + line.len()), text);
        at += line.len();
        let words = text.get(row.range()).unwrap_or("");
        if words.is_empty() {
            continue;
        }
        if header {
            match read_row(text, row) {
                Ok(row) => values.rows.push(row),
                Err(fault) => values.faults.push(fault),
            }
        } else if is_header(text, row) {
            header = true;
        } else {
            values.faults.push(ValueFault { span: row, what: ValueFlaw::Header });
            return values;
        }
    }
    if !header {
        values.faults.push(ValueFault { span: Span::default(), what: ValueFlaw::Header });
    }
    values
}

fn is_header(text: &str, row: Span) -> bool {
    cells(text, row).iter().map(|cell| text.get(cell.range())).eq(HEADER.split(',').map(Some))
}

fn read_row(text: &str, span: Span) -> Result<Row<'_>, ValueFault> {
    let cells = cells(text, span);
    let [date_span, team_span, value_span] = cells.as_slice() else {
        return Err(ValueFault { span, what: ValueFlaw::Cells(cells.len()) });
    };
    let word = |span: &Span| text.get(span.range()).unwrap_or("");
    let fault = |span: &Span, what| ValueFault {
        span: if word(span).is_empty() { whole(text, *span) } else { *span },
        what,
    };
    let date = word(date_span).parse().map_err(|_| fault(date_span, ValueFlaw::Date))?;
    let value = number(word(value_span)).ok_or_else(|| fault(value_span, ValueFlaw::Number))?;
    let team = Some(word(team_span)).filter(|team| !team.is_empty());
    Ok(Row { date, team, value, date_span: *date_span, team_span: *team_span, span })
}

/// The line around an empty cell, so that there is something to underline.
fn whole(text: &str, cell: Span) -> Span {
    let start = text[..cell.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[cell.end..].find('\n').map_or(text.len(), |newline| cell.end + newline);
    trimmed(Span::new(start, end), text)
}

/// A number as people write it: digits, a sign, a decimal point, an exponent.
fn number(word: &str) -> Option<f64> {
    let plain =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    word.bytes().all(plain).then_some(())?;
    word.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The cells of a row, without the white space and the quotes around them.
fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = row.start;
    for cell in text.get(row.range()).unwrap_or("").split(',') {
        let span = trimmed(Span::new(start, start + cell.len()), text);
        start += cell.len() + 1;
        let words = text.get(span.range()).unwrap_or("");
        let quoted = words.len() > 1 && words.starts_with('"') && words.ends_with('"');
        found.push(if quoted { Span::new(span.start + 1, span.end - 1) } else { span });
    }
    found
}

fn trimmed(span: Span, text: &str) -> Span {
    let words = text.get(span.range()).unwrap_or("");
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}
