//! Statements that a mentor's own git signed because somebody laid them in its way.
//!
//! Ada writes a commit that reads like a statement of Ben's, and Ben makes it anew, with his key, in one of the
//! ways in which git does that. The honest twin makes Ben's own approval anew in the same way.

use std::collections::BTreeSet;

use learn::world::sign::EMPTY_TREE;

use crate::forge::{CATALOG, Company, Draft, text};

/// Makes the commits of the branch anew from a base, as Ben.
type Remake = fn(&Company, &str);

const REMAKES: &[(&str, Remake)] = &[
    ("rebase", |company, base| {
        company.git_as("ben", &["rebase", "-q", "--no-ff", base]);
    }),
    ("pull --rebase", |company, _| {
        company.main_moves_on();
        company.git_as("ben", &["pull", "-q", "--rebase", "origin", "main"]);
    }),
    ("cherry-pick", |company, _| {
        let tip = company.git(&["rev-parse", "HEAD"]);
        company.branch("picked");
        company.git_as("ben", &["cherry-pick", "--allow-empty", &tip]);
    }),
    ("amend", |company, _| {
        company.git_as("ben", &["commit", "-q", "--amend", "--allow-empty", "--no-edit"]);
    }),
    ("am", |company, _| {
        company.git(&["format-patch", "-q", "-1", "--root", "--always", "-o", "../patches"]);
        let patches = std::fs::read_dir(company.path("patches")).expect("patches");
        let patch = patches.map(|entry| entry.expect("a patch").path()).next().expect("a patch");
        company.branch("picked");
        company.git_as("ben", &["am", "-q", "--empty=keep", &patch.display().to_string()]);
    }),
    ("autosquash", |company, base| {
        company.git_as("ada", &["commit", "-q", "--allow-empty", "--fixup", "HEAD"]);
        company.git_as("ben", &["rebase", "-q", "-i", "--autosquash", "--no-ff", base]);
    }),
    ("rebase --reset-author-date", |company, base| {
        company.git_as("ben", &["rebase", "-q", "--reset-author-date", base]);
    }),
];

/// The commit that Ada writes in Ben's name, checked out on a branch of its own.
fn lay_in_the_way(company: &Company, draft: &Draft) {
    let ben = ["-c", "user.name=ben", "-c", &format!("user.email=approval@{CATALOG}")];
    let message = draft.words().message();
    let made = [&ben[..], &["commit-tree", EMPTY_TREE, "-m", &message]].concat();
    let forged = company.git(&made);
    company.git(&["switch", "-q", "-C", "forged", &forged]);
}

#[test]
fn what_git_makes_anew_is_no_statement() {
    for (how, remake) in REMAKES {
        let company = Company::new();
        company.branch("x");
        let draft = company.draft("ada", "incident-commander", "ben");
        lay_in_the_way(&company, &draft);
        remake(&company, "--root");
        let raw = company.raw("work", "HEAD");
        let words = text(&raw);
        assert!(words.contains("gpgsig") && words.contains("committer ben"), "{how}: {words}");
        assert!(words.contains(draft.digest().as_str()), "{how}: {words}");
        company.branch("x");
        company.put(&draft, &raw);
        company.commit("ada", "Approve");
        assert_eq!(company.gate(), BTreeSet::from(["malformed-statement".to_owned()]), "{how}");
    }
}

#[test]
fn what_carries_an_approval_may_be_made_anew() {
    for (how, remake) in REMAKES {
        let company = Company::new();
        company.branch("x");
        let draft = company.approve("ben");
        let before = company.git(&["rev-parse", "HEAD"]);
        // Somebody else commits it once more: without a signature, as a forge does.
        company.git(&[
            "-c",
            "user.name=f",
            "-c",
            "user.email=f@x.org",
            "commit",
            "-q",
            "--amend",
            "-m",
            "Again",
        ]);
        remake(&company, "origin/main");
        assert_ne!(company.git(&["rev-parse", "HEAD"]), before, "{how}");
        assert_eq!(company.gate(), BTreeSet::new(), "{how}");
        let counted = company.counted("work");
        assert_eq!(counted.get(&draft.path).map(String::as_str), Some("signed"), "{how}");
    }
}
