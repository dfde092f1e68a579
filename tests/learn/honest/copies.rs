//! Copies of a catalog: archives, shallow clones, other line ends, other folders, and what CI fetches.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::forge::{Company, change, hold, text};

const RECORD: &str = "people/ada/approvals/2026-04-15-incident-commander-ben.yaml";

fn signed() -> BTreeMap<String, String> {
    BTreeMap::from([(RECORD.to_owned(), "signed".to_owned())])
}

fn url(company: &Company) -> String {
    format!("file://{}", company.path("forge.git").display())
}

/// Unpacks an archive of main in a folder that is in no repository.
fn unpacked(company: &Company, folder: &str, settings: &[&str]) {
    let archive = [settings, &["archive", "--format=tar", "origin/main"]].concat();
    let archive = company.program("git", &archive, Path::new("work"), b"");
    assert!(archive.status.success(), "{archive:?}");
    fs::create_dir(company.path(folder)).expect("a folder");
    let tar = company.program("tar", &["-xf", "-"], Path::new(folder), &archive.stdout);
    assert!(tar.status.success(), "{tar:?}");
}

fn counts_in(company: &Company, folder: &str) {
    assert_eq!(company.verify_in(folder), BTreeSet::new(), "{folder}");
    assert_eq!(company.counted(folder), signed(), "{folder}");
    let check = company.learn(folder, &["check"]);
    assert!(check.status.success(), "{folder}: {check:?}");
}

#[test]
fn an_archive_without_a_repository() {
    let company = Company::with_approval();
    unpacked(&company, "archive", &[]);
    counts_in(&company, "archive");
    // What is broken in it is still found.
    fs::write(company.path("archive").join(RECORD), "learn: approval/1\n").expect("a file");
    assert!(!company.learn("archive", &["verify"]).status.success());
}

#[test]
fn an_archive_that_would_lack_what_is_signed_is_told_of_before() {
    for (file, line, lacks) in [
        (".gitattributes", "* export-ignore", "trust/0001.yaml"),
        (".gitattributes", "trust/ export-ignore", "trust/0001.yaml"),
        ("trust/.gitattributes", "*.seal export-ignore", "trust/0001.hana.seal"),
        (".gitattributes", "**/approvals/** export-ignore", RECORD),
        (".gitattributes", "teams export-ignore", ""),
        (".gitattributes", "* export-ignore\n* -export-ignore", ""),
    ] {
        let company = Company::with_approval();
        company.branch("x");
        company.write(file, format!("{line}\n"));
        company.commit("chen", "Leave things out of archives");
        for arguments in [&["check"][..], &["check", "--target", "origin/main"]] {
            let said = text(&company.learn("work", arguments).stdout);
            let is_told = said.contains("left-out-of-archives");
            assert_eq!(is_told, !lacks.is_empty(), "{line}, {arguments:?}: {said}");
        }
        company.git(&["push", "-q", "origin", "HEAD:main"]);
        unpacked(&company, "archive", &[]);
        let is_there = |path: &str| company.path("archive").join(path).exists();
        assert!(lacks.is_empty() || !is_there(lacks), "{line}: git leaves it out");
    }
}

#[test]
fn an_archive_with_other_line_ends() {
    let company = Company::with_approval();
    unpacked(&company, "archive", &["-c", "core.autocrlf=true"]);
    let claim = company.path("archive/people/ada/claims/2026-03-25-incident-commander.yaml");
    assert!(fs::read_to_string(claim).expect("a claim").contains("\r\n"), "the claim has CRLF");
    counts_in(&company, "archive");
    let said = text(&company.learn("archive", &["check"]).stdout);
    assert!(!said.contains("evidence-changed"), "{said}");
}

#[test]
fn a_clone_without_history() {
    let company = Company::with_approval();
    company.git_in("", &["clone", "-q", "--depth", "1", &url(&company), "shallow"]);
    assert_eq!(company.git_in("shallow", &["rev-list", "--count", "HEAD"]), "1");
    counts_in(&company, "shallow");
}

#[test]
fn a_clone_with_other_line_ends() {
    let company = Company::with_approval();
    let clone = ["clone", "-q", "-c", "core.autocrlf=true", &url(&company), "windows"];
    company.git_in("", &clone);
    let claim = company.path("windows/people/ada/claims/2026-03-25-incident-commander.yaml");
    assert!(fs::read_to_string(claim).expect("a claim").contains("\r\n"), "the claim has CRLF");
    counts_in(&company, "windows");
    let worktree = company.learn("windows", &["verify", "--worktree"]);
    assert!(worktree.status.success(), "{worktree:?}");
}

/// Moves the catalog into a folder of its repository.
fn into_folder(company: &Company) {
    company.branch("move");
    fs::create_dir(company.path("work/growth")).expect("a folder");
    for entry in fs::read_dir(company.path("work")).expect("a clone") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if name != ".git" && name != "growth" {
            company.git(&["mv", &name, "growth/"]);
        }
    }
    company.moves_to("work/growth");
}

