//! Clones and work trees that hold less than was committed: nothing in them passes for whole.

use std::process::Output;

use crate::forge::{Company, text};

fn refused(output: &Output, words: &[&str]) {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = text(&output.stderr);
    for word in words {
        assert!(said.contains(word), "no {word:?} in {said}");
    }
}

#[test]
fn a_clone_that_lacks_objects_is_never_taken_for_whole() {
    let company = Company::with_approval();
    company.branch("del");
    company.git(&["rm", "-q", "-r", "people/ada/approvals"]);
    company.commit("ada", "Tidy up");
    company.git(&["push", "-q", "origin", "del"]);
    company.branch("more");
    company.write("teams/new.yaml", "name: New\nlead: chen\n");
    company.commit("chen", "New");
    company.git(&["push", "-q", "origin", "more"]);
    for setting in ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"] {
        company.git_in("forge.git", &["config", setting, "true"]);
    }
    let url = format!("file://{}", company.path("forge.git").display());
    for (filter, clone) in [("--filter=blob:none", "few"), ("--filter=tree:0", "fewer")] {
        company.git_in("", &["clone", "-q", filter, "--no-checkout", &url, clone]);
        company.git_in(clone, &["checkout", "-q", "--detach", "origin/del"]);
        let ask = |arguments: &[&str]| company.learn(clone, arguments);
        let help = ["lacks objects of commit", "git fetch --refetch --no-filter"];
        refused(&ask(&["check", "--target", "origin/main"]), &help);
        refused(&ask(&["check", "--rev", "origin/main"]), &help);
        refused(&ask(&["verify", "--rev", "origin/main"]), &help);
        // What is missing at the last commit is not looked for on disk.
        company.git_in(clone, &["update-ref", "--no-deref", "HEAD", "origin/main"]);
        refused(&ask(&["verify"]), &help);
        company.git_in(clone, &["update-ref", "--no-deref", "HEAD", "origin/del"]);
        // The result is never taken for smaller either.
        company.git_in(clone, &["checkout", "-q", "--detach", "origin/main"]);
        // Without the trees of older commits nobody can tell whether there was a longer policy before.
        let code = if clone == "few" { 0 } else { 2 };
        let main = ask(&["check", "--target", "origin/main"]);
        assert_eq!(main.status.code(), Some(code), "{clone}: {main:?}");
        refused(&ask(&["check", "--target", "origin/main", "--rev", "origin/more"]), &help);
        company.git_in(clone, &["checkout", "-q", "--detach", "origin/del"]);
        company.git_in(clone, &["fetch", "-q", "--refetch", "--no-filter"]);
        let whole = ask(&["check", "--target", "origin/main"]);
        assert_eq!(whole.status.code(), Some(1), "{whole:?}");
        assert!(text(&whole.stdout).contains("approval-removed"), "{whole:?}");
        assert_eq!(ask(&["verify", "--rev", "origin/main"]).status.code(), Some(0));
    }
}

#[test]
fn a_sparse_work_tree_is_said_to_be_one() {
    let company = Company::with_approval();
    company.write("docs/plan.txt", "A plan.\n");
    company.commit("chen", "A plan");
    let code = |arguments: &[&str]| company.learn("work", arguments).status.code();
    assert_eq!(code(&["check"]), Some(0));
    company.git(&["sparse-checkout", "set", "--no-cone", "/learn.yaml", "/people/"]);
    let sparse = company.learn("work", &["check"]);
    refused(&sparse, &["work tree is sparse", "git sparse-checkout disable", "--rev HEAD"]);
    assert_eq!(code(&["check", "--rev", "HEAD"]), Some(0));
    // What no rule reads may be left out.
    company.git(&["sparse-checkout", "set", "--no-cone", "/*", "!/docs/"]);
    assert!(!company.work().join("docs").exists());
    assert_eq!(code(&["check"]), Some(0));
    company.git(&["sparse-checkout", "disable"]);
    assert_eq!(code(&["check"]), Some(0));
}
