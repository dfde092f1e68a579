//! Signed commits, made by the user's own git with whatever signs for it.

pub mod setup;

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::draft::Draft;
use super::git::program::{Outcome, git, run, run_quietly};
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

/// Why nothing was signed; said with the commands that mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignRefusal {
    /// Git is not there or does not start; its words.
    NoGit(String),
    /// No key is configured, and none is found for the user's address.
    NoKey {
        /// A public ssh key in the usual place, if there is one.
        found: Option<PathBuf>,
        /// What the signing program said, if it was asked.
        words: String,
    },
    /// `user.signingKey` names a file that is not there.
    NoSuchFile(String),
    /// `gpg.format` asks for something that cannot approve.
    WrongFormat(String),
    /// The signing program is not there.
    NoProgram {
        /// The program.
        program: String,
        /// The key of git's configuration that names it.
        key: &'static str,
    },
    /// `gpg.ssh.defaultKeyCommand` gives no key.
    NoKeyFromCommand {
        /// The command.
        command: String,
        /// What it said.
        words: String,
    },
    /// The ssh key is not in the agent, and its private half is not beside it.
    NoPrivateKey {
        /// What the signing program said.
        words: String,
    },
    /// Git does not know who the user is.
    NoIdentity,
    /// The signing program refuses: no touch, a wrong passphrase; its words.
    Refused(String),
}

impl fmt::Display for SignRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGit(why) => write!(formatter, "nothing was signed: {why}"),
            Self::NoKey { found, words } => no_key(formatter, found.as_deref(), words),
            Self::NoSuchFile(path) => write!(
                formatter,
                "git's `user.signingKey` is `{path}`, and there is no such file; name the key that \
                 you have, such as\n    git config user.signingKey ~/.ssh/id_ed25519.pub\nor make \
                 one with\n    ssh-keygen -t ed25519"
            ),
            Self::WrongFormat(format) => write!(
                formatter,
                "git's `gpg.format` is `{format}`; approvals are signed with ssh or OpenPGP:\n    \
                 git config gpg.format ssh\n    git config user.signingKey ~/.ssh/id_ed25519.pub"
            ),
            Self::NoProgram { program, key } => write!(
                formatter,
                "the program that signs, `{program}`, cannot be run; install it, or name another \
                 with\n    git config {key} /path/to/the/program"
            ),
            Self::NoKeyFromCommand { command, words } => {
                write!(
                    formatter,
                    "git's `gpg.ssh.defaultKeyCommand` is `{command}`, and it gave no key"
                )?;
                said(formatter, words)?;
                formatter.write_str(
                    "\nadd your key to the agent with\n    ssh-add ~/.ssh/id_ed25519\nor name it \
                     with\n    git config user.signingKey ~/.ssh/id_ed25519.pub",
                )
            }
            Self::NoPrivateKey { words } => {
                formatter.write_str("the private half of your signing key was not found")?;
                said(formatter, words)?;
                formatter.write_str(
                    "\nadd it to the agent with\n    ssh-add ~/.ssh/id_ed25519\nor name a key whose \
                     private half lies beside it with\n    git config user.signingKey \
                     ~/.ssh/id_ed25519.pub",
                )
            }
            Self::NoIdentity => formatter.write_str(
                "git does not know who you are; tell it with\n    git config user.name \"Your \
                 Name\"\n    git config user.email you@example.com",
            ),
            Self::Refused(words) => {
                formatter.write_str("the key did not sign")?;
                said(formatter, words)
            }
        }
    }
}

impl std::error::Error for SignRefusal {}

fn no_key(formatter: &mut fmt::Formatter<'_>, found: Option<&Path>, words: &str) -> fmt::Result {
    formatter.write_str("git has no key to sign with")?;
    said(formatter, words)?;
    if found.is_none() {
        formatter.write_str("\nmake one with\n    ssh-keygen -t ed25519")?;
    }
    let path = found.unwrap_or(Path::new("~/.ssh/id_ed25519.pub")).display();
    write!(
        formatter,
        "\ntell git to sign with it\n    git config gpg.format ssh\n    git config user.signingKey \
         {path}\nor sign with OpenPGP\n    git config gpg.format openpgp\n    git config \
         user.signingKey <your key's fingerprint>"
    )
}

fn said(formatter: &mut fmt::Formatter<'_>, words: &str) -> fmt::Result {
    match words.trim() {
        "" => Ok(()),
        words => write!(formatter, "; it was said: {words}"),
    }
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
    let id = signed(&mut command, message, &setup)?;
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
    signed(&mut command, &carrier.message, &setup)
}

fn ready(repo: &Path) -> Result<SetUp, SignRefusal> {
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

fn signed(command: &mut Command, message: &str, setup: &SetUp) -> Result<String, SignRefusal> {
    let outcome = run(command, message.as_bytes()).map_err(SignRefusal::NoGit)?;
    let id = outcome.text().trim().to_owned();
    if outcome.is_success() && !id.is_empty() {
        return Ok(id);
    }
    Err(refusal(outcome.complaint(), setup))
}

/// What git's words mean.
fn refusal(words: String, setup: &SetUp) -> SignRefusal {
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if says(&["Please tell me who you are", "empty ident name", "unable to auto-detect email"]) {
        return SignRefusal::NoIdentity;
    }
    if says(&["cannot run", "cannot exec"]) {
        let (program, key) = setup.program();
        return SignRefusal::NoProgram { program, key };
    }
    match setup.format {
        Format::OpenPgp if says(&["No secret key", "no default secret key"]) => {
            SignRefusal::NoKey { found: setup::usual_key(), words }
        }
        Format::Ssh if says(&["No private key found", "Couldn't get agent socket"]) => {
            SignRefusal::NoPrivateKey { words }
        }
        _ => SignRefusal::Refused(words),
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
