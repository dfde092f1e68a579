//! Coordinates inside the layers: long edges straight, nodes in the middle of what they are linked with.
//!
//! After Brandes and Köpf, *Fast and simple horizontal coordinate assignment* (Graph Drawing 2001): four
//! times vertices are aligned with a median of their neighbours and packed towards one side, then every
//! vertex goes between the two middle ones of its four coordinates. Blocks are packed by longest paths over
//! their neighbours in all layers, which needs none of the classes that their erratum of 2020 mends.

use super::layered::Layered;

/// Space between two boxes, one above the other.
const BETWEEN_BOXES: f64 = 20.0;

/// Space between a box and an edge that passes it.
const BESIDE_BOX: f64 = 15.0;

/// Space between two edges that pass a layer.
const BETWEEN_EDGES: f64 = 12.0;

/// How far the centres of two neighbours of one layer have to be apart; `halves` are half their heights.
pub(super) fn apart(layered: &Layered, halves: &[f64], upper: usize, lower: usize) -> f64 {
    let space = match (layered.is_place(upper), layered.is_place(lower)) {
        (false, false) => BETWEEN_BOXES,
        (true, true) => BETWEEN_EDGES,
        _ => BESIDE_BOX,
    };
    halves[upper] + halves[lower] + space
}

/// What all four alignments of one part share.
pub(super) struct Placement<'a> {
    layered: &'a Layered,
    layers: &'a [Vec<usize>],
    rank: &'a [usize],
    halves: &'a [f64],
    /// The links of each vertex to the layer before, sorted by place, and whether each may be straight.
    before: Vec<Vec<(usize, bool)>>,
    /// The same to the layer after.
    after: Vec<Vec<(usize, bool)>>,
}

/// Where each vertex of a part has its centre, from any origin; by vertex, of others 0.
pub(super) fn placed(
    layered: &Layered,
    layers: &[Vec<usize>],
    rank: &[usize],
    halves: &[f64],
) -> Vec<f64> {
    let mut placement = Placement {
        layered,
        layers,
        rank,
        halves,
        before: vec![Vec::new(); rank.len()],
        after: vec![Vec::new(); rank.len()],
    };
    placement.find_conflicts();
    let mut packed: Vec<Vec<f64>> = Vec::with_capacity(4);
    for is_forth in [true, false] {
        for is_down in [true, false] {
            let blocks = placement.aligned(is_forth, is_down);
            packed.push(placement.packed(&blocks, is_down));
        }
    }
    placement.balanced(&packed)
}

/// Vertices that get one coordinate: each points to the block's first and, in a ring, to the next.
struct Blocks {
    first: Vec<usize>,
    next: Vec<usize>,
}

