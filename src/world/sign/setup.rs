//! How the user's git would sign, and with which public key, found out without signing.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::git::config::{is_own, settings};
use super::super::git::program::{Outcome, run_quietly};
use super::refusal::{MissingSecret, SignRefusal, Start};

/// What a signature is made with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// `gpg.format` is `ssh`.
    Ssh,
    /// `gpg.format` is `openpgp` or not set.
    OpenPgp,
    /// Anything else; it cannot approve.
    Other(String),
}

/// How the user's git would sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// `gpg.format`.
    pub format: Format,
    /// `user.signingKey`: a path, a literal key, a fingerprint.
    pub signing_key: Option<String>,
    /// `gpg.ssh.program`.
    pub ssh_program: Option<String>,
    /// `gpg.ssh.defaultKeyCommand`.
    pub default_key_command: Option<String>,
    /// `gpg.openpgp.program` or `gpg.program`.
    pub gpg_program: Option<String>,
    /// `commit.gpgSign`: whether every commit is signed anyway.
    pub signs_every_commit: bool,
    /// `user.name`.
    pub name: Option<String>,
    /// `user.email`.
    pub email: Option<String>,
    /// The public half of the signing key, as `OpenSSH` or `OpenPGP` write it, when it can be had.
    pub public_key: Option<String>,
    /// Why signing cannot work, as far as that is known before trying.
    pub obstacle: Option<SignRefusal>,
}

impl SetUp {
    /// The program that signs and the key of git's configuration that names it.
    #[must_use]
    pub fn program(&self) -> (String, &'static str) {
        let (program, usual, key) = match self.format {
            Format::Ssh => (&self.ssh_program, "ssh-keygen", "gpg.ssh.program"),
            _ => (&self.gpg_program, "gpg", "gpg.program"),
        };
        (program.clone().unwrap_or_else(|| usual.to_owned()), key)
    }
}

/// Reads how git would sign in a folder, and looks for the public key; nothing is signed and nobody is
/// asked for anything.
///
/// # Errors
/// Git's words when it is not there or its configuration cannot be read.
pub fn signing_setup(repo: &Path) -> Result<SetUp, String> {
    let mut values = settings(repo, r"^(gpg|user|commit)\.")?;
    let mut take = |key: &str| values.remove(key).filter(|value| !value.trim().is_empty());
    let gpg_program = take("gpg.program");
    let named_format = take("gpg.format");
    let is_chosen = named_format.is_some();
    let mut setup = SetUp {
        format: match named_format.as_deref() {
            Some("ssh") => Format::Ssh,
            Some("openpgp") | None => Format::OpenPgp,
            Some(other) => Format::Other(other.to_owned()),
        },
        signing_key: take("user.signingkey"),
        ssh_program: take("gpg.ssh.program"),
        default_key_command: take("gpg.ssh.defaultkeycommand"),
        gpg_program: take("gpg.openpgp.program").or(gpg_program),
        signs_every_commit: take("commit.gpgsign").is_some_and(|value| is_true(&value)),
        name: take("user.name"),
        email: take("user.email"),
        public_key: None,
        obstacle: None,
    };
    let key = match &setup.format {
        Format::Ssh => ssh_key(repo, &setup),
        Format::OpenPgp => gpg_key(repo, &setup, is_chosen),
        Format::Other(format) => {
            let start = start(repo, "gpg.format");
            Err(SignRefusal::WrongFormat { format: format.clone(), start })
        }
    };
    match key {
        Ok(key) => setup.public_key = key,
        Err(obstacle) => setup.obstacle = Some(obstacle),
    }
    let (program, key) = setup.program();
    // gpg has been asked already; whoever is to judge a claim is told before they read it.
    if setup.obstacle.is_none() && setup.format == Format::Ssh && !is_there(repo, &program) {
        setup.obstacle = Some(SignRefusal::NoProgram { program, key });
    }
    Ok(setup)
}

