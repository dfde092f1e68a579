//! The demo company: its seals, its history, and everything that it invites to try.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use learn::base::problem::Level;
use learn::catalog::load::load;
use learn::demo::growth::growth;
use learn::demo::keyring::Key;
use learn::demo::resign::{Files, resign};
use learn::demo::{crowd, example, generated, kestrel};
use learn::session::check::{Request, check};
use learn::syntax::yaml;
use learn::trust::ledger::{Assurance, Ledger};
use learn::world::disk::Folder;
use learn::world::files::Files as _;
use learn::world::memory::Memory;
use tempfile::TempDir;

const HINT: &str =
    "sign the example anew with `LEARN_SIGN_EXAMPLE=1 cargo test sign_example`, then build again";

fn catalog_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog")
}

/// All files below a folder, hidden ones left out.
fn files_in(folder: &Path) -> Files {
    let disk = Folder::new(folder);
    let listing = disk.list(&|_| true).expect("the folder can be listed");
    let mut read = disk.reader();
    listing
        .files
        .iter()
        .map(|entry| (entry.path.to_string(), read(entry).expect("a file can be read")))
        .collect()
}

fn memory(files: &Files) -> Memory {
    let mut memory = Memory::new();
    for (path, bytes) in files {
        memory.put(path, bytes.clone());
    }
    memory
}

/// How many records count, by what vouches for them, and what is wrong with the others.
fn verdict(files: &Files) -> (BTreeMap<&'static str, usize>, Vec<String>) {
    let catalog = load(&memory(files)).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let faults = ledger.chain().faults.iter().map(|(path, fault)| format!("{path}: {fault:?}"));
    let refused = ledger.all().iter().filter_map(|one| {
        one.outcome.as_ref().err().map(|why| format!("{}: {why:?}", one.record.source.path))
    });
    let wrong = faults.chain(refused).collect();
    let mut counts = BTreeMap::new();
    for (_, verified) in ledger.verified() {
        *counts.entry(Assurance::word(&verified.assurance)).or_default() += 1;
    }
    (counts, wrong)
}

#[test]
fn sign_example() {
    let folder = catalog_folder();
    if std::env::var_os("LEARN_SIGN_EXAMPLE").is_some() {
        let signed = resign(&files_in(&folder), |_, _| Key::random()).expect("it can be signed");
        for (path, bytes) in signed.files {
            let path = folder.join(path);
            if fs::read(&path).ok().as_deref() != Some(&bytes) {
                fs::write(path, bytes).expect("a file can be written");
            }
        }
    }
    let (counts, wrong) = verdict(&files_in(&folder));
    assert!(wrong.is_empty(), "{}\nhelp: {HINT}", wrong.join("\n"));
    assert!(counts["signed"] > 40 && counts["kept"] > 5, "{counts:?}");
    assert!(!counts.contains_key("vouched"), "every approval of the example is sealed");
    let catalog = load(&Folder::new(&folder)).expect("the example");
    let outcome = check(&catalog, None, example::today(), &Request::default());
    let moved = outcome.findings.iter().filter(|one| one.rule.starts_with("evidence-changed"));
    let moved: Vec<String> = moved.map(|one| one.location.path.to_string()).collect();
    assert!(moved.is_empty(), "{}\nhelp: {HINT}", moved.join("\n"));
}

/// What a run printed, on both ends.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let output = command.args(arguments).current_dir(folder).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}:\n{}", said(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A shell's command in a folder, with this build of `learn` on the path.
fn shell(folder: &Path, line: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_learn"));
    let own = program.parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([own].into_iter().chain(std::env::split_paths(&path)));
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder).env("PATH", path.expect("a path"));
    command.env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1").env("NO_COLOR", "1");
    command.output().expect("a shell runs")
}

