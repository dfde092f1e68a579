//! The trust policy's verbs as admins use them: real git, real keys, several clones.

mod beginning;
mod ci;
mod letters;
mod pins;
mod proposals;
mod two_versions;
mod views;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use learn::kinds::parts::digest::Sha256;
use learn::trust::seal;
use learn::trust::statement::{Purpose, Words};
use learn::world::sign::sign_statement;
use tempfile::TempDir;

use crate::prepared::Prepared;
use crate::workshop::Run;

const TODAY: &str = "2026-03-09";

/// A folder for keys and clones.
pub(crate) struct Office {
    folder: TempDir,
}

/// Somebody's clone.
pub(crate) struct Desk {
    pub(crate) path: PathBuf,
    home: PathBuf,
}

impl Office {
    pub(crate) fn new() -> Self {
        static KEYS: OnceLock<Prepared> = OnceLock::new();
        let keys = KEYS.get_or_init(|| Prepared::of(Self::with_keys().path(), &[]));
        let office = Self { folder: crate::scratch::folder() };
        keys.lay(office.path());
        office
    }

    fn with_keys() -> Self {
        let office = Self { folder: crate::scratch::folder() };
        fs::create_dir(office.path().join("home")).expect("a home");
        for person in ["hana", "chen", "kofi", "new-hana", "mallory"] {
            let made = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-C", person, "-f"])
                .arg(office.path().join(person))
                .status()
                .expect("ssh-keygen");
            assert!(made.success());
        }
        office
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn key(&self, person: &str) -> String {
        self.path().join(format!("{person}.pub")).display().to_string()
    }

    /// A bare repository, and Hana's clone of it with a catalog of three people.
    pub(crate) fn begin(&self) -> Desk {
        static BEGUN: OnceLock<Prepared> = OnceLock::new();
        let begun = BEGUN.get_or_init(|| {
            let office = Self::new();
            office.begun();
            Prepared::of(office.path(), &["server.git", "hana-clone"])
        });
        begun.lay(self.path());
        self.desk("hana")
    }

    fn desk(&self, person: &str) -> Desk {
        let path = self.path().join(format!("{person}-clone"));
        Desk { path, home: self.path().join("home") }
    }

    fn begun(&self) {
        let server = self.path().join("server.git");
        let desk = self.desk("hana");
        fs::create_dir(&desk.path).expect("a folder");
        desk.git(&[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            &server.display().to_string(),
        ]);
        desk.git(&["init", "--quiet", "--initial-branch=main"]);
        desk.git(&["config", "maintenance.auto", "false"]);
        desk.git(&[
            "--git-dir",
            &server.display().to_string(),
            "config",
            "maintenance.auto",
            "false",
        ]);
        desk.is(self, "hana");
        desk.git(&["remote", "add", "origin", &server.display().to_string()]);
        desk.passes(&["init", "--name", "Growth", "--person", "hana", "--no-trust"]);
        for person in ["ada", "chen", "kofi"] {
            let text = format!(
                "name: {person}\nemails: [{person}@kestrel.example]\njoined: 2024-05-06\nroles:\n  - {{from: 2024-05-06, role: engineer, team: pilot}}\n"
            );
            desk.write(&format!("people/{person}/person.yaml"), &text);
        }
        desk.commit("Begin");
        desk.git(&["push", "--quiet", "--set-upstream", "origin", "main"]);
    }

    /// Somebody else's clone.
    fn clone(&self, person: &str) -> Desk {
        let desk = self.desk(person);
        fs::create_dir(&desk.path).expect("a folder");
        let server = self.path().join("server.git").display().to_string();
        desk.git(&["clone", "--quiet", &server, "."]);
        desk.is(self, person);
        desk
    }
}

impl Desk {
    /// Whoever sits here from now on, with the key of this name.
    fn is(&self, office: &Office, person: &str) {
        let key = office.key(person);
        self.sits(person.trim_start_matches("new-"), &key);
    }

