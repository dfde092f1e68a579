//! Progression maps: how long it takes to lay one out, and to write it as SVG.
//!
//! `cargo bench --bench map` draws made-up ladders of 10, 120, 500 and 2,000 nodes, those that the tests look
//! at; `-- --runs 50` chooses how often. Each number is the median of the runs, on one thread.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(unreachable_pub)] // a benchmark has no outside

use std::hint::black_box;
use std::time::Instant;

use learn::format::map::{layout, svg};

#[path = "../tests/learn/maps/ladders.rs"]
mod ladders;

fn main() {
    let mut words = std::env::args().skip(1);
    let mut runs = 21;
    while let Some(word) = words.next() {
        if word == "--runs" {
            runs = words.next().and_then(|word| word.parse().ok()).expect("a number of runs");
        }
    }
    println!("| nodes | edges | size | crossings, before and after | layout | SVG | bytes |");
    println!("|---:|---:|---:|---:|---:|---:|---:|");
    for nodes in [10, 120, 500, 2000] {
        let map = ladders::ladder(nodes);
        let drawn = layout(&map);
        let written = svg::svg(&drawn, "map-");
        println!(
            "| {nodes} | {} | {} × {} | {}, {} | {:.2} ms | {:.2} ms | {} |",
            drawn.routes.len(),
            drawn.width,
            drawn.height,
            drawn.crossings_at_first,
            drawn.crossings,
            median(runs, || drop(black_box(layout(black_box(&map))))),
            median(runs, || drop(black_box(svg::svg(black_box(&drawn), "map-")))),
            written.len(),
        );
    }
}

/// The median of the times that the work takes, in milliseconds.
fn median(runs: usize, work: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..runs.max(1))
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
