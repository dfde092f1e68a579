//! Readiness of 10,000 people after loading: what `learn readiness --all` does between reading and printing.
//!
//! `cargo bench --bench readiness` makes a generated company with signed approvals in memory, loads it, verifies its approvals
//! and then answers for everybody and the role of their goal or, without one, the next on their ladder;
//! `-- --people 1000 --runs 3` chooses. Each number is the median of the runs, on one thread.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(clippy::cast_precision_loss)] // counts of people are small

use std::time::Instant;

use learn::catalog::load::load;
use learn::demo::{crowd, generated};
use learn::kinds::person::Person;
use learn::standing::readiness::readiness;
use learn::standing::target::{goal_role, next_on_ladder};
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;

/// As the program itself takes its memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let (people, runs) = asked();
    let mut files = Memory::new();
    for (path, text) in crowd::company(people) {
        files.put(&path, text);
    }
    let started = Instant::now();
    let catalog = load(&files).expect("memory can be read");
    let loaded = started.elapsed().as_secs_f64();
    let ledger = Ledger::of(&catalog, None);
    let mut times = Vec::new();
    let (mut answers, mut lines) = (0, 0);
    for _ in 0..runs {
        (answers, lines) = (0, 0);
        let started = Instant::now();
        for person in catalog.all::<Person>() {
            let target = goal_role(&catalog, person, generated::today())
                .or_else(|| next_on_ladder(&catalog, person, generated::today()));
            let Some(target) = target else { continue };
            let readiness = readiness(&ledger, person, target.role, generated::today());
            answers += 1;
            lines += readiness.lines.len();
        }
        times.push(started.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    println!("| people | with a target | lines | approvals | loading | readiness | per person |");
    println!("|---:|---:|---:|---:|---:|---:|---:|");
    println!(
        "| {people} | {answers} | {lines} | {} | {loaded:.2} s | {median:.3} s | {:.1} µs |",
        ledger.all().len(),
        median * 1e6 / f64::from(u32::try_from(answers.max(1)).unwrap_or(1))
    );
}

/// How many people, and how many runs.
fn asked() -> (usize, usize) {
    let (mut people, mut runs) = (10_000, 5);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().and_then(|word| word.parse().ok()).expect("a number");
        match word.as_str() {
            "--people" => people = value(),
            "--runs" => runs = value(),
            _ => {}
        }
    }
    (people, runs)
}