    fn sits(&self, person: &str, key: &str) {
        for (name, value) in [
            ("user.name", person),
            ("user.email", &format!("{person}@kestrel.example")),
            ("gpg.format", "ssh"),
            ("commit.gpgSign", "false"),
            ("user.signingKey", key),
        ] {
            self.git(&["config", name, value]);
        }
    }

    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.path).env("HOME", &self.home).env("GIT_CONFIG_NOSYSTEM", "1");
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "100");
        command.env_remove("LEARN_TRUST_ROOT").env_remove("XDG_CONFIG_HOME");
        command
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let output = self.command("git").args(arguments).output().expect("git runs");
        let run = Run::of(&output);
        assert_eq!(run.code, 0, "git {arguments:?}: {}", run.err);
        run.out.trim().to_owned()
    }

    pub(crate) fn learn(&self, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_learn"));
        Run::of(&command.args(arguments).output().expect("learn runs"))
    }

    pub(crate) fn passes(&self, arguments: &[&str]) -> Run {
        let run = self.learn(arguments);
        assert_eq!(run.code, 0, "learn {arguments:?}: {}\n{}", run.out, run.err);
        run
    }

    /// Runs the verb, which must not be able to run, and gives its complaint.
    fn refuses(&self, arguments: &[&str]) -> String {
        let head = self.git(&["rev-parse", "HEAD"]);
        let run = self.learn(arguments);
        assert_eq!(run.code, 2, "learn {arguments:?}: {}\n{}", run.out, run.err);
        assert_eq!(self.git(&["rev-parse", "HEAD"]), head, "{arguments:?} moved the branch");
        run.err
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn shown(&self) -> serde_json::Value {
        let run = self.passes(&["trust", "show", "--format", "json"]);
        serde_json::from_str(&run.out).expect("JSON")
    }

    /// The number of the version in force; 0 where none is.
    pub(crate) fn in_force(&self) -> u64 {
        self.shown()["in_force"]["version"].as_u64().unwrap_or(0)
    }

    fn pin(&self) -> String {
        self.git(&["config", "learn.trustRoot"])
    }

    /// Whether the work tree is what is committed.
    fn is_clean(&self) -> bool {
        self.git(&["status", "--porcelain"]).is_empty()
    }

    /// Signs a promotion with whatever key this clone has, and commits it; gives its path.
    fn promote(&self, person: &str, signer: &str, id: &str) -> String {
        let record = format!(
            "learn: approval/1\ncatalog: growth\nperson: {person}\ndecision: promote\nsubject: senior-engineer\nrole: senior-engineer\nsigner: {signer}\ndate: {TODAY}\n"
        );
        let words = Words {
            purpose: Purpose::Approval,
            catalog: "growth".to_owned(),
            signer: signer.to_owned(),
            time: 1_773_000_000,
            subject: Words::of_decision(person, "senior-engineer"),
            record: Sha256::of(record.as_bytes()),
        };
        let raw = sign_statement(
            &self.path,
            words.name(),
            &words.address(),
            words.time,
            &words.message(),
        )
        .expect("a statement");
        let path = format!("people/{person}/approvals/{TODAY}-{id}-{signer}.yaml");
        self.write(&path, &record);
        self.write(&seal::path(&path, signer), &seal::write(&raw));
        self.commit("A promotion");
        path
    }

    /// The findings of the rules about approvals and trust, as `path rule`.
    pub(crate) fn complaints(&self) -> Vec<String> {
        self.complaints_of(&["check", "--format", "json"])
    }

    /// What a check with these arguments finds, in the same words.
    fn complaints_of(&self, arguments: &[&str]) -> Vec<String> {
        let run = self.learn(arguments);
        assert!(run.code < 2, "{}", run.err);
        let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let findings = report["findings"].as_array().expect("findings");
        findings
            .iter()
            .filter(|finding| finding["level"] == "error")
            .map(|finding| {
                format!(
                    "{} {}",
                    finding["path"].as_str().unwrap_or(""),
                    finding["rule"].as_str().unwrap_or("")
                )
            })
            .collect()
    }
}

#[test]
fn the_first_version_is_sealed_pinned_and_holds() {
    let office = Office::new();
    let hana = office.begin();
    assert!(hana.refuses(&["trust", "add", "chen", "--admin"]).contains("learn trust init"));
    let run = hana.passes(&["trust", "init"]);
    assert!(run.out.contains("trust/0001.yaml"), "{}", run.out);
    let text = hana.read("trust/0001.yaml");
    assert!(text.starts_with("# yaml-language-server: "), "{text}");
    assert!(text.contains("\n# Since 20") && text.contains("\nlearn: trust/1\n"), "{text}");
    assert!(!text.contains("kestrel.example") && !text.contains(" hana\n"), "{text}");
    assert_eq!(hana.in_force(), 1);
    let digest = Sha256::of(text.as_bytes());
    assert_eq!(hana.pin(), format!("1:{}", digest.hex()));
    assert!(run.err.contains(&hana.pin()), "{}", run.err);
    assert!(hana.is_clean());
    assert_eq!(hana.complaints(), Vec::<String>::new());
    assert!(hana.refuses(&["trust", "init"]).contains("--again"));
    assert!(hana.refuses(&["trust", "add", "cheng", "--admin"]).contains("did you mean `chen`?"));
    let shown = hana.passes(&["trust", "show"]).out;
    assert!(shown.contains("hana") && shown.contains("ssh-ed25519 SHA256:"), "{shown}");
}

