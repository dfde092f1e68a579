//! Throw-away keys: what they write is what the real `ssh-keygen` and the real git write and accept.

use std::fs;
use std::process::Command;

use learn::demo::keyring::{Key, seal};
use learn::kinds::parts::digest::Sha256;
use learn::trust::key::PublicKey;
use learn::trust::signature::Signature;
use learn::trust::statement::{Purpose, Words};
use learn::trust::{opening, seal as seals};

use crate::workshop::Workshop;

fn words() -> Words {
    Words {
        purpose: Purpose::Approval,
        catalog: "kestrel-growth".to_owned(),
        signer: "chen".to_owned(),
        time: 1_776_211_200,
        subject: Words::of_decision("ada", "clear-writer"),
        record: Sha256::of(b"a record"),
    }
}

#[test]
fn a_word_makes_the_same_key_each_time_and_chance_another() {
    let line = |key: &Key| key.public_line("");
    assert_eq!(line(&Key::from_seed("chen")), line(&Key::from_seed("chen")));
    assert_ne!(line(&Key::from_seed("chen")), line(&Key::from_seed("ada")));
    assert_ne!(line(&Key::random()), line(&Key::random()));
    assert!(
        Key::from_seed("chen")
            .public_line("chen@kestrel.example")
            .ends_with(" chen@kestrel.example")
    );
}

#[test]
fn signatures_are_those_that_ssh_keygen_makes_with_the_same_key() {
    let shop = Workshop::new();
    let key = Key::random();
    shop.write("key", key.private_text());
    shop.write("payload", "some bytes\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let own = fs::Permissions::from_mode(0o600);
        fs::set_permissions(shop.path().join("key"), own).expect("a private file");
    }
    let output = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", "git", "-f", "key", "payload"])
        .current_dir(shop.path())
        .output()
        .expect("ssh-keygen runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs = String::from_utf8(shop.read("payload.sig")).expect("text");
    assert_eq!(key.sign(b"some bytes\n"), theirs);

    let signature = Signature::read(&theirs).expect("a signature");
    let public = PublicKey::read(&key.public_line("")).expect("a key");
    assert_eq!(signature.verify(&public, b"some bytes\n"), Ok(()));
    assert!(signature.verify(&public, b"other bytes\n").is_err());
}

#[test]
fn a_seal_holds_a_commit_that_git_verifies() {
    let shop = Workshop::new();
    shop.git(&["init", "--quiet"]);
    let key = Key::from_seed("chen");
    let sealed = seal(&key, &words());
    assert_eq!(opening::open(&sealed).expect("a statement").words, words());

    shop.write("commit", seals::read(&sealed).expect("base64"));
    shop.write("allowed", format!("chen {}\n", key.public_line("")));
    shop.git(&["hash-object", "-w", "-t", "tree", "/dev/null"]);
    let id = shop.git(&["hash-object", "-w", "-t", "commit", "commit"]);
    shop.git(&["-c", "gpg.ssh.allowedSignersFile=allowed", "verify-commit", id.trim()]);
    shop.write("allowed", format!("chen {}\n", Key::from_seed("ada").public_line("")));
    let other = Command::new("git")
        .args(["-c", "gpg.ssh.allowedSignersFile=allowed", "verify-commit", id.trim()])
        .current_dir(shop.path())
        .status();
    assert!(!other.expect("git runs").success(), "with another key it does not");
}
