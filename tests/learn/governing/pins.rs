//! When a clone's pin moves on: with what it reads, to what has landed, and never otherwise.

use std::collections::BTreeSet;

use super::{Desk, Office};
use crate::workshop::Run;

/// Hana's clone, pinned to version 1, of a catalog that has version 2 since.
fn behind(office: &Office) -> (Desk, String) {
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let pin = hana.pin();
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--push"]);
    assert!(hana.pin().starts_with("2:"), "{}", hana.pin());
    hana.git(&["config", "learn.trustRoot", &pin]);
    (hana, pin)
}

#[test]
fn a_pin_moves_on_with_whatever_reads_approvals() {
    let office = Office::new();
    let (hana, first) = behind(&office);
    for arguments in [&["check"][..], &["verify"], &["readiness", "ada"], &["why", "ada"]] {
        hana.git(&["config", "learn.trustRoot", &first]);
        let run = hana.learn(arguments);
        assert!(run.code < 2, "{}", run.err);
        assert!(run.err.contains("pinned to version 2"), "{arguments:?}: {}", run.err);
        assert!(hana.pin().starts_with("2:"), "{arguments:?}: {}", hana.pin());
        assert!(!hana.learn(arguments).err.contains("pinned to"), "{arguments:?} says it twice");
    }
}

#[test]
fn what_is_verified_by_a_pin_is_said_before_the_pin_moves_on() {
    let office = Office::new();
    let (hana, _) = behind(&office);
    let mut shell = hana.command("sh");
    shell.args(["-c", "\"$0\" verify 2>&1", env!("CARGO_BIN_EXE_learn")]);
    let said = Run::of(&shell.output().expect("learn runs")).out;
    let judged = said.find("pinned at version 1").expect(&said);
    let moved = said.find("pinned to version 2").expect(&said);
    assert!(judged < moved, "{said}");
}

#[test]
fn only_the_clones_own_pin_moves() {
    let office = Office::new();
    let (hana, first) = behind(&office);
    hana.passes(&["check", "--trust-root", &first]);
    let mut command = hana.command(env!("CARGO_BIN_EXE_learn"));
    let run = command.arg("check").env("LEARN_TRUST_ROOT", &first).output().expect("learn runs");
    assert_eq!(Run::of(&run).code, 0);
    assert_eq!(hana.pin(), first);
    // A pin for all of a user's repositories is not put into one of them.
    hana.git(&["config", "--unset", "learn.trustRoot"]);
    let global = office.path().join("global");
    std::fs::write(&global, format!("[learn]\n\ttrustRoot = {first}\n")).expect("a file");
    let mut command = hana.command(env!("CARGO_BIN_EXE_learn"));
    command.args(["trust", "show"]).env("GIT_CONFIG_GLOBAL", &global);
    assert!(Run::of(&command.output().expect("learn runs")).out.contains("pinned   to version 1"));
    let mut command = hana.command(env!("CARGO_BIN_EXE_learn"));
    command.arg("check").env("GIT_CONFIG_GLOBAL", &global);
    assert_eq!(Run::of(&command.output().expect("learn runs")).code, 0);
    let local = hana.command("git").args(["config", "--local", "learn.trustRoot"]).output();
    assert!(local.expect("git").stdout.is_empty());
}

#[test]
fn a_pin_does_not_move_to_what_is_only_proposed() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let first = hana.pin();
    hana.git(&["checkout", "--quiet", "-b", "aside"]);
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--push"]);
    for arguments in [
        &["check"][..],
        &["verify"],
        &["verify", "--rev", "origin/aside"],
        &["check", "--rev", "aside"],
        &["check", "--target", "origin/main"],
        &["readiness", "ada"],
    ] {
        assert!(hana.learn(arguments).code < 2, "{arguments:?}");
        assert_eq!(hana.pin(), first, "{arguments:?}");
    }
    // Nor to a version in the work tree, nor to one that lacks seals where it has landed.
    hana.git(&["checkout", "--quiet", "main"]);
    hana.git(&["checkout", "--quiet", "aside", "--", "trust"]);
    hana.passes(&["check"]);
    assert_eq!(hana.pin(), first);
    hana.git(&["rm", "--quiet", "--cached", "trust/0002.hana.seal"]);
    std::fs::remove_file(hana.path.join("trust/0002.hana.seal")).expect("a seal");
    hana.commit("A version without a seal");
    hana.git(&["push", "--quiet"]);
    assert_eq!(hana.learn(&["check"]).code, 1);
    assert_eq!(hana.pin(), first);
}

#[test]
#[cfg(unix)]
fn a_pin_that_cannot_be_written_hinders_nobody() {
    let office = Office::new();
    let (hana, first) = behind(&office);
    // Git writes its configuration by way of this file, and finds it held.
    std::fs::write(hana.path.join(".git/config.lock"), "").expect("a lock");
    let run = hana.passes(&["check"]);
    assert!(!run.err.contains("config"), "{}", run.err);
    std::fs::remove_file(hana.path.join(".git/config.lock")).expect("a lock");
    assert_eq!(hana.pin(), first);
}

/// The rules that a change of the policy breaks, in a clone that is pinned to a version it has not.
fn broken(desk: &Desk, target: &str) -> BTreeSet<String> {
    let run = desk.learn(&["check", "--target", target, "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let errors = findings.iter().filter(|one| one["level"] == "error");
    errors.map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn a_pinned_policy_that_was_only_taken_back_is_one_problem() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let approval = "learn: approval/1\ncatalog: growth\nperson: ada\ndecision: approve\nsubject: clear-writer\n\
                    signer: hana\ndate: 2026-04-13\n";
    hana.write("people/ada/approvals/2026-04-13-clear-writer-hana.yaml", approval);
    hana.commit("An approval");
    hana.passes(&["trust", "add", "kofi", "--key-file", &office.key("kofi"), "--push"]);
    hana.passes(&["trust", "add", "chen", "--key-file", &office.key("chen"), "--push"]);
    let newest = hana.git(&["rev-parse", "HEAD"]);
    let alone = BTreeSet::from(["trust-rolled-back".to_owned()]);
    hana.git(&["revert", "--no-edit", "HEAD"]);
    assert_eq!(broken(&hana, &newest), alone);
    let help = hana.learn(&["check", "--target", &newest]);
    assert!(help.out.contains(&format!("git checkout {newest} -- trust")), "{}", help.out);
    hana.git(&["checkout", "--quiet", &newest, "--", "trust"]);
    hana.commit("Bring it back");
    assert!(!broken(&hana, &newest).iter().any(|rule| rule.starts_with("trust-")));
    // Whoever writes in place of what they took away has rewritten it.
    hana.git(&["reset", "--quiet", "--hard", &newest]);
    hana.git(&["revert", "--no-edit", "HEAD", "HEAD~1"]);
    hana.write(
        "trust/0002.yaml",
        &hana.read("trust/0001.yaml").replace("version: 1", "version: 2"),
    );
    hana.commit("Another second version");
    let broken = broken(&hana, &newest);
    for rule in ["trust-rewritten", "trust-pin-mismatch", "no-trust-policy", "trust-rolled-back"] {
        assert!(broken.contains(rule), "{rule}: {broken:?}");
    }
    let said = hana.learn(&["check", "--target", &newest]).out;
    assert!(said.contains("version 2 of the trust policy is not the one of the target"), "{said}");
}