#[test]
fn a_second_admin_seals_in_another_clone() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let args = [
        "trust",
        "add",
        "chen",
        "--key-file",
        &office.key("chen"),
        "--admin",
        "--threshold",
        "2",
        "--push",
    ];
    let run = hana.passes(&args);
    assert!(run.err.contains("1 more seal of its own admins: chen"), "{}", run.err);
    assert_eq!(hana.in_force(), 1, "one seal of two");
    let chen = office.clone("chen");
    chen.sits("chen", &office.key("mallory"));
    let why = chen.refuses(&["trust", "seal"]);
    assert!(why.contains("belongs to nobody") && why.contains("chen: ssh-ed25519"), "{why}");
    chen.sits("chen", &office.key("chen"));
    let run = chen.passes(&["trust", "seal", "--push", "--yes"]);
    assert!(run.err.contains("chen becomes an admin"), "{}", run.err);
    assert!(run.err.contains("version 2 holds"), "{}", run.err);
    assert_eq!(chen.in_force(), 1, "it has not landed");
    chen.git(&["merge", "--quiet", "origin/trust-2"]);
    assert_eq!(chen.in_force(), 2);
    assert!(chen.is_clean());
    chen.git(&["push", "--quiet"]);
    // From here on one seal is not enough, also for a version that would say so.
    let run = chen.passes(&["trust", "remove", "hana", "--admin", "--threshold", "1"]);
    assert!(run.err.contains("1 more seal of the admins before: hana"), "{}", run.err);
    assert_eq!(chen.in_force(), 2);
    // Hana's pin moves on once it has landed and she does something.
    hana.git(&["pull", "--quiet"]);
    let before = hana.pin();
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi")]);
    assert!(before.starts_with("1:") && hana.pin().starts_with("2:"), "{}", hana.pin());
}

#[test]
fn what_was_earned_stands_when_somebody_leaves_and_falls_after_a_compromise() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    let kofi = office.key("kofi");
    hana.passes(&["trust", "add", "kofi", "--key-file", &kofi, "--promote", "senior-engineer"]);
    hana.is(&office, "kofi");
    let ada = hana.promote("ada", "kofi", "senior-engineer");
    let chen = hana.promote("chen", "kofi", "senior-engineer");
    hana.is(&office, "hana");
    assert_eq!(hana.complaints(), Vec::<String>::new());
    let start = hana.git(&["rev-parse", "HEAD"]);

    let run = hana.passes(&["trust", "remove", "kofi"]);
    assert!(run.err.contains("2 records signed before stay valid"), "{}", run.err);
    assert_eq!((hana.in_force(), hana.complaints()), (3, vec![]));
    hana.is(&office, "kofi");
    let late = hana.promote("hana", "kofi", "senior-engineer");
    assert!(
        hana.complaints().iter().any(|line| line.starts_with(&late)),
        "{:?}",
        hana.complaints()
    );

    hana.git(&["reset", "--quiet", "--hard", &start]);
    hana.is(&office, "hana");
    let keep = format!("ada/{TODAY}-senior-engineer-kofi");
    let why = hana.refuses(&["trust", "remove", "kofi", "--compromised", "--keep", "ada/nothing"]);
    assert!(why.contains(&keep), "{why}");
    let run = hana.passes(&["trust", "remove", "kofi", "--compromised", "--keep", &keep]);
    assert!(run.err.contains("1 record no longer count"), "{}", run.err);
    let complaints = hana.complaints();
    assert!(complaints.iter().any(|line| line.starts_with(&chen)), "{complaints:?}");
    assert!(!complaints.iter().any(|line| line.starts_with(&ada)), "{complaints:?}");

    let run = hana.passes(&["trust", "drop", &keep]);
    assert!(run.err.contains("no longer kept"), "{}", run.err);
    assert!(hana.complaints().iter().any(|line| line.starts_with(&ada)));
}

