//! Verifying approvals: `learn check` on generated companies with 2,000 and 40,000 of them, against
//! `git verify-commit` on the same statements, one process each and many in one process.
//!
//! `cargo bench --bench verify` runs both sizes; `-- --people 250 --sample 100 --runs 3` chooses. The
//! statements are taken out of their seals and written as commits into a bare repository, where git
//! verifies them with an allowed-signers file. Beside it stands the whole check with the approvals and
//! without them. "Verified in" is the time in which a loaded catalog's approvals become a ledger: the chain
//! of policies, and of each record its digest, its seal, the statement, the signature and the scopes.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(clippy::cast_precision_loss)] // counts of files are small

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use learn::catalog::load::load;
use learn::demo::crowd;
use learn::kinds::trust::Trust;
use learn::trust::ledger::Ledger;
use learn::trust::{opening, seal};
use learn::world::disk::Folder;
use learn::world::git::read::Home;

fn main() {
    let options = Options::read();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    println!(
        "| approvals | records | check with | check without | per approval | peak memory | git, one each | ratio | git, in batch | ratio |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for people in &options.people {
        Company::write(scratch.path(), *people).compare(&options);
    }
}

/// What the command line asks for.
struct Options {
    people: Vec<usize>,
    sample: usize,
    runs: usize,
}

impl Options {
    fn read() -> Self {
        let mut options = Self { people: vec![250, 5_000], sample: 400, runs: 3 };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().expect("a value");
            match word.as_str() {
                "--people" => {
                    let all = value();
                    options.people =
                        all.split(',').map(|one| one.parse().expect("a number")).collect();
                }
                "--sample" => options.sample = value().parse().expect("a number"),
                "--runs" => options.runs = value().parse().expect("a number"),
                _ => {}
            }
        }
        options
    }
}

/// A company on disk, with its approvals and without, and its statements as commits.
struct Company {
    with: PathBuf,
    without: PathBuf,
    repository: PathBuf,
    statements: Vec<String>,
    records: usize,
}

impl Company {
    fn write(scratch: &Path, people: usize) -> Self {
        let with = scratch.join(format!("with-{people}"));
        let without = scratch.join(format!("without-{people}"));
        let repository = scratch.join(format!("statements-{people}.git"));
        let mut company = Self { with, without, repository, statements: Vec::new(), records: 0 };
        git(scratch, &["init", "-q", "--bare", &company.repository.to_string_lossy()], b"");
        // Every statement has the empty tree.
        git(&company.repository, &["mktree"], b"");
        let home = Home::around(&company.repository).expect("readable").expect("the repository");
        let mut keys = BTreeMap::new();
        for (path, text) in crowd::company(people) {
            let is_seal = path.ends_with(seal::SUFFIX);
            let is_trust = path.starts_with("trust/");
            if is_trust && !is_seal {
                let policy: Trust = read_policy(&text);
                for (person, all) in policy.keys {
                    keys.insert(person.as_str().to_owned(), all);
                }
            }
            if is_seal && !is_trust {
                opening::open(&text).expect("a sound seal");
                let raw = seal::read(&text).expect("a sound seal");
                company.statements.push(home.write_raw_commit(&raw).expect("it can be written"));
            }
            company.records += usize::from(!is_seal);
            write(&company.with.join(&path), &text);
            if !is_trust && !path.contains("/approvals/") {
                write(&company.without.join(&path), &text);
            }
        }
        let allowed: String = keys
            .iter()
            .flat_map(|(person, keys)| {
                keys.iter().map(move |key| format!("{person} {}\n", key.as_str()))
            })
            .collect();
        let file = company.repository.join("allowed-signers");
        write(&file, &allowed);
        git(
            &company.repository,
            &["config", "gpg.ssh.allowedSignersFile", &file.to_string_lossy()],
            b"",
        );
        company
    }

    fn compare(&self, options: &Options) {
        let (mut with, mut without, mut each, mut batch) = (vec![], vec![], vec![], vec![]);
        let mut verified = vec![];
        let catalog = load(&Folder::new(&self.with)).expect("the company");
        let mut megabytes: f64 = 0.0;
        let sample = &self.statements[..options.sample.min(self.statements.len())];
        for _ in 0..options.runs {
            let (time, memory) = check(&self.with);
            with.push(time);
            megabytes = megabytes.max(memory);
            without.push(check(&self.without).0);
            let start = Instant::now();
            let ledger = Ledger::of(&catalog, None);
            verified.push(start.elapsed().as_secs_f64());
            assert_eq!(ledger.verified().count(), self.statements.len(), "all of them count");
            each.push(self.one_process_each(sample) / sample.len() as f64);
            batch.push(self.one_process(sample) / sample.len() as f64);
        }
        let (with, without) = (median(with), median(without));
        let (each, batch) = (median(each), median(batch));
        let count = self.statements.len();
        let verified = median(verified);
        let own = verified / count as f64;
        println!(
            "| {count} | {} | {with:.2} s | {without:.2} s | {megabytes:.0} MB | {verified:.3} s | {:.1} µs | {:.1} ms | {:.0}× | {:.1} ms | {:.0}× |",
            self.records,
            own * 1e6,
            each * 1e3,
            each / own,
            batch * 1e3,
            batch / own,
        );
    }

    fn one_process_each(&self, sample: &[String]) -> f64 {
        let start = Instant::now();
        for statement in sample {
            git(&self.repository, &["verify-commit", statement], b"");
        }
        start.elapsed().as_secs_f64()
    }

    fn one_process(&self, sample: &[String]) -> f64 {
        let mut arguments = vec!["verify-commit"];
        arguments.extend(sample.iter().map(String::as_str));
        let start = Instant::now();
        git(&self.repository, &arguments, b"");
        start.elapsed().as_secs_f64()
    }
}

fn read_policy(text: &str) -> Trust {
    let parsed = learn::syntax::yaml::parse(text).expect("the policy can be parsed");
    serde_json::from_value(parsed.tree).expect("the policy can be read")
}

/// One whole check: seconds, and the most memory it had in megabytes.
fn check(folder: &Path) -> (f64, f64) {
    let start = Instant::now();
    let child = Command::new("/usr/bin/env")
        .args(["time", "-f", "%M", env!("CARGO_BIN_EXE_learn"), "-C"])
        .arg(folder)
        .args(["check", "--as-of", "2026-04-15", "--format", "json"])
        .stdout(Stdio::null())
        .output()
        .expect("learn runs");
    let wall = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&child.stderr).into_owned();
    assert!(child.status.success(), "the company is clean: {said}");
    let kilobytes: f64 =
        said.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or(0.0);
    (wall, kilobytes / 1024.0)
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) {
    let mut child = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("git runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("git reads");
    assert!(child.wait().expect("git ends").success(), "git {arguments:?}");
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
