//! Where numbers stand on an axis, and which of them are written beside it.

/// A range of numbers laid on a range of pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// The number at the first end.
    pub(super) from: f64,
    /// The number at the other end, always larger.
    pub(super) to: f64,
    /// The pixel of the first end.
    pub(super) start: f64,
    /// The pixel of the other.
    pub(super) end: f64,
}

impl Scale {
    /// Where a number stands; what lies beyond the range stands at its end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        let share = if share.is_finite() { share } else { 0.0 };
        self.start + (self.end - self.start) * share
    }
}

/// Numbers to write beside an axis, from its first to its last, and the step between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ticks {
    /// The numbers, ascending; at least two.
    pub(super) values: Vec<f64>,
    /// The step between them.
    pub(super) step: f64,
}

/// About `wanted` round numbers round a range: steps of one, two or five times a power of ten.
///
/// After Heckbert, *Nice numbers for graph labels* (Graphics Gems, 1990).
pub(super) fn ticks(least: f64, most: f64, wanted: usize) -> Ticks {
    let (least, most) = widened(least, most);
    let steps = super::count(wanted.clamp(2, 12) - 1);
    let mut step = nice((most - least) / steps);
    // Numbers that large have no neighbours that near.
    while least + step <= least || most + step <= most {
        step *= 10.0;
    }
    let from = (least / step).floor();
    let count = ((most / step).ceil() - from).clamp(1.0, 24.0);
    let mut values = Vec::new();
    let mut number = 0.0;
    while number <= count {
        let value = (from + number) * step;
        values.push(if value == 0.0 { 0.0 } else { value });
        number += 1.0;
    }
    Ticks { values, step }
}

/// A range that is one: a single number gets the way to zero, or one to either side of zero.
fn widened(least: f64, most: f64) -> (f64, f64) {
    let (least, most) = if least <= most { (least, most) } else { (most, least) };
    if least < most {
        (least, most)
    } else if least > 0.0 {
        (0.0, most)
    } else if most < 0.0 {
        (least, 0.0)
    } else {
        (0.0, 1.0)
    }
}

/// The round number nearest to a positive one.
fn nice(value: f64) -> f64 {
    // The exponent as the number's own digits say it: no logarithm rounds it.
    let written = format!("{value:e}");
    let exponent = written.split_once('e').and_then(|(_, digits)| digits.parse::<i32>().ok());
    let power = 10.0_f64.powi(exponent.unwrap_or(0));
    let fraction = value / power;
    let places = [1.5, 3.0, 7.0].iter().filter(|bound| fraction >= **bound).count();
    [1.0, 2.0, 5.0, 10.0][places] * power
}
