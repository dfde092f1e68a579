//! The user's own `git`, run as a child process and kept from being misled by the environment.

use std::io::{ErrorKind, IsTerminal as _, Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// What git sets for hooks and its own children; left in place, they would point at another
/// repository, another index or other objects.
const MISLEADING: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_QUARANTINE_PATH",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// How a run of a program ended.
#[derive(Debug, Clone, Default)]
pub(in crate::world) struct Outcome {
    /// The exit status; nothing when a signal ended it.
    pub(in crate::world) code: Option<i32>,
    /// What it printed.
    pub(in crate::world) output: Vec<u8>,
    /// What it said on the side.
    pub(in crate::world) words: String,
}

impl Outcome {
    pub(in crate::world) fn is_success(&self) -> bool {
        self.code == Some(0)
    }

    pub(in crate::world) fn text(&self) -> String {
        String::from_utf8_lossy(&self.output).into_owned()
    }

    /// The output of a success, or what went wrong as one text.
    pub(in crate::world) fn success(self) -> Result<Self, String> {
        if self.is_success() { Ok(self) } else { Err(self.complaint()) }
    }

    pub(in crate::world) fn complaint(&self) -> String {
        match (self.words.trim(), self.code) {
            ("", Some(code)) => format!("git ended with status {code}"),
            ("", None) => "git was ended by a signal".to_owned(),
            (words, _) => words.to_owned(),
        }
    }
}

/// `git`, to be run in a folder. A repository without a work tree is named, not searched for, since
/// `safe.bareRepository` may forbid the search.
pub(in crate::world) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    if folder.join("HEAD").is_file() && folder.join("objects").is_dir() {
        command.arg("--git-dir").arg(folder);
    }
    command.current_dir(folder);
    for variable in MISLEADING {
        command.env_remove(variable);
    }
    // Only messages: names and dates are never read from words that git translates.
    command.env("LC_ALL", "C.UTF-8").env("LANGUAGE", "").env("GIT_NO_REPLACE_OBJECTS", "1");
    command
}

/// Runs a program to its end, with `input` on its standard input.
///
/// What it says on the side is kept, and shown as it comes when a person sits at a terminal: a
/// signing program may ask for a touch. Passphrases are asked for on the terminal itself.
pub(in crate::world) fn run(command: &mut Command, input: &[u8]) -> Result<Outcome, String> {
    run_showing(command, input, std::io::stderr().is_terminal())
}

/// Runs a program whose words are of no interest while it runs.
pub(in crate::world) fn run_quietly(command: &mut Command) -> Result<Outcome, String> {
    run_showing(command, &[], false)
}

fn run_showing(command: &mut Command, input: &[u8], show: bool) -> Result<Outcome, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("the program `{program}` is not installed or not on PATH"),
        _ => format!("the program `{program}` cannot be started: {error}"),
    })?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (output, words) = std::thread::scope(|scope| {
        // Whoever does not want the input closes the pipe; its exit status tells more than that.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let words = scope.spawn(move || stderr.map_or_else(Vec::new, |pipe| drain(pipe, show)));
        let output = stdout.map_or_else(Vec::new, |pipe| drain(pipe, false));
        (output, words.join().unwrap_or_default())
    });
    let status = child.wait().map_err(|error| format!("`{program}` cannot be awaited: {error}"))?;
    let words = String::from_utf8_lossy(&words).into_owned();
    Ok(Outcome { code: status.code(), output, words })
}

fn drain(mut pipe: impl Read, show: bool) -> Vec<u8> {
    let (mut all, mut chunk) = (Vec::new(), [0; 4096]);
    loop {
        match pipe.read(&mut chunk) {
            Ok(0) => return all,
            Ok(count) => {
                all.extend_from_slice(&chunk[..count]);
                if show {
                    let _ = std::io::stderr().write_all(&chunk[..count]);
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return all,
        }
    }
}
