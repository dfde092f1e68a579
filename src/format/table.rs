//! Tables of plain text whose columns line up and whose rows fit a width.

use super::text::cut;

/// Spaces between two columns.
const GAP: usize = 2;

/// Writes a table: the header, then the rows, each ending with a line break.
///
/// Where it does not fit into `width` characters, the column marked as `flexible` gives way first,
/// then the widest of the others; cut texts end with an ellipsis.
#[must_use]
pub fn write<T: AsRef<str>>(
    header: &[&str],
    rows: &[Vec<T>],
    flexible: usize,
    width: usize,
) -> String {
    let mut widths: Vec<usize> = header.iter().map(|title| title.chars().count()).collect();
    for row in rows {
        for (column, cell) in row.iter().enumerate().take(widths.len()) {
            widths[column] = widths[column].max(cell.as_ref().chars().count());
        }
    }
    shrink(&mut widths, flexible, width);
    let mut text = line(header, &widths);
    for row in rows {
        text.push_str(&line(row, &widths));
    }
    text
}

fn shrink(widths: &mut [usize], flexible: usize, width: usize) {
    const LEAST: usize = 8;
    let total =
        |widths: &[usize]| widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    if let Some(over) = total(widths).checked_sub(width)
        && let Some(column) = widths.get_mut(flexible)
    {
        *column = column.saturating_sub(over).max((*column).min(LEAST * 2));
    }
    while total(widths) > width {
        let Some(widest) = widths.iter_mut().filter(|column| **column > LEAST).max() else { break };
        *widest -= 1;
    }
}

fn line<T: AsRef<str>>(cells: &[T], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let text = cut(cell.as_ref(), *width);
        let padding = width - text.chars().count().min(*width) + GAP;
        line.push_str(&text);
        line.push_str(&" ".repeat(padding));
    }
    format!("{}\n", line.trim_end())
}
