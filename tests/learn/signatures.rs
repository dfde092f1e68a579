//! Signatures: real keys of ssh-keygen and gpg, real commits of git, and what is wrong with each that is refused.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signer, SigningKey};
use learn::trust::key::{KeyFlaw, PublicKey};
use learn::trust::signature::{Signature, SignatureFlaw};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const PAYLOAD: &[u8] =
    b"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nassess: ada incident-commander\n";

/// A folder with a payload in it, where ssh-keygen and gpg work with keys that live as long as the test.
struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Self {
        let folder = crate::scratch::folder();
        fs::write(folder.path().join("payload"), PAYLOAD).expect("the payload");
        fs::create_dir(folder.path().join("gpg")).expect("a folder for gpg");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let own = fs::Permissions::from_mode(0o700);
            fs::set_permissions(folder.path().join("gpg"), own).expect("a private folder");
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file of the bench")
    }

    /// Runs a program in the folder and gives what it printed, or nothing if it failed.
    fn try_run(&self, program: &str, arguments: &[&str]) -> Option<String> {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.0.path())
            .env("GNUPGHOME", self.path("gpg"))
            .env("HOME", self.0.path())
            .env_remove("SSH_AUTH_SOCK")
            .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("{program} does not run: {error}"));
        output.status.success().then(|| String::from_utf8(output.stdout).expect("text"))
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        self.try_run(program, arguments).unwrap_or_else(|| panic!("{program} {arguments:?} failed"))
    }

    /// Makes an ssh key, if this machine's ssh-keygen still does.
    fn ssh_key(&self, name: &str, sort: &str, bits: &str) -> Option<PublicKey> {
        self.ssh_line(name, sort, bits).map(|line| PublicKey::read(&line).expect("a key"))
    }

    fn ssh_line(&self, name: &str, sort: &str, bits: &str) -> Option<String> {
        let mut arguments = vec!["-q", "-t", sort, "-N", "", "-C", "a comment", "-f", name];
        if !bits.is_empty() {
            arguments.extend(["-b", bits]);
        }
        self.try_run("ssh-keygen", &arguments)?;
        Some(self.read(&format!("{name}.pub")))
    }

    fn ssh_sign(&self, key: &str, namespace: &str) -> String {
        let _ = fs::remove_file(self.path("payload.sig"));
        self.run("ssh-keygen", &["-q", "-Y", "sign", "-n", namespace, "-f", key, "payload"]);
        self.read("payload.sig")
    }

    fn gpg(&self, arguments: &[&str]) -> String {
        let always =
            ["--batch", "--yes", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""];
        self.run("gpg", &[&always, arguments].concat())
    }

    /// Makes an `OpenPGP` key and gives its fingerprint.
    fn gpg_key(&self, name: &str, sort: &str, usage: &str) -> String {
        self.gpg(&["--quick-generate-key", name, sort, usage, "never"]);
        let listed = self.gpg(&["--list-keys", "--with-colons", name]);
        let fingerprint = listed.lines().find(|line| line.starts_with("fpr:"));
        let fingerprint = fingerprint.and_then(|line| line.split(':').nth(9));
        fingerprint.expect("a fingerprint").to_owned()
    }

    fn gpg_public(&self, fingerprint: &str) -> String {
        self.gpg(&["--armor", "--export", fingerprint])
    }

    fn gpg_sign(&self, fingerprint: &str, more: &[&str]) -> String {
        let user = ["--local-user", fingerprint];
        let sign = ["--armor", "--output", "-", "--detach-sign", "payload"];
        self.gpg(&[more, &user, &sign].concat())
    }

    /// Lets git sign a commit and gives its signature and the bytes that were signed.
    fn commit(&self, settings: &[&str]) -> (String, Vec<u8>) {
        if !self.path("repository").exists() {
            self.run("git", &["init", "-q", "repository"]);
        }
        let mut arguments =
            vec!["-C", "repository", "-c", "user.name=Ben", "-c", "user.email=ben@example.org"];
        for setting in settings {
            arguments.extend(["-c", *setting]);
        }
        let tree =
            self.run("git", &["-C", "repository", "hash-object", "-w", "-t", "tree", "/dev/null"]);
        arguments.extend(["commit-tree", "-S", "-m", "assess: ada", tree.trim()]);
        let commit = self.run("git", &arguments);
        let raw = self.run("git", &["-C", "repository", "cat-file", "commit", commit.trim()]);
        let (before, rest) = raw.split_once("gpgsig ").expect("a signature");
        let (armour, after) = rest.split_once("\n\n").expect("a message");
        (armour.replace("\n ", "\n"), format!("{before}\n{after}").into_bytes())
    }
}

