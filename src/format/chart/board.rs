//! The progress of a board: one bar, a stretch for each column, with its name and its count below.

use super::canvas::{Anchor, Canvas, SIZE, fitted};
use super::hatch::hatch;
use super::{Caption, Chart, count};
use crate::format::drawn;

/// The height of the bar.
const BAR: f64 = 14.0;

/// Draws the columns of a board, in their own words and order, by how many cards each holds.
///
/// `width` is in CSS pixels; the height follows from the names.
#[must_use]
pub fn board(caption: &Caption, width: f64, columns: &[(String, usize)]) -> Chart {
    let width = if width.is_finite() { width.clamp(120.0, 4000.0) } else { 320.0 };
    let places = places(width, columns);
    let lines = places.last().map_or(0.0, |place| place.1 + 1.0);
    let mut canvas = Canvas::new(caption, "board", width, BAR + 8.0 + lines * 20.0);
    let sum: usize = columns.iter().fold(0, |sum, column| sum.saturating_add(column.1));
    if sum == 0 {
        canvas.bar("bar rest", (0.0, 0.0), (width, BAR));
    }
    let mut left = 0.0;
    for (number, column) in columns.iter().enumerate() {
        let share = if sum == 0 { 0.0 } else { count(column.1) / count(sum) * width };
        let share = share.min(width - left);
        if share > 0.0 {
            let size = ((share - 1.5).max(share * 0.5), BAR);
            canvas.bar(&format!("bar s{}", number % 5 + 1), (left, 0.0), size);
            hatch(&mut canvas, number, (left, 0.0), size);
        }
        left += share;
    }
    for (number, (x, line, text)) in places.into_iter().enumerate() {
        let top = BAR + 8.0 + line * 20.0;
        canvas.bar(&format!("bar s{}", number % 5 + 1), (x, top + 1.0), (12.0, 12.0));
        hatch(&mut canvas, number, (x, top + 1.0), (12.0, 12.0));
        canvas.text("name", (x + 18.0, top + 11.0), Anchor::Start, &text);
    }
    if columns.is_empty() {
        canvas.no_data();
    }
    canvas.finished()
}

/// Where each name stands: across, in which line, and the name with its count.
fn places(width: f64, columns: &[(String, usize)]) -> Vec<(f64, f64, String)> {
    let mut places = Vec::new();
    let (mut x, mut line) = (0.0, 0.0);
    for (name, cards) in columns {
        let figures = format!(" {cards}");
        let room = width - 20.0 - drawn::width(&figures, SIZE);
        let text = format!("{}{figures}", fitted(name, room));
        let wide = 18.0 + drawn::width(&text, SIZE);
        if x > 0.0 && x + wide > width {
            (x, line) = (0.0, line + 1.0);
        }
        places.push((x, line, text));
        x += wide + 18.0;
    }
    places
}