#[test]
fn a_second_admin_sees_when_a_version_keeps_too_little() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--promote", "*"]);
    hana.passes(&["trust", "add", "chen", "--key-file", &office.key("chen"), "--admin"]);
    hana.is(&office, "chen");
    hana.passes(&["trust", "seal", "3", "--yes"]);
    hana.is(&office, "kofi");
    hana.promote("ada", "kofi", "senior-engineer");
    hana.is(&office, "hana");
    hana.passes(&["trust", "remove", "kofi", "--compromised"]);
    hana.is(&office, "chen");
    let run = hana.learn(&["trust", "seal", "4"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let fall = "it does not keep these, which would fall:\n      `senior-engineer` for ada, in the name of kofi: ";
    assert!(run.err.contains(fall), "{}", run.err);
    assert!(hana.refuses(&["trust", "seal", "4", "--yes"]).contains("nothing was sealed"));
    hana.passes(&["trust", "seal", "4", "--yes", "--as-written"]);
    let why = hana.refuses(&["trust", "seal", "4", "--yes"]);
    assert!(why.contains("already"), "{why}");
}

#[test]
fn whoever_is_erased_leaves_what_they_signed_and_nothing_red() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let kofi = office.key("kofi");
    hana.passes(&["trust", "add", "kofi", "--key-file", &kofi, "--promote", "*", "--push"]);
    hana.is(&office, "kofi");
    let record = hana.promote("ada", "kofi", "senior-engineer");
    hana.is(&office, "hana");
    let why = hana.refuses(&["trust", "erase", "kofy"]);
    assert!(why.contains("did you mean `kofi`?"), "{why}");
    let run = hana.passes(&["trust", "erase", "kofi"]);
    assert!(run.err.contains("1 record signed before stay"), "{}", run.err);
    assert!(run.err.contains("then `git rm -r people/kofi`"), "{}", run.err);
    hana.git(&["rm", "--quiet", "-r", "people/kofi"]);
    hana.commit("Erase Kofi");
    // His id stands in version 2 and in the promotion, which nobody can write anew.
    assert_eq!(hana.complaints(), Vec::<String>::new());
    let verify = hana.passes(&["verify"]).out;
    assert!(verify.contains("1 of 1") && hana.read(&record).contains("signer: kofi"), "{verify}");
}

#[test]
fn what_a_leaver_signed_in_time_lands_while_the_key_is_back() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let kofi = office.key("kofi");
    let add = ["trust", "add", "kofi", "--key-file", &kofi, "--promote", "*", "--push"];
    hana.passes(&add);
    hana.passes(&["trust", "remove", "kofi", "--push"]);
    hana.is(&office, "kofi");
    let record = hana.promote("ada", "kofi", "senior-engineer");
    hana.is(&office, "hana");
    assert_eq!(hana.complaints(), [format!("{record} unauthorised-signer")]);
    // As the help says.
    hana.passes(&add);
    assert_eq!(hana.complaints(), Vec::<String>::new());
    hana.passes(&["trust", "remove", "kofi", "--push"]);
    assert_eq!(hana.complaints(), Vec::<String>::new());
    assert!(hana.passes(&["verify"]).out.contains("1 kept"));
}

#[test]
fn a_lost_sole_key_is_replaced_by_a_version_that_everybody_pins() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    hana.promote("ada", "hana", "senior-engineer");
    hana.git(&["push", "--quiet"]);
    hana.is(&office, "new-hana");
    let why = hana.refuses(&["trust", "add", "chen", "--admin", "--key-file", &office.key("chen")]);
    assert!(why.contains("belongs to nobody"), "{why}");
    let run = hana.passes(&["trust", "init", "--again", "--push"]);
    assert!(run.err.contains("1 record signed before stay"), "{}", run.err);
    assert!(hana.pin().starts_with("2:"), "{}", hana.pin());
    assert_eq!((hana.in_force(), hana.complaints()), (2, vec![]));
    hana.passes(&["trust", "add", "chen", "--key-file", &office.key("chen"), "--push"]);
    assert_eq!(hana.in_force(), 3);
    // Whoever has not pinned it still sees the first version only.
    let chen = office.clone("chen");
    assert_eq!(chen.in_force(), 1);
    chen.git(&["config", "learn.trustRoot", &hana.pin()]);
    assert_eq!(chen.in_force(), 3);
}

