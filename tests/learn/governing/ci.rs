//! What CI runs: which pull requests it judges, which program it installs, and what a catalog in a folder is told.

use std::fs;
use std::path::Path;
use std::process::Command;

use learn::kinds::parts::digest::Sha256;

use super::Office;
use crate::mentoring::{Company, DAY, PASS, executable, with};
use crate::workshop::Run;

#[test]
fn a_green_check_is_one_against_the_default_branch() {
    let office = Office::new();
    let hana = office.begin();
    let pulls = hana.read(".github/workflows/learn.yml");
    let landed = hana.read(".github/workflows/learn-main.yml");
    let gitlab = hana.read(".gitlab-ci.yml");
    for words in [
        "types: [opened, synchronize, reopened, edited]\n    branches: [\"main\"]\n",
        "github.base_ref != github.event.repository.default_branch",
        "\njobs:\n  check:\n",
    ] {
        assert!(pulls.contains(words), "no {words:?} in {pulls}");
    }
    // A job that is skipped counts as green: what pull requests wait for has no condition of its own.
    let (_, job) = pulls.split_once("\n  check:\n").expect("the job");
    assert!(!job.contains("\n    if: "), "{job}");
    // And what runs on a branch as it is goes by another name.
    assert!(!pulls.contains("\n  push:"), "{pulls}");
    assert!(landed.contains("\njobs:\n  landed:\n"), "{landed}");
    assert!(
        landed.contains("if: github.ref_name == github.event.repository.default_branch"),
        "{landed}"
    );
    assert!(landed.contains("permissions:\n  contents: read\n"), "{landed}");
    assert!(!landed.contains("secrets."), "{landed}");
    let refusal = "if [ \"$CI_MERGE_REQUEST_TARGET_BRANCH_NAME\" != \"$CI_DEFAULT_BRANCH\" ]; then";
    assert!(gitlab.contains(refusal), "{gitlab}");
    assert!(gitlab.contains("masked and protected"), "{gitlab}");
}

#[test]
fn workflows_run_for_the_branch_that_the_repository_has() {
    let office = Office::new();
    let hana = office.begin();
    // A repository without a commit, one with another main branch, and no repository at all.
    let begins: [(&str, &[&[&str]], &str); 4] = [
        ("new", &[&["init", "-q", "-b", "trunk"]], "[\"trunk\"]"),
        ("cloned", &[&["clone", "-q", "../trunk.git", "."]], "[\"develop\"]"),
        ("odd", &[&["init", "-q", "-b", "it's"]], "[main, master]"),
        ("none", &[], "[main, master]"),
    ];
    hana.git(&["clone", "-q", "--bare", ".", "trunk.git"]);
    hana.git(&["--git-dir", "trunk.git", "branch", "-q", "-m", "main", "develop"]);
    for (folder, steps, expected) in begins {
        let path = office.path().join(folder);
        fs::create_dir(&path).expect("a folder");
        let desk = super::Desk { path, home: office.path().join("home") };
        for step in steps {
            let step: Vec<String> =
                step.iter().map(|word| word.replace("../", "../hana-clone/")).collect();
            desk.git(&step.iter().map(String::as_str).collect::<Vec<_>>());
        }
        if folder == "cloned" {
            desk.git(&["rm", "-q", "-r", "."]);
            desk.git(&["clean", "-fdxq"]);
        }
        desk.passes(&["init", "--name", "Growth", "--person", "hana", "--no-trust"]);
        for name in ["learn", "learn-main", "learn-site"] {
            let text = desk.read(&format!(".github/workflows/{name}.yml"));
            assert!(text.contains(&format!("    branches: {expected}\n")), "{folder}: {text}");
        }
    }
}

/// Runs what a workflow file says about what landed, in a clone, with the commit that was there before.
fn landed(file: &str, company: &Company, before: &str) -> Run {
    let start = file.find("if git merge-base").expect("the lines about what landed");
    let lines = file[start..].split_inclusive('\n');
    let mut script =
        format!("learn() {{ '{}' \"$@\" --as-of {DAY}; }}\n", env!("CARGO_BIN_EXE_learn"));
    for line in lines {
        script += line;
        if line.trim() == "fi" {
            break;
        }
    }
    let mut shell = Command::new("bash");
    shell.args(["-e", "-c", &script]).current_dir(company.shop.path().join("seed"));
    shell.envs([("BEFORE", before), ("CI_COMMIT_BEFORE_SHA", before)]);
    shell.envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")]);
    Run::of(&shell.output().expect("a shell"))
}

