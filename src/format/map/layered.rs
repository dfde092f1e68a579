//! Layers: every node gets one by its column and its depth there, and every long edge a place in each between.

use std::collections::BTreeMap;
use std::ops::Range;

use super::graph::Graph;

/// A graph whose links all lead from one layer to the next.
///
/// Vertices below `nodes` are nodes; the others are places that long edges pass. Edges of one tie that leave
/// the same node share their places, so that a node has one trunk whose branches leave it layer by layer.
pub(super) struct Layered {
    /// How many of the vertices are nodes.
    pub(super) nodes: usize,
    /// The layer of every vertex.
    pub(super) layer: Vec<usize>,
    /// For every vertex those it is linked with in the layer before.
    pub(super) before: Vec<Vec<usize>>,
    /// For every vertex those it is linked with in the layer after.
    pub(super) after: Vec<Vec<usize>>,
    /// For every arc its vertices, from its left node to its right one.
    pub(super) chains: Vec<Vec<usize>>,
    /// For every column its layers; never an empty range.
    pub(super) columns: Vec<Range<usize>>,
}

impl Layered {
    /// Gives every node of the graph its layer: the longest path to it inside its column.
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let depth = depths(graph);
        let mut widths = vec![1; graph.columns];
        for (node, depth) in depth.iter().enumerate() {
            let width = &mut widths[graph.column[node]];
            *width = (*width).max(depth + 1);
        }
        let mut columns = Vec::with_capacity(widths.len());
        let mut start = 0;
        for width in widths {
            columns.push(start..start + width);
            start += width;
        }
        let nodes = graph.nodes.len();
        let layer: Vec<usize> =
            (0..nodes).map(|node| columns[graph.column[node]].start + depth[node]).collect();
        let mut layered = Self {
            nodes,
            layer,
            before: vec![Vec::new(); nodes],
            after: vec![Vec::new(); nodes],
            chains: Vec::with_capacity(graph.arcs.len()),
            columns,
        };
        layered.link(graph);
        layered
    }

    /// Whether the vertex is a place of a long edge.
    pub(super) fn is_place(&self, vertex: usize) -> bool {
        vertex >= self.nodes
    }

    /// How many layers there are.
    pub(super) fn depth(&self) -> usize {
        self.columns.last().map_or(0, |layers| layers.end)
    }

    fn link(&mut self, graph: &Graph<'_>) {
        let mut trunks: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for arc in &graph.arcs {
            let trunk = trunks.entry((arc.left, arc.tie, arc.is_back)).or_default();
            let places = self.layer[arc.right] - self.layer[arc.left] - 1;
            while trunk.len() < places {
                let last = trunk.last().copied().unwrap_or(arc.left);
                let place = self.layer.len();
                self.layer.push(self.layer[last] + 1);
                self.before.push(vec![last]);
                self.after.push(Vec::new());
                self.after[last].push(place);
                trunk.push(place);
            }
            let mut chain = Vec::with_capacity(places + 2);
            chain.push(arc.left);
            chain.extend_from_slice(&trunk[..places]);
            let last = chain[places];
            self.after[last].push(arc.right);
            self.before[arc.right].push(last);
            chain.push(arc.right);
            self.chains.push(chain);
        }
    }

    /// The vertices of every part that no link joins with others, each sorted; the largest part first.
    pub(super) fn parts(&self) -> Vec<Vec<usize>> {
        let mut parts: Vec<Vec<usize>> = Vec::new();
        let mut is_seen = vec![false; self.layer.len()];
        for start in 0..self.nodes {
            if std::mem::replace(&mut is_seen[start], true) {
                continue;
            }
            let mut found = vec![start];
            let mut next = 0;
            while let Some(&vertex) = found.get(next) {
                next += 1;
                for &other in self.before[vertex].iter().chain(&self.after[vertex]) {
                    if !std::mem::replace(&mut is_seen[other], true) {
                        found.push(other);
                    }
                }
            }
            found.sort_unstable();
            parts.push(found);
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        parts
    }

    /// One part alone, its vertices numbered as they stand in `vertices`, which is sorted; without chains.
    pub(super) fn part(&self, vertices: &[usize]) -> Self {
        let own = |links: &Vec<usize>| -> Vec<usize> {
            links.iter().filter_map(|other| vertices.binary_search(other).ok()).collect()
        };
        Self {
            nodes: vertices.partition_point(|vertex| *vertex < self.nodes),
            layer: vertices.iter().map(|vertex| self.layer[*vertex]).collect(),
            before: vertices.iter().map(|vertex| own(&self.before[*vertex])).collect(),
            after: vertices.iter().map(|vertex| own(&self.after[*vertex])).collect(),
            chains: Vec::new(),
            columns: self.columns.clone(),
        }
    }

    /// The vertices of every layer, by number.
    pub(super) fn layers(&self) -> Vec<Vec<usize>> {
        let mut layers = vec![Vec::new(); self.depth()];
        for (vertex, layer) in self.layer.iter().enumerate() {
            layers[*layer].push(vertex);
        }
        layers
    }
}

/// The length of the longest path to every node inside its column.
fn depths(graph: &Graph<'_>) -> Vec<usize> {
    let nodes = graph.nodes.len();
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    let mut waits = vec![0_usize; nodes];
    for arc in &graph.arcs {
        if graph.column[arc.left] == graph.column[arc.right] {
            inside[arc.left].push(arc.right);
            waits[arc.right] += 1;
        }
    }
    let mut depth = vec![0; nodes];
    let mut ready: Vec<usize> = (0..nodes).filter(|node| waits[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &next in &inside[node] {
            depth[next] = depth[next].max(depth[node] + 1);
            waits[next] -= 1;
            if waits[next] == 0 {
                ready.push(next);
            }
        }
    }
    depth
}