fn verdict(armour: &str, key: &PublicKey, payload: &[u8]) -> Result<(), SignatureFlaw> {
    Signature::read(armour)?.verify(key, payload)
}

/// Every way to change one thing of a good signature has to take its worth away.
fn accepted(armour: &str, key: &PublicKey, payload: &[u8], what: &str) {
    assert_eq!(verdict(armour, key, payload), Ok(()), "{what}");
    let signature = Signature::read(armour).expect("a signature");
    let claimed = signature.key_fingerprint().expect("a claim");
    assert!(key.answers_to(&claimed), "{what}: {claimed} is not {}", key.words());
    let mut changed = payload.to_vec();
    changed[3] ^= 1;
    assert_eq!(signature.verify(key, &changed), Err(SignatureFlaw::Mismatch), "{what}: payload");
    assert_eq!(
        verdict(&last_byte_changed(armour), key, payload),
        Err(SignatureFlaw::Mismatch),
        "{what}: signature"
    );
    let other = other_key();
    assert_eq!(signature.verify(other, payload), Err(SignatureFlaw::Mismatch), "{what}: key");
    for (spoilt, how) in [
        (format!("{armour}\nand more"), "text after"),
        (format!("and before\n{armour}"), "text before"),
        (format!("{armour}\n{armour}"), "twice"),
        (format!("{}\n{}", armour.trim_end(), armour), "twice, close"),
        (armour.replace("\n-----END", "\n\n-----END"), "an empty line"),
        (armour.replace('\n', "\r\n"), "CRLF"),
        (armour.trim_end().lines().take(4).collect::<Vec<_>>().join("\n"), "cut off"),
        (without_second_last_line(armour), "a line left out"),
    ] {
        let found = verdict(&spoilt, key, payload);
        assert!(matches!(found, Err(SignatureFlaw::Malformed(_))), "{what}, {how}: {found:?}");
    }
}

fn without_second_last_line(armour: &str) -> String {
    let mut lines: Vec<&str> = armour.trim_end().lines().collect();
    let checksum = lines.iter().position(|line| line.starts_with('=') && line.len() == 5);
    let last = checksum.unwrap_or(lines.len() - 1) - 1;
    lines.remove(last);
    lines.join("\n")
}

fn taken_apart(armour: &str) -> (String, Vec<u8>) {
    let first = armour.lines().next().expect("a first line").to_owned();
    let letters: String = armour
        .lines()
        .filter(|line| !line.is_empty() && !line.contains('-') && !line.starts_with('='))
        .collect();
    (first, Base64::decode_vec(&letters).expect("base64"))
}

fn put_together(first: &str, bytes: &[u8]) -> String {
    let letters = Base64::encode_string(bytes);
    let lines: Vec<&str> = letters
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    let blank = if first.contains("PGP") { "\n" } else { "" };
    format!("{first}\n{blank}{}\n{}\n", lines.join("\n"), first.replace("BEGIN", "END"))
}

fn last_byte_changed(armour: &str) -> String {
    let (first, mut bytes) = taken_apart(armour);
    *bytes.last_mut().expect("bytes") ^= 1;
    put_together(&first, &bytes)
}

fn other_key() -> &'static PublicKey {
    static KEY: OnceLock<PublicKey> = OnceLock::new();
    KEY.get_or_init(|| Bench::new().ssh_key("other", "ed25519", "").expect("ed25519"))
}