#[test]
fn a_key_is_rotated_without_a_gap() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    hana.promote("ada", "hana", "senior-engineer");
    hana.passes(&["trust", "add", "hana", "--key-file", &office.key("new-hana")]);
    hana.is(&office, "new-hana");
    let old = hana.shown()["in_force"]["people"][0]["keys"][0].as_str().expect("a key").to_owned();
    let fingerprint = old.split(' ').nth(1).expect("a fingerprint").to_owned();
    let why = hana.refuses(&["trust", "remove", "hana", "--key", "SHA256:nothing"]);
    assert!(why.contains(&fingerprint), "{why}");
    let run = hana.passes(&["trust", "remove", "hana", "--key", &fingerprint]);
    assert!(run.err.contains("1 record signed before stay"), "{}", run.err);
    assert_eq!((hana.in_force(), hana.complaints()), (3, vec![]));
    hana.is(&office, "hana");
    for (arguments, words) in [
        (
            &["remove", "kofi", "--admin"][..],
            "version 3 of the trust policy gives nothing to `kofi`",
        ),
        (&["remove", "hanna"], "did you mean `hana`?"),
        (&["add", "kofi"], "nothing says what to give kofi"),
        (&["add", "hana", "--admin"], "says so already"),
    ] {
        let why = hana.refuses(&[&["trust"], arguments].concat());
        assert!(why.contains(words), "{arguments:?}: {why}");
    }
    assert!(hana.refuses(&["trust", "erase", "kofi"]).contains("belongs to nobody"));
}

#[test]
fn an_admin_who_is_renamed_seals_under_both_ids() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    hana.promote("ada", "hana", "senior-engineer");
    hana.git(&["mv", "people/hana", "people/hanna"]);
    let person = hana.read("people/hanna/person.yaml");
    hana.write("people/hanna/person.yaml", &format!("{person}formerly: [hana]\n"));
    hana.commit("Hana is Hanna");
    let why = hana.refuses(&["trust", "add", "hana", "--revoke", "senior-engineer"]);
    assert!(why.contains("`learn trust rename hana hanna` first"), "{why}");
    let why = hana.refuses(&["trust", "rename", "nobody", "somebody"]);
    assert!(why.contains("there is no person `nobody`"), "{why}");
    hana.passes(&["trust", "rename", "hana", "hanna"]);
    assert_eq!(hana.in_force(), 2);
    let complaints = hana.complaints();
    assert!(!complaints.iter().any(|line| line.contains("approvals/")), "{complaints:?}");
    assert!(!complaints.iter().any(|line| line.contains("trust/")), "{complaints:?}");
}

#[test]
fn of_two_versions_with_one_number_the_later_is_put_on_top() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    hana.git(&["checkout", "--quiet", "-b", "add-kofi"]);
    let kofi = office.key("kofi");
    hana.passes(&["trust", "add", "kofi", "--key-file", &kofi, "--promote", "senior-engineer"]);
    hana.write("notes/on-the-branch.md", "Something else.\n");
    hana.git(&["checkout", "--quiet", "main"]);
    hana.passes(&["trust", "add", "chen", "--key-file", &office.key("chen"), "--push"]);
    hana.git(&["checkout", "--quiet", "add-kofi"]);
    let why = hana.refuses(&["trust", "rebase", "--onto", "nowhere"]);
    assert!(why.contains("nowhere"), "{why}");
    let run = hana.passes(&["trust", "rebase"]);
    assert!(run.err.contains("kofi may now promote to"), "{}", run.err);
    assert!(run.err.contains("version 3 holds"), "{}", run.err);
    assert_eq!(hana.in_force(), 3);
    assert_eq!(hana.git(&["status", "--porcelain", "--untracked-files=no"]), "");
    assert!(hana.read("trust/0002.yaml").contains("chen"));
    hana.git(&["checkout", "--quiet", "main"]);
    hana.git(&["merge", "--quiet", "--no-edit", "add-kofi"]);
    assert_eq!(hana.in_force(), 3);
    let why = hana.refuses(&["trust", "rebase", "--onto", "add-kofi"]);
    assert!(why.contains("no version of its own"), "{why}");
}

