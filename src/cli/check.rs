//! `learn check`: is everything in the catalog as it should be?

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::base::problem::Level;
use crate::report::{self, Format, Paper};
use crate::rules;
use crate::session::baseline::{self, Baseline};
use crate::session::check::{self, Before, Request};
use crate::session::open::{self, Opened};
use crate::world::disk;
use crate::world::git::diff::Blobs;

/// Check the catalog against its schemas, against itself and against the calendar
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn check                          everything, for today
  learn check modules/ people/ada      only what is found in these folders
  learn check --since origin/main      only what a branch brings in or touches
  learn check --format github          annotations on a pull request
  learn check --deny warn              warnings fail the check as well")]
pub struct Args {
    /// Show only what is found in these files and folders
    paths: Vec<PathBuf>,
    /// Check for this day instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Check a commit instead of the files on disk
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
    /// Show only what has come in or was touched since this revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// Fail on this level (`warn`, `hint`), or treat this rule as an error; can be repeated
    #[arg(long, value_name = "LEVEL|RULE")]
    deny: Vec<String>,
    /// Accept what is found now: write it to learn-baseline.json
    #[arg(long)]
    write_baseline: bool,
    /// Show what learn-baseline.json accepts as well
    #[arg(long)]
    no_baseline: bool,
    /// Mend what can be mended without changing what anybody meant
    #[arg(long, conflicts_with = "rev")]
    fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, requires = "fix")]
    diff: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, no such revision, or a file of the check itself cannot be read.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, args.rev.as_deref())?;
    let (fail_at, denied) = denials(&args.deny)?;
    let before = match &args.since {
        None => None,
        Some(revision) => {
            let (commit, catalog) = opened.at(revision)?;
            Some(Before { catalog, blobs: Blobs::of(&commit)? })
        }
    };
    let baseline = if args.no_baseline || args.write_baseline { None } else { read_baseline(&opened)? };
    let as_of = args.as_of.unwrap_or_else(|| opened.today());
    let request =
        Request { as_of: args.as_of, paths: relative(&opened, &globals.directory, &args.paths)?, denied, baseline };
    let outcome = check::check(&opened.catalog, before.as_ref(), as_of, &request);
    if args.write_baseline {
        let baseline = Baseline::of(&outcome.findings);
        disk::write_whole(&opened.root.join(baseline::FILE), baseline.write().as_bytes())?;
        let count = report::counted(outcome.findings.len(), "finding");
        terminal.say(format!("{count} accepted in {}", baseline::FILE));
        return Ok(Verdict::Clean);
    }
    let prefix = prefix(&opened, &globals.directory, args.format);
    let paper = Paper { outcome: &outcome, catalog: &opened.catalog, prefix: &prefix };
    let style = terminal.style();
    terminal.write(|out| report::write(args.format, &paper, style, out));
    Ok(if outcome.reaches(fail_at) { Verdict::Findings } else { Verdict::Clean })
}

/// The level that fails the check, and the rules whose level is raised.
fn denials(words: &[String]) -> Result<(Level, Vec<String>), Failure> {
    let mut fail_at = Level::Error;
    let mut slugs = Vec::new();
    for word in words {
        match word.as_str() {
            "warn" | "warnings" => fail_at = fail_at.min(Level::Warn),
            "hint" | "hints" => fail_at = fail_at.min(Level::Hint),
            "error" => {}
            slug if rules::named(slug).is_some() => slugs.push(slug.to_owned()),
            other => {
                let known = rules::ALL.iter().map(|rule| rule.slug).chain(["warn", "hint"]);
                let meant = rules::nearest(other, known)
                    .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                return Err(Failure(format!("`{other}` is neither a level nor a rule{meant}")));
            }
        }
    }
    Ok((fail_at, slugs))
}

fn read_baseline(opened: &Opened) -> Result<Option<Baseline>, Failure> {
    let path = opened.root.join(baseline::FILE);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(Baseline::read(&disk::read_text(&path)?)?))
}

/// Paths as people type them, made relative to the catalog's root.
fn relative(opened: &Opened, from: &Path, paths: &[PathBuf]) -> Result<Vec<String>, Failure> {
    paths
        .iter()
        .map(|path| {
            let absolute = from.join(path);
            let absolute = absolute
                .canonicalize()
                .map_err(|error| Failure(format!("cannot open {}: {error}", path.display())))?;
            let inside = absolute.strip_prefix(&opened.root).map_err(|_| {
                Failure(format!("{} is not in the catalog {}", path.display(), opened.root.display()))
            })?;
            Ok(inside.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}

/// What paths are printed with: from the current folder for people, from the repository's top for CI.
fn prefix(opened: &Opened, directory: &Path, format: Format) -> String {
    let _ = format;
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_else(|_| directory.to_owned());
    match opened.root.strip_prefix(&here) {
        Ok(below) if below.as_os_str().is_empty() => String::new(),
        Ok(below) => format!("{}/", below.to_string_lossy().replace('\\', "/")),
        Err(_) if here.starts_with(&opened.root) => {
            let depth = here.strip_prefix(&opened.root).map_or(0, |rest| rest.components().count());
            "../".repeat(depth)
        }
        Err(_) => format!("{}/", opened.root.to_string_lossy().replace('\\', "/")),
    }
}