#[test]
fn what_landed_is_judged_against_what_was_there_before() {
    let office = Office::new();
    let hana = office.begin();
    let files = [".github/workflows/learn-main.yml", ".gitlab-ci.yml"].map(|path| hana.read(path));
    for raised in [false, true] {
        let company = Company::new();
        company.claim("incident-commander");
        company.git("ben", &["fetch", "--quiet"]);
        let approve = [
            "approve",
            "ada",
            "incident-commander",
            "--from",
            "origin/incident-commander",
            "--push",
        ];
        company.does("ben", &with(&approve, &PASS));
        let founded = company.git("seed", &["rev-parse", "HEAD"]);
        if raised {
            let path = "seed/credentials/incident-commander.yaml";
            let text = String::from_utf8(company.shop.read(path)).expect("UTF-8");
            company.shop.write(path, text.replace("assessors: [any]", "assessors: [any, any]"));
            company.git("seed", &["commit", "--quiet", "--all", "--message", "Two people"]);
        }
        let before = company.git("seed", &["rev-parse", "HEAD"]);
        company.git("seed", &["fetch", "--quiet"]);
        company.git(
            "seed",
            &["merge", "--quiet", "--no-ff", "--no-edit", "origin/incident-commander"],
        );
        // What is on main now says nothing about the bar that was there before.
        assert_eq!(company.learn("seed", &["check"]).code, 0);
        let elsewhere = company.git("seed", &["commit-tree", "-m", "Elsewhere", "HEAD^{tree}"]);
        for file in &files {
            let run = landed(file, &company, &before);
            assert_eq!(run.code, i32::from(raised), "{run:?}");
            assert_eq!(run.out.contains("credential-differs-from-target"), raised, "{run:?}");
            // A first push, an id that is not here, a push by force, nothing at all.
            for before in [&*"0".repeat(40), &"1".repeat(40), &elsewhere, ""] {
                let run = landed(file, &company, before);
                assert_eq!(run.code, 0, "{before}: {run:?}");
                assert!(run.out.contains("nothing was compared"), "{before}: {run:?}");
            }
            assert_eq!(landed(file, &company, &founded).code, 0);
        }
    }
}

#[test]
fn everybody_is_told_that_a_green_check_ages() {
    let office = Office::new();
    let hana = office.begin();
    for path in ["README.md", ".github/workflows/learn.yml"] {
        assert!(
            hana.read(path).contains("Require branches to be up to date before merging"),
            "{path}"
        );
    }
    assert!(hana.read(".gitlab-ci.yml").contains("merge trains"));
    let run = hana.passes(&["init", "another", "--no-trust"]);
    assert!(run.err.contains("Require branches to be up to date before merging"), "{}", run.err);
}

/// Installs what the address gives with the script of CI, the download made by a program of this text.
fn installed(folder: &Path, curl: &str, variables: &[(&str, &str)]) -> (Run, Vec<String>) {
    let office = Office::new();
    let hana = office.begin();
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).expect("a folder");
    fs::write(programs.join("curl"), curl).expect("a program");
    executable(&programs.join("curl"));
    let bin = folder.join("bin");
    let mut command = Command::new("sh");
    command.arg(hana.path.join(".learn/install.sh")).env_clear();
    command.env("PATH", format!("{}:/usr/bin:/bin", programs.display()));
    command.env("LEARN_BIN", &bin).envs(variables.iter().copied());
    let run = Run::of(&command.output().expect("a shell"));
    let names = fs::read_dir(&bin).map(|entries| {
        entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect()
    });
    (run, names.unwrap_or_default())
}

#[test]
fn ci_installs_no_judge_that_nobody_vouches_for() {
    const JUDGE: &str = "#!/bin/sh\necho learn 1.0\n";
    let curl = format!(
        "#!/bin/sh\necho \"$@\" >&2\nfor last; do :; done\ncat > \"$last\" <<'END'\n{JUDGE}END\n"
    );
    let sum = Sha256::of(JUDGE.as_bytes()).hex().to_owned();
    let url = ("LEARN_URL", "https://kestrel.example/learn");
    let nothing: [String; 0] = [];
    for (variables, code, words) in [
        (vec![url], 2, "LEARN_SHA256"),
        (vec![url, ("LEARN_SHA256", "")], 2, "LEARN_SHA256"),
        (vec![("LEARN_SHA256", &*sum)], 2, "LEARN_URL"),
        (vec![url, ("LEARN_SHA256", &*"0".repeat(64))], 1, ""),
    ] {
        let folder = crate::scratch::folder();
        let (run, left) = installed(folder.path(), &curl, &variables);
        assert_eq!(run.code, code, "{variables:?}: {run:?}");
        assert!(run.err.contains(words), "{variables:?}: {run:?}");
        assert_eq!(left, nothing, "{variables:?}");
    }
    let folder = crate::scratch::folder();
    let (run, left) = installed(folder.path(), &curl, &[url, ("LEARN_SHA256", &sum)]);
    assert_eq!((run.code, left), (0, vec!["learn".to_owned()]), "{run:?}");
    assert!(run.err.contains("--proto =https"), "{run:?}");
    assert!(run.out.contains("learn 1.0"), "{run:?}");
}

#[test]
fn a_catalog_in_a_folder_is_told_what_ci_runs_at_the_top() {
    let office = Office::new();
    let hana = office.begin();
    let run = hana.passes(&["init", "our growth", "--no-trust"]);
    for words in [
        "learn -C 'our growth' check --target origin/main",
        "learn -C 'our growth' queue --target origin/main",
    ] {
        assert!(run.err.contains(words), "no {words:?} in {}", run.err);
    }
    assert!(!hana.path.join("our growth/.github").exists());
}
