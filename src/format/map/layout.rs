//! The finished drawing as geometry: boxes, routes, headings, and how large it is.

use super::graph::Graph;
use super::layered::Layered;
use super::order::Ordering;
use super::place::placed;
use super::shape::{self, Outline};
use super::{Kind, Map, State, Tie};
use crate::format::drawn;

/// Space round the drawing.
const MARGIN: f64 = 10.0;
/// Space between the edge of a column and what stands in it.
pub(super) const PADDING: f64 = 18.0;
/// Space between two columns.
const BETWEEN_COLUMNS: f64 = 20.0;
/// The narrowest layer, so that headings have room.
const NARROWEST: f64 = 116.0;
/// Space between a heading and the nodes.
const BELOW_HEADING: f64 = 26.0;
/// Space between parts that nothing joins.
const BETWEEN_PARTS: f64 = 24.0;
/// The height of a heading's font and of its lines.
pub(super) const HEADING: (f64, f64) = (15.0, 20.0);

/// A place in the drawing, in CSS pixels from its top left corner.
pub type Point = (f64, f64);

/// A map as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The map's name.
    pub title: String,
    /// Its natural width in CSS pixels.
    pub width: f64,
    /// Its natural height in CSS pixels.
    pub height: f64,
    /// The columns from left to right.
    pub headings: Vec<Heading>,
    /// The nodes in reading order: layer by layer from left to right, each from top to bottom.
    pub boxes: Vec<NodeBox>,
    /// The edges, sorted by where they come from.
    pub routes: Vec<Route>,
    /// How many links between neighbouring layers cross.
    pub crossings: usize,
    /// How many would if every layer stood in the order of column, label and id.
    pub crossings_at_first: usize,
}

/// A column's panel with its heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// The left edge of the column.
    pub x: f64,
    /// The width of the column.
    pub width: f64,
    /// Its title in lines that fit.
    pub lines: Vec<String>,
    /// Its note in lines that fit.
    pub note: Vec<String>,
    /// Where its title leads, if anywhere.
    pub href: Option<String>,
}

/// A node's box.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeBox {
    /// The id its map calls it by.
    pub id: String,
    /// Its whole name.
    pub label: String,
    /// Its name in lines that fit.
    pub lines: Vec<String>,
    /// The words below its name: state, kind, note; in lines that fit.
    pub words: Vec<String>,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// Where somebody stands with it.
    pub state: Option<State>,
    /// The number of its column.
    pub column: usize,
    /// The number of its layer, counted through all columns.
    pub layer: usize,
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// An edge's way.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The number of the box it comes from, in [`Layout::boxes`].
    pub from: usize,
    /// The number of the box it leads to.
    pub to: usize,
    /// How they are tied.
    pub tie: Tie,
    /// Whether it runs from right to left.
    pub is_back: bool,
    /// Its segments from left to right, whichever end has the arrow.
    pub segments: Vec<Segment>,
}

/// A part of an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// A level line past a layer.
    Level(Point, Point),
    /// A cubic curve between two layers, level at both ends: its control points stand halfway across, at
    /// the height of either end.
    Bend(Point, Point),
}

/// Draws a map.
#[must_use]
pub fn layout(map: &Map) -> Layout {
    let graph = Graph::of(map);
    let layered = Layered::of(&graph);
    let outlines: Vec<Outline> = graph.nodes.iter().map(|node| shape::outline(node)).collect();
    let mut halves = vec![0.0; layered.layer.len()];
    for (half, outline) in halves.iter_mut().zip(&outlines) {
        *half = outline.height / 2.0;
    }
    let mut at = vec![0.0; layered.layer.len()];
    let mut bottoms = vec![0.0; layered.depth()];
    let given = layered.layers();
    let mut ordering = Ordering::new(&layered);
    ordering.number(&given);
    let crossings_at_first = ordering.crossings(&given);
    let mut crossings = 0;
    for vertices in layered.parts() {
        let part = layered.part(&vertices);
        let own: Vec<f64> = vertices.iter().map(|vertex| halves[*vertex]).collect();
        let mut layers = part.layers();
        let mut ordering = Ordering::new(&part);
        crossings += ordering.arrange(&mut layers);
        let mut placed = placed(&part, &layers, &ordering.rank, &own);
        stack(&part.layer, &own, &mut placed, &mut bottoms);
        for (vertex, at_own) in vertices.iter().zip(placed) {
            at[*vertex] = at_own;
        }
    }
    let mut drawing =
        Drawing { map, graph, layered, outlines, at, columns: Vec::new(), layers: Vec::new() };
    drawing.raise(&halves);
    drawing.set_columns();
    let mut layout = drawing.finished();
    (layout.crossings, layout.crossings_at_first) = (crossings, crossings_at_first);
    layout
}

