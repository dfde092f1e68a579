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
    for meant in ["refs/tags/v1", "tags/v1"] {
        let (code, said) = judged(&company, meant);
        assert_eq!(code, Some(0), "a tag that is meant: {said}");
    }
    let (code, said) = judged(&company, "v1");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`v1` is only a tag here") && said.contains("`refs/tags/v1`"), "{said}");
    let (code, said) = judged(&company, "origin/mian");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("there is no revision `origin/mian`"), "{said}");
}

/// What somebody pushes, what the gate is asked with, and how it ends.
type Pushed = (&'static str, fn(&Company), &'static str, i32);

#[test]
fn what_somebody_pushes_never_decides() {
    fn push(company: &Company, full: &str) {
        company.git(&["update-ref", full, "evil"]);
    }
    let cases: [Pushed; 21] = [
        ("fetched", |_| {}, "FETCH_HEAD", 1),
        ("fetched, and a tag", |it| push(it, "refs/tags/FETCH_HEAD"), "FETCH_HEAD", 2),
        ("fetched, and a branch", |it| push(it, "refs/heads/FETCH_HEAD"), "FETCH_HEAD~0", 2),
        ("noted", |it| drop(it.git(&["update-ref", "ORIG_HEAD", "origin/main"])), "ORIG_HEAD", 1),
        ("not noted", |it| push(it, "refs/tags/MERGE_HEAD"), "MERGE_HEAD", 2),
        ("a tag HEAD", |it| push(it, "refs/tags/HEAD"), "HEAD^1", 1),
        ("a branch HEAD", |it| push(it, "refs/heads/HEAD"), "@^1", 1),
        ("a tag @", |it| push(it, "refs/tags/@"), "@~1", 1),
        ("the main branch of a remote", |_| {}, "origin", 1),
        ("and a tag", |it| push(it, "refs/tags/origin"), "origin", 2),
        // What a clone that was made with `git init` and `git fetch` has of a branch called `HEAD`.
        ("a branch HEAD of the remote", without_main, "origin", 2),
        ("the same", without_main, "origin/HEAD", 2),
        ("the same", without_main, "refs/remotes/origin/HEAD", 2),
        (
            "a tag like a reference",
            |it| push(it, "refs/tags/refs/heads/next"),
            "refs/heads/next",
            2,
        ),
        ("a tag like a commit", |it| push(it, &format!("refs/tags/{ABSENT}")), ABSENT, 2),
        ("a tag of few digits", |it| push(it, "refs/tags/beef"), "beef", 2),
        ("a branch of a remote's name", |it| push(it, "refs/heads/origin/next"), "origin/next", 2),
        ("another reference", |it| push(it, "refs/pull/1/head"), "pull/1/head", 2),
        ("words", |_| {}, ":/Tidy up", 2),
        ("words of a branch", |_| {}, "origin/main^{/Begin}", 2),
        (
            "a branch with a sign",
            |it| drop(it.git(&["branch", "next@2", "origin/main"])),
            "next@2",
            1,
        ),
    ];
    for (what, deed, target, ends) in cases {
        let company = without_approval();
        company.git(&["remote", "set-head", "origin", "main"]);
        company.git(&["fetch", "-q", "origin", "refs/heads/main"]);
        deed(&company);
        let (code, said) = judged(&company, target);
        assert_eq!(code, Some(ends), "{what}: {target}: {said}");
        assert_eq!(ends == 1, said.contains("approval-removed"), "{what}: {target}: {said}");
    }
}

/// The name of a commit that is not there.
const ABSENT: &str = "3f2c9ab3f2c9ab3f2c9ab3f2c9ab3f2c9ab3f2c9";

fn without_main(company: &Company) {
    company.git(&["remote", "set-head", "origin", "--delete"]);
    company.git(&["update-ref", "refs/remotes/origin/HEAD", "evil"]);
}

#[test]
fn what_is_judged_is_no_tag_of_its_name() {
    let company = without_approval();
    company.git(&["branch", "good", "origin/main"]);
    let evil = company.git(&["rev-parse", "evil"]);
    let ask = |rev: &str| {
        let arguments = ["check", "--target", "origin/main", "--rev", rev];
        company.learn("work", &arguments).status.code()
    };
    assert_eq!((ask("evil"), ask(&evil[..7]), ask("good")), (Some(1), Some(1), Some(0)));
    for name in ["evil", &evil[..7]] {
        company.git(&["update-ref", &format!("refs/tags/{name}"), "good"]);
        assert_eq!(ask(name), Some(2), "{name}");
    }
    company.git(&["tag", "v1", "good"]);
    assert_eq!(ask("v1"), Some(0), "nothing else is called so");
    // Nor is what a change is told apart from.
    company.git(&["update-ref", "refs/tags/origin/main", &evil]);
    let since = company.learn("work", &["check", "--since", "origin/main"]);
    assert_eq!(since.status.code(), Some(2), "{since:?}");
}