#[test]
fn a_pin_is_found_in_its_order_and_never_ignored() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    let good = hana.pin();
    let wrong = format!("1:{}", "0".repeat(64));
    for arguments in [&["check"][..], &["readiness", "hana"], &["verify"], &["trust", "show"]] {
        for bad in ["1", "0:abc", "one:two", "", &good[..20]] {
            let all: Vec<&str> = arguments.iter().copied().chain(["--trust-root", bad]).collect();
            assert!(hana.refuses(&all).contains("`--trust-root`"), "{all:?}");
        }
    }
    hana.git(&["config", "learn.trustRoot", "nonsense"]);
    assert!(hana.refuses(&["check"]).contains("learn.trustRoot"));
    let with = |variable: &str, arguments: &[&str]| {
        let mut command = hana.command(env!("CARGO_BIN_EXE_learn"));
        command.args(arguments).env("LEARN_TRUST_ROOT", variable);
        Run::of(&command.output().expect("learn runs"))
    };
    assert_eq!(with(&good, &["check"]).code, 0, "the environment goes before the configuration");
    assert!(with("garbage", &["check"]).err.contains("LEARN_TRUST_ROOT"));
    assert_eq!(with("garbage", &["check", "--trust-root", &good]).code, 0);
    let run = with(&wrong, &["check"]);
    assert!(run.code == 1 && run.out.contains("trust-pin-mismatch"), "{}", run.out);
    hana.git(&["config", "--unset", "learn.trustRoot"]);
    let run = hana.passes(&["check"]);
    assert!(!run.err.contains("no pin here"), "there is no approval yet: {}", run.err);
    hana.promote("ada", "hana", "senior-engineer");
    for arguments in [&["check"][..], &["readiness", "ada"], &["verify"]] {
        let err = hana.passes(arguments).err;
        let note = err.lines().find(|line| line.contains("no pin here")).unwrap_or_default();
        assert!(note.contains("learn trust show") && note.len() <= 100, "{arguments:?}: {err}");
    }
    assert!(hana.passes(&["trust", "show"]).out.contains(&good));
    for quiet in [&["check", "--quiet"][..], &["why", "ada"], &["trust", "export"]] {
        assert!(!hana.learn(quiet).err.contains("no pin here"), "{quiet:?}");
    }
    hana.git(&["config", "learn.trustRoot", &good]);
    assert!(!hana.passes(&["check"]).err.contains("no pin here"));
}

#[test]
fn a_pin_does_not_move_to_what_has_not_landed() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    hana.git(&["checkout", "--quiet", "-b", "aside"]);
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi")]);
    hana.passes(&["trust", "add", "chen", "--key-file", &office.key("chen")]);
    assert!(hana.pin().starts_with("1:"), "{}", hana.pin());
}

#[test]
fn exported_keys_let_git_verify_a_statement() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--promote", "*"]);
    hana.is(&office, "kofi");
    let path = hana.promote("ada", "kofi", "senior-engineer");
    let text = hana.read(&seal::path(&path, "kofi"));
    let raw = seal::read(&text).expect("a seal");
    let home =
        learn::world::git::read::Home::around(&hana.path).expect("readable").expect("a repository");
    hana.git(&["hash-object", "-t", "tree", "-w", "/dev/null"]);
    let statement = home.write_raw_commit(&raw).expect("a commit");
    let signers = hana.passes(&["trust", "export"]).out;
    assert_eq!(signers.lines().filter(|line| line.contains("namespaces=\"git\"")).count(), 2);
    hana.write(".git/allowed", &signers);
    let allowed = hana.path.join(".git/allowed").display().to_string();
    hana.git(&["config", "gpg.ssh.allowedSignersFile", &allowed]);
    hana.git(&["verify-commit", &statement]);
    let shown = hana.git(&["log", "-1", "--format=%G? %GS", &statement]);
    assert_eq!(shown, "G kofi@growth");
    hana.is(&office, "hana");
    hana.passes(&["trust", "remove", "kofi"]);
    hana.write(".git/revoked", &hana.passes(&["trust", "export", "--revoked"]).out);
    let revoked = hana.path.join(".git/revoked").display().to_string();
    hana.git(&["config", "gpg.ssh.revocationFile", &revoked]);
    let refused = hana.command("git").args(["verify-commit", &statement]).output().expect("git");
    assert!(!refused.status.success());
}

