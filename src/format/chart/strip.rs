//! Dot strips: every value one dot on one axis, with the median marked.

use super::canvas::{Anchor, Canvas, SIZE, fitted};
use super::figure::{exact, figure};
use super::scale::{Scale, ticks};
use super::{Caption, Chart, count, shown};
use crate::format::drawn;

/// Draws values as dots that stand on one another where they would overlap; 120 pixels high.
///
/// Where dots would not find room one on another, they stand closer.
#[must_use]
pub fn strip(caption: &Caption, width: f64, unit: &str, values: &[f64]) -> Chart {
    let mut canvas = Canvas::new(caption, "strip", width, 120.0);
    let mut values: Vec<f64> = values.iter().copied().filter_map(shown).collect();
    values.sort_by(f64::total_cmp);
    let (Some(&least), Some(&most)) = (values.first(), values.last()) else {
        canvas.no_data();
        return canvas.finished();
    };
    let found = ticks(least, most, if canvas.width() < 300.0 { 4 } else { 7 });
    let (from, to) = (found.values.first().copied(), found.values.last().copied());
    let scale = Scale {
        from: from.unwrap_or(0.0),
        to: to.unwrap_or(1.0),
        start: 12.0,
        end: canvas.width() - 12.0,
    };
    let (top, bottom) = (30.0, 82.0);
    draw_median(&mut canvas, &values, &scale, top, bottom);
    draw_dots(&mut canvas, &values, &scale, top, bottom);
    canvas.line("axis", vec![(scale.start, bottom), (scale.end, bottom)]);
    for value in &found.values {
        let x = scale.at(*value);
        let text = figure(*value, found.step);
        if canvas.text("tick", (x, bottom + 16.0), Anchor::Middle, &text) {
            canvas.line("axis", vec![(x, bottom), (x, bottom + 4.0)]);
        }
    }
    let text = fitted(unit, canvas.width() - 2.0);
    canvas.text("unit", (canvas.width() - 1.0, bottom + 32.0), Anchor::End, &text);
    canvas.finished()
}

/// The median as a line with its number above, kept inside the sheet.
fn draw_median(canvas: &mut Canvas, values: &[f64], scale: &Scale, top: f64, bottom: f64) {
    let half = values.len() / 2;
    let median = if values.len().is_multiple_of(2) {
        f64::midpoint(values[half - 1], values[half])
    } else {
        values[half]
    };
    let x = scale.at(median);
    canvas.line("median", vec![(x, top - 12.0), (x, bottom)]);
    let text = format!("median {}", exact(median));
    let room = drawn::width(&text, SIZE) / 2.0 + 1.0;
    let at = x.min(canvas.width() - room).max(room);
    canvas.text("value", (at, 13.0), Anchor::Middle, &text);
}

/// The dots, gathered in columns as wide as one of them.
fn draw_dots(canvas: &mut Canvas, values: &[f64], scale: &Scale, top: f64, bottom: f64) {
    const RADIUS: f64 = 4.0;
    let mut columns: Vec<(f64, usize)> = Vec::new();
    for value in values {
        let x = (scale.at(*value) / (2.0 * RADIUS)).round() * 2.0 * RADIUS;
        match columns.last_mut() {
            Some((at, dots)) if (*at - x).abs() < RADIUS => *dots += 1,
            _ => columns.push((x, 1)),
        }
    }
    let tallest = columns.iter().map(|column| column.1).max().unwrap_or(1);
    let room = bottom - top - 2.0 * RADIUS;
    let step = (room / count(tallest.max(2) - 1)).min(2.0 * RADIUS + 1.0);
    // More dots than pixels are not drawn one by one.
    let every = if step < 0.5 { (tallest / 100).max(1) } else { 1 };
    for (x, dots) in columns {
        for dot in (0..dots).step_by(every) {
            canvas.dot("dot s1", (x, bottom - RADIUS - 1.0 - count(dot) * step), RADIUS);
        }
    }
}