/// The catalog lies in a folder of the repository, on main as well.
fn in_folder() -> Company {
    let company = Company::with_approval();
    company.branch("move");
    fs::create_dir(company.path("work/growth")).expect("a folder");
    move_all(&company, ".", "growth");
    company.commit("chen", "Move the catalog");
    company.land("merge", "move");
    company.branch("x");
    company
}

/// Moves all that a folder of the clone holds into another one, which is there.
fn move_all(company: &Company, from: &str, to: &str) {
    for entry in fs::read_dir(company.path("work").join(from)).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if name != ".git" && name != to {
            company.git(&["mv", &format!("{from}/{name}"), &format!("{to}/{name}")]);
        }
    }
}

/// The same with a doctored copy beside it.
fn beside_a_copy() -> Company {
    let company = in_folder();
    company.branch("copy");
    copy(&company, "work/growth", "work/evil");
    forget(&company, "work/evil");
    company.commit("ada", "A copy to try things on");
    company.land("merge", "copy");
    company.branch("x");
    company
}

fn copy(company: &Company, from: &str, to: &str) {
    let copied = company.program("cp", &["-r", from, to], "".as_ref(), b"");
    assert!(copied.status.success(), "{copied:?}");
}

/// Takes Ada's approval away from a catalog.
fn forget(company: &Company, catalog: &str) {
    for end in ["yaml", "ben.seal"] {
        fs::remove_file(company.path(&format!("{catalog}/{PATH}.{end}"))).expect("it is there");
    }
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

/// Something else lands first, then the catalog changes its folder.
struct Moving {
    what: &'static str,
    before: fn(&Company),
    deed: fn(&Company),
    /// Where the catalog lies then.
    now: &'static str,
    /// The folders that a gate may be asked about, and what it says of an honest move.
    asked: &'static [(&'static str, i32)],
}

const MOVES: [Moving; 6] = [
    Moving {
        what: "another name",
        before: |_| {},
        deed: |company| drop(company.git(&["mv", "growth", "company"])),
        now: "company",
        asked: &[("company", 0), ("company/people", 0)],
    },
    Moving {
        what: "to the top, where a record strayed",
        before: |company| {
            fs::create_dir(company.path("work/teams")).expect("a folder");
            copy(company, "work/growth/teams/routing.yaml", "work/teams/strayed.yaml");
        },
        deed: |company| {
            company.git(&["rm", "-rq", "teams"]);
            to_top(company);
        },
        now: ".",
        asked: &[("growth", 0), (".", 0)],
    },
    Moving {
        what: "to the top, where a record still strays",
        before: |company| company.write("news/notes.yaml", "about: nothing\n"),
        deed: to_top,
        now: ".",
        asked: &[("growth", 0), (".", 0)],
    },
    Moving {
        what: "another name, beside a copy",
        before: |company| copy(company, "work/growth", "work/aaa"),
        deed: |company| drop(company.git(&["mv", "growth", "company"])),
        now: "company",
        asked: &[("company", 0)],
    },
    Moving {
        what: "another name, while a copy goes",
        before: |company| copy(company, "work/growth", "work/aaa"),
        deed: |company| {
            company.git(&["rm", "-rq", "aaa"]);
            company.git(&["mv", "growth", "company"]);
        },
        now: "company",
        asked: &[("company", 2)],
    },
    Moving {
        what: "to the top, where a catalog is",
        before: |company| {
            let text = company.read("growth/learn.yaml");
            company.write("learn.yaml", text.replace("kestrel-growth", "another"));
        },
        deed: |company| {
            company.git(&["rm", "-q", "learn.yaml"]);
            to_top(company);
        },
        now: ".",
        asked: &[("growth", 2)],
    },
];

/// Everything of `growth` to the top; the folder stays, since something else lies in it.
fn to_top(company: &Company) {
    move_all(company, "growth", ".");
    company.write("growth/notes.txt", "It was here.\n");
}

#[test]
fn a_catalog_that_moves_is_judged_against_what_it_was() {
    for Moving { what, before, deed, now, asked } in MOVES {
        for is_honest in [true, false] {
            let company = in_folder();
            company.branch("before");
            before(&company);
            company.commit("ada", "Something small");
            let (code, said) = judged_in(&company, "growth");
            assert_eq!(code, Some(0), "{what}, before: {said}");
            company.land("merge", "before");
            company.branch("x");
            deed(&company);
            if !is_honest {
                forget(&company, &format!("work/{now}"));
            }
            company.commit("ada", "Move the catalog");
            for (folder, ends) in asked {
                let (code, said) = judged_in(&company, folder);
                let ends = if is_honest { *ends } else { 1.max(*ends) };
                assert_eq!(code, Some(ends), "{what}, honest {is_honest}, -C {folder}: {said}");
                let is_seen = said.contains("approval-removed");
                assert_eq!(is_seen, !is_honest && ends == 1, "{what}, -C {folder}: {said}");
            }
        }
    }
}

