//! Plans in large catalogs: what `learn plan` does between reading and printing.
//!
//! `cargo bench --bench plan` makes catalogs of 200, 400, 1,000 and 2,000 modules in memory and plans for somebody who
//! has nothing yet; `-- --modules 2000 --runs 3` chooses. Each number is the median of the runs. The worlds:
//!
//! - *credentials*: one for every six modules, and a role that asks for 45 competencies and five groups of them;
//! - *single*: no credential; each module teaches one of 60 competencies and builds on nothing;
//! - *many lines*: the same with up to 300 competencies, all of them asked for;
//! - *tangled*: no credential; each module teaches up to three of 60 competencies and builds on up to two others.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(unreachable_pub, dead_code)] // the worlds are those of the tests

use std::time::Instant;

use learn::base::date::Date;
use learn::catalog::load::load;
use learn::insight::plan::{Wishes, plan};
use learn::kinds::person::Person;
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;

#[path = "../tests/learn/plan/wide.rs"]
mod wide;
#[path = "../tests/learn/plan/world.rs"]
mod world;

use wide::Wide;

fn main() {
    let (sizes, runs) = asked();
    println!("| world | modules | loading | plan | hours | steps | proof |");
    println!("|---|---:|---:|---:|---:|---:|---|");
    for modules in sizes {
        for (name, files) in worlds(modules) {
            measure(name, modules, &files, runs);
        }
    }
}

fn worlds(modules: usize) -> [(&'static str, Memory); 4] {
    [
        ("credentials", world::large(modules)),
        ("single", Wide::thrown(5, modules, 60, 1, 0).files()),
        ("many lines", Wide::thrown(5, modules, modules.min(300), 1, 0).files()),
        ("tangled", Wide::thrown(9, modules, 60, 3, 2).files()),
    ]
}

fn measure(name: &str, modules: usize, files: &Memory, runs: usize) {
    let today = Date::new(2026, 4, 15).expect("a day");
    let started = Instant::now();
    let catalog = load(files).expect("memory can be read");
    let loaded = started.elapsed().as_secs_f64();
    let ledger = Ledger::of(&catalog, None);
    let ada = catalog.get::<Person>("ada").expect("ada");
    let role = catalog.role("target").expect("a role");
    let mut times = Vec::new();
    let mut told = String::new();
    for _ in 0..runs {
        let started = Instant::now();
        let plan = plan(&ledger, ada, role, today, Wishes::default()).expect("a plan");
        times.push(started.elapsed().as_secs_f64());
        told = format!("{} | {} | {:?}", plan.minutes() / 60, plan.items.len(), plan.proof);
    }
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    println!("| {name} | {modules} | {loaded:.3} s | {median:.3} s | {told} |");
}

/// Which sizes, and how many runs.
fn asked() -> (Vec<usize>, usize) {
    let (mut sizes, mut runs) = (vec![200, 400, 1_000, 2_000], 3);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().and_then(|word| word.parse().ok()).expect("a number");
        match word.as_str() {
            "--modules" => sizes = vec![value()],
            "--runs" => runs = value(),
            _ => {}
        }
    }
    (sizes, runs)
}
