//! The order inside every layer: as few crossings as sweeps of medians and means and exchanges find.
//!
//! After Gansner, Koutsofios, North and Vo (1993), 3, with the means of Sugiyama, Tagawa and Toda (1981) in
//! every other sweep. The order that the canonical numbering gives is among those compared, so the result
//! never has more crossings than it.

use super::layered::Layered;
use super::swaps::{sift, swap_neighbours};

/// How often links are looked at in all sweeps together; bounds the time on large maps.
const EFFORT: usize = 70_000;

/// Layers no longer than this are searched place by place, longer ones by exchanging neighbours.
const SHORT: usize = 48;

/// One part of a drawing on its way to order.
pub(super) struct Ordering<'a> {
    layered: &'a Layered,
    /// The place of every vertex inside its layer.
    pub(super) rank: Vec<usize>,
    tree: Vec<usize>,
}

impl<'a> Ordering<'a> {
    /// Nothing is in order yet.
    pub(super) fn new(layered: &'a Layered) -> Self {
        Self { layered, rank: vec![0; layered.layer.len()], tree: Vec::new() }
    }

    /// Brings the layers of one part into order; says how many links still cross.
    pub(super) fn arrange(&mut self, layers: &mut Vec<Vec<usize>>) -> usize {
        self.number(layers);
        let mut best = (self.crossings(layers), layers.clone());
        let links: usize = layers.iter().flatten().map(|v| self.layered.after[*v].len()).sum();
        let sweeps = (EFFORT / (links + 1)).clamp(4, 20);
        let starts = (EFFORT / (4 * sweeps * (links + 1))).clamp(2, 12);
        let searched = self.searched(layers);
        for start in 0..starts {
            if best.0 == 0 {
                break;
            }
            let first = match start {
                0 => layers.clone(),
                1 => searched.clone(),
                _ => shuffled(layers, start),
            };
            self.improve(first, sweeps, &mut best);
        }
        *layers = best.1;
        self.number(layers);
        best.0
    }

    /// Sweeps to and fro from one order, and keeps the best that comes by.
    fn improve(
        &mut self,
        mut layers: Vec<Vec<usize>>,
        sweeps: usize,
        best: &mut (usize, Vec<Vec<usize>>),
    ) {
        self.number(&layers);
        let mut idle = 0;
        for sweep in 0..sweeps {
            self.sweep(&mut layers, sweep);
            for _ in 0..2 {
                if !self.exchange(&mut layers) {
                    break;
                }
            }
            let crossings = self.crossings(&layers);
            idle += 1;
            if crossings < best.0 {
                *best = (crossings, layers.clone());
                idle = 0;
            }
            if best.0 == 0 || idle == 6 {
                return;
            }
        }
    }

    /// Writes down the place of every vertex.
    pub(super) fn number(&mut self, layers: &[Vec<usize>]) {
        for layer in layers {
            for (place, vertex) in layer.iter().enumerate() {
                self.rank[*vertex] = place;
            }
        }
    }

    /// Orders every layer by where its vertices are linked to; forth on even sweeps, back on odd ones.
    fn sweep(&mut self, layers: &mut [Vec<usize>], sweep: usize) {
        let is_forth = sweep.is_multiple_of(2);
        let by_median = sweep % 4 < 2;
        let depth = layers.len();
        for step in 0..depth {
            let number = if is_forth { step } else { depth - 1 - step };
            let layer = &mut layers[number];
            let links = if is_forth { &self.layered.before } else { &self.layered.after };
            let mut keyed: Vec<(f64, usize)> = layer
                .iter()
                .filter(|vertex| !links[**vertex].is_empty())
                .map(|vertex| (middle(&links[*vertex], &self.rank, by_median), *vertex))
                .collect();
            if sweep % 8 >= 4 {
                // Those that are level change places now and then, or they never would.
                keyed.reverse();
            }
            keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
            let mut sorted = keyed.into_iter();
            for (place, vertex) in layer.iter_mut().enumerate() {
                if !links[*vertex].is_empty()
                    && let Some((_, next)) = sorted.next()
                {
                    *vertex = next;
                }
                self.rank[*vertex] = place;
            }
        }
    }

