//! The sheet that charts are drawn on: marks in one box, and texts only where there is room for them.

use super::{Caption, Chart};
use crate::format::drawn;

/// A place in a chart, in CSS pixels from its top left corner.
pub type Point = (f64, f64);

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its first letter.
    Start,
    /// Its middle.
    Middle,
    /// Its last letter.
    End,
}

/// One thing drawn. `class` is for the style sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Straight lines from point to point.
    Line {
        /// Its classes.
        class: String,
        /// Its corners.
        points: Vec<Point>,
    },
    /// Lines that are not joined, such as those of a hatch.
    Strokes {
        /// Their classes.
        class: String,
        /// Both ends of each.
        ends: Vec<(Point, Point)>,
    },
    /// A filled polygon.
    Area {
        /// Its classes.
        class: String,
        /// Its corners.
        points: Vec<Point>,
    },
    /// A filled rectangle.
    Bar {
        /// Its classes.
        class: String,
        /// Its top left corner.
        at: Point,
        /// Width and height.
        size: (f64, f64),
    },
    /// A filled circle.
    Dot {
        /// Its classes.
        class: String,
        /// Its centre.
        at: Point,
        /// Its radius.
        radius: f64,
    },
    /// A line of text.
    Text {
        /// Its classes.
        class: String,
        /// Where its base line begins, has its middle or ends.
        at: Point,
        /// Which of these.
        anchor: Anchor,
        /// The height of its font.
        size: f64,
        /// Whether it runs upwards.
        is_upright: bool,
        /// The text.
        text: String,
    },
}

impl Mark {
    /// The box that a text is taken to fill: left, top, right, bottom. None for other marks.
    #[must_use]
    pub fn text_box(&self) -> Option<(f64, f64, f64, f64)> {
        let Self::Text { at, anchor, size, is_upright, text, .. } = self else { return None };
        let width = drawn::width(text, *size);
        let before = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (above, below) = (size * 0.8, size * 0.25);
        Some(if *is_upright {
            (at.0 - above, at.1 + before - width, at.0 + below, at.1 + before)
        } else {
            (at.0 - before, at.1 - above, at.0 - before + width, at.1 + below)
        })
    }
}

/// The height of the font of all texts that are not said to be otherwise.
pub(super) const SIZE: f64 = 11.5;

/// A chart on its way.
pub(super) struct Canvas {
    chart: Chart,
    texts: Vec<(f64, f64, f64, f64)>,
}

impl Canvas {
    /// An empty sheet; none is smaller than 60 by 16 pixels or larger than 4,000 by 16,000.
    pub(super) fn new(caption: &Caption, kind: &'static str, width: f64, height: f64) -> Self {
        let (width, height) = (drawable(width), within(height, 16.0, 16_000.0));
        let caption = caption.clone();
        Self { chart: Chart { caption, kind, width, height, marks: Vec::new() }, texts: Vec::new() }
    }

    pub(super) fn width(&self) -> f64 {
        self.chart.width
    }

    pub(super) fn height(&self) -> f64 {
        self.chart.height
    }

    pub(super) fn finished(self) -> Chart {
        self.chart
    }

    pub(super) fn line(&mut self, class: &str, points: Vec<Point>) {
        self.chart.marks.push(Mark::Line { class: class.to_owned(), points });
    }

    pub(super) fn strokes(&mut self, class: &str, ends: Vec<(Point, Point)>) {
        if !ends.is_empty() {
            self.chart.marks.push(Mark::Strokes { class: class.to_owned(), ends });
        }
    }

    pub(super) fn area(&mut self, class: &str, points: Vec<Point>) {
        self.chart.marks.push(Mark::Area { class: class.to_owned(), points });
    }

    pub(super) fn bar(&mut self, class: &str, at: Point, size: (f64, f64)) {
        self.chart.marks.push(Mark::Bar { class: class.to_owned(), at, size });
    }

    pub(super) fn dot(&mut self, class: &str, at: Point, radius: f64) {
        self.chart.marks.push(Mark::Dot { class: class.to_owned(), at, radius });
    }

    /// Writes a text if it stays inside the sheet and leaves those that stand there already alone; says
    /// whether it did.
    pub(super) fn text(&mut self, class: &str, at: Point, anchor: Anchor, text: &str) -> bool {
        self.put(Mark::Text {
            class: class.to_owned(),
            at,
            anchor,
            size: SIZE,
            is_upright: false,
            text: text.to_owned(),
        })
    }

    /// Writes a text that runs upwards from its place, on the same terms.
    pub(super) fn upright(&mut self, class: &str, at: Point, text: &str) -> bool {
        self.put(Mark::Text {
            class: class.to_owned(),
            at,
            anchor: Anchor::Start,
            size: SIZE,
            is_upright: true,
            text: text.to_owned(),
        })
    }

    /// The same for a text that its maker knows to stand alone, such as one in its own cell.
    pub(super) fn text_alone(&mut self, class: &str, at: Point, text: &str) {
        self.chart.marks.push(Mark::Text {
            class: class.to_owned(),
            at,
            anchor: Anchor::Middle,
            size: SIZE,
            is_upright: false,
            text: text.to_owned(),
        });
    }

    fn put(&mut self, mark: Mark) -> bool {
        const SPACE: f64 = 2.0;
        let Some(own) = mark.text_box().filter(|own| own.0 < own.2) else { return false };
        let is_inside =
            own.0 >= 0.0 && own.1 >= 0.0 && own.2 <= self.chart.width && own.3 <= self.chart.height;
        let is_free = self.texts.iter().all(|other| {
            own.2 + SPACE <= other.0
                || other.2 + SPACE <= own.0
                || own.3 <= other.1
                || other.3 <= own.1
        });
        if is_inside && is_free {
            self.texts.push(own);
            self.chart.marks.push(mark);
        }
        is_inside && is_free
    }

    /// Says in the middle that there is nothing to show.
    pub(super) fn no_data(&mut self) {
        let at = (self.chart.width / 2.0, self.chart.height / 2.0 + SIZE * 0.35);
        if !self.text("none", at, Anchor::Middle, "no data yet") {
            self.text("none", at, Anchor::Middle, "–");
        }
    }
}

/// The width that a chart gets which asks for this one.
pub(super) fn drawable(width: f64) -> f64 {
    within(width, 60.0, 4000.0)
}

fn within(value: f64, least: f64, most: f64) -> f64 {
    if value.is_finite() { value.clamp(least, most) } else { least }
}

/// The text as it fits into a width, cut with an ellipsis if need be.
pub(super) fn fitted(text: &str, limit: f64) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if drawn::width(&text, SIZE) <= limit {
        return text;
    }
    let room = limit - drawn::width("…", SIZE);
    let mut used = 0.0;
    let mut kept = String::new();
    for character in text.chars() {
        used += drawn::width(character.encode_utf8(&mut [0; 4]), SIZE);
        if used > room {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}
