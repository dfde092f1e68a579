//! Tricks around the files: what is no regular file, what git itself can be told, and what a catalog can be told.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::forge::{Company, change, hold, text};

const PATH: &str = "people/ada/approvals/2026-04-15-incident-commander-ben";

/// Puts an entry into the tree of the last commit by its mode, as no checkout would.
fn entry(company: &Company, mode: &str, object: &str, path: &str) {
    let entry = format!("{mode},{object},{path}");
    company.git(&["update-index", "--add", "--replace", "--cacheinfo", &entry]);
    company.git_as("ada", &["commit", "-q", "-m", "Rearrange"]);
}

fn blob(company: &Company, bytes: &str) -> String {
    let hash = ["hash-object", "-w", "--stdin"];
    let made = company.program("git", &hash, Path::new("work"), bytes.as_bytes());
    text(&made.stdout).trim().to_owned()
}

/// A tree of the people with one more entry beside Ada, written with `git mktree`.
fn beside_ada(company: &Company, name: &str) {
    company.branch("x");
    let people = company.git(&["ls-tree", "HEAD:people"]);
    let ada = people.lines().find(|line| line.ends_with("\tada")).expect("ada");
    let more = format!("{people}\n{}\n", ada.replace("\tada", &format!("\t{name}")));
    let make = |input: &str| {
        let made = company.program("git", &["mktree"], Path::new("work"), input.as_bytes());
        assert!(made.status.success(), "{made:?}");
        text(&made.stdout).trim().to_owned()
    };
    let tree = make(&more);
    let top = company.git(&["ls-tree", "HEAD"]);
    let others: Vec<&str> = top.lines().filter(|line| !line.ends_with("\tpeople")).collect();
    let top = others.join("\n");
    let tree = make(&format!("{top}\n040000 tree {tree}\tpeople\n"));
    let commit = company.git_as("ada", &["commit-tree", "-p", "HEAD", "-m", "Twin", &tree]);
    company.git(&["update-ref", "HEAD", &commit]);
}

#[test]
fn only_regular_files_count() {
    hold(&[
        change(
            "a link instead of a record",
            |company| {
                company.branch("x");
                let to = blob(company, "../person.yaml");
                entry(company, "120000", &to, &format!("{PATH}.yaml"));
            },
            &["approval-removed", "unreadable-file"],
        )
        .after_approval(),
        change(
            "a link to where the record went",
            |company| {
                company.branch("x");
                company.write("papers/record.yaml", company.read(&format!("{PATH}.yaml")));
                company.git(&["add", "papers"]);
                let to = blob(company, "../../../papers/record.yaml");
                entry(company, "120000", &to, &format!("{PATH}.yaml"));
            },
            &["approval-removed", "unreadable-file"],
        )
        .after_approval(),
        change(
            "a repository instead of a record",
            |company| {
                company.branch("x");
                let commit = company.git(&["rev-parse", "HEAD"]);
                entry(company, "160000", &commit, &format!("{PATH}.yaml"));
            },
            &["approval-removed", "unreadable-file"],
        )
        .after_approval(),
        change(
            "a link instead of a seal",
            |company| {
                company.branch("x");
                let to = blob(company, "other.seal");
                entry(company, "120000", &to, &format!("{PATH}.ben.seal"));
            },
            &["unreadable-file", "unsigned-approval"],
        )
        .after_approval(),
        change(
            "a link instead of the policy",
            |company| {
                company.branch("x");
                let to = blob(company, "0009.yaml");
                entry(company, "120000", &to, "trust/0001.yaml");
            },
            &["trust-rewritten", "trust-rolled-back", "unreadable-file"],
        ),
        change(
            "the record as a program",
            |company| {
                company.branch("x");
                let record = company.git(&["rev-parse", &format!("HEAD:{PATH}.yaml")]);
                entry(company, "100755", &record, &format!("{PATH}.yaml"));
            },
            &[],
        )
        .after_approval(),
        change(
            "a twin of her folder",
            |company| beside_ada(company, "Ada"),
            &["case-twin", "email-twice", "malformed-id"],
        ),
        change(
            "a twin of the record",
            |company| {
                company.branch("x");
                let record = blob(company, &company.read(&format!("{PATH}.yaml")));
                entry(
                    company,
                    "100644",
                    &record,
                    &PATH.replace("2026-04-15-i", "2026-04-15-I").replace("-ben", "-ben.yaml"),
                );
            },
            &["case-twin", "malformed-id"],
        )
        .after_approval(),
    ]);
}

/// The change sets these levels in its own `learn.yaml`.
fn with_levels(company: &Company) {
    company.branch("x");
    let levels = "rules: {case-twin: allow, malformed-id: allow, unused-allow: allow}\n";
    company.write("learn.yaml", company.read("learn.yaml") + levels);
    company.commit("ada", "Quiet");
}

