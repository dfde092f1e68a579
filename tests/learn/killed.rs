//! A process that is killed at any point leaves repositories as they were or complete: at every call
//! of git, before and after it, at moments spread over a whole run, and in the middle of a file.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use learn::world::draft::Draft;
use learn::world::publish::MANIFEST;
use tempfile::TempDir;

use crate::governing::{Desk, Office};
use crate::mentoring::{Company, PASS, executable, with};
use crate::prepared::Prepared;
use crate::workshop::{Run, Workshop};

/// How many moments of a run are tried.
const MOMENTS: u32 = 12;

/// The folder as it was; paths inside stay what they are.
fn begin_again(prepared: &Prepared, folder: &Path) {
    fs::remove_dir_all(folder).expect("the folder can be removed");
    fs::create_dir(folder).expect("a folder");
    prepared.lay(folder);
}

/// A `git` before the real one that ends whoever calls it at one of the calls.
struct Shim {
    folder: TempDir,
}

/// At which call, and on which side of it.
#[derive(Debug, Clone, Copy)]
enum Side {
    Before,
    After,
}

impl Shim {
    fn new() -> Self {
        let folder = crate::scratch::folder();
        let real = Command::new("sh").args(["-c", "command -v git"]).output().expect("sh runs");
        let real = String::from_utf8(real.stdout).expect("UTF-8");
        let body = format!(
            "#!/bin/sh\n\
             here='{}'\n\
             echo \"$*\" >> \"$here/calls\"\n\
             number=$(grep -c '' \"$here/calls\")\n\
             if [ \"$number\" = \"$KILL_BEFORE\" ]; then kill -9 $PPID; exit 1; fi\n\
             if [ \"$number\" != \"$KILL_AFTER\" ]; then exec {} \"$@\"; fi\n\
             {} \"$@\" > \"$here/said\" 2>&1\n\
             kill -9 $PPID\n",
            folder.path().display(),
            real.trim(),
            real.trim(),
        );
        let git = folder.path().join("git");
        fs::write(&git, body).expect("a program");
        executable(&git);
        Self { folder }
    }

    /// Runs a command that is to be killed at one of its calls of git, and says whether it was.
    fn kills(&self, mut command: Command, number: usize, side: Side) -> bool {
        let calls = self.folder.path().join("calls");
        fs::write(&calls, "").expect("a list of calls");
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", self.folder.path().display()));
        let variable = match side {
            Side::Before => "KILL_BEFORE",
            Side::After => "KILL_AFTER",
        };
        command.env(variable, number.to_string());
        let run = Run::of(&command.output().expect("the program runs"));
        let made = fs::read_to_string(&calls).expect("a list of calls").lines().count();
        if made < number {
            assert_eq!(run.code, 0, "{}", run.err);
            return false;
        }
        assert_eq!(run.code, -1, "call {number} ({side:?}) does not end the program: {}", run.err);
        true
    }
}

/// Runs a command, kills it after a while, and waits for the programs that it started; says whether it
/// was killed.
fn killed_after(mut command: Command, pause: Duration) -> bool {
    // The words go nowhere: who outlives the program would wait for somebody to read them.
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    let mut child = command.spawn().expect("the program runs");
    let group = format!("-{}", child.id());
    std::thread::sleep(pause);
    let was_over = child.try_wait().expect("a status").is_some();
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    let since = Instant::now();
    while is_alive(&group) {
        assert!(since.elapsed() < Duration::from_secs(60), "a child of the program never ends");
        std::thread::sleep(Duration::from_millis(5));
    }
    !was_over
}

fn is_alive(group: &str) -> bool {
    let mut kill = Command::new("kill");
    kill.args(["-0", "--", group]).stdout(Stdio::null()).stderr(Stdio::null());
    kill.status().expect("kill runs").success()
}

/// How long a command takes when nobody kills it.
fn duration(mut command: Command) -> Duration {
    let since = Instant::now();
    let run = Run::of(&command.output().expect("the program runs"));
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    since.elapsed()
}

/// All that a clone holds for its user: what is staged, and the files.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Work {
    index: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
}

/// Git in one folder, whoever the fixture belongs to.
type Git<'a> = &'a dyn Fn(&[&str]) -> String;

impl Work {
    fn of(folder: &Path, git: Git<'_>) -> Self {
        let index = git(&["ls-files", "--stage"]).lines().map(str::to_owned).collect();
        let mut files = BTreeMap::new();
        gather(folder, folder, &mut files);
        Self { index, files }
    }

