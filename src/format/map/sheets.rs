//! Sheets of paper: a drawing that would be too small to read on one is cut into windows that are not.

use std::fmt::Write as _;

use super::layout::{Layout, NodeBox};
use crate::format::markup::{escaped, px};

/// The widest window in CSS pixels. A4 or letter paper laid across has room for about 1,030 of them, so that
/// the smallest letters, 11.5 pixels high in the drawing, are 6.5 points high on paper.
const WIDEST: f64 = 1_370.0;

/// The highest: such a sheet has room for about 690.
const HIGHEST: f64 = 900.0;

/// A part of a drawing: its left and its right edge, its top and its bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// From where to where it reaches sideways.
    pub x: (f64, f64),
    /// From where to where it reaches downwards.
    pub y: (f64, f64),
}

/// The windows that hold the whole drawing, from left to right, each from top to bottom. They are cut between
/// boxes wherever there is room between them.
#[must_use]
pub fn windows(layout: &Layout) -> Vec<Window> {
    let sideways = layout.boxes.iter().map(|node| (node.x, node.x + node.width)).collect();
    let mut windows = Vec::new();
    for x in cuts(sideways, layout.width, WIDEST) {
        let is_inside = |node: &&NodeBox| node.x + node.width > x.0 && node.x < x.1;
        let inside = layout.boxes.iter().filter(is_inside);
        let downwards = inside.map(|node| (node.y, node.y + node.height)).collect();
        windows
            .extend(cuts(downwards, layout.height, HIGHEST).into_iter().map(|y| Window { x, y }));
    }
    windows
}

/// The sheets that show a drawing which [`svg`](super::svg::svg) wrote with the same prefix; nothing where it
/// fits on one.
#[must_use]
pub fn sheets(layout: &Layout, prefix: &str) -> String {
    let windows = windows(layout);
    let mut sheets = String::new();
    if windows.len() < 2 {
        return sheets;
    }
    for Window { x, y } in windows {
        let _ = writeln!(
            sheets,
            "<svg class=\"map\" viewBox=\"{} {} {} {}\"><use href=\"#{}map\" width=\"{}\" height=\"{}\"/></svg>",
            px(x.0),
            px(y.0),
            px(x.1 - x.0),
            px(y.1 - y.0),
            escaped(prefix),
            px(layout.width),
            px(layout.height)
        );
    }
    sheets
}

/// Parts of a length that are no longer than `most`, cut as late as possible in the middle of a gap between
/// intervals; where one part has no gap, it is cut where it has to be.
fn cuts(mut intervals: Vec<(f64, f64)>, length: f64, most: f64) -> Vec<(f64, f64)> {
    intervals.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut gaps = Vec::new();
    let mut end = 0.0_f64;
    for (from, to) in intervals {
        if from > end {
            gaps.push(f64::midpoint(end, from));
        }
        end = end.max(to);
    }
    let mut parts = Vec::new();
    let mut start = 0.0;
    while length - start > most {
        let late = gaps.iter().rev().find(|gap| **gap <= start + most);
        let cut = late.copied().filter(|gap| *gap > start + most / 4.0).unwrap_or(start + most);
        parts.push((start, cut));
        start = cut;
    }
    parts.push((start, length));
    parts
}