impl Placement<'_> {
    /// Finds the links that cross a long edge between two of its places: those may not be straight.
    fn find_conflicts(&mut self) {
        for pair in self.layers.windows(2) {
            let [upper, lower] = pair else { continue };
            let (mut low, mut scanned) = (0, 0);
            for (place, vertex) in lower.iter().enumerate() {
                let inner = self.inner(*vertex).map(|other| self.rank[other]);
                if inner.is_none() && place + 1 < lower.len() {
                    continue;
                }
                let high = inner.unwrap_or(upper.len().saturating_sub(1));
                for &vertex in &lower[scanned..=place] {
                    let is_inner = self.inner(vertex).is_some();
                    let mut links: Vec<(usize, bool)> = self.layered.before[vertex]
                        .iter()
                        .map(|&other| (other, is_inner || (low..=high).contains(&self.rank[other])))
                        .collect();
                    links.sort_unstable_by_key(|link| self.rank[link.0]);
                    for &(other, may) in &links {
                        self.after[other].push((vertex, may));
                    }
                    self.before[vertex] = links;
                }
                scanned = place + 1;
                low = high;
            }
        }
    }

    /// The place before this one on the same long edge.
    fn inner(&self, vertex: usize) -> Option<usize> {
        let other = *self.layered.before[vertex].first()?;
        (self.layered.is_place(vertex) && self.layered.is_place(other)).then_some(other)
    }

    /// Joins each vertex with a median of its neighbours, from the left or from the right, top or bottom first.
    fn aligned(&self, is_forth: bool, is_down: bool) -> Blocks {
        let vertices = self.rank.len();
        let mut blocks = Blocks { first: (0..vertices).collect(), next: (0..vertices).collect() };
        let links = if is_forth { &self.before } else { &self.after };
        let depth = self.layers.len();
        for step in 0..depth {
            let layer = &self.layers[if is_forth { step } else { depth - 1 - step }];
            // One more than the place of the last neighbour joined, counted from the side that comes first.
            let mut taken = 0;
            for step in 0..layer.len() {
                let vertex = layer[if is_down { step } else { layer.len() - 1 - step }];
                let near = &links[vertex];
                if near.is_empty() {
                    continue;
                }
                let (low, high) = ((near.len() - 1) / 2, near.len() / 2);
                for middle in if is_down { [low, high] } else { [high, low] } {
                    let (other, may) = near[middle];
                    let width = self.layers[self.layered.layer[other]].len();
                    let from_side =
                        if is_down { self.rank[other] } else { width - 1 - self.rank[other] };
                    if blocks.next[vertex] == vertex && may && from_side >= taken {
                        blocks.next[other] = vertex;
                        blocks.first[vertex] = blocks.first[other];
                        blocks.next[vertex] = blocks.first[vertex];
                        taken = from_side + 1;
                    }
                }
            }
        }
        blocks
    }

    /// The neighbour of a vertex in its layer on the side that comes first, and on the other.
    fn neighbours(&self, vertex: usize, is_down: bool) -> [Option<usize>; 2] {
        let layer = &self.layers[self.layered.layer[vertex]];
        let rank = self.rank[vertex];
        let above = rank.checked_sub(1).and_then(|place| layer.get(place)).copied();
        let below = layer.get(rank + 1).copied();
        if is_down { [above, below] } else { [below, above] }
    }

    /// Packs the blocks towards the top, or towards the bottom, where coordinates come out negative.
    fn packed(&self, blocks: &Blocks, is_down: bool) -> Vec<f64> {
        let mut waits = vec![0_usize; self.rank.len()];
        let mut ready = Vec::new();
        for &vertex in self.layers.iter().flatten() {
            if blocks.first[vertex] == vertex {
                waits[vertex] = ring(blocks, vertex)
                    .filter(|member| self.neighbours(*member, is_down)[0].is_some())
                    .count();
                if waits[vertex] == 0 {
                    ready.push(vertex);
                }
            }
        }
        let mut at = vec![0.0_f64; self.rank.len()];
        let mut next = 0;
        while let Some(&block) = ready.get(next) {
            next += 1;
            for member in ring(blocks, block) {
                if let Some(beyond) = self.neighbours(member, is_down)[1] {
                    let other = blocks.first[beyond];
                    at[other] = at[other].max(at[block] + self.space(member, beyond));
                    waits[other] -= 1;
                    if waits[other] == 0 {
                        ready.push(other);
                    }
                }
            }
        }
        // Back again: each block as near to those beyond it as they let it.
        for &block in ready.iter().rev() {
            let room = ring(blocks, block)
                .filter_map(|member| {
                    let beyond = self.neighbours(member, is_down)[1]?;
                    Some(at[blocks.first[beyond]] - self.space(member, beyond))
                })
                .fold(f64::INFINITY, f64::min);
            if room.is_finite() {
                at[block] = at[block].max(room);
            }
        }
        let sign = if is_down { 1.0 } else { -1.0 };
        let mut all = vec![0.0; self.rank.len()];
        for &vertex in self.layers.iter().flatten() {
            all[vertex] = sign * at[blocks.first[vertex]];
        }
        all
    }

    fn space(&self, one: usize, other: usize) -> f64 {
        apart(self.layered, self.halves, one, other)
    }

    /// Brings the four results together at the smallest of them, and takes the middle of each vertex.
    fn balanced(&self, packed: &[Vec<f64>]) -> Vec<f64> {
        let extents: Vec<(f64, f64)> = packed.iter().map(|at| self.extent(at)).collect();
        let smallest = extents
            .iter()
            .copied()
            .min_by(|one, other| (one.1 - one.0).total_cmp(&(other.1 - other.0)))
            .unwrap_or((0.0, 0.0));
        let shifts: Vec<f64> = extents
            .iter()
            .enumerate()
            .map(|(number, extent)| {
                // Every second result was packed towards the bottom.
                if number % 2 == 0 { smallest.0 - extent.0 } else { smallest.1 - extent.1 }
            })
            .collect();
        let mut middle = vec![0.0; self.rank.len()];
        for &vertex in self.layers.iter().flatten() {
            let mut four = [0.0; 4];
            for (number, at) in packed.iter().enumerate().take(4) {
                four[number] = at[vertex] + shifts[number];
            }
            four.sort_by(f64::total_cmp);
            middle[vertex] = f64::midpoint(four[1], four[2]);
        }
        middle
    }

    /// From the top of the topmost to the bottom of the lowest.
    fn extent(&self, at: &[f64]) -> (f64, f64) {
        self.layers.iter().flatten().fold((f64::INFINITY, f64::NEG_INFINITY), |range, &vertex| {
            let half = self.halves[vertex];
            (range.0.min(at[vertex] - half), range.1.max(at[vertex] + half))
        })
    }
}

/// The members of a block, from its first.
fn ring(blocks: &Blocks, first: usize) -> impl Iterator<Item = usize> + '_ {
    let mut member = Some(first);
    std::iter::from_fn(move || {
        let this = member?;
        let next = blocks.next[this];
        member = (next != first).then_some(next);
        Some(this)
    })
}