    /// The same with the files that a commit adds.
    fn with(&self, commit: &str, git: Git<'_>) -> Self {
        let mut all = self.clone();
        for path in added(commit, git) {
            let line = git(&["ls-tree", commit, "--", &path]);
            let (words, _) = line.split_once('\t').expect("an entry");
            let mut words = words.split(' ');
            let (mode, id) = (words.next().expect("a mode"), words.nth(1).expect("an id"));
            all.index.push(format!("{mode} {id} 0\t{path}"));
            // What is signed ends with a line break, which the fixtures trim.
            all.files.insert(path.clone(), (git(&["cat-file", "blob", id]) + "\n").into_bytes());
        }
        all.index.sort_by(|one, other| one.split('\t').nth(1).cmp(&other.split('\t').nth(1)));
        all
    }
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.ends_with(".git") {
            continue;
        }
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("inside").display().to_string();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// What a commit adds to its only parent; it changes and removes nothing.
fn added(commit: &str, git: Git<'_>) -> Vec<String> {
    let text =
        git(&["diff-tree", "-r", "--no-renames", "--name-status", &format!("{commit}~1"), commit]);
    let path = |line: &str| line.strip_prefix("A\t").map(str::to_owned);
    text.lines().map(|line| path(line).unwrap_or_else(|| panic!("{commit}: {line}"))).collect()
}

/// The locks below a folder.
fn locks(folder: &Path) -> Vec<String> {
    let mut files = BTreeMap::new();
    gather(folder, folder, &mut files);
    let is_lock = |path: &String| Path::new(path).extension().is_some_and(|end| end == "lock");
    files.into_keys().filter(is_lock).collect()
}

/// Nothing is broken in a repository, and nothing locks it.
fn is_sound(repository: &Path, git: Git<'_>) {
    git(&["fsck", "--strict", "--no-progress"]);
    let inside = repository.join(".git");
    let inside = if inside.is_dir() { inside } else { repository.to_owned() };
    let locks = locks(&inside);
    assert_eq!(locks, Vec::<String>::new(), "{}", repository.display());
}

/// All references of a repository, and what is checked out.
fn references(git: Git<'_>) -> BTreeMap<String, String> {
    let text = git(&["for-each-ref", "--format=%(refname) %(objectname)"]);
    let pair = |line: &str| line.split_once(' ').map(|(name, id)| (name.to_owned(), id.to_owned()));
    let head = [("HEAD".to_owned(), git(&["symbolic-ref", "HEAD"]))];
    text.lines().filter_map(pair).chain(head).collect()
}

/// The references that are not what they were.
fn moved(
    before: &BTreeMap<String, String>,
    now: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    assert!(before.keys().all(|name| now.contains_key(name)), "a reference is gone: {now:?}");
    let moved = now.iter().filter(|(name, id)| before.get(*name) != Some(id));
    moved.map(|(name, id)| (name.clone(), id.clone())).collect()
}

/// The states from which the same command was seen to end the work. What it finds in another
/// repository of the same state is the same but for the second in a seal, so once is enough.
#[derive(Default)]
struct Ended(RefCell<BTreeSet<Vec<String>>>);

impl Ended {
    fn is_new(&self, state: Vec<String>) -> bool {
        self.0.borrow_mut().insert(state)
    }
}

/// What can tell two killed runs apart, once files and index are known to be as they have to be: which
/// references have moved, and which files git has beside its objects.
fn state(repositories: &[&Path], moved: &[&BTreeMap<String, String>]) -> Vec<String> {
    let mut all = Vec::new();
    for repository in repositories {
        let inside = Some(repository.join(".git")).filter(|inside| inside.is_dir());
        let inside = inside.unwrap_or_else(|| (*repository).to_owned());
        let mut files = BTreeMap::new();
        gather(&inside, &inside, &mut files);
        all.extend(files.into_keys().filter(|path| !path.starts_with("objects/")));
        all.push(String::new());
    }
    for names in moved {
        all.extend(names.keys().cloned());
        all.push(String::new());
    }
    all
}

const CLAIM: &str = "incident-commander";
const RECORD: &str = "people/ada/approvals/2026-04-15-incident-commander-ben";

/// Ben's clone and the forge before he approves what Ada claims.
struct Mentoring {
    company: Company,
    prepared: Prepared,
    line: Vec<&'static str>,
    before: (BTreeMap<String, String>, BTreeMap<String, String>, Work),
    ended: Ended,
}

impl Mentoring {
    /// With the claim's branch checked out, or only fetched.
    fn new(is_checked_out: bool) -> Self {
        let company = Company::new();
        company.claim(CLAIM);
        company.git("ben", &["fetch", "--quiet"]);
        let mut line = vec!["approve", "ada", CLAIM, "--push"];
        if is_checked_out {
            company.git("ben", &["checkout", "--quiet", CLAIM]);
        } else {
            line.extend(["--from", "origin/incident-commander"]);
        }
        // What somebody has in hand stays in their hand.
        company.shop.write("ben/notes.md", "Half a thought\n");
        company.shop.write("ben/people/ben/plan.md", "Staged\n");
        company.git("ben", &["add", "people/ben/plan.md"]);
        let prepared = Prepared::of(&company.shop.path(), &[]);
        let work = Work::of(&company.shop.path().join("ben"), &|words| company.git("ben", words));
        let of = |folder| references(&|words| company.git(folder, words));
        let before = (of("ben"), of("forge"), work);
        Self { company, prepared, line: with(&line, &PASS), before, ended: Ended::default() }
    }

