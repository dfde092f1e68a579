//! `learn check` on generated companies of 1,000, 10,000 and 100,000 records: time, peak memory, and
//! the ratio to validators that only look at the schema.
//!
//! `cargo bench` runs everything that is installed; `cargo bench -- --sizes 1000,10000 --runs 3`
//! chooses. Each number is the median of whole-process runs that take turns with the peer's runs.
//! Peers get the same records as YAML (of Markdown records, the front matter) with every date quoted,
//! because their YAML readers make objects of dates.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(clippy::format_push_string)] // readable, and not what is measured
#![allow(clippy::cast_precision_loss)] // counts of files are small

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use learn::base::date::Date;
use learn::catalog::load::load;
use learn::demo::generated;
use learn::kinds::Kind;
use learn::syntax::yaml;
use learn::world::disk::Folder;

fn main() {
    let options = Options::read();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    println!(
        "learn check, cold (no state of its own, page cache warm), {} runs each, median\n",
        options.runs
    );
    println!("| records | files (MB) | wall | cpu | peak memory | per 10,000 records |");
    println!("|---:|---:|---:|---:|---:|---:|");
    let mut companies = Vec::new();
    for records in &options.sizes {
        let company = Company::write(scratch.path(), *records);
        let times: Vec<Run> = (0..options.runs).map(|_| company.check()).collect();
        let run = median(&times);
        let count = company.files;
        println!(
            "| {count} | {:.1} | {:.3} s | {:.3} s | {:.0} MB | {:.3} s |",
            company.bytes as f64 / 1e6,
            run.wall,
            run.cpu,
            run.megabytes,
            run.wall * 10_000.0 / count as f64
        );
        companies.push(company);
    }
    println!("\nPeers on the same data with the same schemas, taking turns with learn\n");
    println!("| records | peer | peer, wall | learn, wall | ratio |");
    println!("|---:|---|---:|---:|---:|");
    for company in &companies {
        for peer in Peer::installed(&options) {
            if company.files > peer.most_files {
                println!("| {} | {} | left out: it takes too long | | |", company.files, peer.name);
                continue;
            }
            company.compare(&peer, options.runs);
        }
    }
}

/// What the command line asks for.
struct Options {
    sizes: Vec<usize>,
    runs: usize,
    check_jsonschema: String,
    ajv: String,
    slow: bool,
}

impl Options {
    fn read() -> Self {
        let mut options = Self {
            sizes: vec![1_000, 10_000, 100_000],
            runs: 5,
            check_jsonschema: "check-jsonschema".to_owned(),
            ajv: "ajv".to_owned(),
            slow: false,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
            match word.as_str() {
                "--sizes" => {
                    options.sizes =
                        value().split(',').map(|size| size.parse().expect("a number")).collect();
                }
                "--runs" => options.runs = value().parse().expect("a number"),
                "--check-jsonschema" => options.check_jsonschema = value(),
                "--ajv" => options.ajv = value(),
                "--slow" => options.slow = true,
                _ => {}
            }
        }
        options
    }
}

/// One run of a whole process.
#[derive(Clone, Copy)]
struct Run {
    wall: f64,
    cpu: f64,
    megabytes: f64,
}

fn median(runs: &[Run]) -> Run {
    let middle = |pick: fn(&Run) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(pick).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Run {
        wall: middle(|run| run.wall),
        cpu: middle(|run| run.cpu),
        megabytes: middle(|run| run.megabytes),
    }
}

/// Runs a command through `/usr/bin/time`, where there is one, for processor time and peak memory.
fn measure(command: &[String], folder: &Path) -> Run {
    let timer = Path::new("/usr/bin/time");
    let report = folder.join("time.txt");
    let mut process = if timer.exists() {
        let mut process = Command::new(timer);
        process.args(["-f", "%U %S %M", "-o"]).arg(&report).args(command);
        process
    } else {
        let mut process = Command::new(&command[0]);
        process.args(&command[1..]);
        process
    };
    process.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir(folder);
    let start = Instant::now();
    process.status().unwrap_or_else(|error| panic!("cannot run {}: {error}", command[0]));
    let wall = start.elapsed().as_secs_f64();
    let text = fs::read_to_string(&report).unwrap_or_default();
    let last = text.lines().last().unwrap_or("");
    let numbers: Vec<f64> = last.split(' ').filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [user, system, kilobytes] => {
            Run { wall, cpu: user + system, megabytes: kilobytes / 1024.0 }
        }
        _ => Run { wall, cpu: f64::NAN, megabytes: f64::NAN },
    }
}

