//! A small company on a forge: a bare repository, a clone of it, and people with real keys who commit, sign and seal.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use learn::base::date::Date;
use learn::kinds::parts::digest::Sha256;
use learn::rules;
use learn::standing::awards::{Outcome, rounds};
use learn::standing::records::Records;
use learn::trust::ledger::Ledger;
use learn::trust::seal;
use learn::world::disk::Folder;
use tempfile::TempDir;

use crate::cases;

mod keys;
mod papers;
mod rows;

pub use papers::{Draft, named, policy};
pub use rows::{change, hold};

/// The catalog's name.
pub const CATALOG: &str = "kestrel-growth";
/// The day of every check.
pub const TODAY: &str = "2026-04-15";
/// The moment at which statements are made: noon of that day.
pub const NOON: i64 = 1_776_254_400;

/// A company of its own for one test: what it does is seen by nobody else.
pub struct Company {
    folder: TempDir,
    catalog: Cell<&'static str>,
}

impl Company {
    /// The company as it was founded: its catalog and its policy are on the forge, nothing is approved yet.
    pub fn new() -> Self {
        static FOUNDED: OnceLock<Vec<u8>> = OnceLock::new();
        Self::out_of(FOUNDED.get_or_init(|| Self::founded().packed()))
    }

    /// The company once Ben has approved Ada's first claim and that has landed.
    pub fn with_approval() -> Self {
        static APPROVED: OnceLock<Vec<u8>> = OnceLock::new();
        Self::out_of(APPROVED.get_or_init(|| {
            let company = Self::new();
            company.branch("first");
            company.approve("ben");
            company.land("merge", "first");
            company.packed()
        }))
    }

    fn out_of(packed: &[u8]) -> Self {
        let company = Self::somewhere();
        let unpacked = company.program("tar", &["-xf", "-"], Path::new(""), packed);
        assert!(unpacked.status.success(), "{unpacked:?}");
        company
    }

    fn packed(&self) -> Vec<u8> {
        let kill = ["--homedir", "gpg", "--kill", "gpg-agent"];
        let _ = self.program("gpgconf", &kill, Path::new(""), b"");
        let packed = self.program("tar", &["--exclude=S.*", "-cf", "-", "."], Path::new(""), b"");
        assert!(packed.status.success(), "{packed:?}");
        packed.stdout
    }

    fn somewhere() -> Self {
        Self { folder: crate::scratch::folder(), catalog: Cell::new("work") }
    }

    fn founded() -> Self {
        let company = Self::somewhere();
        company.make_keys();
        let run = |arguments: &[&str]| company.program("git", arguments, Path::new(""), b"");
        for arguments in [
            ["init", "-q", "--bare", "-b", "main", "forge.git"].as_slice(),
            &["init", "-q", "-b", "main", "work"],
            &["init", "-q", "-b", "main", "scratch"],
        ] {
            assert!(run(arguments).status.success());
        }
        // So little needs no tidying, and git would look whether it does after every commit.
        for repository in ["forge.git", "work", "scratch"] {
            company.git_in(repository, &["config", "maintenance.auto", "false"]);
        }
        company.git(&["remote", "add", "origin", "../forge.git"]);
        let mut files = cases::base();
        cases::lay(&mut files, include_str!("forge.txt"));
        for (path, bytes) in files.iter() {
            company.write(path, bytes);
        }
        company.commit("hana", "Begin");
        company.write("trust/0001.yaml", company.first_policy());
        company.seal_policy(1, "hana");
        company.commit("hana", "Trust");
        company.git(&["push", "-q", "-u", "origin", "main"]);
        company
    }

    /// A path beside the clone.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The catalog in the clone that people work in.
    pub fn work(&self) -> PathBuf {
        self.path(self.catalog.get())
    }

    /// From now on the catalog is here, a folder of the clone.
    pub fn moves_to(&self, folder: &'static str) {
        self.catalog.set(folder);
    }