    fn restore(&self) {
        begin_again(&self.prepared, &self.company.shop.path());
    }

    fn command(&self) -> Command {
        self.company.command("ben", &self.line)
    }

    /// After a kill everything is as it was or complete, and the same command ends the work.
    fn holds(&self, when: &str) {
        let ben = |words: &[&str]| self.company.git("ben", words);
        let forge = |words: &[&str]| self.company.git("forge", words);
        let folder = self.company.shop.path();
        is_sound(&folder.join("ben"), &ben);
        is_sound(&folder.join("forge"), &forge);
        let (refs, forge_refs, work) = &self.before;
        let here = moved(refs, &references(&ben));
        let there = moved(forge_refs, &references(&forge));
        for (name, tip) in here.iter().chain(&there) {
            assert!(name.ends_with("/incident-commander"), "{when}: {name} has moved");
            self.is_complete(tip, when);
        }
        let now = Work::of(&folder.join("ben"), &ben);
        if let Some(tip) = here.get("refs/heads/incident-commander") {
            assert_eq!(now, work.with(tip, &ben), "{when}: index or work tree");
        } else {
            assert_eq!(now, *work, "{when}: index or work tree");
        }
        let state = state(&[&folder.join("ben"), &folder.join("forge")], &[&here, &there]);
        if self.ended.is_new(state) {
            self.ends(!there.is_empty(), when);
        }
    }

    /// A commit has record and seal and nothing else, and both count.
    fn is_complete(&self, commit: &str, when: &str) {
        let ben = |words: &[&str]| self.company.git("ben", words);
        let before = &self.before.0["refs/remotes/origin/incident-commander"];
        assert_eq!(ben(&["rev-parse", &format!("{commit}~1")]), *before, "{when}");
        assert_eq!(
            added(commit, &ben),
            [format!("{RECORD}.ben.seal"), format!("{RECORD}.yaml")],
            "{when}"
        );
        let mut verify = self.company.shop.learn("ben");
        verify.args(["verify", "ada", "--rev", commit, "--as-of", "2026-04-15"]);
        let run = Run::of(&verify.output().expect("the program runs"));
        assert_eq!(run.code, 0, "{when}: {}{}", run.out, run.err);
        assert!(run.out.contains("1 of 1 approval record count: 1 signed."), "{when}: {}", run.out);
    }

