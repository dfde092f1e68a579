//! Progression maps: how long it takes to lay one out, and to write it as SVG.
//!
//! `cargo bench --bench map` draws made-up ladders of 10, 120, 500 and 2,000 nodes, those that the tests look
//! at; `-- --runs 50` chooses how often. Each time stands by the clock and on the processor, on one thread.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(unreachable_pub)] // a benchmark has no outside

use std::hint::black_box;
use std::time::Instant;

use learn::format::map::{layout, svg};

#[path = "../tests/learn/maps/ladders.rs"]
mod ladders;

fn main() {
    let mut words = std::env::args().skip(1);
    let mut runs = 21_u32;
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
            "| {nodes} | {} | {} × {} | {}, {} | {} | {} | {} |",
            drawn.routes.len(),
            drawn.width,
            drawn.height,
            drawn.crossings_at_first,
            drawn.crossings,
            taken(runs, || drop(black_box(layout(black_box(&map))))),
            taken(runs, || drop(black_box(svg::svg(black_box(&drawn), "map-")))),
            written.len(),
        );
    }
}

/// What the work takes on the whole, in milliseconds: the median of the runs by the clock, and their mean on
/// the processor, which other work on the machine does not add to.
fn taken(runs: u32, work: impl Fn()) -> String {
    let mut times = Vec::new();
    let before = on_processor();
    for _ in 0..runs.max(1) {
        let started = Instant::now();
        work();
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    let after = on_processor();
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    match before.zip(after) {
        Some((before, after)) => {
            format!("{median:.2} ms, {:.2} ms", (after - before) / f64::from(runs.max(1)))
        }
        None => format!("{median:.2} ms, –"),
    }
}

/// The milliseconds that this thread has run so far, where the system says so.
fn on_processor() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e6)
}
