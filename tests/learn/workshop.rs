//! A temporary folder in which the real program and the real git are run, cut off from the settings
//! of whoever runs the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::cases;

/// A folder that is gone when the test ends.
pub struct Workshop {
    _folder: TempDir,
    root: PathBuf,
}

/// How a run ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Workshop {
    /// An empty folder.
    pub fn new() -> Self {
        let folder = crate::scratch::folder();
        let root = folder.path().canonicalize().expect("the folder is there");
        fs::create_dir(root.join("home")).expect("a home");
        fs::create_dir(root.join("work")).expect("a place to work");
        Self { _folder: folder, root }
    }

    /// The base catalog in `folder` of a new repository, with everything committed.
    pub fn with_catalog(folder: &str) -> Self {
        let shop = Self::new();
        shop.git(&["init", "--quiet", "--initial-branch=main"]);
        shop.lay_base(folder);
        shop.commit("The base catalog");
        shop
    }

    /// Writes the base catalog of the tests into `folder`; nothing is wrong in it.
    pub fn lay_base(&self, folder: &str) {
        for (path, bytes) in cases::base().iter() {
            self.write(&join(folder, path), bytes);
        }
    }

    /// Where commands run.
    pub fn path(&self) -> PathBuf {
        self.root.join("work")
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    /// A file's bytes.
    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path().join(path)).expect("a file can be read")
    }

    /// Runs git and gives what it prints.
    pub fn git(&self, arguments: &[&str]) -> String {
        // So little needs no tidying, and git would look whether it does after every commit.
        let mut command = self.command("git", &self.path());
        command.args(["-c", "maintenance.auto=false"]);
        let output = command.args(arguments).output().expect("git runs");
        let run = Run::of(&output);
        assert_eq!(run.code, 0, "git {arguments:?}: {}", run.err);
        run.out
    }

    /// Commits everything.
    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    /// Commits everything at a moment, such as `2026-01-10T12:00:00Z`.
    pub fn commit_at(&self, moment: &str, message: &str) {
        self.git(&["add", "--all"]);
        self.git_at(moment, &["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    /// Runs git as if it were this moment.
    pub fn git_at(&self, moment: &str, arguments: &[&str]) {
        let mut command = self.command("git", &self.path());
        command.args(["-c", "maintenance.auto=false"]);
        command.args(arguments).envs([("GIT_AUTHOR_DATE", moment), ("GIT_COMMITTER_DATE", moment)]);
        let run = Run::of(&command.output().expect("git runs"));
        assert_eq!(run.code, 0, "git {arguments:?}: {}", run.err);
    }

    /// Runs the program, for 2026-04-15 unless told otherwise, in the folder to work in.
    pub fn check(&self, arguments: &[&str]) -> Run {
        self.check_in("", arguments)
    }

    /// Runs the program in a folder below.
    pub fn check_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = self.learn(folder);
        command.arg("check").args(arguments);
        if !arguments.contains(&"--as-of") {
            command.args(["--as-of", "2026-04-15"]);
        }
        Run::of(&command.output().expect("the program runs"))
    }

    /// The program, to be run in a folder below.
    pub fn learn(&self, folder: &str) -> Command {
        self.command(env!("CARGO_BIN_EXE_learn"), &self.path().join(folder))
    }

    /// Runs a line as somebody does who pastes it into a shell; `learn` is on its path.
    pub fn pasted(&self, folder: &str, line: &str) -> Run {
        let program = Path::new(env!("CARGO_BIN_EXE_learn"));
        let beside = program.parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(beside).chain(std::env::split_paths(&path));
        let mut command = self.command("sh", &self.path().join(folder));
        command.args(["-c", line]).env("PATH", std::env::join_paths(all).expect("a path"));
        Run::of(&command.output().expect("a shell runs"))
    }

    fn command(&self, program: &str, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env("HOME", self.root.join("home"));
        for (name, value) in [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CEILING_DIRECTORIES", self.root.to_str().expect("UTF-8")),
            ("GIT_AUTHOR_NAME", "Ada Moreau"),
            ("GIT_AUTHOR_EMAIL", "ada@kestrel.example"),
            ("GIT_AUTHOR_DATE", "2026-04-01T12:00:00Z"),
            ("GIT_COMMITTER_NAME", "Ada Moreau"),
            ("GIT_COMMITTER_EMAIL", "ada@kestrel.example"),
            ("GIT_COMMITTER_DATE", "2026-04-01T12:00:00Z"),
            ("LC_ALL", "C.UTF-8"),
            ("COLUMNS", "100"),
        ] {
            command.env(name, value);
        }
        for name in ["XDG_CONFIG_HOME", "GIT_DIR", "GIT_WORK_TREE", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }
}

impl Run {
    /// What a process left behind.
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// `path:line rule` of every finding, from the report for GitHub.
    pub fn annotations(&self) -> Vec<String> {
        let lines = self.out.lines().filter(|line| line.starts_with("::"));
        lines
            .map(|line| {
                let value = |key: &str| {
                    let rest = line.split_once(key).map_or("", |(_, rest)| rest);
                    rest.split([',', ':']).next().unwrap_or("").to_owned()
                };
                format!("{}:{} {}", value("file="), value(",line="), value("title="))
            })
            .collect()
    }
}

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}