    /// Runs a program in a folder of the company, far from anybody's own settings.
    pub fn program(&self, name: &str, arguments: &[&str], inside: &Path, input: &[u8]) -> Output {
        let mut child = Command::new(name)
            .args(arguments)
            .current_dir(self.folder.path().join(inside))
            .env("HOME", self.folder.path())
            .env("GNUPGHOME", self.path("gpg"))
            .env_remove("SSH_AUTH_SOCK")
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
            .envs([("GIT_EDITOR", "true"), ("GIT_SEQUENCE_EDITOR", "true"), ("NO_COLOR", "1")])
            .envs([("GIT_AUTHOR_DATE", "2026-04-15T12:00:00Z")])
            .envs([("GIT_COMMITTER_DATE", "2026-04-15T12:00:00Z")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{name} does not run: {error}"));
        let mut stdin = child.stdin.take().expect("an input");
        let input = input.to_vec();
        // Another thread writes, so that neither side waits for the other with a full pipe.
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().expect("an end");
        let _ = writer.join();
        output
    }

    /// Runs git in the clone; it has to succeed.
    pub fn git(&self, arguments: &[&str]) -> String {
        self.git_in("work", arguments)
    }

    /// Runs git in a folder of the company; it has to succeed.
    pub fn git_in(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.program("git", arguments, Path::new(folder), b"");
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        text(&output.stdout).trim_end().to_owned()
    }

    /// Runs git in the clone as somebody whose every commit is signed with their key.
    pub fn git_as(&self, person: &str, arguments: &[&str]) -> String {
        self.git_with(person, person, arguments)
    }

    /// The same with the key of somebody else, or with another one of theirs.
    pub fn git_with(&self, person: &str, key: &str, arguments: &[&str]) -> String {
        let settings = self.identity(person, key);
        let mut all: Vec<&str> = Vec::new();
        for setting in &settings {
            all.extend(["-c", setting]);
        }
        all.extend(arguments);
        self.git(&all)
    }

    /// Writes a file of the clone.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.work().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    /// Reads a file of the clone.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.work().join(path)).unwrap_or_else(|_| panic!("no {path}"))
    }

    /// Puts other words into a file of the clone.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.write(path, text.replace(from, to));
    }