#[test]
fn a_catalog_that_moves_inside_its_repository() {
    hold(&[
        change(
            "as it is",
            |company| {
                into_folder(company);
                company.commit("chen", "Move the catalog");
            },
            &[],
        )
        .after_approval(),
        change(
            "and loses an approval on the way",
            |company| {
                into_folder(company);
                company.git(&["rm", "-q", "-r", "-f", "growth/people/ada/approvals"]);
                company.commit("chen", "Move the catalog");
            },
            &["approval-removed"],
        )
        .after_approval(),
        change(
            "and gets another policy on the way",
            |company| {
                into_folder(company);
                company.edit("trust/0001.yaml", "people: [hana]", "people: [ada]");
                company.git(&["rm", "-q", "-f", "growth/trust/0001.hana.seal"]);
                company.seal_policy(1, "ada");
                company.commit("ada", "Move the catalog");
            },
            &["trust-rewritten"],
        ),
        change(
            "and another name and policy on the way",
            |company| {
                into_folder(company);
                company.edit("learn.yaml", "catalog: kestrel-growth", "catalog: new-growth");
                company.edit("trust/0001.yaml", "catalog: kestrel-growth", "catalog: new-growth");
                company.commit("ada", "Move the catalog");
            },
            &["trust-rewritten", "trust-undersealed"],
        ),
    ]);
}

#[test]
fn a_catalog_in_a_folder() {
    let company = Company::new();
    into_folder(&company);
    company.commit("chen", "Move the catalog");
    company.land("merge", "move");
    company.branch("x");
    let draft = company.approve("ben");
    assert_eq!(company.gate(), BTreeSet::new());
    company.write(&draft.path, draft.text.replace("One voice", "Two voices"));
    company.commit("ada", "Correct");
    assert_eq!(company.gate(), BTreeSet::from(["record-changed".to_owned()]));
    company.write(&draft.path, &draft.text);
    company.commit("ada", "Put it back");
    company.land("squash", "x");
    assert_eq!(company.verify(), BTreeSet::new());
    assert_eq!(company.counted("work/growth"), signed());
}

#[test]
fn a_second_catalog_in_the_repository_is_one_of_its_own() {
    let company = Company::with_approval();
    company.branch("x");
    for path in ["learn.yaml", "teams/routing.yaml", "people/chen/person.yaml"] {
        let text = company.read(path).replace("catalog: kestrel-growth", "catalog: other-growth");
        company.write(&format!("other/{path}"), text);
    }
    company.commit("chen", "Begin another catalog");
    let output =
        company.learn("work/other", &["check", "--target", "origin/main", "--format", "json"]);
    let said = text(&output.stdout);
    assert!(!said.contains("trust-rewritten") && !said.contains("approval-removed"), "{said}");
    assert!(text(&output.stderr).contains("no catalog yet"), "{output:?}");
}

/// What CI has of a pull request: the merge that the forge made, and one commit below it, with nobody's key.
fn in_ci(company: &Company, deed: fn(&Company)) -> std::process::Output {
    company.branch("x");
    deed(company);
    company.main_moves_on();
    company.branch("made");
    company.git_as("chen", &["merge", "-q", "--no-ff", "--no-edit", "x"]);
    company.git(&["push", "-q", "origin", "HEAD:refs/pull/1/merge"]);
    company.git_in("", &["init", "-q", "ci"]);
    company.git_in("ci", &["fetch", "-q", "--depth", "2", &url(company), "refs/pull/1/merge"]);
    company.git_in("ci", &["checkout", "-q", "--detach", "FETCH_HEAD"]);
    for key in ["ada", "ben", "chen", "hana", "ines"] {
        fs::remove_file(company.path(key)).expect("a key");
    }
    company.learn("ci", &["check", "--target", "HEAD^1"])
}

#[test]
fn the_merge_that_a_forge_made_is_judged_without_history() {
    let company = Company::with_approval();
    let output = in_ci(&company, |company| {
        company.carry(&company.draft("ada", "incident-lead", "ben"));
    });
    assert!(output.status.success(), "{output:?}");
    // What only history could tell is named, and found once it is there.
    let company = Company::with_approval();
    company.edit("learn.yaml", "catalog:", "rules: {history-cut: allow}\ncatalog:");
    company.commit("chen", "Rather not know");
    company.git(&["push", "-q", "origin", "HEAD:main"]);
    let output = in_ci(&company, |company| {
        let vera = "person: vera, disciplines: [design]";
        let wider = "person: vera, disciplines: [design, engineering]";
        company.change_policy(2, &[(vera, wider)], "");
        company.git(&["rm", "-q", "trust/0002.yaml", "trust/0002.hana.seal"]);
        company.commit("hana", "Rather not");
    });
    assert!(output.status.success(), "{output:?}");
    for format in ["human", "narrated", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let said = company.learn("ci", &["check", "--target", "HEAD^1", "--format", format]);
        let said = text(&said.stdout);
        assert!(
            said.contains("history-cut") && said.contains("fetch-depth: 0"),
            "{format}: {said}"
        );
    }
    company.git_in("ci", &["fetch", "-q", "--unshallow", &url(&company), "refs/pull/1/merge"]);
    let output = company.learn("ci", &["check", "--target", "HEAD^1"]);
    let said = text(&output.stdout);
    assert!(said.contains("trust-rolled-back") && !said.contains("fetch-depth: 0"), "{said}");
    let company = Company::with_approval();
    let output = in_ci(&company, |company| {
        company.git(&["rm", "-q", "-r", "people/ada/approvals"]);
        company.commit("ada", "Tidy up");
    });
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stdout).contains("approval-removed"), "{output:?}");
}