    /// The same command again finishes, or says that nothing is left to do.
    fn ends(&self, is_pushed: bool, when: &str) {
        let run = Run::of(&self.command().output().expect("the program runs"));
        if is_pushed {
            assert_eq!(run.code, 2, "{when}: {}", run.err);
            assert!(run.err.contains("already"), "{when}: {}", run.err);
        } else {
            assert_eq!(run.code, 0, "{when}: {}", run.err);
        }
        self.is_complete(&self.company.git("forge", &["rev-parse", CLAIM]), when);
    }
}

#[test]
fn approve_is_killed_at_every_call_of_git() {
    let mentoring = Mentoring::new(false);
    let shim = Shim::new();
    let mut number = 1;
    while [Side::Before, Side::After].into_iter().all(|side| {
        mentoring.restore();
        let killed = shim.kills(mentoring.command(), number, side);
        if killed {
            mentoring.holds(&format!("call {number}, {side:?}"));
        }
        killed
    }) {
        number += 1;
    }
    assert!(number > 8, "only {number} calls of git");
}

#[test]
fn approve_is_killed_at_any_moment_with_the_branch_checked_out() {
    let mentoring = Mentoring::new(true);
    let whole = duration(mentoring.command());
    let mut killed = 0;
    for moment in 1..=MOMENTS {
        mentoring.restore();
        let pause = whole * moment / (MOMENTS + 1);
        killed += usize::from(killed_after(mentoring.command(), pause));
        mentoring.holds(&format!("after {pause:?} of {whole:?}"));
    }
    assert!(killed > 2, "the program was over {killed} times only");
}

/// Hana's clone and the server before Kofi gets a key.
struct Governing {
    hana: Desk,
    server: PathBuf,
    prepared: Prepared,
    key: String,
    before: (BTreeMap<String, String>, BTreeMap<String, String>, Work),
    ended: Ended,
    office: Office,
}

impl Governing {
    fn new() -> Self {
        let office = Office::new();
        let hana = office.begin();
        hana.passes(&["trust", "init", "--push"]);
        hana.git(&["fetch", "--quiet"]);
        fs::write(hana.path.join("notes.md"), "Half a thought\n").expect("a file");
        let prepared = Prepared::of(office.path(), &[]);
        let server = office.path().join("server.git");
        let there = server.display().to_string();
        let forge = |words: &[&str]| hana.git(&with(&["--git-dir", &there], words));
        let before = (
            references(&|words| hana.git(words)),
            references(&forge),
            Work::of(&hana.path, &|words| hana.git(words)),
        );
        let key = office.key("kofi");
        Self { key, hana, server, prepared, before, ended: Ended::default(), office }
    }

    fn restore(&self) {
        begin_again(&self.prepared, self.office.path());
    }

    fn line(&self) -> [&str; 8] {
        ["trust", "add", "kofi", "--key-file", &self.key, "--promote", "senior-engineer", "--push"]
    }

    fn command(&self) -> Command {
        let mut command = self.hana.command(env!("CARGO_BIN_EXE_learn"));
        command.args(self.line());
        command
    }

    fn holds(&self, when: &str) {
        let there = self.server.display().to_string();
        let here = |words: &[&str]| self.hana.git(words);
        let server = |words: &[&str]| self.hana.git(&with(&["--git-dir", &there], words));
        is_sound(&self.hana.path, &here);
        is_sound(&self.server, &server);
        let (refs, server_refs, work) = &self.before;
        let mine = moved(refs, &references(&here));
        let theirs = moved(server_refs, &references(&server));
        for (name, tip) in mine.iter().chain(&theirs) {
            assert!(name.ends_with("/main"), "{when}: {name} has moved");
            assert_eq!(
                here(&["rev-parse", &format!("{tip}~1")]),
                refs["refs/heads/main"],
                "{when}"
            );
            assert_eq!(added(tip, &here), ["trust/0002.hana.seal", "trust/0002.yaml"], "{when}");
        }
        let tip = mine.get("refs/heads/main");
        let now = Work::of(&self.hana.path, &here);
        let expected = tip.map_or_else(|| work.clone(), |tip| work.with(tip, &here));
        assert_eq!(now, expected, "{when}: index or work tree");
        if self.ended.is_new(state(&[&self.hana.path, &self.server], &[&mine, &theirs])) {
            self.ends(tip.is_some(), !theirs.is_empty(), when);
        }
    }