    /// Commits everything in the clone, as somebody who signs.
    pub fn commit(&self, person: &str, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git_as(person, &["commit", "-q", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Begins a branch where main is on the forge.
    pub fn branch(&self, name: &str) {
        self.git(&["switch", "-q", "--no-track", "-C", name, "origin/main"]);
    }

    /// Brings a branch to main on the forge, in one of the ways that its button offers.
    pub fn land(&self, how: &str, branch: &str) {
        self.git(&["fetch", "-q"]);
        self.git(&["switch", "-q", "-C", "main", "origin/main"]);
        let forge = |arguments: &[&str]| {
            let who = ["-c", "user.name=Forge", "-c", "user.email=noreply@forge.example"];
            self.git(&[&who, arguments].concat());
        };
        match how {
            "merge" => forge(&["merge", "-q", "--no-ff", "--no-edit", branch]),
            "squash" => {
                forge(&["merge", "-q", "--squash", branch]);
                forge(&["commit", "-q", "--allow-empty", "-m", "Squashed"]);
            }
            "rebase" => {
                forge(&["rebase", "-q", "--force-rebase", "main", branch]);
                forge(&["switch", "-q", "main"]);
                forge(&["merge", "-q", "--ff-only", branch]);
            }
            "ff" => forge(&["merge", "-q", "--ff-only", branch]),
            other => panic!("nobody lands by {other}"),
        }
        self.git(&["push", "-q", "origin", "main"]);
    }

    /// Something lands on main meanwhile that has to do with nothing else.
    pub fn main_moves_on(&self) {
        let here = self.git(&["branch", "--show-current"]);
        self.branch("meanwhile");
        self.write("teams/payments.yaml", "name: Payments\nlead: chen\n");
        self.commit("chen", "Meanwhile");
        self.git(&["push", "-q", "origin", "HEAD:main"]);
        self.git(&["switch", "-q", &here]);
    }

    /// Writes somebody's approval of Ada's first claim, with its seal, and commits it as they do.
    pub fn approve(&self, signer: &str) -> Draft {
        let draft = self.draft("ada", "incident-commander", signer);
        self.carry(&draft);
        draft
    }

    /// Writes a record with the seal of its signer and commits both as they do.
    pub fn carry(&self, draft: &Draft) {
        self.put(draft, &self.statement(draft, &draft.signer));
        self.commit(&draft.signer, "Approve");
    }

    /// Writes a record and a seal of these bytes.
    pub fn put(&self, draft: &Draft, statement: &[u8]) {
        self.write(&draft.path, &draft.text);
        self.write(&draft.seal_path(), seal::write(statement));
    }

    /// The digest of a file's bytes.
    pub fn digest(&self, path: &str) -> Sha256 {
        Sha256::of(&fs::read(self.work().join(path)).unwrap_or_else(|_| panic!("no {path}")))
    }

    /// The guards and errors that speak against landing what is checked out on main.
    pub fn gate(&self) -> BTreeSet<String> {
        self.findings(&["check", "--target", "origin/main"])
    }

    /// The guards and errors against what is checked out, in whatever state it is.
    pub fn check(&self) -> BTreeSet<String> {
        self.findings(&["check"])
    }

    fn findings(&self, arguments: &[&str]) -> BTreeSet<String> {
        let output = self.learn(self.catalog.get(), &[arguments, &["--format", "json"]].concat());
        let report: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("learn {arguments:?}: {output:?}"));
        let findings = report["findings"].as_array().expect("findings").iter();
        let worst = findings.filter(|one| one["level"] == "error");
        let found: BTreeSet<String> =
            worst.map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect();
        assert_eq!(output.status.success(), found.is_empty(), "{output:?}");
        found
    }

    /// The rules that speak against the approvals of the last commit.
    pub fn verify(&self) -> BTreeSet<String> {
        self.verify_in(self.catalog.get())
    }

    /// The same in another folder of the company.
    pub fn verify_in(&self, folder: &str) -> BTreeSet<String> {
        let output = self.learn(folder, &["verify"]);
        let said = text(&output.stdout);
        let last = said.lines().filter_map(|line| line.strip_suffix(')')?.rsplit_once(" ("));
        let slugs = last.map(|(_, slug)| slug.to_owned());
        let slugs: BTreeSet<String> = slugs.filter(|slug| rules::named(slug).is_some()).collect();
        assert_eq!(output.status.success(), slugs.is_empty(), "{output:?}");
        slugs
    }

    /// How each approval of the last commit of a folder counts, by path; `refused` where it does not.
    pub fn counted(&self, folder: &str) -> BTreeMap<String, String> {
        let output = self.learn(folder, &["verify", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
        let approvals = report["approvals"].as_array().expect("approvals").iter();
        let word = |one: &serde_json::Value| match one["assurance"].as_str() {
            Some(word) => word.to_owned(),
            None => "refused".to_owned(),
        };
        approvals.map(|one| (one["path"].as_str().expect("a path").to_owned(), word(one))).collect()
    }

    /// The version of the policy that is in force in the last commit.
    pub fn in_force(&self) -> Option<u64> {
        let output = self.learn(self.catalog.get(), &["verify", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a report");
        report["trust"]["version"].as_u64()
    }

    /// Runs the program in a folder of the company, for the day of all checks.
    pub fn learn(&self, folder: &str, arguments: &[&str]) -> Output {
        let arguments = [arguments, &["--as-of", TODAY]].concat();
        self.program(env!("CARGO_BIN_EXE_learn"), &arguments, Path::new(folder), b"")
    }

    /// What somebody has been awarded, as the files of the clone have it.
    pub fn awards(&self, person: &str) -> BTreeSet<String> {
        let catalog = learn::catalog::load::load(&Folder::new(self.work())).expect("a catalog");
        let ledger = Ledger::of(&catalog, None);
        let today: Date = TODAY.parse().expect("a date");
        let records = Records::of(&ledger, person, today);
        let rounds = rounds(&records).into_iter();
        let awarded = rounds.filter(|round| matches!(round.outcome, Outcome::Awarded(_)));
        awarded.map(|round| round.subject.to_owned()).collect()
    }
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
