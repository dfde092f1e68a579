//! The keys of the company, and what ssh-keygen, gpg and git sign with them.

use std::fs;
use std::path::Path;

use learn::trust::seal;
use learn::trust::statement::{Purpose, Words};
use learn::world::sign::EMPTY_TREE;

use super::{CATALOG, Company, Draft, NOON, text};

/// Those with keys of OpenSSH; the second key of somebody has a 2 behind their name, nobody knows eve.
const SSH: [&str; 9] = ["ada", "ada2", "ben", "ben2", "chen", "hana", "ines", "tom", "eve"];
/// She has a key of `OpenPGP`.
const GPG: &str = "vera";

impl Company {
    pub(super) fn make_keys(&self) {
        fs::create_dir(self.path("gpg")).expect("a folder");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(self.path("gpg"), fs::Permissions::from_mode(0o700)).expect("own");
        }
        for person in SSH {
            let arguments = ["-q", "-t", "ed25519", "-N", "", "-C", person, "-f", person];
            assert!(self.program("ssh-keygen", &arguments, Path::new(""), b"").status.success());
        }
        let name = format!("{GPG} <{GPG}@kestrel.example>");
        self.gpg(&["--quick-generate-key", &name, "ed25519", "sign", "never"], b"");
        let exported = self.gpg(&["--armor", "--export", GPG], b"");
        fs::write(self.path("vera.pub"), exported).expect("a key");
    }

    pub(super) fn identity(&self, person: &str, key: &str) -> Vec<String> {
        let (format, key) = match key {
            GPG => ("openpgp", GPG.to_owned()),
            _ => ("ssh", self.path(key).display().to_string()),
        };
        vec![
            format!("user.name={person}"),
            format!("user.email={person}@kestrel.example"),
            format!("gpg.format={format}"),
            format!("user.signingKey={key}"),
            "commit.gpgSign=true".to_owned(),
        ]
    }

    /// The raw bytes of the statement that git makes for the signer of a record, with one of the keys.
    pub fn statement(&self, draft: &Draft, key: &str) -> Vec<u8> {
        self.said_by_git(&draft.words(), key)
    }

    /// The raw bytes of the commit that says these words, made and signed by git itself.
    pub fn said_by_git(&self, words: &Words, key: &str) -> Vec<u8> {
        let who = [("name", words.name().to_owned()), ("email", words.address())];
        let mut arguments: Vec<String> = Vec::new();
        for setting in self.identity(words.name(), key) {
            arguments.extend(["-c".to_owned(), setting]);
        }
        for (what, value) in who {
            arguments.extend(["-c".to_owned(), format!("user.{what}={value}")]);
        }
        let date = format!("{} +0000", words.time);
        let mut env: Vec<&str> = vec!["env"];
        let dates = [format!("GIT_AUTHOR_DATE={date}"), format!("GIT_COMMITTER_DATE={date}")];
        env.extend(dates.iter().map(String::as_str));
        env.push("git");
        env.extend(arguments.iter().map(String::as_str));
        env.extend(["commit-tree", "-S", EMPTY_TREE]);
        let made = self.program("env", &env[1..], Path::new("scratch"), words.message().as_bytes());
        assert!(made.status.success(), "{made:?}");
        self.raw("scratch", text(&made.stdout).trim())
    }

    /// The raw bytes of a commit.
    pub fn raw(&self, repository: &str, commit: &str) -> Vec<u8> {
        let raw = self.program("git", &["cat-file", "commit", commit], Path::new(repository), b"");
        assert!(raw.status.success(), "{raw:?}");
        raw.stdout
    }

    /// The signature of a key over some bytes, as ssh-keygen or gpg writes it.
    pub fn signature(&self, key: &str, namespace: &str, payload: &[u8]) -> String {
        if key == GPG {
            return text(&self.gpg(&["--local-user", GPG, "--armor", "--detach-sign"], payload));
        }
        let arguments = ["-q", "-Y", "sign", "-n", namespace, "-f", key];
        let signed = self.program("ssh-keygen", &arguments, Path::new(""), payload);
        assert!(signed.status.success(), "{signed:?}");
        text(&signed.stdout)
    }

    /// The signature over some bytes by an `OpenPGP` key of DSA, which is made for it.
    pub fn signature_by_dsa(&self, payload: &[u8]) -> String {
        let name = "weak <weak@kestrel.example>";
        if !self.path("weak-made").exists() {
            self.gpg(&["--quick-generate-key", name, "dsa2048", "sign", "never"], b"");
            fs::write(self.path("weak-made"), "").expect("a mark");
        }
        text(&self.gpg(&["--local-user", "weak", "--armor", "--detach-sign"], payload))
    }

    /// The public key of somebody, as a file has it.
    pub fn public(&self, key: &str) -> String {
        fs::read_to_string(self.path(&format!("{key}.pub"))).expect("a key").trim().to_owned()
    }

    /// Seals the version of the policy that lies in the clone.
    pub fn seal_policy(&self, version: u16, admin: &str) {
        self.seal_policy_with(version, admin, admin);
    }

    /// Seals it in somebody's name with one of the keys.
    pub fn seal_policy_with(&self, version: u16, admin: &str, key: &str) {
        let path = format!("trust/{version:04}.yaml");
        let words = Words {
            purpose: Purpose::Trust,
            catalog: CATALOG.to_owned(),
            signer: admin.to_owned(),
            time: NOON,
            subject: Words::of_version(version),
            record: self.digest(&path),
        };
        self.write(&seal::path(&path, admin), seal::write(&self.said_by_git(&words, key)));
    }

    fn gpg(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let always = ["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""];
        let output = self.program("gpg", &[&always, arguments].concat(), Path::new(""), input);
        assert!(output.status.success(), "gpg {arguments:?}: {output:?}");
        output.stdout
    }
}