#[test]
fn old_unsigned_approvals_are_vouched_for() {
    let office = Office::new();
    let hana = office.begin();
    let record = format!(
        "learn: approval/1\ncatalog: growth\nperson: ada\ndecision: promote\nsubject: senior-engineer\nrole: senior-engineer\nsigner: kofi\ndate: {TODAY}\n"
    );
    let paths = ["one", "two"].map(|name| format!("people/ada/approvals/{TODAY}-{name}.yaml"));
    hana.write(&paths[0], &record);
    hana.write(&paths[1], &format!("{record}feedback: Well done.\n"));
    hana.commit("Old approvals");
    let start = hana.git(&["rev-parse", "HEAD"]);
    let run = hana.passes(&["trust", "init", "--vouch-existing"]);
    assert!(!run.err.contains("no seal"), "{}", run.err);
    assert_eq!(hana.complaints(), Vec::<String>::new());
    hana.git(&["reset", "--quiet", "--hard", &start]);
    hana.git(&["config", "--unset", "learn.trustRoot"]);
    let run = hana.passes(&["trust", "init"]);
    assert!(
        run.err.contains("2 approvals have no seal and count for nothing: ada/"),
        "{}",
        run.err
    );
    assert!(run.err.contains("`learn trust vouch`"), "{}", run.err);
    assert_eq!(hana.complaints().len(), 2, "{:?}", hana.complaints());
    hana.passes(&["trust", "vouch", &paths[1]]);
    assert!(hana.complaints().iter().all(|line| line.starts_with(&paths[0])));
    hana.passes(&["trust", "vouch"]);
    assert_eq!(hana.complaints(), Vec::<String>::new());
    assert!(hana.refuses(&["trust", "vouch"]).contains("no approval without a seal"));
}

#[test]
fn nothing_is_written_by_print_or_a_key_that_cannot_be() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    let head = hana.git(&["rev-parse", "HEAD"]);
    let run = hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--print"]);
    assert!(run.out.contains("trust/0002.yaml") && run.out.contains("version: 2"), "{}", run.out);
    assert_eq!(hana.git(&["rev-parse", "HEAD"]), head);
    let private = office.path().join("kofi").display().to_string();
    assert!(
        hana.refuses(&["trust", "add", "kofi", "--key-file", &private]).contains("private key")
    );
    let why = hana.refuses(&["trust", "add", "kofi", "--key-file", &office.key("hana")]);
    assert!(why.contains("same key"), "{why}");
    assert!(hana.refuses(&["trust", "add", "chen", "--admin"]).contains("without a key"));
    assert!(hana.refuses(&["trust", "add", "hana", "--threshold", "2"]).contains("more admins"));
    assert!(hana.refuses(&["trust", "add", "hana", "--approve", "No Glob!"]).contains("No Glob!"));
    assert!(hana.refuses(&["trust", "remove", "hana", "--waive", "ceo"]).contains("`ceo`"));
}

#[test]
fn a_new_catalog_can_begin_with_a_policy() {
    let office = Office::new();
    let desk = Desk { path: office.path().join("fresh"), home: office.path().join("home") };
    fs::create_dir(&desk.path).expect("a folder");
    desk.git(&["init", "--quiet", "--initial-branch=main"]);
    desk.sits("hana", "/nowhere/key.pub");
    let run = desk.learn(&["init", "--person", "hana", "--trust"]);
    assert!(run.code == 2 && run.err.contains("/nowhere/key.pub"), "{}", run.err);
    assert_eq!(fs::read_dir(&desk.path).expect("a folder").count(), 1, "something was written");
    desk.is(&office, "hana");
    let run = desk.passes(&["init", "--name", "Growth", "--person", "hana", "--trust"]);
    assert!(run.err.contains("git config learn.trustRoot 1:"), "{}", run.err);
    assert!(!desk.read("README.md").contains("learn trust init"), "it is done");
    assert!(office.begin().read("README.md").contains("learn trust init"), "it is to be done");
    assert_eq!(desk.in_force(), 1);
    assert_eq!(desk.complaints(), Vec::<String>::new());
    desk.commit("Begin the catalog");
    assert_eq!((desk.in_force(), desk.complaints()), (1, vec![]));
    for name in ["trust/0001.yaml", "people/hana/approvals/x.yaml"] {
        let attributes = desk.git(&["check-attr", "text", "--", name]);
        assert!(attributes.ends_with("text: unset"), "{attributes}");
    }
}