/// A generated company on disk, once as a catalog and once for the peers.
struct Company {
    folder: PathBuf,
    peers: PathBuf,
    by_kind: BTreeMap<&'static str, usize>,
    files: usize,
    bytes: usize,
}

impl Company {
    fn write(scratch: &Path, records: usize) -> Self {
        let folder = scratch.join(format!("catalog-{records}"));
        let peers = scratch.join(format!("peers-{records}"));
        let files = generated::company(generated::people_for(records));
        let bytes = files.iter().map(|(_, text)| text.len()).sum();
        for (path, text) in &files {
            put(&folder.join(path), text);
        }
        let catalog = load(&Folder::new(&folder)).expect("the catalog can be read");
        let mut by_kind: BTreeMap<&'static str, usize> = BTreeMap::new();
        for record in catalog.records() {
            let kind = record.kind.about().name;
            let number = by_kind.entry(kind).or_default();
            let tree = yaml::parse(record.yaml_text()).expect("generated YAML is valid").tree;
            put(
                &peers.join(format!("{kind}/{number}.yaml")),
                &with_quoted_dates(&yaml::write(&tree)),
            );
            *number += 1;
        }
        let schemas = peers.join("schemas");
        for kind in Kind::ALL {
            let mut schema = kind.schema();
            // ajv-cli bundles no `date` format; the pattern costs it the same and means as much.
            schema["$id"] = format!("https://learn.example/{}", kind.about().name).into();
            put(&schemas.join(format!("{}.json", kind.about().name)), &schema.to_string());
        }
        Self { folder, peers, by_kind, files: files.len(), bytes }
    }

    fn check(&self) -> Run {
        let command = [
            env!("CARGO_BIN_EXE_learn").to_owned(),
            "check".to_owned(),
            "--as-of".to_owned(),
            generated::today().to_string(),
        ];
        measure(&command, &self.folder)
    }

    fn compare(&self, peer: &Peer, runs: usize) {
        let mut ours = Vec::new();
        let mut theirs = Vec::new();
        for _ in 0..runs.min(peer.runs) {
            ours.push(self.check());
            theirs
                .push(measure(&["sh".to_owned(), "-c".to_owned(), self.script(peer)], &self.peers));
        }
        let mut ratios: Vec<f64> =
            ours.iter().zip(&theirs).map(|(ours, theirs)| theirs.wall / ours.wall).collect();
        ratios.sort_by(f64::total_cmp);
        println!(
            "| {} | {} | {:.1} s | {:.3} s | {:.0}× |",
            self.files,
            peer.name,
            median(&theirs).wall,
            median(&ours).wall,
            ratios[ratios.len() / 2]
        );
    }

    /// One process per kind, with the files named through a list so that no command line is too long.
    fn script(&self, peer: &Peer) -> String {
        let kinds: Vec<String> =
            self.by_kind.keys().map(|kind| peer.command.replace("KIND", kind)).collect();
        kinds.join("\n")
    }
}

/// `: 2026-03-02` becomes `: "2026-03-02"`, in lists and maps alike.
fn with_quoted_dates(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for line in text.lines() {
        let value = line.rsplit(' ').next().unwrap_or("");
        if value.parse::<Date>().is_ok() {
            let before = &line[..line.len() - value.len()];
            quoted.push_str(&format!("{before}\"{value}\"\n"));
        } else {
            quoted.push_str(line);
            quoted.push('\n');
        }
    }
    quoted
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// Another validator.
struct Peer {
    name: &'static str,
    command: String,
    most_files: usize,
    runs: usize,
}

impl Peer {
    fn installed(options: &Options) -> Vec<Self> {
        let peers = [
            Self {
                name: "check-jsonschema",
                command: format!(
                    "find KIND -name '*.yaml' | xargs -n 20000 {} --schemafile schemas/KIND.json",
                    options.check_jsonschema
                ),
                most_files: if options.slow { usize::MAX } else { 20_000 },
                runs: 1,
            },
            Self {
                name: "ajv-cli",
                command: format!(
                    "{} validate --spec=draft2020 --strict=false --validate-formats=false -s schemas/KIND.json -d 'KIND/*.yaml'",
                    options.ajv
                ),
                most_files: usize::MAX,
                runs: 3,
            },
        ];
        let programs = [&options.check_jsonschema, &options.ajv];
        peers
            .into_iter()
            .zip(programs)
            .filter(|(peer, program)| {
                let found = Command::new(program)
                    .arg("help")
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .status();
                if found.is_err() {
                    println!("| | {} | not installed | | |", peer.name);
                }
                found.is_ok()
            })
            .map(|(peer, _)| peer)
            .collect()
    }
}
