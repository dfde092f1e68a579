//! Attacks on what a change is judged against: names that two things bear, links on the way, and parts of a whole.

use std::fs;

use crate::forge::{Company, text};

const PATH: &str = "people/ada/approvals/2026-04-15-incident-commander-ben";

/// Ada takes an approval away on a branch.
fn without_approval() -> Company {
    let company = Company::with_approval();
    company.branch("evil");
    company.git(&["rm", "-q", &format!("{PATH}.yaml"), &format!("{PATH}.ben.seal")]);
    company.commit("ada", "Tidy up");
    company
}

/// How the gate ends for a target of this name, and what is said.
fn judged(company: &Company, target: &str) -> (Option<i32>, String) {
    let output = company.learn("work", &["check", "--target", target]);
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// How a name comes to stand for something else, and what does it.
type Bearer = (&'static str, fn(&Company));

#[test]
fn nothing_else_is_taken_for_the_branch_of_a_name() {
    let bearers: [Bearer; 3] = [
        ("a tag", |company| {
            company.git(&["tag", "origin/main", "evil"]);
        }),
        ("a branch of one's own", |company| {
            company.git(&["branch", "origin/main", "evil"]);
        }),
        ("a reference of no kind", |company| {
            company.git(&["update-ref", "refs/origin/main", "evil"]);
        }),
    ];
    for (what, bear) in bearers {
        let company = without_approval();
        bear(&company);
        let (code, said) = judged(&company, "origin/main");
        assert_eq!(code, Some(2), "{what}: {said}");
        for words in ["`origin/main` is the name of several things", "refs/remotes/origin/main"] {
            assert!(said.contains(words), "{what}: no {words:?} in {said}");
        }
        let (code, said) = judged(&company, "refs/remotes/origin/main");
        assert_eq!(code, Some(1), "{what}: {said}");
        assert!(said.contains("approval-removed"), "{what}: {said}");
        // A step back from such a name is a step from nobody knows where as well.
        assert_eq!(judged(&company, "origin/main~0").0, Some(2), "{what}");
    }
}

#[test]
fn a_name_that_fits_one_commit_is_judged_against() {
    let company = without_approval();
    company.git(&["tag", "v1", "evil"]);
    company.git(&["tag", "origin/main", "origin/main"]);
    let base = company.git(&["rev-parse", "refs/remotes/origin/main"]);
    company.git(&["tag", &base, "evil"]);
    for target in
        ["origin/main", "refs/remotes/origin/main", "main", "HEAD^1", "HEAD~1", &base, &base[..12]]
    {
        let (code, said) = judged(&company, target);
        assert_eq!(code, Some(1), "{target}: {said}");
        assert!(said.contains("approval-removed"), "{target}: {said}");
    }
    let (code, said) = judged(&company, "v1");
    assert_eq!(code, Some(0), "a tag that is meant: {said}");
    let (code, said) = judged(&company, "origin/mian");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("there is no revision `origin/mian`"), "{said}");
}

/// The catalog lies in a folder of the repository, on main as well, with a doctored copy beside it.
fn beside_a_copy() -> Company {
    let company = Company::with_approval();
    company.branch("move");
    fs::create_dir(company.path("work/growth")).expect("a folder");
    for entry in fs::read_dir(company.path("work")).expect("a clone") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if name != ".git" && name != "growth" {
            company.git(&["mv", &name, "growth/"]);
        }
    }
    company.commit("chen", "Move the catalog");
    company.land("merge", "move");
    company.branch("copy");
    let copied = company.program("cp", &["-r", "work/growth", "work/evil"], "".as_ref(), b"");
    assert!(copied.status.success(), "{copied:?}");
    for end in ["yaml", "ben.seal"] {
        fs::remove_file(company.path(&format!("work/evil/{PATH}.{end}"))).expect("it is there");
    }
    company.commit("ada", "A copy to try things on");
    company.land("merge", "copy");
    company.branch("x");
    company
}

/// How the gate ends for the catalog in a folder, asked about from the top.
fn judged_in(company: &Company, folder: &str) -> (Option<i32>, String) {
    let arguments = ["-C", folder, "check", "--target", "origin/main"];
    let output = company.learn("work", &arguments);
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

#[cfg(unix)]
#[test]
fn a_link_is_no_catalog() {
    let linked = |company: &Company| {
        company.git(&["rm", "-rq", "growth"]);
        let _ = fs::remove_dir_all(company.path("work/growth"));
        std::os::unix::fs::symlink("evil", company.path("work/growth")).expect("a link");
        company.commit("ada", "Simpler");
    };
    let company = beside_a_copy();
    linked(&company);
    let (code, said) = judged_in(&company, "growth");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("growth is a symbolic link in the result"), "{said}");
    // Whoever stands in the folder has followed the link already.
    for folder in ["evil", "evil/people", "growth/people"] {
        let (code, said) = judged_in(&company, folder);
        assert_eq!(code, Some(2), "{folder}: {said}");
        assert!(said.contains("symbolic link"), "{folder}: {said}");
    }
    let merge = ["merge", "-q", "--no-ff", "--no-edit", "x"];
    company.git(&["switch", "-q", "-C", "merged", "origin/main"]);
    company.git_as("ada", &merge);
    let output = company.learn("work", &["-C", "growth", "check", "--target", "HEAD^1"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[cfg(unix)]
#[test]
fn links_that_lead_elsewhere_are_left_alone() {
    let company = beside_a_copy();
    std::os::unix::fs::symlink("growth", company.path("work/training")).expect("a link");
    std::os::unix::fs::symlink("work", company.path("clone")).expect("a link");
    company.commit("chen", "A shorter way");
    for folder in ["growth", "growth/people", "../clone/growth"] {
        let (code, said) = judged_in(&company, folder);
        assert_eq!(code, Some(0), "{folder}: {said}");
    }
    let (code, said) = judged_in(&company, "training");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("training is a symbolic link"), "{said}");
}

#[test]
fn a_part_of_the_change_passes_no_gate() {
    let company = without_approval();
    for path in ["people/ben", "teams"] {
        let output = company.learn("work", &["check", "--target", "origin/main", path]);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{path}: {said}");
        assert!(said.contains("approval-removed"), "{path}: {said}");
    }
    // What guards nothing is left out as before.
    let company = Company::with_approval();
    company.branch("x");
    company.edit("teams/routing.yaml", "lead: chen", "lead: nobody");
    company.commit("chen", "A team without a lead");
    let ask = |path: &str| {
        let output = company.learn("work", &["check", "--target", "origin/main", path]);
        output.status.code()
    };
    assert_eq!((ask("people/ben"), ask("teams")), (Some(0), Some(1)));
}