/// Whether a program can be found as git would find it.
fn is_there(repo: &Path, program: &str) -> bool {
    if cfg!(windows) {
        // Endings are added to names there, by rules of its own.
        return true;
    }
    match (program.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest).is_file(),
        _ if program.contains('/') => repo.join(program).is_file(),
        _ => std::env::var_os("PATH").is_some_and(|path| {
            std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
        }),
    }
}

/// What the way to a key begins with, where a setting of git is what is wrong.
fn start(repo: &Path, setting: &str) -> Start {
    Start { found: usual_key(), is_local: is_own(repo, setting) }
}

/// A public ssh key in the usual place, the best kind first.
fn usual_key() -> Option<PathBuf> {
    let folder = std::env::home_dir()?.join(".ssh");
    let names = [
        "id_ed25519_signing.pub",
        "id_ed25519_sk.pub",
        "id_ed25519.pub",
        "id_ecdsa_sk.pub",
        "id_ecdsa.pub",
        "id_rsa.pub",
    ];
    names.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}

fn ssh_key(repo: &Path, setup: &SetUp) -> Result<Option<String>, SignRefusal> {
    match (&setup.signing_key, &setup.default_key_command) {
        (Some(key), _) => match literal(key) {
            Some(key) => Ok(Some(key.to_owned())),
            None => key_of_file(repo, key),
        },
        (None, Some(command)) => key_from_command(repo, command).map(Some),
        (None, None) => Err(no_key(repo)),
    }
}

fn no_key(repo: &Path) -> SignRefusal {
    let start = start(repo, "user.signingKey");
    SignRefusal::NoKey { start, words: String::new() }
}

/// What git takes for a key and not for the path of one.
fn literal(key: &str) -> Option<&str> {
    key.strip_prefix("key::").or_else(|| key.starts_with("ssh-").then_some(key)).map(str::trim)
}

fn key_of_file(repo: &Path, name: &str) -> Result<Option<String>, SignRefusal> {
    let path = match (name.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => repo.join(name),
    };
    let beside = PathBuf::from(format!("{}.pub", path.display()));
    if !path.is_file() && !beside.is_file() {
        let start = start(repo, "user.signingKey");
        return Err(SignRefusal::NoSuchFile { path: name.to_owned(), start });
    }
    let public = [&path, &beside].into_iter().find_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        let line = text.lines().next()?.trim();
        let is_public = ["ssh-", "ecdsa-", "sk-"].iter().any(|kind| line.starts_with(kind));
        is_public.then(|| line.to_owned())
    });
    Ok(public.or_else(|| {
        let mut command = Command::new("ssh-keygen");
        // An empty passphrase: a key that has one is left alone, and nobody is asked for it.
        command.args(["-y", "-P", "", "-f"]).arg(&path);
        let text = run_quietly(&mut command).ok()?.success().ok()?.text();
        Some(text.trim().to_owned())
    }))
}

fn key_from_command(repo: &Path, line: &str) -> Result<String, SignRefusal> {
    let no_key = |words: String| SignRefusal::NoKeyFromCommand { command: line.to_owned(), words };
    let parts = words_of(line);
    let Some((program, arguments)) = parts.split_first() else {
        return Err(no_key(String::new()));
    };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(repo);
    let outcome = run_quietly(&mut command).map_err(no_key)?;
    let text = outcome.text();
    let key = text.lines().next().and_then(literal).filter(|_| outcome.is_success());
    key.map(str::to_owned).ok_or_else(|| no_key(outcome.words.trim().to_owned()))
}