/// The company alone, for those who only look at it.
fn kestrel() -> &'static Path {
    static WRITTEN: LazyLock<TempDir> = LazyLock::new(|| {
        let above = crate::scratch::folder();
        kestrel::write(&above.path().join("kestrel"), None).expect("the company can be written");
        above
    });
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| WRITTEN.path().join("kestrel"));
    &FOLDER
}

#[test]
fn the_demo_is_a_sound_repository_with_its_work_tree() {
    let folder = kestrel();
    let strict =
        Command::new("git").args(["fsck", "--strict", "--full"]).current_dir(folder).output();
    let strict = strict.expect("git runs");
    assert!(strict.status.success(), "{}", said(&strict));
    assert!(!said(&strict).contains("warning"), "{}", said(&strict));
    assert_eq!(git(folder, &["status", "--porcelain"]), "");
    assert_eq!(git(folder, &["branch", "--format=%(refname:short)"]), "main\ntempting\n");
    let written = files_in(folder);
    let shipped: Files = example::files().into_iter().collect();
    let paths =
        |files: &Files| files.keys().filter(|path| !path.starts_with('.')).cloned().collect();
    let (there, expected): (BTreeSet<String>, BTreeSet<String>) =
        (paths(&written), paths(&shipped));
    assert_eq!(there, expected);
    let is_signed = |path: &str| path.starts_with("trust/") || path.contains("/approvals/");
    for (path, bytes) in shipped.iter().filter(|(path, _)| !is_signed(path)) {
        assert_eq!(written.get(path), Some(bytes), "{path}");
    }
    let (counts, wrong) = verdict(&written);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(counts.values().sum::<usize>(), 59);
    let pin = git(folder, &["config", "learn.trustRoot"]);
    assert!(pin.starts_with("5:") && pin.trim().len() == 66, "{pin}");
}

#[test]
fn its_history_is_by_its_people_and_has_every_style_of_merge() {
    let folder = kestrel();
    let log =
        git(folder, &["log", "--format=%an|%cn|%as|%at|%ct|%G?|%P|%s%x09%(trailers:separator=;)"]);
    let lines: Vec<Vec<&str>> = log.lines().map(|line| line.splitn(8, '|').collect()).collect();
    assert!(lines.len() > 250, "{} commits", lines.len());
    let authors: BTreeSet<&str> = lines.iter().map(|line| line[0]).collect();
    assert!(authors.contains("Ada Moreau") && authors.len() > 14, "{authors:?}");
    let days: BTreeSet<&str> = lines.iter().map(|line| line[2]).collect();
    assert!(days.first() < Some(&"2024-09-10") && days.last() >= Some(&"2026-04-10"), "{days:?}");
    let merges = lines.iter().filter(|line| line[6].contains(' ')).count();
    let squashed = lines.iter().filter(|line| line[7].contains("Co-authored-by")).count();
    let rebased = lines.iter().filter(|line| line[0] == line[1] && line[3] != line[4]).count();
    assert!(merges > 5 && squashed > 5 && rebased > 5, "{merges} {squashed} {rebased}");
    let signatures: BTreeSet<&str> = lines.iter().map(|line| line[5]).collect();
    assert_eq!(signatures, BTreeSet::from(["G", "N"]), "good or none, never bad or of nobody");
    let carriers =
        git(folder, &["log", "--no-merges", "--format=%H %G? %cn", "--", "people/**/*.seal"]);
    let signed: Vec<&str> = carriers.lines().filter(|line| !line.ends_with("Forge")).collect();
    assert!(signed.len() > 30, "{carriers}");
    for line in signed {
        let (commit, rest) = line.split_once(' ').expect("a commit");
        assert!(rest.starts_with('G'), "{line}");
        git(folder, &["verify-commit", commit]);
    }
    let ravi = git(folder, &["log", "--author=Ravi", "--format=%GK"]);
    let keys: BTreeSet<&str> = ravi.lines().filter(|key| !key.is_empty()).collect();
    assert_eq!(keys.len(), 2, "Ravi signed with an old and a new key");
}