    fn ends(&self, is_here: bool, is_pushed: bool, when: &str) {
        // What the server took before the end came is pulled like anybody's work.
        if is_pushed && !is_here {
            let early = self.hana.learn(&self.line());
            assert_eq!(early.code, 2, "{when}: {}", early.err);
            assert!(early.err.contains("has landed on main already"), "{when}: {}", early.err);
            assert!(early.err.trim_end().ends_with("then run this again"), "{when}: {}", early.err);
            self.hana.git(&["pull", "--quiet", "--ff-only"]);
        }
        let is_done = is_here || is_pushed;
        let run = self.hana.learn(&self.line());
        if is_done {
            assert_eq!(run.code, 2, "{when}: {}", run.err);
            assert!(run.err.contains("says so already"), "{when}: {}", run.err);
            self.hana.git(&["push", "--quiet", "origin", "main"]);
        } else {
            assert_eq!(run.code, 0, "{when}: {}", run.err);
        }
        assert_eq!(self.hana.in_force(), 2, "{when}");
        assert_eq!(self.hana.complaints(), Vec::<String>::new(), "{when}");
        let there = self.server.display().to_string();
        assert_eq!(
            self.hana.git(&["--git-dir", &there, "rev-parse", "main"]),
            self.hana.git(&["rev-parse", "main"]),
            "{when}"
        );
    }
}

#[test]
fn trust_is_killed_at_every_call_of_git() {
    let governing = Governing::new();
    let shim = Shim::new();
    let mut number = 1;
    while [Side::Before, Side::After].into_iter().all(|side| {
        governing.restore();
        let killed = shim.kills(governing.command(), number, side);
        if killed {
            governing.holds(&format!("call {number}, {side:?}"));
        }
        killed
    }) {
        number += 1;
    }
    assert!(number > 8, "only {number} calls of git");
}

#[test]
fn trust_is_killed_at_any_moment() {
    let governing = Governing::new();
    let whole = duration(governing.command());
    let mut killed = 0;
    for moment in 1..=MOMENTS {
        governing.restore();
        let pause = whole * moment / (MOMENTS + 1);
        killed += usize::from(killed_after(governing.command(), pause));
        governing.holds(&format!("after {pause:?} of {whole:?}"));
    }
    assert!(killed > 2, "the program was over {killed} times only");
}

#[test]
fn a_lock_that_was_left_is_named_with_what_to_do() {
    let governing = Governing::new();
    let lock = governing.hana.path.join(".git/refs/heads/main.lock");
    fs::write(&lock, "").expect("a lock");
    let line = governing.line();
    let run = governing.hana.learn(&line[..line.len() - 1]);
    assert_eq!(run.code, 2, "{}", run.err);
    for words in ["refs/heads/main.lock", "remove that file, then run this again"] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    fs::remove_file(&lock).expect("a lock can be removed");
    governing.holds("the lock is gone");
}

#[test]
fn demo_is_killed_at_any_moment() {
    let shop = Workshop::new();
    let command = |folder: &str| {
        let mut command = shop.learn("");
        command.args(["demo", folder]);
        command
    };
    let whole = duration(command("whole"));
    let (mut killed, mut missing) = (0, None);
    for moment in 1..=MOMENTS {
        let pause = whole * moment / (MOMENTS + 1);
        let folder = format!("demo-{moment}");
        killed += usize::from(killed_after(command(&folder), pause));
        if shop.path().join(&folder).exists() {
            is_whole_demo(&shop, &folder);
        } else {
            missing = Some(folder);
        }
    }
    assert!(killed > 2, "the program was over {killed} times only");
    // Again in a place where it was killed too early, and in one where it was not.
    let last = format!("demo-{MOMENTS}");
    for folder in missing.iter().chain([&last]) {
        duration(command(folder));
        is_whole_demo(&shop, folder);
        assert!(shop.path().join(folder).join("public/index.html").is_file(), "{folder}");
    }
    // The last run took away what those before it had begun.
    for entry in fs::read_dir(shop.path()).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(name == "whole" || name.starts_with("demo-"), "{name}");
    }
}

/// The block that the size of files is limited by, in bytes.
const BLOCK: usize = 512;

/// Two catalogs, and a shell that builds the site of either: whole, or until a file gets too large.
struct Sites {
    shop: Workshop,
}

impl Sites {
    /// `now` lacks a team that `then` has.
    fn new() -> Self {
        let shop = Workshop::new();
        shop.lay_base("then");
        shop.lay_base("now");
        shop.write("then/teams/billing.yaml", "name: Billing\nlead: chen\n");
        Self { shop }
    }

    fn build(&self, catalog: &str, out: &str) -> BTreeMap<String, Vec<u8>> {
        let run = self.shop.pasted(catalog, &Self::line(catalog, out));
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        self.files(out)
    }

    /// Builds until a file has this many blocks and should have more: there the system ends the program.
    fn build_in_part(&self, catalog: &str, out: &str, blocks: usize) -> BTreeMap<String, Vec<u8>> {
        let line = Self::line(catalog, out);
        let line = format!("ulimit -c 0; ulimit -f {blocks}; {line}; exit $?");
        let run = self.shop.pasted(catalog, &line);
        assert_ne!(run.code, 0, "{blocks} blocks were enough for {catalog}");
        self.files(out)
    }

