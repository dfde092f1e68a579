//! The first steps: a catalog without a repository, and a person without a key.

use std::fs;
use std::process::Command;

use base64ct::{Base64, Encoding as _};

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

/// What somebody at a terminal is asked about a folder that is no repository yet.
#[cfg(target_os = "linux")]
#[test]
fn a_new_folder_is_offered_a_policy_and_gets_a_repository_for_it() {
    use std::io::Write as _;
    use std::process::Stdio;
    let office = Office::new();
    let desk = fresh(&office);
    let config = user(&office, &office.key("hana"));
    let init = |folder: &str, answer: &str| {
        let line = format!("{} init {folder} --person hana", env!("CARGO_BIN_EXE_learn"));
        let mut command = desk.command("script");
        command.env("GIT_CONFIG_GLOBAL", &config);
        command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = command.spawn().ok()?;
        running.stdin.take()?.write_all(answer.as_bytes()).ok()?;
        Some(crate::workshop::Run::of(&running.wait_with_output().ok()?))
    };
    let Some(run) = init("without", "\n") else { return };
    assert!(run.out.contains("Set up the trust policy now in a git repository"), "{}", run.out);
    assert!(!desk.path.join("without/.git").exists(), "{}", run.out);
    assert!(desk.path.join("without/learn.yaml").exists(), "{}", run.out);
    let Some(run) = init("growth", "y\n") else { return };
    assert_eq!(run.out.matches("Set up the trust policy now").count(), 1, "{}", run.out);
    assert!(run.out.contains("A git repository was made for it"), "{}", run.out);
    assert!(desk.path.join("growth/trust/0001.hana.seal").exists(), "{}", run.out);
}

/// A mentor and an admin whose git cannot sign read the same words.
#[test]
fn a_missing_key_is_said_alike_by_all_verbs() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init", "--push"]);
    hana.git(&["config", "user.signingKey", "/nowhere/key.pub"]);
    let promote = hana.refuses(&["promote", "ada", "senior-engineer"]);
    let seal = hana.refuses(&["trust", "seal"]);
    let same =
        |text: &str| text.replace(" --promote \"senior-engineer\"", "").replace(" --admin", "");
    assert_eq!(same(&promote), same(&seal));
    for words in [
        "unless it is the one that the policy has of hana, ssh-ed25519 SHA256:",
        "as the only admin you need the key that the policy has of you",
    ] {
        assert!(seal.contains(words), "no {words:?} in {seal}");
    }
}

/// Keys that cannot vouch are refused with the reason, and one that only a touch moves is taken.
#[test]
fn a_policy_takes_security_keys_and_no_dsa() {
    let office = Office::new();
    let hana = office.begin();
    hana.passes(&["trust", "init"]);
    let add = |key: &str| hana.learn(&["trust", "add", "chen", "--key", key]);
    let run = add(&line("ssh-dss", &[&[0x7f; 128], &[0x7f; 20], &[0x02; 8], &[0x33; 64]]));
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(
        run.err.contains("the key given for chen cannot be used") && run.err.contains("DSA"),
        "{}",
        run.err
    );
    let made = office.path().join("ecdsa");
    let args = ["-q", "-t", "ecdsa", "-b", "256", "-N", "", "-f"];
    assert!(
        Command::new("ssh-keygen").args(args).arg(&made).status().expect("ssh-keygen").success()
    );
    let text = fs::read_to_string(made.with_extension("pub")).expect("a key");
    let blob = Base64::decode_vec(text.split_whitespace().nth(1).expect("a key")).expect("base64");
    let point = &blob[blob.len() - 65..];
    let key = line("sk-ecdsa-sha2-nistp256@openssh.com", &[b"nistp256", point, b"ssh:"]);
    let run = add(&key);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!((hana.in_force(), hana.complaints()), (2, vec![]));
    let shown = hana.passes(&["trust", "show"]).out;
    assert!(shown.contains("sk-ecdsa-sha2-nistp256@openssh.com SHA256:"), "{shown}");
}

/// A public key of these parts.
fn line(kind: &str, parts: &[&[u8]]) -> String {
    let mut blob = Vec::new();
    for part in std::iter::once(&kind.as_bytes()).chain(parts) {
        blob.extend(u32::try_from(part.len()).expect("short").to_be_bytes());
        blob.extend(*part);
    }
    format!("{kind} {}", Base64::encode_string(&blob))
}