    /// Moves single vertices where that saves crossings; says whether any was moved.
    fn exchange(&mut self, layers: &mut [Vec<usize>]) -> bool {
        let mut has_moved = false;
        for layer in layers.iter_mut() {
            let saved = if layer.len() <= SHORT {
                sift(self.layered, &mut self.rank, layer)
            } else {
                swap_neighbours(self.layered, &mut self.rank, layer)
            };
            has_moved |= saved;
        }
        has_moved
    }

    /// The order in which a walk along the links meets the vertices.
    fn searched(&self, layers: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut found = vec![Vec::new(); layers.len()];
        let mut is_seen = vec![false; self.rank.len()];
        for start in layers.iter().flatten() {
            let mut stack = vec![*start];
            while let Some(vertex) = stack.pop() {
                if !std::mem::replace(&mut is_seen[vertex], true) {
                    found[self.layered.layer[vertex]].push(vertex);
                    let links =
                        self.layered.before[vertex].iter().chain(&self.layered.after[vertex]);
                    stack.extend(links.filter(|other| !is_seen[**other]));
                }
            }
        }
        found
    }

    /// How many links cross in an order that was numbered, with a tree of counts for each pair of layers (Barth, Jünger, Mutzel 2002).
    pub(super) fn crossings(&mut self, layers: &[Vec<usize>]) -> usize {
        let mut crossings = 0;
        let mut ends = Vec::new();
        for pair in layers.windows(2) {
            let [layer, next] = pair else { continue };
            let width = next.len();
            self.tree.clear();
            self.tree.resize(width + 1, 0);
            let mut laid = 0;
            for vertex in layer {
                ends.clear();
                ends.extend(self.layered.after[*vertex].iter().map(|other| self.rank[*other]));
                for &end in &ends {
                    let mut place = end + 1;
                    let mut above = 0;
                    while place > 0 {
                        above += self.tree[place];
                        place &= place - 1;
                    }
                    crossings += laid - above;
                }
                for &end in &ends {
                    let mut place = end + 1;
                    while place <= width {
                        self.tree[place] += 1;
                        place += place & place.wrapping_neg();
                    }
                    laid += 1;
                }
            }
        }
        crossings
    }
}

/// The layers in an order that looks like none, another for every start.
fn shuffled(layers: &[Vec<usize>], start: usize) -> Vec<Vec<usize>> {
    let mut layers = layers.to_vec();
    let mut state = start;
    for layer in &mut layers {
        for place in (1..layer.len()).rev() {
            // A linear congruence (Knuth, TAOCP 2, 3.3.4); its high bits are the better ones.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) & 0xffff_ffff;
            layer.swap(place, (state >> 16) % (place + 1));
        }
    }
    layers
}

/// Where the links of a vertex lead on the whole: the median of their places, or the mean.
fn middle(links: &[usize], rank: &[usize], by_median: bool) -> f64 {
    if !by_median {
        let sum: usize = links.iter().map(|other| rank[*other]).sum();
        return number(sum) / number(links.len());
    }
    let mut places: Vec<usize> = links.iter().map(|other| rank[*other]).collect();
    places.sort_unstable();
    let half = places.len() / 2;
    if places.len() % 2 == 1 {
        return number(places[half]);
    }
    let (left, right) = (number(places[half - 1]), number(places[half]));
    let below = left - number(places[0]);
    let above = number(places[places.len() - 1]) - right;
    if below + above == 0.0 {
        f64::midpoint(left, right)
    } else {
        // Towards the side where the links stand closer together.
        (left * above + right * below) / (below + above)
    }
}

/// A place as a number to reckon with.
fn number(place: usize) -> f64 {
    f64::from(u32::try_from(place).unwrap_or(u32::MAX))
}