#[test]
fn what_a_file_said_before_can_be_read() {
    let shipped = example::files();
    for (path, bytes) in &shipped {
        let steps = growth(path, bytes, None, None);
        assert_eq!(steps.last().map(|(_, bytes)| bytes), Some(bytes), "{path}");
        assert!(steps.is_sorted_by(|one, other| one.0 < other.0), "{path}");
        for (day, bytes) in steps.iter().filter(|_| path.contains(".yaml")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(yaml::parse(&text).is_ok(), "{path} on {day}:\n{text}");
        }
    }
    let kofi = shipped.iter().find(|(path, _)| path == "people/kofi/person.yaml").expect("Kofi");
    let steps = growth(&kofi.0, &kofi.1, None, None);
    let first = String::from_utf8_lossy(&steps[0].1);
    assert!(!first.contains("left:") && !first.contains("until:"), "{first}");
    assert!(first.contains("{person: tomas, from: 2024-09-02}"), "{first}");
}

#[test]
fn the_keys_are_there_for_their_owner_alone() {
    let folder = kestrel();
    let keys = folder.join(".git/demo-keys");
    assert!(keys.join("README").is_file() && keys.join("as.cmd").is_file());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(keys.join("chen")).expect("a key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let who = shell(folder, ".git/demo-keys/as chen git config user.email");
    assert_eq!(said(&who).trim(), "chen@kestrel.example");
    let line = ".git/demo-keys/as chen git commit --quiet --allow-empty -S -m 'Try' && git verify-commit HEAD";
    let commit = shell(folder, line);
    assert!(commit.status.success(), "{}", said(&commit));
    assert!(
        said(&commit).contains("Good \"git\" signature for chen@kestrel.example"),
        "{}",
        said(&commit)
    );
    let nobody = shell(folder, ".git/demo-keys/as matteo true");
    assert_eq!(nobody.status.code(), Some(2));
}

#[test]
fn the_five_things_work_and_a_second_run_changes_nothing() {
    let above = crate::scratch::folder();
    let first = shell(above.path(), "learn demo kestrel");
    let printed = String::from_utf8_lossy(&first.stdout).into_owned();
    assert!(first.status.success(), "{}", said(&first));
    let again = shell(above.path(), "learn demo kestrel");
    assert!(said(&again).contains("Kestrel is in kestrel already"), "{}", said(&again));
    let queue = shell(above.path(), "kestrel/.git/demo-keys/as noor learn -C kestrel queue");
    assert!(
        said(&queue).contains("approve amina 2026-04-08-resilience-engineer"),
        "{}",
        said(&queue)
    );
    assert!(!said(&queue).contains("--push"), "there is no remote: {}", said(&queue));
    try_five_things(above.path(), &printed);
}

/// Runs every line that was printed for trying.
fn try_five_things(above: &Path, printed: &str) {
    let things = printed.split_once("Five things to try:").expect("an invitation").1;
    let lines: Vec<&str> = things.lines().filter_map(|line| line.strip_prefix("     ")).collect();
    assert!(lines.len() >= 8, "{things}");
    let mut is_broken = false;
    for line in lines {
        let output = shell(above, line);
        let refused = line.contains("--rev tempting") || (is_broken && line.contains(" check "));
        assert_eq!(output.status.code(), Some(i32::from(refused)), "{line}:\n{}", said(&output));
        is_broken = line.starts_with("sed ") || (is_broken && !line.starts_with("mv "));
        if line.contains("--rev tempting") {
            assert!(said(&output).contains("self-approval"), "{}", said(&output));
        }
        if line.starts_with("learn") && is_broken {
            assert!(said(&output).contains("record-changed"), "{}", said(&output));
        }
    }
    let folder = things.split("learn -C ").nth(1).and_then(|rest| rest.split(' ').next());
    let folder = folder.expect("a folder");
    let noors = git(&above.join(folder), &["log", "--author=Noor", "-1", "--format=%G? %s"]);
    assert!(noors.starts_with("G Approve amina"), "{noors}");
    let verified = shell(above, &format!("learn -C {folder} verify amina --as-of 2026-04-15"));
    assert!(
        said(&verified).contains("2026-04-15  amina   approve   resilience-engineer"),
        "{}",
        said(&verified)
    );
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let above = crate::scratch::folder();
    fs::create_dir(above.path().join("mine")).expect("a folder");
    fs::write(above.path().join("mine/notes.txt"), "mine").expect("a file");
    let output = shell(above.path(), "learn demo mine");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("holds something else"), "{}", said(&output));
    let there = fs::read_dir(above.path()).expect("a folder").count();
    assert_eq!(there, 1, "nothing is left beside it");
}

