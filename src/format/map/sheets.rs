//! Sheets of paper: a drawing that would be too small to read on one is cut into windows that are not.

use std::fmt::Write as _;

use super::layout::{HEADING, Heading, Layout, NodeBox, PADDING};
use crate::format::markup::{escaped, px};

/// Which way paper lies. A4 or letter paper with its margins has room for about 1,030 CSS pixels one way and 690
/// the other, of which the legend and the foot of the page take some; windows are as much larger as leaves the
/// smallest letters, 11.5 pixels high in the drawing, 6.5 points high on paper, below the names of roles that go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Wider than high.
    Across,
    /// Higher than wide.
    Upright,
}

impl Paper {
    /// The widest and the highest window in CSS pixels.
    #[must_use]
    pub fn most(self) -> (f64, f64) {
        match self {
            Self::Across => (1_370.0, 820.0),
            Self::Upright => (920.0, 1_170.0),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Across => "across",
            Self::Upright => "upright",
        }
    }
}

/// How much is left round the boxes of a window.
const RIM: f64 = 24.0;

/// A part of a drawing: its left and its right edge, its top and its bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// From where to where it reaches sideways.
    pub x: (f64, f64),
    /// From where to where it reaches downwards.
    pub y: (f64, f64),
}

impl Window {
    fn width(self) -> f64 {
        self.x.1 - self.x.0
    }

    fn height(self) -> f64 {
        self.y.1 - self.y.0
    }

    /// Whether it is small enough to be read.
    fn is_readable_on(self, paper: Paper) -> bool {
        let (widest, highest) = paper.most();
        self.width() <= widest && self.height() <= highest
    }

    /// The boxes that reach into it.
    fn inside(self, boxes: &[NodeBox]) -> impl Iterator<Item = &NodeBox> {
        boxes.iter().filter(move |node| {
            node.x + node.width > self.x.0
                && node.x < self.x.1
                && node.y + node.height > self.y.0
                && node.y < self.y.1
        })
    }

    /// Its part with boxes in it and a rim, and with the headings where it begins at the top; none where it has
    /// no boxes.
    fn trimmed(self, boxes: &[NodeBox]) -> Option<Self> {
        let around = |found: Option<Self>, node: &NodeBox| {
            let own = (node.x, node.x + node.width, node.y, node.y + node.height);
            let found = found.unwrap_or(Self { x: (own.0, own.1), y: (own.2, own.3) });
            Some(Self {
                x: (found.x.0.min(own.0), found.x.1.max(own.1)),
                y: (found.y.0.min(own.2), found.y.1.max(own.3)),
            })
        };
        let boxes = self.inside(boxes).fold(None, around)?;
        let bottom = self.y.1.min(boxes.y.1 + RIM);
        Some(if self.y.0 <= 0.0 {
            Self { x: self.x, y: (0.0, bottom) }
        } else {
            Self {
                x: (self.x.0.max(boxes.x.0 - RIM), self.x.1.min(boxes.x.1 + RIM)),
                y: (self.y.0.max(boxes.y.0 - RIM), bottom),
            }
        })
    }

    /// The smallest window that holds both; none where it would hold or cut boxes of neither.
    fn joined(self, other: Self, boxes: &[NodeBox]) -> Option<Self> {
        let both = Self {
            x: (self.x.0.min(other.x.0), self.x.1.max(other.x.1)),
            y: (self.y.0.min(other.y.0), self.y.1.max(other.y.1)),
        };
        let count = |window: Self| window.inside(boxes).count();
        let is_theirs = count(both) == count(self) + count(other);
        (is_theirs && !both.cuts(boxes)).then_some(both)
    }

    /// The roles that have boxes in it and their heading elsewhere.
    fn going_on(self, layout: &Layout) -> Vec<&Heading> {
        let is_elsewhere = |role: &Heading| role.x < self.x.0 || self.y.0 > 0.0;
        let has_box = |role: &Heading| {
            self.inside(&layout.boxes).any(|it| it.x > role.x && it.x < role.x + role.width)
        };
        layout.headings.iter().filter(|role| is_elsewhere(role) && has_box(role)).collect()
    }

    /// Whether one of its edges runs through a box.
    fn cuts(self, boxes: &[NodeBox]) -> bool {
        self.inside(boxes).any(|node| {
            node.x < self.x.0
                || node.x + node.width > self.x.1
                || node.y < self.y.0
                || node.y + node.height > self.y.1
        })
    }
}

/// The paper that needs the fewest sheets, and the windows that hold all boxes, from left to right and from top to
/// bottom. They are cut between roles where that is enough, then between boxes; two that are small share a sheet.
#[must_use]
pub fn windows(layout: &Layout) -> (Paper, Vec<Window>) {
    let (across, upright) = (laid(layout, Paper::Across), laid(layout, Paper::Upright));
    if upright.len() < across.len() { (Paper::Upright, upright) } else { (Paper::Across, across) }
}

fn laid(layout: &Layout, paper: Paper) -> Vec<Window> {
    let whole = Window { x: (0.0, layout.width), y: (0.0, layout.height) };
    let mut parts = Vec::new();
    cut(layout, paper, whole, &mut parts);
    let mut windows: Vec<Window> = Vec::new();
    for part in parts {
        let both = windows.last().and_then(|last| last.joined(part, &layout.boxes));
        let both = both.filter(|both| both.is_readable_on(paper));
        match (both, windows.last_mut()) {
            (Some(both), Some(last)) => *last = both,
            _ => windows.push(part),
        }
    }
    windows
}