    fn line(catalog: &str, out: &str) -> String {
        let day = if catalog == "then" { "2026-04-15" } else { "2027-05-16" };
        format!("learn build --allow-errors --out ../{out} --as-of {day}")
    }

    /// The files of a site, without those that were not put into their places yet.
    fn files(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let (folder, mut files) = (self.shop.path().join(out), BTreeMap::new());
        gather(&folder, &folder, &mut files);
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        files.retain(|path, _| path == MANIFEST || !name(path).starts_with(".learn-"));
        files
    }
}

#[test]
fn a_killed_build_leaves_the_old_site_whole_and_the_next_one_completes_it() {
    let sites = Sites::new();
    let (then, now) = (sites.build("then", "site-then"), sites.build("now", "site-now"));
    assert!(then.keys().any(|path| !now.contains_key(path)), "nothing is to be taken away");
    let changed = now.iter().filter(|(path, bytes)| then.get(*path) != Some(*bytes));
    // The list of the files is written first; a page that is longer than that is where it ends.
    let list = then[MANIFEST].len() + now[MANIFEST].len();
    let ends: BTreeSet<usize> = changed
        .map(|(_, bytes)| (bytes.len() - 1) / BLOCK)
        .filter(|end| end * BLOCK > list)
        .collect();
    assert!(ends.len() > 4, "{ends:?}");
    for end in ends {
        let out = format!("site-{end}");
        sites.build_in_part("then", &out, end);
        assert!(sites.build("then", &out) == then, "the first build ended at {end} blocks");
        let left = sites.build_in_part("now", &out, end);
        for (path, bytes) in left.iter().filter(|(path, _)| *path != MANIFEST) {
            let is_whole = [&then, &now].iter().any(|site| site.get(path) == Some(bytes));
            assert!(is_whole, "{path}, ended at {end} blocks");
        }
        assert!(then.keys().all(|path| left.contains_key(path)), "ended at {end} blocks");
        assert!(sites.build("now", &out) == now, "the second build ended at {end} blocks");
    }
}

#[test]
fn a_folder_that_a_killed_run_left_is_taken_away_and_no_other() {
    const PREFIX: &str = "learn-test-";
    let above = crate::scratch::folder();
    let alive = Draft::begin(above.path(), PREFIX).expect("a draft");
    fs::create_dir(above.path().join("learn-test-mine")).expect("a folder");
    fs::create_dir(above.path().join("learn-test-named")).expect("a folder");
    let marker = alive.place("learn-draft");
    fs::write(above.path().join("learn-test-named/learn-draft"), "mine").expect("a file");
    let dead = above.path().join("learn-test-dead");
    fs::create_dir_all(dead.join("inside")).expect("a folder");
    fs::copy(&marker, dead.join("learn-draft")).expect("a file");
    let elsewhere = above.path().join("other-dead");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::copy(&marker, elsewhere.join("learn-draft")).expect("a file");
    let next = Draft::begin(above.path(), PREFIX).expect("a draft");
    assert!(!dead.exists() && marker.exists() && next.place("").exists() && elsewhere.exists());
    assert!(above.path().join("learn-test-mine").exists(), "it has no marker");
    assert!(above.path().join("learn-test-named").exists(), "it has another marker");
    drop((alive, next));
    let left = fs::read_dir(above.path()).expect("a folder").count();
    assert_eq!(left, 3, "a draft is gone with its maker");
}

/// A demo has its history, its keys, and all files of its last commit.
fn is_whole_demo(shop: &Workshop, folder: &str) {
    let git = |words: &[&str]| shop.git(&with(&["-C", folder], words)).trim().to_owned();
    is_sound(&shop.path().join(folder), &git);
    let paths = |folder: &str| shop.git(&["-C", folder, "ls-files"]);
    assert_eq!(paths(folder), paths("whole"), "{folder}");
    assert_eq!(git(&["symbolic-ref", "HEAD"]), "refs/heads/main", "{folder}");
    assert_eq!(git(&["status", "--porcelain"]), "", "{folder}");
    let count = |folder: &str| shop.git(&["-C", folder, "rev-list", "--count", "--all"]);
    assert_eq!(count(folder), count("whole"), "{folder}");
    assert!(shop.path().join(folder).join(".git/demo-keys/as").is_file(), "{folder}");
    let mut verify = shop.learn(folder);
    let run = Run::of(&verify.arg("verify").output().expect("the program runs"));
    assert_eq!(run.code, 0, "{folder}: {}{}", run.out, run.err);
}
