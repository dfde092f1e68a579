//! Why nothing was signed, said as a walk to a key that signs.

use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why nothing was signed; said with the commands that mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignRefusal {
    /// Git is not there or does not start; its words.
    NoGit(String),
    /// No key is configured, and none is found for the user's address.
    NoKey {
        /// What the way to a key begins with.
        start: Start,
        /// What the signing program said, if it was asked.
        words: String,
    },
    /// gpg has no secret key of the name that git gives it.
    NoSecretKey(Box<MissingSecret>),
    /// `user.signingKey` names a file that is not there.
    NoSuchFile {
        /// The file.
        path: String,
        /// What the way to a key begins with.
        start: Start,
    },
    /// `gpg.format` asks for something that cannot approve.
    WrongFormat {
        /// The format.
        format: String,
        /// What the way to a key begins with.
        start: Start,
    },
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
    /// The key has a passphrase, and nobody could be asked for it.
    NoPassphrase {
        /// What the signing program said.
        words: String,
        /// Whether it is gpg that asks for it.
        is_gpg: bool,
    },
    /// The signing program refuses: no touch, a wrong passphrase.
    Refused {
        /// What it said.
        words: String,
        /// The program.
        program: String,
        /// The key of git's configuration that names it.
        key: &'static str,
    },
}

/// A secret key that gpg does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingSecret {
    /// The key's name: what `user.signingKey` says, or the user's address.
    pub name: String,
    /// The user's name and address, for whom a key would be made.
    pub user: String,
    /// The secret keys that gpg has, each as its fingerprint and whose it is.
    pub others: Vec<(String, String)>,
    /// Whether this repository's own configuration says what is wrong.
    pub is_local: bool,
    /// What gpg said, if it was asked to sign.
    pub words: String,
}

/// What the way to a key begins with: nothing, or a key that is there and that git was not told of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Start {
    /// A public ssh key in one of the usual places.
    pub found: Option<PathBuf>,
    /// Whether this repository's own configuration says what is wrong, so that it has to be mended
    /// there and not for all repositories of the user.
    pub is_local: bool,
}

/// Where a new key goes: apart from those that open doors, so that none is written over.
const NEW_KEY: &str = "~/.ssh/id_ed25519_signing";

/// The next place for it, where there is a key at the first one that cannot be used.
const NEXT_KEY: &str = "~/.ssh/id_ed25519_approvals";

impl Start {
    /// The steps from here to a git that signs.
    fn steps(&self) -> Vec<String> {
        let scope = if self.is_local { "" } else { " --global" };
        let tell = |path: &str| {
            format!(
                "git config{scope} gpg.format ssh\n       git config{scope} user.signingKey {path}"
            )
        };
        match &self.found {
            Some(path) => vec![format!(
                "tell git to sign with the key that you have:\n       {}",
                tell(&path.display().to_string())
            )],
            None => vec![
                format!("make a key:\n       ssh-keygen -t ed25519 -f {}", new_key()),
                format!(
                    "tell git to sign with it:\n       {}",
                    tell(&format!("{}.pub", new_key()))
                ),
            ],
        }
    }
}

/// A name that no key has yet.
fn new_key() -> &'static str {
    let is_taken = std::env::home_dir()
        .is_some_and(|home| home.join(NEW_KEY.trim_start_matches("~/")).exists());
    if is_taken { NEXT_KEY } else { NEW_KEY }
}

/// The steps to a git that signs with a key that gpg has, or is to make.
fn steps_with_gpg(user: &str, others: &[(String, String)], is_local: bool) -> Vec<String> {
    let scope = if is_local { "" } else { " --global" };
    let tell = |key: &str| format!("git config{scope} user.signingKey {key}");
    if others.is_empty() {
        return vec![
            format!("make a key:\n       gpg --quick-generate-key '{user}' default sign never"),
            format!("tell git to sign with it:\n       {}", tell(&format!("'{user}'"))),
        ];
    }
    let lines: Vec<String> =
        others.iter().map(|(key, whose)| format!("\n       {}  # {whose}", tell(key))).collect();
    vec![format!("tell git which of the keys that gpg has is yours:{}", lines.concat())]
}

impl SignRefusal {
    /// The words of the public key that an admin is given: those of the key that was found, or what
    /// stands for those of the one to be made.
    #[must_use]
    pub fn key_to_add(&self) -> Option<String> {
        if let Self::NoSecretKey(missing) = self {
            let MissingSecret { user, others, .. } = &**missing;
            let key = others.first().map_or(user, |(fingerprint, _)| fingerprint);
            return Some(format!("<what gpg --armor --export '{key}' prints>"));
        }
        let start = self.start()?;
        let read = |path: &Path| {
            let text = std::fs::read_to_string(path).ok()?;
            // What stands behind the key is a comment, and often names a machine.
            let words: Vec<&str> = text.lines().next()?.split_whitespace().take(2).collect();
            Some(words.join(" "))
        };
        let found = start.found.as_deref().and_then(read);
        Some(found.unwrap_or_else(|| format!("<the words of {}.pub>", new_key())))
    }

