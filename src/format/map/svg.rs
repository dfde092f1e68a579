//! A drawn map as inline SVG: a list of links for whoever reads it, one group of everything for whoever looks.
//!
//! Each node's group holds the lines that leave it, so that a style sheet alone can light up what it leads to;
//! `data-to` carries the edges for the script that lights up all that comes before and after. Colours come
//! from the style sheet only.

use std::fmt::Write as _;

use super::State;
use super::layout::{HEADING, Heading, Layout, NodeBox, PADDING, Route, Segment};
use super::shape::{self, LABEL, MARK, WORDS};
use crate::format::markup::{escaped, push_px, px};

/// Writes the map. `prefix` begins every id inside, so that a page can hold several maps.
#[must_use]
pub fn svg(layout: &Layout, prefix: &str) -> String {
    let prefix = escaped(prefix);
    let mut svg = format!(
        "<svg class=\"map\" id=\"{prefix}map\" role=\"group\" aria-label=\"{}\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">\n",
        escaped(&layout.title),
        w = px(layout.width),
        h = px(layout.height),
    );
    svg.push_str("<g class=\"columns\">\n");
    for column in &layout.headings {
        push_column(&mut svg, column, layout.height);
    }
    svg.push_str("</g>\n<g class=\"nodes\" role=\"list\">\n");
    let mut routes = layout.routes.iter().peekable();
    for (number, node) in layout.boxes.iter().enumerate() {
        let mut own = Vec::new();
        while let Some(route) = routes.next_if(|route| route.from == number) {
            own.push(route);
        }
        push_node(&mut svg, &prefix, number, node, &own);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn push_column(svg: &mut String, column: &Heading, height: f64) {
    let _ = write!(
        svg,
        "<g class=\"column\"><rect x=\"{}\" y=\"10\" width=\"{}\" height=\"{}\" rx=\"14\"/>",
        px(column.x),
        px(column.width),
        px(height - 20.0)
    );
    if let Some(href) = &column.href {
        let _ = write!(svg, "<a href=\"{}\">", escaped(href));
    }
    let x = px(column.x + PADDING);
    let mut y = 10.0 + 17.0 + HEADING.0;
    svg.push_str("<text class=\"heading\">");
    for line in &column.lines {
        let _ = write!(svg, "<tspan x=\"{x}\" y=\"{}\">{} </tspan>", px(y), escaped(line));
        y += HEADING.1;
    }
    svg.push_str("</text>");
    if column.href.is_some() {
        svg.push_str("</a>");
    }
    if !column.note.is_empty() {
        svg.push_str("<text class=\"words\">");
        for line in &column.note {
            let _ =
                write!(svg, "<tspan x=\"{x}\" y=\"{}\">{} </tspan>", px(y - 2.0), escaped(line));
            y += WORDS.1;
        }
        svg.push_str("</text>");
    }
    svg.push_str("</g>\n");
}

fn push_node(svg: &mut String, prefix: &str, number: usize, node: &NodeBox, routes: &[&Route]) {
    let state = node.state.map_or_else(String::new, |state| format!(" state-{}", state.slug()));
    let to: Vec<String> = routes.iter().map(|route| route.to.to_string()).collect();
    let _ = write!(
        svg,
        "<g class=\"node kind-{}{state}\" id=\"{prefix}{number}\" role=\"listitem\" data-n=\"{number}\" data-layer=\"{}\" data-to=\"{}\">",
        node.kind.slug(),
        node.layer,
        to.join(" ")
    );
    for route in routes {
        push_route(svg, route);
    }
    let said = name(node);
    let name = escaped(&said);
    if let Some(href) = &node.href {
        let _ = write!(svg, "<a href=\"{}\">", escaped(href));
    } else {
        svg.push_str("<g class=\"still\" role=\"img\">");
    }
    let _ = write!(svg, "<title>{name}</title>");
    let _ = write!(
        svg,
        "<path class=\"box\" transform=\"translate({} {})\" d=\"{}\"/>",
        px(node.x),
        px(node.y),
        shape::path(node.kind, node.width, node.height)
    );
    push_texts(svg, number, node);
    svg.push_str(if node.href.is_some() { "</a></g>\n" } else { "</g></g>\n" });
}

/// What a node is called by those who do not see it: its name, then the words below it.
#[must_use]
pub fn name(node: &NodeBox) -> String {
    format!("{}, {}", node.label, node.words.join(", ").replace(" · ", ", "))
}

fn push_texts(svg: &mut String, number: usize, node: &NodeBox) {
    let left = node.x + shape::before(node.kind);
    let mut y = node.y + shape::ABOVE + LABEL.0;
    svg.push_str("<text class=\"label\">");
    for line in &node.lines {
        let _ = write!(svg, "<tspan x=\"{}\" y=\"{}\">{} </tspan>", px(left), px(y), escaped(line));
        y += LABEL.1;
    }
    svg.push_str("</text>");
    let mut indent = 0.0;
    if let Some(state) = node.state {
        push_mark(svg, state, left + 5.5, y - 4.5);
        indent = MARK;
    }
    svg.push_str("<text class=\"words\">");
    for line in &node.words {
        let at = px(left + indent);
        let _ = write!(svg, "<tspan x=\"{at}\" y=\"{}\">{} </tspan>", px(y - 0.5), escaped(line));
        y += WORDS.1;
    }
    let _ = write!(
        svg,
        "</text><text class=\"number\" x=\"{}\" y=\"{}\" aria-hidden=\"true\">{}</text>",
        px(node.x + node.width - 2.0),
        px(node.y - 3.0),
        number + 1
    );
}

/// The mark of a state: a disc with a tick, a half disc, a ring with a dash, a ring, a dotted ring.
pub(super) fn push_mark(svg: &mut String, state: State, x: f64, y: f64) {
    let (cx, cy) = (px(x), px(y));
    let _ = write!(svg, "<g class=\"mark\"><circle cx=\"{cx}\" cy=\"{cy}\" r=\"5\"/>");
    match state {
        State::Met => {
            let _ = write!(
                svg,
                "<path class=\"tick\" d=\"M{} {}l2 2.1l3.6 -4\"/>",
                px(x - 2.6),
                px(y + 0.2)
            );
        }
        State::UnderWay => {
            let _ =
                write!(svg, "<path class=\"half\" d=\"M{cx} {}a5 5 0 0 1 0 10z\"/>", px(y - 5.0));
        }
        State::NotNeeded => {
            let _ = write!(svg, "<path class=\"dash\" d=\"M{} {cy}h5\"/>", px(x - 2.5));
        }
        State::Open | State::Unknown => {}
    }
    svg.push_str("</g>");
}

fn push_route(svg: &mut String, route: &Route) {
    let back = if route.is_back { " back" } else { "" };
    let _ = write!(
        svg,
        "<path class=\"edge tie-{}{back}\" data-to=\"{}\" d=\"",
        route.tie.slug(),
        route.to
    );
    push_way(svg, &route.segments);
    svg.push_str("\"/><path class=\"tip");
    svg.push_str(back);
    let _ = write!(svg, "\" data-to=\"{}\" d=\"", route.to);
    push_tip(svg, route);
    svg.push_str("\"/>");
}

/// The data of a path along the segments.
fn push_way(svg: &mut String, segments: &[Segment]) {
    for (number, segment) in segments.iter().enumerate() {
        let (Segment::Level(start, end) | Segment::Bend(start, end)) = *segment;
        if number == 0 {
            push_pair(svg, 'M', start.0, start.1);
        }
        let is_level = is_level_segment(segment);
        if is_level {
            // Level pieces that follow each other are one line.
            let goes_on = segments.get(number + 1).is_some_and(is_level_segment);
            if !goes_on {
                svg.push('H');
                push_px(svg, end.0);
            }
        } else {
            let middle = f64::midpoint(start.0, end.0);
            push_pair(svg, 'C', middle, start.1);
            push_pair(svg, ' ', middle, end.1);
            push_pair(svg, ' ', end.0, end.1);
        }
    }
}

fn is_level_segment(segment: &Segment) -> bool {
    match segment {
        Segment::Level(..) => true,
        Segment::Bend(start, end) => (start.1 - end.1).abs() < 0.05,
    }
}

/// The arrow: a chevron just before the box it leads to.
fn push_tip(svg: &mut String, route: &Route) {
    let ends = if route.is_back { route.segments.first() } else { route.segments.last() };
    let Some(Segment::Level(start, end) | Segment::Bend(start, end)) = ends else { return };
    let ((x, y), side) = if route.is_back { (*start, 1.0) } else { (*end, -1.0) };
    push_pair(svg, 'M', x + side * 7.0, y - 4.0);
    push_pair(svg, 'L', x + side * 2.0, y);
    push_pair(svg, 'L', x + side * 7.0, y + 4.0);
}

fn push_pair(svg: &mut String, command: char, x: f64, y: f64) {
    svg.push(command);
    push_px(svg, x);
    svg.push(' ');
    push_px(svg, y);
}
