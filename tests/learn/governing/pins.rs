//! When a clone's pin moves on: with what it reads, to what has landed, and never otherwise.

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