/// What leads a gate to another catalog than the one that the target has there.
type Leading = (&'static str, fn(&Company), &'static [&'static str], &'static str);

#[test]
fn the_gate_stays_where_it_was_told_to_look() {
    let cases: [Leading; 5] = [
        (
            "the catalog's file is gone",
            |company| drop(company.git(&["rm", "-q", "growth/learn.yaml"])),
            &["-C", "growth"],
            "takes its learn.yaml away",
        ),
        (
            "it is a link",
            |company| {
                company.git(&["mv", "growth/learn.yaml", "growth/other.yaml"]);
                #[cfg(unix)]
                std::os::unix::fs::symlink("other.yaml", company.path("work/growth/learn.yaml"))
                    .expect("a link");
            },
            &["-C", "growth"],
            "takes its learn.yaml away",
        ),
        (
            "another one begins inside of it",
            |company| copy(company, "work/growth/learn.yaml", "work/growth/people/learn.yaml"),
            &["-C", "growth/people"],
            "inside of what belongs to the one in growth",
        ),
        (
            "one above takes over",
            |company| drop(company.git(&["mv", "growth/learn.yaml", "learn.yaml"])),
            &["-C", "growth/people"],
            "approval-removed",
        ),
        (
            "it has moved on",
            |company| {
                company.git(&["mv", "growth", "company"]);
                company.write("growth/notes.txt", "It was here.\n");
            },
            &["-C", "growth"],
            "name with `-C` the folder where it lies now",
        ),
    ];
    for (what, deed, folder, words) in cases {
        let company = in_folder();
        deed(&company);
        company.commit("ada", "Simpler");
        let asked = [folder, &["check", "--target", "origin/main"]].concat();
        let output = company.learn("work", &asked);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{what}: {output:?}");
        assert!(said.contains(words), "{what}: {said}");
    }
}

#[test]
fn a_repository_of_ones_own_is_no_folder_of_the_target() {
    let company = in_folder();
    // Honest: a catalog with a repository of its own beside the others, which nobody here keeps.
    copy(&company, "work", "own");
    company.git_in("own", &["remote", "set-url", "origin", "../own"]);
    let own = company.path("own").display().to_string();
    let add = |path: &str| {
        let file = ["-c", "protocol.file.allow=always"];
        company.git(&[&file[..], &["submodule", "add", "-q", &own, path]].concat());
        company.git_in(&format!("work/{path}"), &["switch", "-q", "--detach"]);
    };
    add("beside");
    company.commit("chen", "Our other one");
    let inside = |folder: &str| {
        let output = company.learn(folder, &["check", "--target", "HEAD^1"]);
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    assert_eq!(inside("work/beside/growth").0, Some(0), "{:?}", inside("work/beside/growth"));
    company.land("merge", "x");
    assert_eq!(inside("work/beside/growth").0, Some(0));
    // Not so: in the place of what was there.
    company.branch("y");
    company.git(&["rm", "-rq", "growth"]);
    add("growth");
    company.commit("ada", "Simpler");
    for folder in ["work/growth", "work/growth/growth"] {
        let (code, said) = inside(folder);
        assert_eq!(code, Some(2), "{folder}: {said}");
        assert!(said.contains("growth is a repository of its own"), "{folder}: {said}");
    }
}

#[test]
fn a_path_belongs_to_the_catalog_that_it_is_in() {
    // Where there is another one above, too.
    let company = in_folder();
    company.branch("above");
    let other = company.read("growth/learn.yaml").replace("kestrel-growth", "another");
    company.write("learn.yaml", other);
    company.commit("ada", "One of our own");
    company.land("merge", "above");
    company.branch("x");
    forget(&company, "work/growth");
    company.commit("ada", "Tidy up");
    let ask = |path: &str| {
        let output = company.learn("work", &["check", "--target", "origin/main", path]);
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    let (code, said) = ask("growth");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("approval-removed"), "{said}");
    company.git(&["rm", "-q", "growth/learn.yaml"]);
    company.commit("ada", "Simpler");
    assert_eq!(ask("growth").0, Some(2));
}

#[test]
fn a_first_catalog_may_come_to_where_records_strayed() {
    let company = Company::with_approval();
    company.branch("old");
    company.git(&["rm", "-rq", "."]);
    company.write("teams/strayed.yaml", "name: Strayed\nlead: chen\n");
    company.commit("chen", "What there was before");
    company.git(&["push", "-q", "origin", "old"]);
    company.git(&["checkout", "-q", "origin/main", "--", "."]);
    company.commit("chen", "Begin");
    let (code, said) = judged(&company, "origin/old");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("origin/old has no catalog yet"), "{said}");
}
