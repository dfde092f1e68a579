//! The map as numbers in canonical order: the same for every order in which it is given.

use std::collections::BTreeMap;

use super::acyclic::against;
use super::{Map, Node, Tie};

/// A map whose nodes are numbered and whose edges all run to the right.
pub(super) struct Graph<'a> {
    /// The nodes in canonical order.
    pub(super) nodes: Vec<&'a Node>,
    /// For every node its column, one that exists.
    pub(super) column: Vec<usize>,
    /// How many columns there are; at least one.
    pub(super) columns: usize,
    /// The edges, sorted.
    pub(super) arcs: Vec<Arc>,
}

/// An edge between numbered nodes, turned so that `left` comes before `right`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arc {
    /// The node it starts at in the drawing.
    pub(super) left: usize,
    /// How the nodes are tied.
    pub(super) tie: Tie,
    /// Whether its arrow stands at the left end, because it was turned round.
    pub(super) is_back: bool,
    /// The node it ends at in the drawing.
    pub(super) right: usize,
}

impl<'a> Graph<'a> {
    /// Numbers the nodes, drops what cannot be drawn, turns edges that run against the columns or close a
    /// cycle.
    pub(super) fn of(map: &'a Map) -> Self {
        let columns = map.columns.len().max(1);
        let mut sorted: Vec<(usize, &Node)> =
            map.nodes.iter().map(|node| (node.column.min(columns - 1), node)).collect();
        sorted.sort();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut nodes, mut column) = (Vec::new(), Vec::new());
        for (place, node) in sorted {
            numbers.entry(&node.id).or_insert_with(|| {
                nodes.push(node);
                column.push(place);
                nodes.len() - 1
            });
        }
        let mut ties: BTreeMap<(usize, usize), Tie> = BTreeMap::new();
        for edge in &map.edges {
            let (Some(&from), Some(&to)) =
                (numbers.get(edge.from.as_str()), numbers.get(edge.to.as_str()))
            else {
                continue;
            };
            if from != to {
                let tie = ties.entry((from, to)).or_insert(edge.tie);
                *tie = edge.tie.min(*tie);
            }
        }
        let pairs: Vec<(usize, usize)> = ties.keys().copied().collect();
        let turned = against(&column, &pairs);
        let mut arcs: Vec<Arc> = ties
            .iter()
            .zip(turned)
            .map(|((&(from, to), &tie), is_back)| {
                let (left, right) = if is_back { (to, from) } else { (from, to) };
                Arc { left, tie, is_back, right }
            })
            .collect();
        arcs.sort_unstable();
        Self { nodes, column, columns, arcs }
    }
}