    /// The walk to a key that signs, with what remains to be done once git has one as its last step.
    #[must_use]
    pub fn walk(&self, last: &str) -> String {
        let mut text = self.to_string();
        if let Some(steps) = self.steps() {
            let _ = write!(text, "\n  {}. {last}", steps.len() + 1);
        }
        text
    }

    /// The steps to a git that signs, where there is a way that is known.
    fn steps(&self) -> Option<Vec<String>> {
        match self {
            Self::NoSecretKey(missing) => {
                Some(steps_with_gpg(&missing.user, &missing.others, missing.is_local))
            }
            _ => self.start().map(Start::steps),
        }
    }

    const fn start(&self) -> Option<&Start> {
        match self {
            Self::NoKey { start, .. }
            | Self::NoSuchFile { start, .. }
            | Self::WrongFormat { start, .. } => Some(start),
            _ => None,
        }
    }
}

impl fmt::Display for SignRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGit(why) => write!(formatter, "nothing was signed: {why}"),
            Self::NoKey { start, words } => {
                formatter.write_str("git has no key to sign with")?;
                said(formatter, words)?;
                walk(formatter, &start.steps())
            }
            Self::NoSecretKey(missing) => {
                let MissingSecret { name, user, others, is_local, words } = &**missing;
                write!(formatter, "gpg has no secret key for {name}")?;
                said(formatter, words)?;
                let scope = if *is_local { "" } else { " --global" };
                write!(
                    formatter,
                    "; to sign with an ssh key instead, run `git config{scope} gpg.format ssh`, then this again"
                )?;
                walk(formatter, &steps_with_gpg(user, others, *is_local))
            }
            Self::NoSuchFile { path, start } => {
                write!(
                    formatter,
                    "git's `user.signingKey` is `{path}`, and there is no such file"
                )?;
                walk(formatter, &start.steps())
            }
            Self::WrongFormat { format, start } => {
                write!(
                    formatter,
                    "git's `gpg.format` is `{format}`; approvals are signed with ssh or OpenPGP"
                )?;
                walk(formatter, &start.steps())
            }
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
                    "\nadd your key to the agent with `ssh-add FILE`, or name it with `git config \
                     user.signingKey FILE.pub`",
                )
            }
            Self::NoPrivateKey { words } => {
                formatter.write_str("the private half of your signing key was not found")?;
                said(formatter, words)?;
                formatter.write_str(
                    "\nadd it to the agent with `ssh-add FILE`, or name a key whose private half lies \
                     beside it with `git config user.signingKey FILE.pub`",
                )
            }
            Self::NoIdentity => formatter.write_str(
                "git does not know who you are; tell it with\n    git config user.name \"Your \
                 Name\"\n    git config user.email you@example.com",
            ),
            Self::NoPassphrase { words, is_gpg } => {
                formatter.write_str(
                    "your signing key has a passphrase, and it was not given, or nobody could be asked for it",
                )?;
                said(formatter, words)?;
                formatter.write_str(if *is_gpg {
                    "\n  help: run this in a terminal, with `export GPG_TTY=$(tty)` before it"
                } else {
                    "\n  help: run this in a terminal, or give the key to the agent there first with \
                     `ssh-add FILE` (`eval $(ssh-agent)` starts one)"
                })
            }
            Self::Refused { words, program, key } if own(words).is_empty() => write!(
                formatter,
                "`{program}`, which signs here (git's `{key}`), ended without a signature and without a word\n  \
                 help: `git commit-tree -S 'HEAD^{{tree}}' -m try` shows whether it signs, and changes nothing; \
                 `git config {key} …` names another program"
            ),
            Self::Refused { words, program, key } => {
                formatter.write_str("the key did not sign")?;
                said(formatter, words)?;
                if words.contains("agent") {
                    formatter.write_str(
                        "\n  help: `ssh-add -l` lists the keys that the agent has, and `ssh-add FILE` gives it yours \
                         (`eval $(ssh-agent)` starts one)",
                    )?;
                }
                write!(
                    formatter,
                    "\n  help: `{program}` signs here (git's `{key}`); `git commit-tree -S 'HEAD^{{tree}}' -m \
                     try` shows whether it does, and changes nothing"
                )
            }
        }
    }
}

impl std::error::Error for SignRefusal {}

fn walk(formatter: &mut fmt::Formatter<'_>, steps: &[String]) -> fmt::Result {
    for (number, step) in (1..).zip(steps) {
        write!(formatter, "\n  {number}. {step}")?;
    }
    Ok(())
}

fn said(formatter: &mut fmt::Formatter<'_>, words: &str) -> fmt::Result {
    match own(words) {
        "" => Ok(()),
        _ => write!(formatter, "; it was said: {}", words.trim()),
    }
}

/// What a program said; of one that says nothing there is only what git puts before its words.
fn own(words: &str) -> &str {
    words.trim().strip_prefix("error:").unwrap_or(words).trim()
}
