//! Circles: all that are reported are real, and without them nothing goes round.

use std::collections::BTreeSet;
use std::sync::Arc;

use learn::base::place::{Place, Spot};
use learn::catalog::graph::{Graph, Link};
use learn::pointer;
use proptest::prelude::*;

const NAMES: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

fn graph(arrows: &[(usize, usize)]) -> Graph<'static> {
    let path: Arc<str> = "arrows".into();
    let mut graph = Graph::new(NAMES.to_vec());
    for (number, (from, to)) in arrows.iter().enumerate() {
        graph.arrow(*from, *to, Place::value(&path, pointer![number]));
    }
    graph
}

/// Which arrow a step took.
fn arrow(link: &Link<'_>) -> usize {
    let Spot::Value(pointer) = &link.place.spot else { panic!("a value") };
    pointer.to_string()[1..].parse().expect("a number")
}

/// Whether arrows that are not taken can be put into an order, by taking away what leads nowhere.
fn has_order(arrows: &[(usize, usize)], taken: &BTreeSet<usize>) -> bool {
    let mut left: Vec<(usize, usize)> = arrows
        .iter()
        .enumerate()
        .filter(|(at, _)| !taken.contains(at))
        .map(|(_, one)| *one)
        .collect();
    loop {
        let before = left.len();
        let starts: BTreeSet<usize> = left.iter().map(|(from, _)| *from).collect();
        left.retain(|(_, to)| starts.contains(to));
        if left.len() == before {
            return left.is_empty();
        }
    }
}

proptest! {
    #[test]
    fn circles_are_real_and_without_them_nothing_goes_round(
        arrows in prop::collection::vec((0..NAMES.len(), 0..NAMES.len()), 0..30)
    ) {
        let circles = graph(&arrows).circles();
        let mut taken = BTreeSet::new();
        for circle in &circles {
            let following = circle.iter().cycle().skip(1);
            for (link, next) in circle.iter().zip(following) {
                prop_assert_eq!(link.next, next.name);
                let (from, to) = arrows[arrow(link)];
                prop_assert_eq!((link.name, link.next), (NAMES[from], NAMES[to]));
                prop_assert!(taken.insert(arrow(link)), "no arrow is in two circles");
            }
            let names: BTreeSet<&str> = circle.iter().map(|link| link.name).collect();
            prop_assert_eq!(names.len(), circle.len(), "nothing is met twice on the way round");
            prop_assert_eq!(names.first().copied(), circle.first().map(|link| link.name));
        }
        prop_assert!(has_order(&arrows, &taken));
    }
}

#[test]
fn a_long_chain_is_followed_to_its_end() {
    let path: Arc<str> = "chain".into();
    let names: Vec<String> = (0..200_000).map(|number| format!("module-{number:06}")).collect();
    let mut graph = Graph::new(names.iter().map(String::as_str).collect());
    for number in 0..names.len() {
        graph.arrow(number, (number + 1) % names.len(), Place::file(&path));
    }
    let circles = graph.circles();
    assert_eq!(circles.len(), 1);
    assert_eq!(circles[0].len(), names.len());
}