/// Cuts a window that is too large near its middle, again and again, until its parts can be read.
fn cut(layout: &Layout, paper: Paper, window: Window, parts: &mut Vec<Window>) {
    let Some(trimmed) = window.trimmed(&layout.boxes) else { return };
    if trimmed.is_readable_on(paper) {
        parts.push(trimmed);
        return;
    }
    let (widest, highest) = paper.most();
    let sideways = || window.inside(&layout.boxes).map(|node| (node.x, node.x + node.width));
    let downwards = || window.inside(&layout.boxes).map(|node| (node.y, node.y + node.height));
    let roles = layout.headings.iter().map(|role| (role.x, role.x + role.width));
    let roles = || nearest(gaps(roles.clone().collect()), window.x, widest);
    let columns = || nearest(gaps(sideways().collect()), window.x, widest);
    let rows = || nearest(gaps(downwards().collect()), window.y, highest);
    let is_wide = window.width() > widest;
    let across = if is_wide { roles().or_else(columns) } else { None };
    let down = if across.is_none() && window.height() > highest { rows() } else { None };
    // Where boxes stand so that no line runs between them downwards, one runs between them sideways.
    let across = across.or_else(|| if down.is_none() { roles().or_else(columns) } else { None });
    // A box far below its heading stands on another sheet.
    let first = window.inside(&layout.boxes).map(|node| node.y - RIM).fold(window.y.1, f64::min);
    let below = if first > window.y.0 { first } else { f64::midpoint(window.y.0, window.y.1) };
    let (first, second) = match (across, down) {
        (Some(at), _) => {
            (Window { x: (window.x.0, at), ..window }, Window { x: (at, window.x.1), ..window })
        }
        (None, at) => {
            let at = at.unwrap_or(below);
            (Window { y: (window.y.0, at), ..window }, Window { y: (at, window.y.1), ..window })
        }
    };
    cut(layout, paper, first, parts);
    cut(layout, paper, second, parts);
}

/// The sheets that show a drawing which [`svg`](super::svg::svg) wrote with the same prefix; nothing where it
/// fits on one.
#[must_use]
pub fn sheets(layout: &Layout, prefix: &str) -> String {
    let (paper, windows) = windows(layout);
    let mut sheets = String::new();
    if windows.len() < 2 {
        return sheets;
    }
    for window in windows {
        let (headings, above) = headings_again(window, layout);
        let (left, top) = (px(window.x.0), px(window.y.0));
        let (width, height) = (px(window.width()), px(window.height()));
        let (above, whole) = (px(above), px(window.height() + above));
        // The inner picture hides what lies beside the window, also where the outer one gets another shape.
        let _ = writeln!(
            sheets,
            "<svg class=\"map {}\" width=\"{width}\" viewBox=\"0 0 {width} {whole}\">{headings}<svg y=\"{above}\" width=\"{width}\" height=\"{height}\" viewBox=\"{left} {top} {width} {height}\"><use href=\"#{}map\" width=\"{}\" height=\"{}\"/></svg></svg>",
            paper.class(),
            escaped(prefix),
            px(layout.width),
            px(layout.height)
        );
    }
    sheets
}

/// The names of the roles that a sheet goes on with, and how much room they take above it.
fn headings_again(window: Window, layout: &Layout) -> (String, f64) {
    let (mut texts, mut above) = (String::new(), 0.0_f64);
    for role in window.going_on(layout) {
        let x = px((role.x - window.x.0).max(0.0) + PADDING);
        let mut y = 0.0;
        texts.push_str("<text class=\"heading\">");
        for line in &role.lines {
            y += HEADING.1;
            let _ = write!(texts, "<tspan x=\"{x}\" y=\"{}\">{} </tspan>", px(y), escaped(line));
        }
        let _ = write!(texts, "<tspan class=\"words\">goes on</tspan></text>");
        above = above.max(y + HEADING.1 / 2.0);
    }
    (texts, above)
}

/// The middles of the gaps between intervals.
fn gaps(mut intervals: Vec<(f64, f64)>) -> Vec<f64> {
    intervals.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut gaps = Vec::new();
    let mut end = intervals.first().map_or(0.0, |first| first.1);
    for (from, to) in intervals {
        if from > end {
            gaps.push(f64::midpoint(end, from));
        }
        end = end.max(to);
    }
    gaps
}

/// The gap inside a range at which cutting it needs the fewest parts of at most this length, of equal ones that
/// nearest to the middle.
fn nearest(gaps: Vec<f64>, range: (f64, f64), most: f64) -> Option<f64> {
    let parts = |at: &f64| ((at - range.0) / most).ceil() + ((range.1 - at) / most).ceil();
    let middle = f64::midpoint(range.0, range.1);
    let order = |one: &f64, other: &f64| {
        let nearer = (one - middle).abs().total_cmp(&(other - middle).abs());
        parts(one).total_cmp(&parts(other)).then(nearer)
    };
    gaps.into_iter().filter(|gap| *gap > range.0 && *gap < range.1).min_by(order)
}
