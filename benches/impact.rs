//! `learn impact` between two revisions of a generated company of 100,000 records, beside one
//! `learn check` of the same commit: four changes from other words to a new demand on everybody.
//!
//! `cargo bench --bench impact -- --size 10000 --runs 3` chooses. Each number is the median of
//! whole-process runs that take turns with the check.

#![allow(clippy::print_stdout)] // a benchmark prints its table

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use learn::demo::generated;

/// A branch and what it changes: a file, the words in it, and those that take their place.
type Change = (&'static str, &'static str, &'static str, &'static str);

const CHANGES: &[Change] = &[
    ("nothing", "frameworks/development.yaml", "", ""),
    (
        "other words",
        "frameworks/development.yaml",
        "in daily work, and says why.",
        "at work, and says why.",
    ),
    ("one person's goal", "people/a/ada-1/", "state: set", "state: exploring"),
    (
        "a module retired",
        "modules/api-design-foundational.md",
        "serves:",
        "status: retired\nserves:",
    ),
    ("a new core expectation", "ladders/development-ic.yaml", "    requires:", NEW),
    ("another mastery", "frameworks/development.yaml", "    theme: craft\n", TWICE),
];

const NEW: &str = "      - {competency: planning, at: practitioner}\n    requires:";
const TWICE: &str = "    theme: craft\n    mastery: {method: n-times, n: 2}\n";

fn main() {
    let (size, runs) = options();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let company = Company::write(scratch.path(), size);
    println!(
        "{} records, {runs} runs each, median; the check takes turns with impact\n",
        company.files
    );
    println!("| change | impact | check | ratio | peak memory |");
    println!("|---|---:|---:|---:|---:|");
    for (number, (name, ..)) in CHANGES.iter().enumerate() {
        let range = format!("base..change-{number}");
        let mut pairs = Vec::new();
        for _ in 0..runs {
            let impact = company.run(&["impact", &range, "--summary"]);
            let check = company.run(&["check"]);
            pairs.push(Pair { impact, check });
        }
        let middle = |pick: &dyn Fn(&Pair) -> f64| {
            let mut values: Vec<f64> = pairs.iter().map(pick).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        println!(
            "| {name} | {:.3} s | {:.3} s | {:.2}× | {:.0} MB |",
            middle(&|pair| pair.impact.wall),
            middle(&|pair| pair.check.wall),
            middle(&|pair| pair.impact.wall / pair.check.wall),
            middle(&|pair| pair.impact.megabytes)
        );
    }
}

/// One run of a whole process.
struct Run {
    /// Seconds.
    wall: f64,
    /// Peak memory, where `/usr/bin/time` tells it.
    megabytes: f64,
}

/// Two runs that took turns.
struct Pair {
    impact: Run,
    check: Run,
}

fn options() -> (usize, usize) {
    let (mut size, mut runs) = (100_000, 5);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().and_then(|value| value.parse().ok()).expect("a number");
        match word.as_str() {
            "--size" => size = value(),
            "--runs" => runs = value(),
            _ => {}
        }
    }
    (size, runs)
}

/// A generated company in a repository, with a branch for each change.
struct Company {
    folder: PathBuf,
    files: usize,
}

impl Company {
    fn write(scratch: &Path, records: usize) -> Self {
        let files = generated::company(generated::people_for(records));
        let company = Self { folder: scratch.join("catalog"), files: files.len() };
        for (path, text) in &files {
            let path = company.folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
        company.git(&["init", "--quiet", "--initial-branch=main"]);
        company.commit("The company");
        company.git(&["tag", "base"]);
        company.git(&["repack", "-q", "-a", "-d"]);
        for (number, (_, path, from, to)) in CHANGES.iter().enumerate() {
            company.git(&["switch", "--quiet", "--create", &format!("change-{number}"), "base"]);
            let mut touched = 0;
            for (path, text) in files.iter().filter(|(name, _)| name.starts_with(path)) {
                if !from.is_empty() && text.contains(from) {
                    let changed = text.replace(from, to);
                    fs::write(company.folder.join(path), changed).expect("a file can be written");
                    touched += 1;
                }
            }
            assert_eq!(touched > 0, !from.is_empty(), "{path} says {from:?} no more");
            company.commit("A change");
        }
        company.git(&["switch", "--quiet", "main"]);
        company
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    fn git(&self, arguments: &[&str]) {
        let who = ["-c", "user.name=Ada", "-c", "user.email=ada@generated.example"];
        let status = Command::new("git")
            .args(who)
            .args(["-c", "commit.gpgSign=false", "-c", "gc.auto=0"])
            .args(arguments)
            .current_dir(&self.folder)
            .status();
        assert!(status.expect("git runs").success(), "git {arguments:?}");
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let learn = env!("CARGO_BIN_EXE_learn");
        let report = self.folder.with_extension("time");
        let mut command = if Path::new("/usr/bin/time").exists() {
            let mut command = Command::new("/usr/bin/time");
            command.args(["-f", "%M", "-o"]).arg(&report).arg(learn);
            command
        } else {
            Command::new(learn)
        };
        let today = generated::today().to_string();
        command.args(arguments).args(["--as-of", &today]).current_dir(&self.folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status().expect("the program runs");
        let wall = start.elapsed().as_secs_f64();
        assert!(matches!(status.code(), Some(0 | 1)), "{arguments:?} answers nothing: {status}");
        let text = fs::read_to_string(&report).unwrap_or_default();
        let kilobytes = text.lines().last().and_then(|line| line.parse::<f64>().ok());
        Run { wall, megabytes: kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0) }
    }
}