/// Moves a part as far up as the parts above it let it; `bottoms` says for every layer where those end.
fn stack(layer: &[usize], halves: &[f64], at: &mut [f64], bottoms: &mut [f64]) {
    let mut shift = f64::NEG_INFINITY;
    for (vertex, layer) in layer.iter().enumerate() {
        let bottom = bottoms[*layer];
        let space = if bottom > 0.0 { BETWEEN_PARTS } else { 0.0 };
        shift = shift.max(bottom + space - (at[vertex] - halves[vertex]));
    }
    for (vertex, layer) in layer.iter().enumerate() {
        at[vertex] = (at[vertex] + shift).round();
        bottoms[*layer] = bottoms[*layer].max(at[vertex] + halves[vertex]);
    }
}

struct Drawing<'a> {
    map: &'a Map,
    graph: Graph<'a>,
    layered: Layered,
    outlines: Vec<Outline>,
    /// The height at which each vertex has its centre.
    at: Vec<f64>,
    /// Left edge and width of every column.
    columns: Vec<(f64, f64)>,
    /// Left edge and width of every layer.
    layers: Vec<(f64, f64)>,
}

impl Drawing<'_> {
    /// Moves all of a column up to its heading: what stands in a later column leaves no blank in an earlier one.
    fn raise(&mut self, halves: &[f64]) {
        let mut tops = vec![f64::INFINITY; self.layered.columns.len()];
        let mut column_of = vec![0; self.layered.depth()];
        for (number, layers) in self.layered.columns.iter().enumerate() {
            column_of[layers.clone()].fill(number);
        }
        let column = |vertex: usize| column_of[self.layered.layer[vertex]];
        for (vertex, at) in self.at.iter().enumerate() {
            let top = &mut tops[column(vertex)];
            *top = top.min(at - halves[vertex]);
        }
        for (vertex, at) in self.at.iter_mut().enumerate() {
            *at -= tops[column(vertex)];
        }
    }

    /// Gives the layers their widths and the gaps between them room for the steepest edge there.
    fn set_columns(&mut self) {
        let depth = self.layered.depth();
        let mut widths = vec![NARROWEST; depth];
        for (node, outline) in self.outlines.iter().enumerate() {
            let width = &mut widths[self.layered.layer[node]];
            *width = width.max(outline.width);
        }
        let mut rises = vec![0.0_f64; depth];
        for (vertex, links) in self.layered.after.iter().enumerate() {
            for &other in links {
                let rise = &mut rises[self.layered.layer[vertex]];
                *rise = rise.max((self.at[vertex] - self.at[other]).abs());
            }
        }
        let mut x = MARGIN;
        for column in &self.layered.columns {
            let start = x;
            x += PADDING;
            for layer in column.clone() {
                self.layers.push((x, widths[layer]));
                x += widths[layer];
                let gap = (28.0 + rises[layer] * 0.1).clamp(36.0, 112.0).round();
                let is_last = layer + 1 == column.end;
                x += if is_last { PADDING } else { gap };
                if is_last {
                    self.columns.push((start, x - start));
                    x += BETWEEN_COLUMNS.max(gap - 2.0 * PADDING);
                }
            }
        }
    }

    fn finished(&self) -> Layout {
        let headings = self.headings();
        let tallest = headings.iter().map(Heading::height).fold(0.0, f64::max);
        let top = MARGIN + tallest + BELOW_HEADING;
        let (boxes, numbers) = self.boxes(top);
        let routes = self.routes(top, &numbers);
        let lowest = boxes.iter().map(|node| node.y + node.height).fold(top, f64::max);
        let lowest = self.at.iter().map(|at| at + top).fold(lowest, f64::max);
        let right = self.columns.last().map_or(MARGIN, |(x, width)| x + width);
        Layout {
            title: self.map.title.clone(),
            width: right + MARGIN,
            height: lowest + PADDING + MARGIN,
            headings,
            boxes,
            routes,
            crossings: 0,
            crossings_at_first: 0,
        }
    }

    fn headings(&self) -> Vec<Heading> {
        let made = self.columns.iter().enumerate().map(|(number, &(x, width))| {
            let column = self.map.columns.get(number);
            let room = width - 2.0 * PADDING;
            let note = column.and_then(|column| column.note.as_deref());
            Heading {
                x,
                width,
                // Bold letters are wider than the plain ones that lines are measured by.
                lines: drawn::lines(
                    column.map_or("", |column| &column.title),
                    HEADING.0,
                    room / drawn::BOLD,
                ),
                note: note.map_or_else(Vec::new, |note| drawn::lines(note, shape::WORDS.0, room)),
                href: column.and_then(|column| column.href.clone()),
            }
        });
        made.collect()
    }

    /// The boxes in reading order, and for every node which one is its.
    fn boxes(&self, top: f64) -> (Vec<NodeBox>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.layered.nodes).collect();
        order.sort_by(|one, other| {
            let layers = self.layered.layer[*one].cmp(&self.layered.layer[*other]);
            layers.then(self.at[*one].total_cmp(&self.at[*other])).then(one.cmp(other))
        });
        let mut numbers = vec![0; order.len()];
        let mut boxes = Vec::with_capacity(order.len());
        for node in order {
            numbers[node] = boxes.len();
            let (outline, source) = (&self.outlines[node], self.graph.nodes[node]);
            let layer = self.layered.layer[node];
            let (x, width) = self.layers[layer];
            boxes.push(NodeBox {
                id: source.id.clone(),
                label: source.label.clone(),
                lines: outline.lines.clone(),
                words: outline.words.clone(),
                href: source.href.clone(),
                kind: source.kind,
                state: source.state,
                column: self.graph.column[node],
                layer,
                x,
                y: top + self.at[node] - outline.height / 2.0,
                width,
                height: outline.height,
            });
        }
        (boxes, numbers)
    }

    fn routes(&self, top: f64, numbers: &[usize]) -> Vec<Route> {
        let mut routes: Vec<Route> = self
            .graph
            .arcs
            .iter()
            .zip(&self.layered.chains)
            .map(|(arc, chain)| {
                let (left, right) = (numbers[arc.left], numbers[arc.right]);
                let (from, to) = if arc.is_back { (right, left) } else { (left, right) };
                let segments = self.segments(chain, top);
                Route { from, to, tie: arc.tie, is_back: arc.is_back, segments }
            })
            .collect();
        routes.sort_by_key(|route| (route.from, route.to));
        routes
    }

    /// The way along a chain of vertices: curves between layers, level lines past them.
    fn segments(&self, chain: &[usize], top: f64) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::with_capacity(chain.len() * 2);
        for pair in chain.windows(2) {
            let [one, other] = *pair else { continue };
            let (x, width) = self.layers[self.layered.layer[one]];
            let start = (x + width, top + self.at[one]);
            let end = (self.layers[self.layered.layer[other]].0, top + self.at[other]);
            if self.layered.is_place(one) {
                segments.push(Segment::Level((x, start.1), start));
            }
            segments.push(Segment::Bend(start, end));
        }
        segments
    }
}

impl Heading {
    /// How much of the column the heading takes.
    pub(super) fn height(&self) -> f64 {
        let lines = shape::count(self.lines.len()) * HEADING.1;
        18.0 + lines + shape::count(self.note.len()) * shape::WORDS.1
    }
}
