//! What is refused before anybody signs: days that come too early, ids of two files, and files in the way.

use super::{Company, DAY, PASS, with};
use crate::workshop::Run;

const APPROVE: [&str; 3] = ["approve", "ada", "incident-commander"];

/// Ben has the branch of Ada's claim checked out.
fn with_branch() -> Company {
    let company = Company::new();
    company.claim("incident-commander");
    company.git("ben", &["fetch", "--quiet"]);
    let branch = ["checkout", "--quiet", "-b", "incident-commander", "origin/incident-commander"];
    company.git("ben", &branch);
    company
}

#[test]
fn nothing_is_signed_where_something_else_lies_in_the_work_tree() {
    let company = with_branch();
    let head = || company.git("ben", &["rev-parse", "incident-commander"]);
    let before = head();
    let stem = format!("people/ada/approvals/{DAY}-incident-commander-ben");
    for path in
        [format!("{stem}.yaml"), format!("{stem}.ben.seal"), "people/ada/approvals".to_owned()]
    {
        let stray = company.shop.path().join("ben").join(&path);
        company.shop.write(&format!("ben/{path}"), "y\n");
        company.refuses("ben", &with(&APPROVE, &PASS), &["lies in the work tree", "move it away"]);
        assert_eq!(head(), before, "{path}");
        assert_eq!(company.statements("ben"), 0, "{path}");
        std::fs::remove_file(stray).expect("it is there");
        let _ = std::fs::remove_dir(company.shop.path().join("ben/people/ada/approvals"));
    }
    company.does("ben", &with(&APPROVE, &PASS));
    assert_ne!(head(), before);
    assert_eq!(company.git("ben", &["status", "--porcelain"]), "");
    assert_eq!(company.statements("ben"), 1);
}

#[test]
fn a_program_that_says_nothing_is_not_quoted() {
    let company = with_branch();
    company.git("ben", &["config", "gpg.ssh.program", "/bin/false"]);
    let says =
        ["`/bin/false`, which signs here (git's `gpg.ssh.program`), ended without a signature"];
    let run = company.refuses("ben", &with(&APPROVE, &PASS), &says);
    assert!(!run.err.contains("it was said"), "{}", run.err);
    // Whoever may decide it only lacks a key.
    company.git("ben", &["config", "gpg.ssh.program", "ssh-keygen"]);
    company.git(
        "ben",
        &[
            "config",
            "user.signingKey",
            &company.shop.path().join("eve.key.pub").display().to_string(),
        ],
    );
    let eve = learn::demo::keyring::Key::from_seed("eve");
    company.shop.write("eve.key", eve.private_text());
    company.shop.write("eve.key.pub", format!("{}\n", eve.public_line("")));
    let run = company.refuses("ben", &with(&APPROVE, &PASS), &["learn trust add ben --key"]);
    assert!(!run.err.contains("--approve"), "{}", run.err);
}

#[test]
fn nothing_is_signed_for_a_day_before_the_claim() {
    let company = with_branch();
    let on = |day: &str| {
        let mut command = company.shop.learn("ben");
        command.args(with(&APPROVE, &PASS)).args(["--date", day]);
        Run::of(&command.output().expect("the program runs"))
    };
    let early = on("2026-04-14");
    assert_eq!(early.code, 2, "{early:?}");
    for words in ["before what it judges", "the claim was made on 2026-04-15"] {
        assert!(early.err.contains(words), "no {words:?} in {}", early.err);
    }
    let mut endorse = company.shop.learn("ben");
    endorse.args([
        "endorse",
        "ada",
        "incident-commander",
        "--feedback",
        "Yes.",
        "--date",
        "2026-04-14",
    ]);
    let endorsed = Run::of(&endorse.output().expect("the program runs"));
    assert_eq!(endorsed.code, 2, "{endorsed:?}");
    assert!(endorsed.err.contains("before what it judges"), "{endorsed:?}");
    assert_eq!(company.statements("ben"), 0);
    let on_the_day = on("2026-04-15");
    assert_eq!(on_the_day.code, 0, "{on_the_day:?}");
}

#[test]
fn a_day_on_which_nothing_lands_is_said_beside_what_is_next() {
    let approve = with(&APPROVE, &PASS);
    for (day, is_outside) in [(Some("2099-01-01"), true), (None, false)] {
        let company = with_branch();
        let mut command = company.shop.learn("ben");
        command.args(&approve).args(day.iter().flat_map(|day| ["--date", day]));
        let run = Run::of(&command.output().expect("the program runs"));
        assert_eq!(run.code, 0, "{run:?}");
        let note = "note: today the gate takes decisions of ";
        let said = run.err.contains(note) && run.err.contains("`--as-of 2099-01-01`");
        assert_eq!(said, is_outside, "{run:?}");
        // The gate says the same.
        let gate = |more: &[&str]| {
            let mut command = company.shop.learn("ben");
            command.args(["check", "--target", "origin/main"]).args(more);
            Run::of(&command.output().expect("the program runs"))
        };
        let today = gate(&[]);
        assert_eq!(today.out.contains("approval-stale"), is_outside, "{today:?}");
        if let Some(day) = day {
            let then = gate(&["--as-of", day]);
            assert!(!then.out.contains("approval-stale"), "{then:?}");
        }
    }
}

