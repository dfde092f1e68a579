//! Made-up maps: nodes with labels by number, and ladders of any size.

use learn::format::map::{Column, Edge, Kind, Map, Node, State, Tie};

/// A map of nodes with made-up labels; edges by the places of their nodes.
pub fn map(columns: usize, nodes: &[(usize, String)], edges: &[(usize, usize)]) -> Map {
    let kinds = Kind::ALL.len();
    let states = State::ALL.len();
    let node = |(place, (column, label)): (usize, &(usize, String))| Node {
        column: *column,
        label: label.clone(),
        id: format!("n{place:04}"),
        href: (place % 7 != 3).then(|| format!("../modules/n{place}/")),
        kind: Kind::ALL[place % kinds],
        state: (place % 7 > 0).then(|| State::ALL[place % states]),
        note: place.is_multiple_of(6).then(|| format!("{place} of 20")),
    };
    let edge = |(place, (from, to)): (usize, &(usize, usize))| Edge {
        from: format!("n{from:04}"),
        to: format!("n{to:04}"),
        tie: Tie::ALL[place % Tie::ALL.len()],
    };
    let column = |number: usize| Column {
        title: format!("Role {number} with a title of several words"),
        href: Some("../".to_owned()),
        note: number.is_multiple_of(2).then(|| "what it is for".to_owned()),
    };
    Map {
        title: "From role to role".to_owned(),
        columns: (0..columns).map(column).collect(),
        nodes: nodes.iter().enumerate().map(node).collect(),
        edges: edges.iter().enumerate().map(edge).collect(),
    }
}

/// A ladder of about so many nodes: columns of modules, most of which build on ones shortly before.
pub fn ladder(nodes: usize) -> Map {
    let columns = 5;
    let words = ["Incident", "design", "review", "Data", "pipelines", "Leading", "a", "team"];
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("31 bits") % below
    };
    let mut made = Vec::new();
    let mut edges = Vec::new();
    for place in 0..nodes {
        let label: Vec<&str> = (0..=next(4)).map(|_| words[next(words.len())]).collect();
        made.push((place * columns / nodes, label.join(" ")));
        for _ in 0..next(3) {
            if place > 0 {
                edges.push((place - 1 - next(place.min(nodes / columns)), place));
            }
        }
    }
    map(columns, &made, &edges)
}