#[test]
fn ssh_keys_of_every_supported_sort_are_accepted() {
    let bench = Bench::new();
    for (name, sort, bits) in [
        ("a", "ed25519", ""),
        ("b", "ecdsa", "256"),
        ("c", "ecdsa", "384"),
        ("d", "ecdsa", "521"),
        ("e", "rsa", "3072"),
    ] {
        let key = bench.ssh_key(name, sort, bits).expect("a supported sort");
        accepted(&bench.ssh_sign(name, "git"), &key, PAYLOAD, sort);
        let setting = format!("user.signingKey={}", bench.path(name).display());
        let (armour, payload) = bench.commit(&["gpg.format=ssh", &setting]);
        accepted(&armour, &key, &payload, &format!("a commit by {sort}"));
        let listed = bench.run("ssh-keygen", &["-l", "-f", name]);
        assert_eq!(listed.split(' ').nth(1), Some(key.fingerprint()));
        assert!(key.words().ends_with(key.fingerprint()) && key.words().contains(sort));
        let without_comment = bench.read(&format!("{name}.pub")).replace(" a comment", "");
        assert_eq!(PublicKey::read(&without_comment).expect("a key"), key);
    }
}

#[cfg(feature = "openpgp")]
#[test]
fn openpgp_keys_are_accepted() {
    let bench = Bench::new();
    for (name, sort) in [("one", "ed25519"), ("two", "rsa3072"), ("three", "nistp256")] {
        let fingerprint = bench.gpg_key(name, sort, "sign,cert");
        let key = PublicKey::read(&bench.gpg_public(&fingerprint)).expect("a key");
        assert_eq!(key.fingerprint(), fingerprint);
        accepted(&bench.gpg_sign(&fingerprint, &[]), &key, PAYLOAD, sort);
        let setting = format!("user.signingKey={fingerprint}");
        let (armour, payload) = bench.commit(&["gpg.format=openpgp", &setting]);
        accepted(&armour, &key, &payload, &format!("a commit by gpg {sort}"));
    }
    let fingerprint = bench.gpg_key("four", "ed25519", "cert");
    let alone = PublicKey::read(&bench.gpg_public(&fingerprint));
    assert!(matches!(alone, Err(KeyFlaw::Unsupported(_))), "{alone:?}");
    bench.gpg(&["--quick-add-key", &fingerprint, "ed25519", "sign", "never"]);
    bench.gpg(&["--quick-add-key", &fingerprint, "cv25519", "encr", "never"]);
    let public = bench.gpg_public(&fingerprint);
    let key = PublicKey::read(&public).expect("a key with a signing subkey");
    let armour = bench.gpg_sign(&fingerprint, &[]);
    accepted(&armour, &key, PAYLOAD, "a subkey");
    let subkey = Signature::read(&armour).expect("a signature").key_fingerprint();
    assert_ne!(subkey.as_deref(), Some(key.fingerprint()));
    let found = PublicKey::read(&without_answer(&public));
    assert!(
        matches!(&found, Err(KeyFlaw::Unsupported(what)) if what.contains("belongs")),
        "{found:?}"
    );
    assert_eq!(bench.gpg_key("five", "ed25519", "sign,cert").len(), 40);
    let two = bench.gpg(&["--armor", "--export", "four", "five"]);
    assert!(matches!(PublicKey::read(&two), Err(KeyFlaw::Malformed(_))));
    revoke_subkey(&bench, &fingerprint);
    let without = PublicKey::read(&bench.gpg_public(&fingerprint));
    assert!(matches!(without, Err(KeyFlaw::Unsupported(_))), "{without:?}");
}

/// Spoils the signature with which a subkey says that it belongs to its primary key.
#[cfg(feature = "openpgp")]
fn without_answer(public: &str) -> String {
    let (first, mut bytes) = taken_apart(public);
    let answer = [0x20, 0x04, 0x19];
    let start = bytes.windows(3).position(|window| window == answer).expect("an answer");
    let length = usize::from(bytes[start - 1]);
    bytes[start + length - 1] ^= 1;
    put_together(&first, &bytes)
}