/// The public half of the key that gpg would sign with. Without a secret key of that name gpg would
/// only say so once everything else is done.
fn gpg_key(repo: &Path, setup: &SetUp, is_chosen: bool) -> Result<Option<String>, SignRefusal> {
    let named = setup.signing_key.clone();
    let address = || setup.email.as_ref().map(|mail| format!("<{mail}>"));
    let Some(key) = named.or_else(address) else { return Err(no_key(repo)) };
    let (name, setting) = setup.program();
    let missing = |_| match setup.signing_key {
        // Whoever never set anything up is told how to, and not that a program is missing.
        None if setup.gpg_program.is_none() => no_key(repo),
        _ => SignRefusal::NoProgram { program: name.clone(), key: setting },
    };
    let export = ["--armor", "--export", "--", &key];
    let text = ask_gpg(repo, &name, &export).map_err(missing)?.text();
    // Another program that signs need not know how to list what it has.
    let stem = Path::new(&name).file_stem();
    let is_gpg = stem.is_some_and(|stem| stem == "gpg" || stem == "gpg2");
    let secret = ["--list-secret-keys", "--", &key];
    if !is_gpg || ask_gpg(repo, &name, &secret).is_ok_and(|outcome| outcome.is_success()) {
        return Ok(text.contains("BEGIN PGP PUBLIC KEY").then_some(text));
    }
    let is_ssh_key =
        setup.signing_key.is_some() && key_of_file(repo, &key).is_ok_and(|public| public.is_some());
    if is_ssh_key {
        // Whoever named an ssh key has only not told git that it is one.
        let mut start = start(repo, "user.signingKey");
        start.found = Some(PathBuf::from(&key));
        return Err(SignRefusal::NoKey { start, words: String::new() });
    }
    // Whoever never said how git signs has no reason to begin with gpg.
    if !is_chosen && setup.signing_key.is_none() {
        return Err(no_key(repo));
    }
    Err(no_secret_key(repo, setup, String::new()))
}

/// That gpg has no secret key of the name that git gives it, with those that it has.
pub(super) fn no_secret_key(repo: &Path, setup: &SetUp, words: String) -> SignRefusal {
    let mail = setup.email.clone().unwrap_or_else(|| "you@example.com".to_owned());
    let user = match &setup.name {
        Some(name) => format!("{name} <{mail}>"),
        None => mail.clone(),
    };
    let list = ["--with-colons", "--list-secret-keys"];
    let listed = ask_gpg(repo, &setup.program().0, &list).map(|outcome| outcome.text());
    SignRefusal::NoSecretKey(Box::new(MissingSecret {
        name: setup.signing_key.clone().unwrap_or(mail),
        user: user.replace('\'', ""),
        others: secret_keys(&listed.unwrap_or_default()),
        is_local: ["user.signingKey", "gpg.format"].iter().any(|key| is_own(repo, key)),
        words,
    }))
}

fn ask_gpg(repo: &Path, program: &str, arguments: &[&str]) -> Result<Outcome, String> {
    let program = match (program.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(program),
    };
    let mut command = Command::new(program);
    run_quietly(command.arg("--batch").args(arguments).current_dir(repo))
}

/// The secret keys in what `gpg --with-colons` lists: the fingerprint of each and whose it is, those
/// that are of use.
fn secret_keys(listed: &str) -> Vec<(String, String)> {
    let mut keys: Vec<(String, String)> = Vec::new();
    // After `sec` the first fingerprint and the first name are the key's own.
    let (mut has_print, mut has_name) = (true, true);
    for line in listed.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        let tenth = fields.get(9).copied().unwrap_or_default();
        match fields.first().copied().unwrap_or_default() {
            "sec" => {
                let is_of_use = !matches!(fields.get(1).copied(), Some("e" | "r" | "i" | "d"));
                (has_print, has_name) = (!is_of_use, !is_of_use);
            }
            "fpr" if !has_print => {
                keys.push((tenth.to_owned(), String::new()));
                has_print = true;
            }
            "uid" if !has_name => {
                if let Some((_, whose)) = keys.last_mut() {
                    tenth.clone_into(whose);
                }
                has_name = true;
            }
            _ => {}
        }
    }
    keys
}

/// Splits a command as git does: at blanks, outside of quotes.
fn words_of(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (None, blank) if blank.is_whitespace() => words.extend(word.take()),
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (Some(open), character) if open == character => quote = None,
            (None | Some('"'), '\\') => {
                word.get_or_insert_default().extend(characters.next());
            }
            (_, character) => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

fn is_true(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "true" | "yes" | "on" | "1")
}