#[test]
fn a_generated_company_is_signed_and_clean() {
    for people in [9, 48] {
        let files: Files = crowd::company(people)
            .into_iter()
            .map(|(path, text)| (path, text.into_bytes()))
            .collect();
        let (counts, wrong) = verdict(&files);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(counts["signed"] >= 8 * (people - 3), "{counts:?}");
        is_clean(&files);
    }
}

/// Nothing is found in a company but hints.
fn is_clean(files: &Files) {
    let catalog = load(&memory(files)).expect("memory can be read");
    let outcome = check(&catalog, None, generated::today(), &Request::default());
    let found = outcome.findings.iter().filter(|finding| finding.level > Level::Hint);
    let found: Vec<String> = found
        .map(|finding| format!("{}: {}: {}", finding.location.path, finding.rule, finding.message))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_crowd_around_the_company_changes_nothing_of_what_can_be_tried() {
    let above = crate::scratch::folder();
    let first = shell(above.path(), "learn demo large --people 72");
    assert!(first.status.success(), "{}", said(&first));
    let folder = above.path().join("large");
    let files = files_in(&folder);
    is_clean(&files);
    let (counts, wrong) = verdict(&files);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counts["signed"] > 40 + 8 * 56 && counts["kept"] > 5, "{counts:?}");
    let small = files_in(kestrel());
    assert!(small.keys().all(|path| files.contains_key(path)), "the whole of Kestrel is in it");
    let is_signed = |path: &str| path.starts_with("trust/") || path.contains("/approvals/");
    for (path, bytes) in small.iter().filter(|(path, _)| !is_signed(path)) {
        assert_eq!(files.get(path), Some(bytes), "{path}");
    }
    git(&folder, &["fsck", "--strict"]);
    assert_eq!(git(&folder, &["status", "--porcelain"]), "");
    let merges = |folder: &Path| git(folder, &["rev-list", "--count", "--merges", "main"]);
    assert_eq!(merges(&folder), merges(kestrel()));
    let log = git(&folder, &["log", "--format=%G? %s", "--author=generated.example"]);
    assert!(log.lines().all(|line| line.starts_with('G')) && log.lines().count() > 30, "{log}");
    try_five_things(above.path(), &String::from_utf8_lossy(&first.stdout));
    let other = shell(above.path(), "learn demo large --people 80");
    assert_eq!(other.status.code(), Some(2), "{}", said(&other));
    assert!(said(&other).contains("with 72 people instead of 80"), "{}", said(&other));
}

#[test]
fn a_demo_can_be_moved_and_its_signatures_are_good_there() {
    let above = crate::scratch::folder();
    copy(kestrel(), &above.path().join("moved"));
    let moved = above.path().join("moved");
    assert_eq!(git(&moved.join("people"), &["log", "-1", "--format=%G?", "--", "*.seal"]), "G\n");
    let who = shell(&moved, ".git/demo-keys/as chen git config user.signingKey");
    assert_eq!(Path::new(said(&who).trim()), moved.join(".git/demo-keys/chen"));
}

fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-a").args([from, to]).status().expect("cp runs");
    assert!(copied.success());
}
