//! What the outlines, marks and lines of one map mean, as a list of those that occur in it.

use std::fmt::Write as _;

use super::layout::Layout;
use super::svg::push_mark;
use super::{Kind, State, Tie, shape};

/// The legend as an HTML list; empty when the map is.
#[must_use]
pub fn legend(layout: &Layout) -> String {
    let mut items = String::new();
    for kind in Kind::ALL {
        if layout.boxes.iter().any(|node| node.kind == kind) {
            let sample = format!(
                "<g class=\"node kind-{}\"><path class=\"box\" transform=\"translate(1 2)\" d=\"{}\"/></g>",
                kind.slug(),
                shape::path(kind, 44.0, 26.0)
            );
            push(&mut items, 46, &sample, kind.word());
        }
    }
    for state in State::ALL {
        if layout.boxes.iter().any(|node| node.state == Some(state)) {
            let mut sample = format!("<g class=\"node state-{}\">", state.slug());
            push_mark(&mut sample, state, 8.0, 15.0);
            sample.push_str("</g>");
            push(&mut items, 16, &sample, state.word());
        }
    }
    for tie in Tie::ALL {
        if layout.routes.iter().any(|route| route.tie == tie) {
            let sample = format!(
                "<path class=\"edge tie-{}\" d=\"M1 15H42\"/><path class=\"tip\" d=\"M37 11L42 15L37 19\"/>",
                tie.slug()
            );
            push(&mut items, 46, &sample, tie.word());
        }
    }
    if items.is_empty() { items } else { format!("<ul class=\"map-legend\">\n{items}</ul>\n") }
}

fn push(items: &mut String, width: u32, sample: &str, word: &str) {
    let _ = writeln!(
        items,
        "<li><svg class=\"map\" aria-hidden=\"true\" width=\"{width}\" height=\"30\" viewBox=\"0 0 {width} 30\">{sample}</svg> {word}</li>"
    );
}
