//! Signed commits, made by the user's own git with whatever signs for it.

pub mod refusal;
pub mod setup;

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::Command;

use super::draft::Draft;
use super::git::program::{Outcome, git, run, run_quietly};
pub use refusal::SignRefusal;
use setup::{Format, SetUp, signing_setup};

/// The tree without entries, which every statement has.
pub const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// A commit that the user's git is to make and sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The tree's full name.
    pub tree: String,
    /// The parents' full names.
    pub parents: Vec<String>,
    /// The whole message.
    pub message: String,
}

/// Signs a statement: a commit without parents over the empty tree, by exactly this identity at this
/// second, and gives its raw bytes. The repository gets no object: git writes into a folder that is
/// thrown away.
///
/// # Errors
/// Why nothing was signed.
pub fn sign_statement(
    repo: &Path,
    name: &str,
    email: &str,
    seconds: i64,
    message: &str,
) -> Result<Vec<u8>, SignRefusal> {
    let setup = ready(repo)?;
    let cannot = |error| SignRefusal::NoGit(format!("no temporary folder: {error}"));
    let aside = Draft::begin(&std::env::temp_dir(), "learn-signing-").map_err(cannot)?;
    let objects = aside.place("objects");
    std::fs::create_dir(&objects).map_err(cannot)?;
    let own = run_quietly(git(repo).args(["rev-parse", "--git-path", "objects"]))
        .and_then(Outcome::success)
        .map_err(SignRefusal::NoGit)?;
    let own = repo.join(own.text().trim_end_matches(['\n', '\r']));
    let own = own.canonicalize().unwrap_or(own);
    let elsewhere = |command: &mut Command| {
        command.env("GIT_OBJECT_DIRECTORY", &objects);
        command.env("GIT_ALTERNATE_OBJECT_DIRECTORIES", quoted(&own));
    };
    let mut command = commit_tree(repo, &setup);
    command.args([EMPTY_TREE, "-F", "-"]);
    elsewhere(&mut command);
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), name).env(format!("GIT_{role}_EMAIL"), email);
        command.env(format!("GIT_{role}_DATE"), format!("@{seconds} +0000"));
    }
    let id = signed(repo, &mut command, message, &setup)?;
    let mut command = git(repo);
    command.args(["cat-file", "commit", &id]);
    elsewhere(&mut command);
    let raw = run_quietly(&mut command).and_then(Outcome::success).map_err(SignRefusal::NoGit)?;
    Ok(raw.output)
}

/// Makes a commit as the user and signs it, writes it to the repository and gives its full name; no
/// reference is touched.
///
/// # Errors
/// Why nothing was signed.
pub fn signed_commit(repo: &Path, carrier: &Carrier) -> Result<String, SignRefusal> {
    let setup = ready(repo)?;
    let mut command = commit_tree(repo, &setup);
    command.arg(&carrier.tree);
    for parent in &carrier.parents {
        command.args(["-p", parent]);
    }
    command.args(["-F", "-"]);
    signed(repo, &mut command, &carrier.message, &setup)
}

/// How the user's git would sign, if it can: to be asked before somebody is asked for anything else.
/// Nothing is signed and no key is touched.
///
/// # Errors
/// Why it cannot, as far as that is known before trying; said as a walk to a key that signs.
pub fn ready(repo: &Path) -> Result<SetUp, SignRefusal> {
    let setup = signing_setup(repo).map_err(SignRefusal::NoGit)?;
    match &setup.obstacle {
        Some(obstacle) => Err(obstacle.clone()),
        None => Ok(setup),
    }
}

fn commit_tree(repo: &Path, setup: &SetUp) -> Command {
    let mut command = git(repo);
    command.args(["-c", "i18n.commitEncoding=UTF-8", "commit-tree"]);
    match (&setup.format, &setup.signing_key) {
        // Without a key git asks gpg for one of the committer, and nobody has one in the name that a
        // statement is committed under.
        (Format::OpenPgp, None) => match (&setup.name, &setup.email) {
            (Some(name), Some(email)) => command.arg(format!("-S{name} <{email}>")),
            _ => command.arg("-S"),
        },
        // The command that gives the key has run already; it may ask for something.
        (Format::Ssh, None) => match &setup.public_key {
            Some(key) => command.arg(format!("-Skey::{key}")),
            None => command.arg("-S"),
        },
        _ => command.arg("-S"),
    };
    command
}

fn signed(
    repo: &Path,
    command: &mut Command,
    message: &str,
    setup: &SetUp,
) -> Result<String, SignRefusal> {
    let outcome = run(command, message.as_bytes()).map_err(SignRefusal::NoGit)?;
    let id = outcome.text().trim().to_owned();
    if outcome.is_success() && !id.is_empty() {
        return Ok(id);
    }
    Err(refusal(repo, &outcome.complaint(), setup))
}

/// What git's words mean. Whoever sits at a terminal has read them already as they came.
fn refusal(repo: &Path, words: &str, setup: &SetUp) -> SignRefusal {
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if says(&["Please tell me who you are", "empty ident name", "unable to auto-detect email"]) {
        return SignRefusal::NoIdentity;
    }
    if says(&["cannot run", "cannot exec"]) {
        let (program, key) = setup.program();
        return SignRefusal::NoProgram { program, key };
    }
    let is_shown = std::io::stderr().is_terminal();
    let said = || if is_shown { String::new() } else { words.to_owned() };
    match setup.format {
        Format::OpenPgp if says(&["No secret key", "no default secret key"]) => {
            setup::no_secret_key(repo, setup, said())
        }
        Format::Ssh if says(&["No private key found", "Couldn't get agent socket"]) => {
            SignRefusal::NoPrivateKey { words: said() }
        }
        _ if says(&[
            "passphrase",
            "Inappropriate ioctl",
            "cannot open '/dev/tty'",
            "No pinentry",
        ]) =>
        {
            let is_gpg = setup.format == Format::OpenPgp;
            SignRefusal::NoPassphrase { words: said(), is_gpg }
        }
        _ => {
            let (program, key) = setup.program();
            SignRefusal::Refused { words: said(), program, key }
        }
    }
}

/// A path for git's list of object folders, where `:` parts and a quoted one is read as C would.
fn quoted(path: &Path) -> std::ffi::OsString {
    match path.to_str() {
        Some(text) if text.contains([':', '"', '\\']) && !cfg!(windows) => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")).into()
        }
        _ => path.into(),
    }
}
