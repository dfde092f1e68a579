//! `learn serve`: what is asked for comes, changes arrive, broken files break nothing, and nobody else gets
//! anything.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use learn::demo::generated;
use tempfile::TempDir;

use crate::cases;

/// A running server over a catalog of its own; it ends with the test.
struct Served {
    folder: TempDir,
    child: Child,
    port: u16,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the server sends.
struct Sent {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    fn start() -> Self {
        Self::with(cases::base().iter(), "org")
    }

    /// Serves a catalog of these files to an audience.
    fn with<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>, audience: &str) -> Self {
        let folder = crate::scratch::folder();
        for (path, bytes) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().expect("a folder above")).expect("a folder");
            fs::write(file, bytes).expect("a file");
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_learn"))
            .args(["serve", "--port", "0", "--as-of", &cases::today().to_string()])
            .args(["--audience", audience, "-C"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("learn runs");
        let mut line = String::new();
        let out = child.stdout.take().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().expect("a port");
        let port = port.parse().unwrap_or_else(|_| panic!("no address in {line:?}"));
        Self { folder, child, port }
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Sent {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        Sent { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Sent {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder above")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.folder.path().join(path)).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).expect("a file")
    }

    /// The number of the state that the home page shows.
    fn state(&self) -> String {
        let home = self.get("/").body;
        let (_, rest) = home.split_once("data-state=\"").expect("a state");
        rest.split('"').next().expect("its number").to_owned()
    }

    /// The home page, as soon as it is as wished.
    fn home_that(&self, is_wished: impl Fn(&str) -> bool) -> String {
        let mut home = self.get("/").body;
        for _ in 0..9 {
            if is_wished(&home) {
                return home;
            }
            let (_, rest) = home.split_once("data-state=\"").expect("a state");
            let state = rest.split('"').next().expect("its number");
            self.get(&format!("/~news?after={state}"));
            home = self.get("/").body;
        }
        panic!("it never came: {home}");
    }

    /// Does something and waits until the browser would load its page again.
    fn after(&self, act: impl FnOnce()) {
        let before = self.state();
        act();
        for _ in 0..3 {
            if self.get(&format!("/~news?after={before}")).status == 200 {
                return;
            }
        }
        panic!("nothing new arrived");
    }
}

#[test]
fn pages_follow_the_files_and_broken_files_break_nothing() {
    let served = Served::start();
    assert!(served.get("/modules/incident-basics/").body.contains("<h1>"));
    let moved = served.get("/modules/incident-basics");
    assert_eq!(
        (moved.status, moved.head.contains("location: /modules/incident-basics/")),
        (302, true)
    );
    // Wherever the site is published: what is served finds its styles here, and loads itself again.
    let program = served.read("learn.yaml");
    served.after(|| {
        served.write(
            "learn.yaml",
            &format!("{program}\nsite: {{base_url: https://growth.kestrel.example/a}}\n"),
        );
    });
    let missing = served.get("/nothing/here/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("src=\"/assets/live.js\""), "{}", missing.body);
    assert!(!missing.body.contains("growth.kestrel.example"), "{}", missing.body);
    served.after(|| served.write("learn.yaml", &program));
    assert!(served.get("/nothing/here/").body.contains("src=\"/assets/live.js\""));
    assert!(served.get("/assets/style.css").head.contains("content-type: text/css"));

    let path = "modules/incident-basics.md";
    let whole = served.read(path);
    let title = whole.lines().find(|line| line.starts_with("title:")).expect("a title").to_owned();
    served.after(|| served.write(path, &whole.replace(&title, "title: Another name")));
    assert!(served.get("/modules/incident-basics/").body.contains("<h1>Another name"));

    served.after(|| served.write(path, "---\ntitle: [1\n---\n"));
    let home = served.get("/");
    assert_eq!(home.status, 200);
    let place = format!("{path}:2:");
    assert!(home.body.contains("in the catalog.") && home.body.contains(&place), "{}", home.body);
    served.after(|| served.write(path, &whole));
    assert!(served.get("/modules/incident-basics/").body.contains("<h1>"));
    served.after(|| served.write(path, "---\ntitle: [1\n---\n"));
    let looked_at = served.get("/modules/incident-basics/");
    assert!(looked_at.status == 200 && looked_at.body.contains(&place), "{}", looked_at.body);

    served.after(|| served.write(path, &whole));
    let home = served.get("/").body;
    assert!(!home.contains("Mistakes in the catalog"), "what was mended is still said to be wrong");

    served.after(|| {
        fs::create_dir_all(served.folder.path().join("modules/new")).expect("a folder");
        served.write("modules/new/another-one.md", &whole);
    });
    for _ in 0..50 {
        if served.get("/modules/another-one/").status == 200 {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(served.get("/modules/another-one/").status, 200, "a new file in a new folder");

    served.after(|| {
        fs::remove_file(served.folder.path().join("modules/new/another-one.md")).expect("gone");
    });
    assert_eq!(served.get("/modules/another-one/").status, 404);

    // Others refer to it, so that the catalog has mistakes; it is gone all the same.
    assert_eq!(served.get("/modules/incident-basics/").status, 200);
    served.after(|| served.remove(path));
    assert_eq!(served.get("/modules/incident-basics/").status, 404);
    assert!(served.get("/").body.contains("in the catalog."), "what referred to it leads nowhere");
    served.after(|| served.write(path, &whole));

    let folder = |name: &str| served.folder.path().join(name);
    served.after(|| fs::rename(folder("modules"), folder("elsewhere")).expect("a folder moved"));
    assert!(served.get("/").body.contains("in the catalog."), "a kind's folder is gone");
    served.after(|| fs::rename(folder("elsewhere"), folder("modules")).expect("a folder moved"));
    assert!(!served.get("/").body.contains("in the catalog."), "a kind's folder is back");
}

/// More records than are checked before a page is shown.
#[test]
fn figures_of_a_large_company_stand_as_they_were_until_they_are_counted_again() {
    let company = generated::company(230);
    let file = company.iter().find(|(path, _)| path.ends_with("/person.yaml")).expect("somebody");
    let served =
        Served::with(company.iter().map(|(path, text)| (path.as_str(), text.as_bytes())), "org");
    let first = served.get("/dashboard/").body;
    assert!(first.contains("<h1>How the program is doing"), "no dashboard: {first}");
    assert!(!first.contains("are being counted"), "nothing was there before");

    served.after(|| served.write(&file.0, &format!("{}\n", file.1)));
    let early = served.get("/dashboard/").body;
    assert!(early.contains("are being counted"), "the figures from before do not say so");
    assert!(early.contains("Time to competence"), "the figures from before are not there");
    let counted = (0..200).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        Some(served.get("/dashboard/").body).filter(|page| !page.contains("are being counted"))
    });
    let counted = counted.expect("they are counted in the end");
    let state = |page: &str| {
        let (_, rest) = page.split_once("data-state=\"").expect("a state");
        rest.split_once('"').and_then(|(state, _)| state.parse::<u64>().ok()).expect("a number")
    };
    assert!(state(&early) < state(&counted), "browsers are not told to load the page again");
}

#[test]
fn only_this_machine_reads_and_only_the_site() {
    let served = Served::start();
    fs::write(served.folder.path().join("secret.txt"), "secret").expect("a file");
    let port = served.port;
    for host in ["growth.example", "growth.example:80", "127.0.0.1:1", "127.0.0.1.growth.example"] {
        let sent = served.ask("GET", "/", host);
        assert_eq!(sent.status, 421, "{host} gets {}", sent.body);
        assert!(!sent.body.contains("<h1>"), "{host}");
    }
    assert_eq!(served.ask("GET", "/", &format!("localhost:{port}")).status, 200);
    for path in [
        "/learn.yaml",
        "/secret.txt",
        "/../learn.yaml",
        "/%2e%2e/learn.yaml",
        "/modules/..%2f..%2flearn.yaml",
        "/people/ada/person.yaml",
        "//etc/passwd",
        "/%00",
    ] {
        let sent = served.get(path);
        assert_eq!(sent.status, 404, "{path}: {}", sent.body);
        assert!(!sent.body.contains("secret") && !sent.body.contains("catalog:"), "{path}");
    }
    let own = format!("127.0.0.1:{port}");
    assert_eq!(served.ask("POST", "/", &own).status, 405);
    assert_eq!(served.get("/%ff").status, 400);
    let listening = fs::read_to_string(Path::new("/proc/net/tcp")).unwrap_or_default();
    let everywhere = format!("00000000:{port:04X} 00000000:0000 0A");
    assert!(!listening.contains(&everywhere), "it listens on every address");
}

#[test]
fn while_the_program_is_broken_its_last_settings_hold_and_only_its_mistake_is_told() {
    let served = Served::start();
    let program = served.read("learn.yaml");
    let named = format!("{program}\nsite: {{title: Growth at Kestrel, accent: \"#7a1f5f\"}}\n");
    served.after(|| served.write("learn.yaml", &named));
    let style = served.get("/assets/style.css").body;
    served.after(|| served.write("learn.yaml", &format!("{named}broken: [\n")));
    let home = served.get("/").body;
    assert!(
        home.contains("Growth at Kestrel") && home.contains("1 error in the catalog"),
        "{home}"
    );
    assert_eq!(served.get("/assets/style.css").body, style, "the colours are others");
    // Another file changes meanwhile.
    let path = "modules/incident-basics.md";
    let whole = served.read(path);
    served.after(|| served.write(path, &format!("{whole}\nMore.\n")));
    assert!(served.get("/").body.contains("Growth at Kestrel"));

    let missing = named.replace("accent", "templates: nowhere, accent");
    served.after(|| served.write("learn.yaml", &missing));
    let home = served.get("/").body;
    assert!(home.contains("there are no files in nowhere"), "{home}");
}

#[test]
fn without_a_program_or_its_reader_the_last_site_stays_and_says_what_is_wrong() {
    let served = Served::with(cases::base().iter(), "person:ada");
    let (program, path) = (served.read("learn.yaml"), "people/ada/person.yaml");
    let ada = served.read(path);
    served.remove("learn.yaml");
    let home = served.home_that(|home| home.contains("no catalog here: learn.yaml is gone"));
    assert!(home.contains("1 error in the catalog") && home.contains("Ada"), "{home}");
    // What changes meanwhile is read when there is a program again.
    served.write(path, &format!("{ada}\nbroken: [\n"));
    served.write("learn.yaml", &program);
    let home = served.home_that(|home| home.contains("people/ada/person.yaml:"));
    assert!(!home.contains("learn.yaml is gone") && home.contains("Ada"), "{home}");
    served.write(path, &ada);
    served.home_that(|home| !home.contains("in the catalog."));

    served.after(|| served.remove(path));
    let excuse = served.get("/");
    assert_eq!(excuse.status, 500, "{}", excuse.body);
    assert!(excuse.body.contains("<style>") && excuse.body.contains("style-src 'sha256-"));
    assert!(excuse.body.contains("there is no person `ada`"), "{}", excuse.body);
}

#[test]
fn a_template_that_cannot_set_its_page_is_told_on_every_page_and_ours_stands_in() {
    let mut files = cases::base();
    let program = files.iter().find(|(path, _)| *path == "learn.yaml").expect("a program");
    let program = String::from_utf8_lossy(program.1).into_owned();
    files.put("learn.yaml", format!("{program}site: {{templates: look/templates}}\n"));
    files.put("look/templates/glossary.html", "one\n{{ nothing.at.all }}\n");
    let served = Served::with(files.iter(), "org");
    let home = served.home_that(|home| home.contains("look/templates/glossary.html:2: "));
    assert!(home.contains("1 error in the catalog"), "{home}");
    assert!(served.get("/glossary/").body.contains("look/templates/glossary.html:2: "));
    served.write("look/templates/glossary.html", "<p>Words of our own</p>");
    served.home_that(|home| !home.contains("in the catalog."));
    assert!(served.get("/glossary/").body.contains("Words of our own"));
}
