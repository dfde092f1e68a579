//! Sparklines: the course of one number, as large as a word.

use super::canvas::{Canvas, Point};
use super::scale::Scale;
use super::{Caption, Chart, count, shown};

/// Draws the values at equal distances; where there is none the line has a gap. 120 by 28 pixels.
///
/// Its height is that of what lies between the smallest and the largest, and never of less than `span`: a change
/// that is small beside the number looks small.
#[must_use]
pub fn sparkline(caption: &Caption, values: &[Option<f64>], span: f64) -> Chart {
    let mut canvas = Canvas::new(caption, "sparkline", 120.0, 28.0);
    let values: Vec<Option<f64>> = values.iter().map(|value| value.and_then(shown)).collect();
    let least = values.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    if least > most {
        canvas.no_data();
        return canvas.finished();
    }
    let steps = count(values.len().saturating_sub(1)).max(1.0);
    let across = Scale { from: 0.0, to: steps, start: 4.0, end: canvas.width() - 5.0 };
    let (bottom, top) = (canvas.height() - 5.0, 5.0);
    let half = f64::midpoint(most, -least).max(span / 2.0);
    let (middle, low) = (f64::midpoint(bottom, top), f64::midpoint(least, most) - half);
    let up = Scale { from: low, to: low + 2.0 * half, start: bottom, end: top };
    let height = |value: f64| if half > 0.0 { up.at(value) } else { middle };
    let mut run: Vec<Point> = Vec::new();
    let mut end = None;
    for (number, value) in values.iter().enumerate() {
        if let Some(value) = value {
            run.push((across.at(count(number)), height(*value)));
            end = run.last().copied();
        } else {
            close(&mut canvas, &mut run);
        }
    }
    close(&mut canvas, &mut run);
    if let Some(end) = end {
        canvas.dot("dot s1", end, 3.0);
    }
    canvas.finished()
}

fn close(canvas: &mut Canvas, run: &mut Vec<Point>) {
    match run[..] {
        [] => {}
        [alone] => canvas.dot("dot s1", alone, 1.5),
        _ => canvas.line("line s1", run.clone()),
    }
    run.clear();
}
