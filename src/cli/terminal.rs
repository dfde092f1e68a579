//! Standard output and standard error: results on one, everything else on the other.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use anstream::AutoStream;

use crate::format::harmless::harmless;
use crate::report::Style;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where a verb prints.
pub struct Terminal {
    out: BufWriter<Box<dyn Write>>,
    failed: Option<io::Error>,
    quiet: bool,
    style: Style,
}

impl Terminal {
    /// The process's own standard output and error.
    #[must_use]
    pub fn new(color: ColorChoice, quiet: bool) -> Self {
        let stdout = io::stdout();
        let auto = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        let color = match color {
            ColorChoice::Auto => auto,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        let choice =
            if color { anstream::ColorChoice::AlwaysAnsi } else { anstream::ColorChoice::Never };
        let style = Style { color, unicode: speaks_unicode(), width: width() };
        let out: Box<dyn Write> = Box::new(AutoStream::new(stdout, choice));
        Self { out: BufWriter::new(out), failed: None, quiet, style }
    }

    /// How results may look.
    #[must_use]
    pub const fn style(&self) -> Style {
        self.style
    }

    /// Whether a person sits in front of it and can be asked.
    #[must_use]
    pub fn is_interactive(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Prints a line of the result.
    pub fn print(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        self.write(|out| writeln!(out, "{line}"));
    }

    /// Prints a part of the result as bytes.
    pub fn write(&mut self, work: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.failed.is_none() {
            self.failed = work(&mut self.out).err();
        }
    }

    /// Writes out what was printed so far, for those who wait for it while the work goes on.
    pub fn flush(&mut self) {
        if self.failed.is_none() {
            self.failed = self.out.flush().err();
        }
    }

    /// Says something about the work that is no result; silent under `--quiet`. Names of branches, people
    /// and files stand in it, so nothing in it reaches the terminal but text.
    pub fn say(&mut self, line: impl AsRef<str>) {
        if !self.quiet {
            let _ = self.out.flush();
            let _ = writeln!(anstream::stderr(), "{}", harmless(line.as_ref()));
        }
    }

    /// Asks whoever sits in front of it; nothing where nobody answers.
    pub fn ask(&mut self, question: &str) -> Option<String> {
        let _ = self.out.flush();
        let _ = write!(anstream::stderr(), "{} ", harmless(question));
        let _ = io::stderr().flush();
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim().to_owned())
    }

    /// Asks until it gets one of the answers, a word or the beginning of one; an empty line is the default,
    /// and nothing comes of it where nobody answers.
    pub fn choose<T: Copy>(
        &mut self,
        question: &str,
        answers: &[(&str, T)],
        default: T,
    ) -> Option<T> {
        loop {
            let typed = self.ask(question)?;
            if let Some(meant) = meant(&typed, answers, default) {
                return Some(meant);
            }
            let words: Vec<&str> = answers.iter().map(|(word, _)| *word).collect();
            let _ = writeln!(anstream::stderr(), "please answer with one of: {}", words.join(", "));
        }
    }

    /// Asks for a yes, which an empty line is not; nothing where nobody answers.
    pub fn confirm(&mut self, question: &str) -> Option<bool> {
        self.choose(&format!("{question} [y/N]"), &[("yes", true), ("no", false)], false)
    }

    /// Says why the work could not be done.
    pub fn complain(&mut self, words: &str) {
        let _ = self.out.flush();
        let bold = if self.style.color { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let _ = writeln!(anstream::stderr(), "{}error{}: {}", bold.0, bold.1, harmless(words));
    }

    /// Writes out what is left.
    ///
    /// # Errors
    /// When results could not be written for another reason than that their reader went away.
    pub fn finish(mut self) -> Result<(), String> {
        let failed = self.failed.take().or_else(|| self.out.flush().err());
        match failed {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                // The buffer cannot be written; dropping it would try again.
                std::mem::forget(self.out);
                Err(format!("cannot write the result: {error}"))
            }
            Some(_) => {
                std::mem::forget(self.out);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// What somebody means by what they typed; none where it is no beginning of an answer.
fn meant<T: Copy>(typed: &str, answers: &[(&str, T)], default: T) -> Option<T> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Some(default);
    }
    answers.iter().find(|(word, _)| word.starts_with(&typed)).map(|(_, meant)| *meant)
}

fn speaks_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Columns to print in: what `COLUMNS` says, or the terminal; 100 where a report is read later.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    said.or_else(measured).unwrap_or(100)
}
