//! Small charts as inline SVG: one picture with a name and a description, beside the table that a page prints.
//!
//! Every chart first becomes a list of marks in one view box ([`Chart`]), which tests look at, and then
//! characters. Whatever the numbers are, every coordinate is finite and inside the box, and no two texts
//! overlap. Colours come from the style sheet; dashes, hatches and labels tell apart what colours may not.

pub mod bars;
pub mod board;
pub mod heat;
pub mod line;
pub mod sparkline;
pub mod strip;

mod canvas;
mod days;
mod figure;
mod hatch;
mod scale;
mod svg;

pub use canvas::{Anchor, Mark, Point};

/// What a chart is called and says, for whoever does not see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// Its name.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub description: String,
}

/// A drawn chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its name and description.
    pub caption: Caption,
    /// What it is: `line`, `sparkline`, `bars`, `strip`, `heat`, `board`; the class `chart-…`.
    pub kind: &'static str,
    /// Its natural width in CSS pixels.
    pub width: f64,
    /// Its natural height in CSS pixels.
    pub height: f64,
    /// What is drawn, from back to front.
    pub marks: Vec<Mark>,
}

/// The number as far as a chart can show it: none for what is no number, and nothing beyond a quadrillion.
fn shown(value: f64) -> Option<f64> {
    const MOST: f64 = 1e15;
    if !value.is_finite() {
        None
    } else if value.abs() < 1e-9 {
        Some(0.0)
    } else {
        Some(value.clamp(-MOST, MOST))
    }
}

/// A count as a number to reckon with.
fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