#[cfg(feature = "openpgp")]
fn revoke_subkey(bench: &Bench, fingerprint: &str) {
    let commands = "key 1\nrevkey\ny\n0\n\ny\nsave\n";
    fs::write(bench.path("commands"), commands).expect("commands");
    let file = fs::File::open(bench.path("commands")).expect("commands");
    let status = Command::new("gpg")
        .args(["--pinentry-mode", "loopback", "--passphrase", "", "--no-tty", "--command-fd", "0"])
        .args(["--edit-key", fingerprint])
        .env("GNUPGHOME", bench.path("gpg"))
        .stdin(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("gpg");
    assert!(status.success());
}

#[test]
fn ssh_signatures_that_do_not_count_say_why() {
    let bench = Bench::new();
    let key = bench.ssh_key("mine", "ed25519", "").expect("ed25519");
    for namespace in ["file", "git ", "Git", "gi"] {
        assert_eq!(
            verdict(&bench.ssh_sign("mine", namespace), &key, PAYLOAD),
            Err(SignatureFlaw::WrongNamespace(namespace.to_owned()))
        );
    }
    for (name, sort, bits, word) in [
        ("r1", "rsa", "1024", "1024"),
        ("r2", "rsa", "2048", "2048"),
        ("r5", "rsa", "4104", "4104"),
        ("d", "dsa", "", "DSA"),
    ] {
        let Some(line) = bench.ssh_line(name, sort, bits) else { continue };
        let flaw = PublicKey::read(&line).expect_err("too weak");
        assert!(matches!(&flaw, KeyFlaw::Unsupported(what) if what.contains(word)), "{flaw}");
        let found = verdict(&bench.ssh_sign(name, "git"), &key, PAYLOAD);
        assert!(
            matches!(&found, Err(SignatureFlaw::UnsupportedKey(what)) if what.contains(word)),
            "{found:?}"
        );
    }
    bench.ssh_key("authority", "ed25519", "").expect("ed25519");
    bench.run("ssh-keygen", &["-q", "-s", "authority", "-I", "ben", "mine.pub"]);
    let certificate = PublicKey::read(&bench.read("mine-cert.pub"));
    assert_eq!(
        certificate,
        Err(KeyFlaw::Certificate("ssh-ed25519-cert-v01@openssh.com".to_owned()))
    );
    let found = verdict(&bench.ssh_sign("mine-cert.pub", "git"), &key, PAYLOAD);
    assert!(
        matches!(&found, Err(SignatureFlaw::UnsupportedKey(what)) if what.contains("certificate")),
        "{found:?}"
    );
    let private = PublicKey::read(&bench.read("mine"));
    assert!(matches!(&private, Err(KeyFlaw::Unsupported(what)) if what.contains("private")));
}

#[cfg(feature = "openpgp")]
#[test]
fn openpgp_signatures_that_do_not_count_say_why() {
    let bench = Bench::new();
    let fingerprint = bench.gpg_key("ben", "rsa3072", "sign,cert");
    let key = PublicKey::read(&bench.gpg_public(&fingerprint)).expect("a key");
    let weak = bench.gpg_sign(&fingerprint, &["--digest-algo", "SHA1"]);
    assert_eq!(verdict(&weak, &key, PAYLOAD), Err(SignatureFlaw::WeakHash("SHA-1".to_owned())));
    let text = bench.gpg_sign(&fingerprint, &["--textmode"]);
    assert!(matches!(verdict(&text, &key, PAYLOAD), Err(SignatureFlaw::Malformed(_))));
    let (first, bytes) = taken_apart(&bench.gpg_sign(&fingerprint, &[]));
    let two = put_together(&first, &[bytes.clone(), bytes].concat());
    assert!(matches!(verdict(&two, &key, PAYLOAD), Err(SignatureFlaw::Malformed(_))));
    let short = bench.gpg_key("short", "rsa2048", "sign,cert");
    let flaw = PublicKey::read(&bench.gpg_public(&short)).expect_err("too short");
    assert!(matches!(&flaw, KeyFlaw::Unsupported(what) if what.contains("2048")), "{flaw}");
    let dsa = bench.gpg_key("dsa", "dsa2048", "sign,cert");
    let flaw = PublicKey::read(&bench.gpg_public(&dsa)).expect_err("DSA");
    assert!(matches!(&flaw, KeyFlaw::Unsupported(what) if what.contains("DSA")), "{flaw}");
    let revocation = bench.path(&format!("gpg/openpgp-revocs.d/{fingerprint}.rev"));
    let revocation =
        fs::read_to_string(revocation).expect("gpg keeps one").replace(":-----BEGIN", "-----BEGIN");
    fs::write(bench.path("revocation"), revocation).expect("a file");
    bench.gpg(&["--import", "revocation"]);
    let flaw = PublicKey::read(&bench.gpg_public(&fingerprint)).expect_err("revoked");
    assert!(matches!(&flaw, KeyFlaw::Unsupported(what) if what.contains("revoked")), "{flaw}");
}

fn with_length(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).expect("short").to_be_bytes();
    [&length, bytes].concat()
}