#[test]
fn no_level_covers_up_a_twin_of_something_signed_or_cited() {
    hold(&[
        change(
            "of the record",
            |company| {
                with_levels(company);
                let record = company.read(&format!("{PATH}.yaml")).replace("One voice", "No voice");
                let record = blob(company, &record);
                let twin = PATH.replace("2026-04-15-i", "2026-04-15-I");
                entry(company, "100644", &record, &format!("{twin}.yaml"));
            },
            &["case-twin", "malformed-id"],
        )
        .after_approval(),
        change(
            "of the folder of policies",
            |company| {
                with_levels(company);
                let policy = blob(company, &company.read("trust/0001.yaml"));
                entry(company, "100644", &policy, "Trust/0002.yaml");
            },
            &["case-twin"],
        )
        .after_approval(),
        change(
            "of its seal",
            |company| {
                with_levels(company);
                let seal = blob(company, "c3dhcHBlZA==\n");
                let twin = PATH.replace("2026-04-15-i", "2026-04-15-I");
                entry(company, "100644", &seal, &format!("{twin}.ben.seal"));
            },
            &["case-twin"],
        )
        .after_approval(),
        change(
            "of the work",
            |company| {
                with_levels(company);
                let path = "people/ada/portfolio/2026-03-02-checkout-outage.md";
                let work = blob(company, &company.read(path).replace("41 minutes", "4 minutes"));
                entry(company, "100644", &work, &path.replace("02-c", "02-C"));
            },
            &["case-twin"],
        )
        .after_approval(),
        change(
            "of nothing that anybody signed",
            |company| {
                with_levels(company);
                let picture = blob(company, "<svg/>");
                entry(company, "100644", &picture, "modules/flow.svg");
                entry(company, "100644", &picture, "modules/Flow.svg");
            },
            &[],
        )
        .after_approval(),
    ]);
}

/// Beside these the table names a forged cache entry: there is no cache, every verdict is computed anew.
#[test]
fn what_git_is_told_to_see_has_no_effect() {
    let company = Company::with_approval();
    company.branch("x");
    let whole = company.git(&["rev-parse", "HEAD"]);
    company.git(&["rm", "-q", "-r", "people/ada/approvals"]);
    let without = company.commit("ada", "Tidy up");
    company.git(&["replace", &without, &whole]);
    assert!(company.git(&["ls-tree", "-r", "HEAD"]).contains(PATH), "git is deceived");
    assert_eq!(company.gate(), BTreeSet::from(["approval-removed".to_owned()]));
    assert_eq!(company.counted("work").len(), 0);
    // And the other way round: what is there cannot be hidden.
    company.git(&["replace", "-d", &without]);
    company.git(&["reset", "-q", "--hard", &whole]);
    company.git(&["replace", &whole, &without]);
    assert!(!company.git(&["ls-tree", "-r", "HEAD"]).contains(PATH), "git is deceived");
    assert_eq!(company.counted("work").len(), 1);
}

#[test]
fn a_graft_does_not_hide_a_newer_policy() {
    let company = Company::new();
    company.branch("x");
    company.change_policy(2, &[], "");
    company.git(&["rm", "-q", "trust/0002.yaml", "trust/0002.hana.seal"]);
    let last = company.commit("ada", "Back");
    let graft = format!("{last}\n");
    fs::create_dir_all(company.work().join(".git/info")).expect("a folder");
    fs::write(company.work().join(".git/info/grafts"), graft).expect("grafts");
    assert_eq!(company.git(&["rev-list", "--count", "HEAD"]), "1", "git is deceived");
    assert_eq!(company.verify(), BTreeSet::from(["trust-rolled-back".to_owned()]));
}

#[test]
fn a_change_does_not_silence_what_speaks_against_it() {
    let company = Company::with_approval();
    company.branch("x");
    company.git(&["rm", "-q", "-r", "people/ada/approvals"]);
    let draft = company.draft("ada", "incident-commander", "ada");
    let allow = "# learn: allow(self-approval, approval-removed) agreed with everybody\n";
    let draft = draft.with("learn: approval/1", &format!("{allow}learn: approval/1"));
    company.put(&draft, &company.statement(&draft, "ada"));
    let program = company.read("learn.yaml")
        + "rules: {self-approval: allow, approval-removed: hint, unused-allow: allow, lowered-guard: allow}\n";
    company.write("learn.yaml", program);
    let person = company.read("people/ada/person.yaml");
    company.write(
        "people/ada/person.yaml",
        format!("# learn: allow(approval-removed) agreed\n{person}"),
    );
    company.commit("ada", "Approve");
    let accepted = company.learn("work", &["check", "--write-baseline"]);
    assert!(accepted.status.success(), "{accepted:?}");
    company.commit("ada", "Accept");
    let expected = ["approval-removed", "self-approval"].map(str::to_owned);
    assert_eq!(company.gate(), BTreeSet::from(expected));
}

#[test]
fn a_target_that_is_not_here_is_never_guessed() {
    let company = Company::with_approval();
    for target in ["origin/nowhere", "0000000000000000000000000000000000000000"] {
        let output = company.learn("work", &["check", "--target", target]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
    }
    let output = company.learn("work", &["check", "--target", "origin/main"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}
