//! The ways in which a change lands, with what other tools do to commits on the way.

use std::collections::BTreeSet;
use std::fs;

use crate::forge::{Company, change, hold};

fn commander() -> BTreeSet<String> {
    BTreeSet::from(["incident-commander".to_owned()])
}

/// The approval of a branch passes, lands and counts.
fn lands(company: &Company, how: &str, what: &str) {
    let branch = company.git(&["branch", "--show-current"]);
    assert_eq!(company.gate(), BTreeSet::new(), "{what}");
    company.land(how, &branch);
    assert_eq!(company.verify(), BTreeSet::new(), "{what}");
    assert_eq!(company.check(), BTreeSet::new(), "{what}");
    assert_eq!(company.awards("ada"), commander(), "{what}");
}

#[test]
fn every_button_of_a_forge() {
    for how in ["merge", "squash", "rebase", "ff"] {
        let company = Company::new();
        company.branch("x");
        company.approve("ben");
        lands(&company, how, how);
    }
}

#[test]
fn every_button_of_a_forge_after_main_has_moved_on() {
    for how in ["merge", "squash", "rebase", "update and ff"] {
        let company = Company::new();
        company.branch("x");
        company.approve("ben");
        company.main_moves_on();
        if how == "update and ff" {
            company.git_as("ada", &["merge", "-q", "--no-edit", "origin/main"]);
        }
        lands(&company, how.trim_start_matches("update and "), how);
    }
}

#[test]
fn a_merge_queue() {
    let company = Company::new();
    company.branch("ben");
    company.carry(&company.draft("ada", "incident-lead", "ben"));
    company.branch("vera");
    company.carry(&company.draft("ada", "incident-lead", "vera"));
    company.branch("queue");
    for branch in ["ben", "vera"] {
        company.git_as("chen", &["merge", "-q", "--no-ff", "--no-edit", branch]);
        assert_eq!(company.gate(), BTreeSet::new(), "{branch}");
    }
    company.land("ff", "queue");
    assert_eq!(company.verify(), BTreeSet::new());
    assert_eq!(company.awards("ada"), BTreeSet::from(["incident-lead".to_owned()]));
}

#[test]
fn two_mentors_on_two_branches_that_both_merge() {
    for how in ["merge", "squash", "rebase"] {
        let company = Company::new();
        for mentor in ["ben", "vera"] {
            company.branch(mentor);
            company.carry(&company.draft("ada", "incident-lead", mentor));
        }
        for mentor in ["ben", "vera"] {
            company.git(&["switch", "-q", mentor]);
            assert_eq!(company.gate(), BTreeSet::new(), "{how}");
            company.land(how, mentor);
        }
        assert_eq!(company.verify(), BTreeSet::new(), "{how}");
        assert_eq!(company.awards("ada"), BTreeSet::from(["incident-lead".to_owned()]), "{how}");
    }
}

#[test]
fn a_pull_on_main_turns_the_parents_round() {
    let company = Company::with_approval();
    company.main_moves_on();
    company.git(&["switch", "-q", "-C", "main", "origin/main~1"]);
    company.write("teams/late.yaml", "name: Late\nlead: chen\n");
    company.commit("chen", "Late");
    company.git_as("chen", &["pull", "-q", "--no-rebase", "--no-edit", "origin", "main"]);
    assert_eq!(company.gate(), BTreeSet::new());
    company.git(&["push", "-q", "origin", "main"]);
    assert_eq!(company.verify(), BTreeSet::new());
    assert_eq!(company.awards("ada"), commander());
}

fn hook(company: &Company, name: &str, script: &str) {
    let path = company.path("work/.git/hooks").join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("hooks");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a hook");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    }
}

#[test]
fn what_companies_do_to_commits() {
    hold(&[
        change(
            "a sign-off and other trailers",
            |company| {
                company.branch("x");
                company.approve("ben");
                let trailer = ["--trailer", "Change-Id: I0123", "--trailer", "Ticket: GROW-7"];
                let amend = ["commit", "-q", "--amend", "--no-edit", "-s"];
                company.git_as("ben", &[&amend[..], &trailer].concat());
                assert!(company.git(&["log", "-1"]).contains("Signed-off-by: ben"));
            },
            &[],
        ),
        change(
            "a hook that strips blanks and adds last line feeds",
            |company| {
                let each = "for f in $(git diff --cached --name-only --diff-filter=AM); do sed -i \
                            -e 's/[ \\t]*$//' -e '$a\\' \"$f\"; git add \"$f\"; done";
                hook(company, "pre-commit", each);
                company.branch("x");
                company.write("teams/new.yaml", "name: New   \nlead: chen");
                company.approve("ben");
                assert_eq!(company.git(&["show", "HEAD:teams/new.yaml"]), "name: New\nlead: chen");
            },
            &[],
        ),
        change(
            "a hook that rewrites messages",
            |company| {
                hook(company, "commit-msg", "sed -i '1s/^/GROW-7: /' \"$1\"");
                company.branch("x");
                company.approve("ben");
                assert!(company.git(&["log", "-1", "--format=%s"]).starts_with("GROW-7: "));
            },
            &[],
        ),
        change(
            "commits signed with another key for work",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.put(&draft, &company.statement(&draft, "ben"));
                company.git(&["add", "--all"]);
                company.git_with("ben", "eve", &["commit", "-q", "-m", "Approve"]);
                assert!(company.git(&["cat-file", "commit", "HEAD"]).contains("gpgsig"));
            },
            &[],
        ),
        change(
            "commits that nobody signs",
            |company| {
                company.branch("x");
                let draft = company.draft("ada", "incident-commander", "ben");
                company.put(&draft, &company.statement(&draft, "ben"));
                company.git(&["add", "--all"]);
                let who = ["-c", "user.name=b", "-c", "user.email=b@x.org"];
                company.git(&[&who[..], &["commit", "-q", "-m", "Approve"]].concat());
            },
            &[],
        ),
        change(
            "a mentor with gpg",
            |company| {
                company.branch("x");
                company.carry(&company.draft("ada", "incident-commander", "vera"));
            },
            &[],
        ),
    ]);
}
