//! The signed files of little catalogs: placeholders become digests and keys, directives become seals.

use std::cell::RefCell;
use std::collections::BTreeMap;

use base64ct::{Base64, Encoding as _};

use learn::demo::keyring::Key;
use learn::kinds::parts::digest::Sha256;
use learn::trust::seal;
use learn::trust::statement::{Purpose, Words};
use learn::world::memory::Memory;

/// When all seals of cases were made: the 15th of April 2026.
const SIGNED: i64 = 1_776_211_200;

/// What stands for the public key of somebody.
const KEY: &str = "KEY of ";

/// What stands for the digest of a file.
const DIGEST: &str = "DIGEST of ";

/// The policy of the base catalog: both of its people may decide everything.
pub const POLICY: &str = "\
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: ada, disciplines: [engineering], approve: ['*'], waive: ['*'], revoke: ['*'], promote: ['*'], place: ['*']}
  - {person: chen, disciplines: [engineering], approve: ['*'], waive: ['*'], revoke: ['*'], promote: ['*'], place: ['*']}
keys: {ada: [KEY of ada], chen: [KEY of chen]}
";

/// The public key of somebody in a case, as one line.
pub fn public_key(person: &str) -> String {
    Key::from_seed(person).public_line("")
}

/// Replaces placeholders in all files, each digest after what it is the digest of.
pub fn fill_in(files: &mut Memory) {
    let texts: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    let filling = Filling { texts, filled: RefCell::default() };
    for path in filling.texts.keys() {
        files.put(path, filling.of(path));
    }
}

/// A text of a case with its placeholders replaced, its files being filled in already.
pub fn filled(text: &str, files: &Memory) -> String {
    replaced(text, &|path| digest(files, path))
}

fn digest(files: &Memory, path: &str) -> Sha256 {
    let found = files.iter().find(|(one, _)| *one == path);
    let (_, bytes) = found.unwrap_or_else(|| panic!("{DIGEST}{path}, which is not there"));
    Sha256::of(bytes)
}

struct Filling {
    texts: BTreeMap<String, Vec<u8>>,
    filled: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl Filling {
    fn of(&self, path: &str) -> Vec<u8> {
        if let Some(done) = self.filled.borrow().get(path) {
            return done.clone();
        }
        let raw =
            self.texts.get(path).unwrap_or_else(|| panic!("{DIGEST}{path}, which is not there"));
        let Ok(text) = std::str::from_utf8(raw) else { return raw.clone() };
        let done = replaced(text, &|other| Sha256::of(&self.of(other))).into_bytes();
        self.filled.borrow_mut().insert(path.to_owned(), done.clone());
        done
    }
}

fn replaced(text: &str, digest: &dyn Fn(&str) -> Sha256) -> String {
    let mut done = String::new();
    let mut rest = text;
    loop {
        let next =
            [KEY, DIGEST].into_iter().filter_map(|word| Some((rest.find(word)?, word))).min();
        let Some((at, word)) = next else { return done + rest };
        done += &rest[..at];
        let after = &rest[at + word.len()..];
        let end = after.find([',', ']', '}', '\n', ' ']).unwrap_or(after.len());
        let name = &after[..end];
        let value = if word == KEY { public_key(name) } else { quoted(&digest(name)) };
        done += &value;
        rest = &after[end..];
    }
}

fn quoted(digest: &Sha256) -> String {
    format!("\"{digest}\"")
}

/// Puts the seals beside a file that a directive such as `chen, ada over other bytes` asks for.
pub fn put(files: &mut Memory, path: &str, signers: &str) {
    for signer in signers.split(", ") {
        let (signer, how) = signer.split_once(' ').unwrap_or((signer, ""));
        let words = words(files, path, signer);
        files.put(&seal::path(path, signer), seal(words, how));
    }
}

/// What an honest signer says about a file.
fn words(files: &Memory, path: &str, signer: &str) -> Words {
    let (_, bytes) = files.iter().find(|(one, _)| *one == path).expect("the file is there");
    let text = String::from_utf8_lossy(bytes).into_owned();
    let value = |key: &str| {
        let mut lines = text.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
        lines.next().unwrap_or_else(|| panic!("{path} has no {key}")).to_owned()
    };
    let (purpose, subject) = if path.starts_with("trust/") {
        (Purpose::Trust, Words::of_version(value("version").parse().expect("a number")))
    } else {
        (Purpose::Approval, Words::of_decision(&value("person"), &value("subject")))
    };
    Words {
        purpose,
        catalog: value("catalog"),
        signer: signer.to_owned(),
        time: SIGNED,
        subject,
        record: Sha256::of(bytes),
    }
}

/// The seal that says these words, or what somebody made of it.
fn seal(mut words: Words, how: &str) -> String {
    let mut key = Key::from_seed(&words.signer);
    let honest = |key: &Key, words: &Words| learn::demo::keyring::seal(key, words);
    if let Some(owner) = how.strip_prefix("with ").and_then(|rest| rest.strip_suffix("'s key")) {
        key = Key::from_seed(owner);
        return honest(&key, &words);
    }
    if let Some(namespace) = how.strip_prefix("in namespace ") {
        let signature = key.sign_for(namespace, &words.payload());
        return seal::write(&words.signed(&signature));
    }
    if let Some(subject) = how.strip_prefix("about ") {
        words.subject = format!("assess: {subject}");
        return honest(&key, &words);
    }
    match how {
        "" => honest(&key, &words),
        "over other bytes" => {
            words.record = Sha256::of(b"other bytes");
            honest(&key, &words)
        }
        "altered since" => {
            let signature = key.sign(&words.payload());
            words.time += 1;
            seal::write(&words.signed(&signature))
        }
        "with a certificate" => seal::write(&words.signed(&by_certificate())),
        _ => panic!("no seal is made like this: {how:?}"),
    }
}

/// A signature that names a certificate, which says who somebody is by another's word.
fn by_certificate() -> String {
    let field = |bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).expect("short");
        [&length.to_be_bytes(), bytes].concat()
    };
    let key = field(b"ssh-ed25519-cert-v01@openssh.com");
    let signature = [field(b"ssh-ed25519"), field(&[0; 64])].concat();
    let parts = [field(&key), field(b"git"), field(b""), field(b"sha512"), field(&signature)];
    let blob = [b"SSHSIG\0\0\0\x01".to_vec(), parts.concat()].concat();
    let letters = Base64::encode_string(&blob);
    let lines: Vec<&str> =
        letters.as_bytes().chunks(70).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let begin = "-----BEGIN SSH SIGNATURE-----";
    format!("{begin}\n{}\n-----END SSH SIGNATURE-----\n", lines.join("\n"))
}