#[test]
fn ci_judges_the_merge_and_needs_no_secret() {
    let office = Office::new();
    let hana = office.begin();
    let github = hana.read(".github/workflows/learn.yml");
    let gitlab = hana.read(".gitlab-ci.yml");
    assert!(github.contains("learn check --target HEAD^1"), "{github}");
    assert!(gitlab.contains("learn check --target refs/learn/target"), "{gitlab}");
    // What git looks for in several places could be found where somebody pushed it.
    assert!(!gitlab.contains("FETCH_HEAD"), "{gitlab}");
    for text in [&github, &gitlab] {
        assert!(text.contains("learn queue --target "), "{text}");
        assert!(!text.contains("secrets."), "{text}");
    }
    // A check that a merge queue waits for has to run there, against what the group stands on.
    assert!(github.contains("\n  merge_group:\n"), "{github}");
    let queued = "if: github.event_name == 'merge_group'\n        run: learn check --target \"$BASE_COMMIT\"";
    assert!(github.contains(queued), "{github}");
    // Where the result of the merge runs, mentors read the commit it was made from.
    assert!(
        gitlab.contains("--at \"${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}\""),
        "{gitlab}"
    );
    // The change brings along what judges it, which therefore has owners of its own.
    let owners = hana.read("CODEOWNERS");
    for path in ["/trust/", "/.github/", "/.gitlab-ci.yml", "/.learn/", "/CODEOWNERS"] {
        let line = owners.lines().find(|line| line.split_whitespace().next() == Some(path));
        assert!(
            line.is_some_and(|line| line.ends_with("hana@kestrel.example")),
            "{path}: {owners}"
        );
    }
    assert!(github.contains("permissions:\n  contents: read\n"), "{github}");
    for trigger in ["pull_request_target", "workflow_run"] {
        assert!(!github.contains(trigger), "{trigger} gives a fork more than it may have");
    }
}

#[test]
fn ci_publishes_only_for_those_who_can_open_the_pages() {
    let office = Office::new();
    let hana = office.begin();
    let github = hana.read(".github/workflows/learn-site.yml");
    let gitlab = hana.read(".gitlab-ci.yml");
    // The whole file may read the code and nothing else; only the job that deploys may write pages.
    let (before, jobs) = github.split_once("\njobs:\n").expect("jobs");
    assert!(before.contains("permissions:\n  contents: read\n"), "{before}");
    assert!(!before.contains("write"), "{before}");
    let (build, deploy) = jobs.split_once("\n  deploy:\n").expect("a job that deploys");
    assert!(!build.contains(": write"), "{build}");
    assert_eq!(deploy.matches(": write").count(), 2, "{deploy}");
    assert!(deploy.contains("      pages: write\n      id-token: write\n"), "{deploy}");
    for text in [&github, &gitlab] {
        assert!(!text.contains("secrets.") && !text.contains("pull_request_target"), "{text}");
        assert!(text.contains("person:*)"), "nobody's own pages are published: {text}");
    }
    // What GitHub says of the pages, what the company says, and for whom they are then.
    let script = github.split_once("        run: |\n").expect("a script").1;
    let script = script.split_once("        env:\n").expect("its end").0;
    let cases = [
        ("workflow true", "", "public"),
        ("workflow false", "", "org"),
        ("workflow null", "", "public"),
        ("workflow true", "team:routing", "team:routing"),
        ("workflow false", "public", "public"),
        ("legacy false", "org", ""),
        ("", "org", ""),
    ];
    for (says, wanted, audience) in cases {
        let folder = crate::scratch::folder();
        let gh = folder.path().join("gh");
        let answers = if says.is_empty() { "exit 1".to_owned() } else { format!("echo '{says}'") };
        std::fs::write(&gh, format!("#!/bin/sh\n{answers}\n")).expect("a program");
        crate::mentoring::executable(&gh);
        let (out, summary) = (folder.path().join("out"), folder.path().join("summary"));
        let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").expect("PATH"));
        let run = std::process::Command::new("bash")
            .args(["-e", "-c", script])
            .env("PATH", path)
            .env("GITHUB_REPOSITORY", "kestrel/growth")
            .env("GITHUB_OUTPUT", &out)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("LEARN_AUDIENCE", wanted)
            .output()
            .expect("bash runs");
        assert!(run.status.success(), "{says}: {run:?}");
        let said = std::fs::read_to_string(&out).expect("an output");
        assert_eq!(said, format!("audience={audience}\n"), "{says} {wanted}");
        assert_eq!(summary.exists(), audience.is_empty(), "{says} {wanted}");
    }
    assert!(
        gitlab.contains("if: $LEARN_AUDIENCE && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"),
        "{gitlab}"
    );
}