#[test]
fn nothing_is_signed_that_two_files_claim_to_be() {
    let company = with_branch();
    let claim = "people/ada/claims/2026-04-15-incident-commander.yaml";
    let work = "people/ada/portfolio/2026-03-02-checkout-outage.md";
    for path in [claim, work] {
        let text = company.shop.read(&format!("ben/{path}"));
        let (folder, file) = path.rsplit_once('/').expect("a folder");
        company.shop.write(&format!("ben/{folder}/0a/{file}"), text);
        company.git("ben", &["add", "--all"]);
        company.git("ben", &["commit", "--quiet", "--message", "Twice"]);
        company.refuses("ben", &with(&APPROVE, &PASS), &["stands for several files"]);
        company.git("ben", &["reset", "--quiet", "--hard", "HEAD^"]);
    }
    assert_eq!(company.statements("ben"), 0);
    company.does("ben", &with(&APPROVE, &PASS));
}

#[test]
fn a_key_that_cannot_count_as_it_is_named_says_how_it_can() {
    let company = with_branch();
    let keys = company.shop.path();
    let sign = |words: &[&str]| {
        let run = std::process::Command::new("ssh-keygen").args(words).current_dir(&keys).status();
        assert!(run.expect("ssh-keygen runs").success());
    };
    sign(&["-q", "-s", "chen.key", "-I", "ben", "-n", "ben", "ben.key.pub"]);
    let certificate = keys.join("ben.key-cert.pub").display().to_string();
    company.git("ben", &["config", "user.signingKey", &certificate]);
    let says = ["is an OpenSSH certificate", "git config user.signingKey FILE.pub"];
    let run = company.refuses("ben", &with(&APPROVE, &PASS), &says);
    assert!(!run.err.contains("learn trust add"), "{}", run.err);
    // A block of gpg's begins as options do.
    let add = ["trust", "add", "eve", "--key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"];
    let run = Run::of(&company.shop.learn("chen").args(add).output().expect("the program runs"));
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("an OpenPGP public key block"), "{}", run.err);
    company.git("ben", &["config", "user.signingKey", &keys.join("ben.key").display().to_string()]);
    let body = "#!/bin/sh\necho \"Couldn't find key in agent?\" >&2\nexit 1\n";
    company.shop.write("ben.sign", body);
    company.refuses("ben", &with(&APPROVE, &PASS), &["`ssh-add -l` lists", "`ssh-add FILE`"]);
}

#[test]
fn a_former_mentor_is_told_when_they_coached() {
    for (days, says) in [
        ("from: 2026-03-01", "you are ada's mentor, and mentors never fill every slot"),
        (
            "from: 2026-03-01, until: 2026-03-08",
            "you were ada's mentor between this work and now (2026-03-02 to 2026-03-08), and mentors",
        ),
        (
            "from: 2026-03-20, until: 2026-04-12",
            "you were ada's mentor between this work and now (2026-03-20 to 2026-04-12), and mentors",
        ),
    ] {
        let company = Company::new();
        let path = "seed/people/ada/person.yaml";
        let ada = String::from_utf8(company.shop.read(path)).expect("UTF-8");
        let ben = format!("mentors:\n  - {{person: ben, {days}}}\n");
        company.shop.write(path, ada.replace("mentors:\n", &ben));
        company.git("seed", &["commit", "--quiet", "--all", "--message", "Ben coaches Ada"]);
        company.git("seed", &["push", "--quiet", "origin", "main"]);
        company.git("ada", &["pull", "--quiet"]);
        let claim = "ada/people/ada/claims/2026-04-10-incident-commander.yaml";
        let work = "evidence: [{portfolio: 2026-03-02-checkout-outage}]";
        company.shop.write(claim, format!("credential: incident-commander\n{work}\n"));
        company.git("ada", &["add", "--all"]);
        company.git("ada", &["commit", "--quiet", "--message", "Claim"]);
        company.git("ada", &["push", "--quiet", "origin", "HEAD:incident-commander"]);
        company.git("ben", &["fetch", "--quiet"]);
        let from = [&APPROVE[..], &["--from", "origin/incident-commander"]].concat();
        company.refuses("ben", &with(&from, &PASS), &[says]);
    }
}
