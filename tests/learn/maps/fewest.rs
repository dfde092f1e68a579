//! The fewest crossings that a small map can have, found by trying every order.

/// How many of the links between two layers cross when their ends stand at these places.
pub fn crossing(links: &[(usize, usize)]) -> usize {
    let crosses = |one: &(usize, usize), other: &(usize, usize)| {
        (one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1)
    };
    links
        .iter()
        .enumerate()
        .map(|(place, one)| links[place + 1..].iter().filter(|other| crosses(one, other)).count())
        .sum()
}

/// The fewest crossings of links to a fixed layer, over all orders of the other: by subsets put first.
fn fewest_for(width: usize, ends: &[Vec<usize>]) -> usize {
    let mut pairs = vec![vec![0; width]; width];
    for (one, row) in pairs.iter_mut().enumerate() {
        for (other, cost) in row.iter_mut().enumerate() {
            *cost = ends[one].iter().map(|a| ends[other].iter().filter(|b| a > *b).count()).sum();
        }
    }
    let mut best = vec![usize::MAX; 1 << width];
    best[0] = 0;
    for first in 0..best.len() {
        for next in (0..width).filter(|next| first >> next & 1 == 0) {
            let cost: usize =
                (0..width).filter(|one| first >> one & 1 == 1).map(|one| pairs[one][next]).sum();
            let both = first | 1 << next;
            best[both] = best[both].min(best[first] + cost);
        }
    }
    best[best.len() - 1]
}

/// The fewest crossings there can be: every order of the second layer, the best of the others for it.
pub fn optimum(layers: &[usize], edges: &[(usize, usize)]) -> usize {
    let middle = layers[1];
    let mut order: Vec<usize> = (0..middle).collect();
    let mut best = usize::MAX;
    permuted(&mut order, 0, &mut |order| {
        let mut place = vec![0; middle];
        for (rank, node) in order.iter().enumerate() {
            place[*node] = rank;
        }
        let mut left = vec![Vec::new(); layers[0]];
        let mut right = vec![Vec::new(); layers.get(2).copied().unwrap_or(0)];
        for (from, to) in edges {
            if *from < layers[0] {
                left[*from].push(place[to - layers[0]]);
            } else {
                right[to - layers[0] - middle].push(place[from - layers[0]]);
            }
        }
        best = best.min(fewest_for(left.len(), &left) + fewest_for(right.len(), &right));
    });
    best
}

fn permuted(order: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
    if from == order.len() {
        return visit(order);
    }
    for place in from..order.len() {
        order.swap(from, place);
        permuted(order, from + 1, visit);
        order.swap(from, place);
    }
}
