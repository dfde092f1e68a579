//! A drawn chart as characters.

use std::fmt::Write as _;

use super::Chart;
use super::canvas::{Anchor, Mark, Point};
use crate::format::markup::{escaped, push_px, px};

impl Chart {
    /// Writes the chart. `id` begins the ids of its title and description, so that a page can hold several.
    #[must_use]
    pub fn svg(&self, id: &str) -> String {
        let id = escaped(id);
        let mut svg = format!(
            "<svg class=\"chart chart-{}\" role=\"img\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>\n",
            self.kind,
            escaped(&self.caption.title),
            escaped(&self.caption.description),
            w = px(self.width),
            h = px(self.height),
        );
        for mark in &self.marks {
            push(&mut svg, mark);
        }
        svg.push_str("</svg>\n");
        svg
    }
}

fn push(svg: &mut String, mark: &Mark) {
    let _ = match mark {
        Mark::Line { class, points } => {
            writeln!(svg, "<path class=\"{class}\" d=\"{}\"/>", way(points, ""))
        }
        Mark::Area { class, points } => {
            writeln!(svg, "<path class=\"{class}\" d=\"{}\"/>", way(points, "Z"))
        }
        Mark::Strokes { class, ends } => {
            let lines: String = ends.iter().map(|(from, to)| way(&[*from, *to], "")).collect();
            writeln!(svg, "<path class=\"{class}\" d=\"{lines}\"/>")
        }
        Mark::Bar { class, at, size } => writeln!(
            svg,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            px(at.0),
            px(at.1),
            px(size.0),
            px(size.1)
        ),
        Mark::Dot { class, at, radius } => writeln!(
            svg,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            px(at.0),
            px(at.1),
            px(*radius)
        ),
        Mark::Text { class, at, anchor, size, is_upright, text } => {
            let (x, y) = (px(at.0), px(at.1));
            let turned = if *is_upright {
                format!(" transform=\"rotate(-90 {x} {y})\"")
            } else {
                String::new()
            };
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            writeln!(
                svg,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{}\"{anchor}{turned}>{}</text>",
                px(*size),
                escaped(text)
            )
        }
    };
}

/// The data of a path from point to point.
fn way(points: &[Point], close: &str) -> String {
    let mut data = String::new();
    for (number, point) in points.iter().enumerate() {
        data.push(if number == 0 { 'M' } else { 'L' });
        push_px(&mut data, point.0);
        data.push(' ');
        push_px(&mut data, point.1);
    }
    data.push_str(close);
    data
}