/// What a security key makes: it signs over its application, its flags, a counter and the digest of the message.
pub fn by_security_key(flags: u8, payload: &[u8]) -> (String, String) {
    let secret = SigningKey::from_bytes(&[7; 32]);
    let sort = b"sk-ssh-ed25519@openssh.com";
    let blob =
        [with_length(sort), with_length(secret.verifying_key().as_bytes()), with_length(b"ssh:")]
            .concat();
    let digest = Sha256::digest(payload);
    let message = [
        b"SSHSIG".to_vec(),
        with_length(b"git"),
        with_length(b""),
        with_length(b"sha256"),
        with_length(&digest),
    ]
    .concat();
    let trailer = [flags, 0, 0, 0, 9];
    let signed = [&Sha256::digest(b"ssh:")[..], &trailer, &Sha256::digest(&message)].concat();
    let raw = secret.sign(&signed).to_bytes();
    let signature = [with_length(sort), with_length(&raw), trailer.to_vec()].concat();
    let sealed = [
        b"SSHSIG\0\0\0\x01".to_vec(),
        with_length(&blob),
        with_length(b"git"),
        with_length(b""),
        with_length(b"sha256"),
        with_length(&signature),
    ]
    .concat();
    let line = format!("sk-ssh-ed25519@openssh.com {}", Base64::encode_string(&blob));
    (line, put_together("-----BEGIN SSH SIGNATURE-----", &sealed))
}

#[test]
fn a_security_key_has_to_be_touched() {
    for (flags, expected) in [
        (0x01, Ok(())),
        (0x05, Ok(())),
        (0x00, Err(SignatureFlaw::UserAbsent)),
        (0x04, Err(SignatureFlaw::UserAbsent)),
    ] {
        let (line, armour) = by_security_key(flags, PAYLOAD);
        let key = PublicKey::read(&line).expect("a security key");
        assert_eq!(verdict(&armour, &key, PAYLOAD), expected, "flags {flags}");
    }
    // Saying afterwards that somebody touched it does not help: the flags are signed.
    let (line, armour) = by_security_key(0x00, PAYLOAD);
    let key = PublicKey::read(&line).expect("a security key");
    let (first, mut bytes) = taken_apart(&armour);
    let flags = bytes.len() - 5;
    bytes[flags] = 0x01;
    assert_eq!(verdict(&put_together(&first, &bytes), &key, PAYLOAD), Err(SignatureFlaw::Mismatch));
}

#[test]
fn nothing_long_is_decoded() {
    let long = put_together("-----BEGIN SSH SIGNATURE-----", &vec![0; 10_000_000]);
    let found = Signature::read(&long);
    assert!(
        matches!(&found, Err(SignatureFlaw::Malformed(why)) if why.contains("65536")),
        "{found:?}"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), cut in 0_usize..600) {
        for label in ["SSH SIGNATURE", "PGP SIGNATURE", "PGP PUBLIC KEY BLOCK"] {
            let armour = put_together(&format!("-----BEGIN {label}-----"), &bytes);
            let _ = Signature::read(&armour).map(|signature| signature.verify(other_key(), &bytes));
            let _ = PublicKey::read(&armour);
        }
        let text = String::from_utf8_lossy(&bytes);
        let _ = Signature::read(&text);
        let _ = PublicKey::read(&text);
        let _ = PublicKey::read(&format!("ssh-rsa {}", Base64::encode_string(&bytes)));
        // Good beginnings reach further than noise.
        let (line, armour) = by_security_key(0x01, PAYLOAD);
        let key = PublicKey::read(&line).expect("a security key");
        let (first, good) = taken_apart(&armour);
        let mixed = [&good[..cut.min(good.len())], &bytes].concat();
        let _ = Signature::read(&put_together(&first, &mixed)).map(|signature| signature.verify(&key, PAYLOAD));
    }
}
