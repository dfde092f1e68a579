//! Moving single vertices inside a layer, each where it crosses least.

use super::layered::Layered;

/// Where the links of each vertex of one layer end, sorted, on both sides.
struct Ends {
    places: Vec<usize>,
    spans: Vec<[(usize, usize); 2]>,
}

impl Ends {
    fn of(layered: &Layered, rank: &[usize], layer: &[usize]) -> Self {
        let mut places = Vec::new();
        let mut spans = Vec::with_capacity(layer.len());
        for vertex in layer {
            let mut span = [(0, 0); 2];
            for (side, links) in [&layered.before, &layered.after].into_iter().enumerate() {
                let start = places.len();
                places.extend(links[*vertex].iter().map(|other| rank[*other]));
                places[start..].sort_unstable();
                span[side] = (start, places.len());
            }
            spans.push(span);
        }
        Self { places, spans }
    }

    /// Crossings between two vertices: with the first above the second, and the other way round.
    fn between(&self, one: usize, other: usize) -> (usize, usize) {
        let mut counts = (0, 0);
        for side in 0..2 {
            let (start, end) = self.spans[one][side];
            let (from, to) = self.spans[other][side];
            let (upper, lower) = (&self.places[start..end], &self.places[from..to]);
            let (mut less, mut least) = (0, 0);
            for place in upper {
                while lower.get(less).is_some_and(|end| end < place) {
                    less += 1;
                }
                least = least.max(less);
                while lower.get(least).is_some_and(|end| end <= place) {
                    least += 1;
                }
                counts.0 += less;
                counts.1 += lower.len() - least;
            }
        }
        counts
    }
}

/// Exchanges neighbours as long as that saves crossings, a few times through the layer at most.
///
/// Says whether it saved any.
pub(super) fn swap_neighbours(layered: &Layered, rank: &mut [usize], layer: &mut [usize]) -> bool {
    let ends = Ends::of(layered, rank, layer);
    let mut order: Vec<usize> = (0..layer.len()).collect();
    let mut has_moved = false;
    for _ in 0..4 {
        let mut is_better = false;
        for place in 1..order.len() {
            let (kept, turned) = ends.between(order[place - 1], order[place]);
            if turned < kept {
                order.swap(place - 1, place);
                is_better = true;
            }
        }
        has_moved |= is_better;
        if !is_better {
            break;
        }
    }
    settle(rank, layer, &order);
    has_moved
}

/// Carries each vertex through the whole layer and leaves it where it crosses least (Matuszewski, Schönfeld,
/// Molitor 1999). Says whether it saved any crossing.
pub(super) fn sift(layered: &Layered, rank: &mut [usize], layer: &mut [usize]) -> bool {
    let ends = Ends::of(layered, rank, layer);
    let width = layer.len();
    // What it costs to have the one above the other rather than below.
    let mut costs = vec![0_i64; width * width];
    for one in 0..width {
        for other in one + 1..width {
            let (above, below) = ends.between(one, other);
            let cost = i64::try_from(above).unwrap_or(i64::MAX / 2)
                - i64::try_from(below).unwrap_or(i64::MAX / 2);
            costs[one * width + other] = cost;
            costs[other * width + one] = -cost;
        }
    }
    let mut order: Vec<usize> = (0..width).collect();
    let mut has_moved = false;
    for vertex in 0..width {
        let Some(place) = order.iter().position(|other| *other == vertex) else { continue };
        let mut best = (0, place);
        let mut cost = 0;
        for up in (0..place).rev() {
            cost += costs[vertex * width + order[up]];
            best = if cost < best.0 { (cost, up) } else { best };
        }
        cost = 0;
        for down in place + 1..width {
            cost -= costs[vertex * width + order[down]];
            best = if cost < best.0 { (cost, down) } else { best };
        }
        if best.1 != place {
            order.remove(place);
            order.insert(best.1, vertex);
            has_moved = true;
        }
    }
    settle(rank, layer, &order);
    has_moved
}

/// Writes an order of places down as an order of vertices.
fn settle(rank: &mut [usize], layer: &mut [usize], order: &[usize]) {
    let old = layer.to_vec();
    for (place, from) in order.iter().enumerate() {
        layer[place] = old[*from];
        rank[old[*from]] = place;
    }
}
