//! Hatches: what tells neighbouring areas apart where colours do not.

use super::canvas::{Canvas, Point};

/// Space between the lines of a hatch.
const STEP: f64 = 6.0;

/// Draws the hatch of the part with this number over a rectangle; the first part of five has none.
pub(super) fn hatch(canvas: &mut Canvas, part: usize, at: Point, size: (f64, f64)) {
    let mut ends = Vec::new();
    match part % 5 {
        1 => ends.extend(slanted(at, size, false)),
        2 => ends.extend(level(at, size)),
        3 => ends.extend(slanted(at, size, true)),
        4 => {
            ends.extend(slanted(at, size, false));
            ends.extend(slanted(at, size, true));
        }
        _ => {}
    }
    canvas.strokes(&format!("hatch s{}", part % 5 + 1), ends);
}

fn level((x, y): Point, (width, height): (f64, f64)) -> Vec<(Point, Point)> {
    let mut ends = Vec::new();
    let mut down = STEP / 2.0;
    while down < height {
        ends.push(((x, y + down), (x + width, y + down)));
        down += STEP;
    }
    ends
}

/// Lines that fall, or rise, at half a right angle.
fn slanted((x, y): Point, (width, height): (f64, f64), is_rising: bool) -> Vec<(Point, Point)> {
    let mut ends = Vec::new();
    let mut across = STEP - height;
    while across < width {
        // The line x = across + down, kept inside the rectangle.
        let (from, to) = ((-across).max(0.0), (width - across).min(height));
        if from < to {
            let turned = |down: f64| if is_rising { height - down } else { down };
            ends.push(((x + across + from, y + turned(from)), (x + across + to, y + turned(to))));
        }
        across += STEP;
    }
    ends
}
