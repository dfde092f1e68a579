//! The first steps: a catalog without a repository, and a person without a key.

use std::fs;
use std::process::Command;

use super::{Desk, Office};

fn fresh(office: &Office) -> Desk {
    let desk = Desk { path: office.path().join("fresh"), home: office.path().join("home") };
    fs::create_dir(&desk.path).expect("a folder");
    desk
}

/// A user's configuration with a key to sign with.
fn user(office: &Office, key: &str) -> String {
    let path = office.path().join("gitconfig");
    let text = format!(
        "[user]\n\tname = Hana\n\temail = hana@kestrel.example\n\tsigningKey = {key}\n[gpg]\n\tformat = ssh\n"
    );
    fs::write(&path, text).expect("a file");
    path.display().to_string()
}

#[test]
fn a_policy_makes_the_repository_that_it_needs() {
    let office = Office::new();
    let desk = fresh(&office);
    let init = |config: &str| {
        let mut command = desk.command(env!("CARGO_BIN_EXE_learn"));
        command.env("GIT_CONFIG_GLOBAL", config);
        command.args(["init", "growth", "--person", "hana", "--trust"]);
        crate::workshop::Run::of(&command.output().expect("learn runs"))
    };
    let run = init(&user(&office, "/nowhere/key.pub"));
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(
        run.err.contains("/nowhere/key.pub") && run.err.contains("1. make a key"),
        "{}",
        run.err
    );
    assert_eq!(fs::read_dir(&desk.path).expect("a folder").count(), 0, "something was written");
    // A key that is there and does not sign is only found out in the repository.
    let broken = office.path().join("broken.pub");
    fs::copy(office.key("mallory"), &broken).expect("a key");
    let run = init(&user(&office, &broken.display().to_string()));
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(fs::read_dir(&desk.path).expect("a folder").count(), 0, "something was written");

    let config = user(&office, &office.key("hana"));
    let run = init(&config);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("A git repository was made for it"), "{}", run.err);
    assert!(
        run.err.contains("next: cd growth && learn check, then git add . && git commit"),
        "{}",
        run.err
    );
    let growth = Desk { path: desk.path.join("growth"), home: desk.home };
    assert_eq!(growth.git(&["symbolic-ref", "HEAD"]), "refs/heads/main");
    assert!(growth.pin().starts_with("1:"));
    growth.is(&office, "hana");
    growth.commit("Begin the catalog");
    assert_eq!((growth.in_force(), growth.complaints()), (1, vec![]));
}

#[test]
fn whoever_has_no_key_is_walked_to_one_before_anything_else() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    let chen = office.clone("chen");
    for key in ["gpg.format", "user.signingKey"] {
        chen.git(&["config", "--unset", key]);
    }
    let why = chen.refuses(&["trust", "add", "kofi", "--key-file", &office.key("kofi")]);
    for words in [
        "git has no key to sign with\n  1. make a key:",
        "ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519_signing\n  2. ",
        "git config --global gpg.format ssh\n",
        "git config --global user.signingKey ~/.ssh/id_ed25519_signing.pub\n  3. ",
        "learn trust add chen --key \"<the words of ~/.ssh/id_ed25519_signing.pub>\"",
    ] {
        assert!(why.contains(words), "no {words:?} in {why}");
    }
    assert!(!why.contains("Version 2") && !why.contains("gpg:"), "{why}");
    // A key that is there is named, and nothing that is not.
    let ssh = office.path().join("home/.ssh");
    fs::create_dir(&ssh).expect("a folder");
    fs::copy(office.key("chen"), ssh.join("id_ed25519.pub")).expect("a key");
    fs::copy(office.path().join("chen"), ssh.join("id_ed25519")).expect("a key");
    let why = chen.refuses(&["trust", "add", "kofi", "--key-file", &office.key("kofi")]);
    let words = fs::read_to_string(office.key("chen")).expect("a key");
    assert!(why.contains("1. tell git to sign with the key that you have"), "{why}");
    assert!(why.contains(&ssh.join("id_ed25519.pub").display().to_string()), "{why}");
    let words: Vec<&str> = words.split_whitespace().take(2).collect();
    assert!(why.contains(&format!("--key \"{}\"", words.join(" "))), "{why}");
    assert!(!why.contains("id_ed25519_signing"), "{why}");
}

/// Makes a key of another kind than the usual one, and signs and seals with it.
#[test]
fn keys_of_other_kinds_begin_a_policy() {
    let office = Office::new();
    let hana = office.begin();
    let start = hana.git(&["rev-parse", "HEAD"]);
    for kind in ["ecdsa-256", "ecdsa-384", "ecdsa-521", "rsa-3072"] {
        let (name, bits) = kind.split_once('-').expect("two parts");
        let path = office.path().join(kind);
        let made = Command::new("ssh-keygen")
            .args(["-q", "-t", name, "-b", bits, "-N", "", "-f"])
            .arg(&path)
            .status();
        assert!(made.expect("ssh-keygen").success());
        hana.sits("hana", &format!("{}.pub", path.display()));
        hana.passes(&["trust", "init"]);
        assert_eq!((hana.in_force(), hana.complaints()), (1, vec![]), "{kind}");
        hana.git(&["reset", "--quiet", "--hard", &start]);
        hana.git(&["config", "--unset", "learn.trustRoot"]);
    }
}
