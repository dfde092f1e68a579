//! `learn demo`: a whole company as a git repository, checked, with five things to try.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::shell;
use crate::demo::crowd::Crowd;
use crate::demo::{example, handover, kestrel, repository};
use crate::world::disk;

/// Write a whole company as a git repository, with signed approvals, to try everything on
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The company is Kestrel: sixteen people, two years of history, and throw-away keys so that you can
act as any of them. With --people a generated crowd is around them, with keys for its leads.

Examples:
  learn demo                           into `learn-demo` in the current folder
  learn demo /tmp/kestrel              somewhere else
  learn demo /tmp/large --people 5000  a company of 5,000, with about 40,000 approvals

Run again in the same folder, it checks what is there and changes nothing.")]
pub struct Args {
    /// The folder to write into; new, empty, or written by an earlier run
    #[arg(default_value = "learn-demo")]
    folder: PathBuf,
    /// A company of this many people
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(24..=100_000))]
    people: Option<u32>,
}

/// How many people Kestrel has by itself.
const KESTREL: usize = 16;

/// Runs the verb.
///
/// # Errors
/// When the folder holds something else, or cannot be written to.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let folder = globals.directory.join(&args.folder);
    let shown = folder.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown).to_owned();
    let people = args.people.map_or(Ok(KESTREL), usize::try_from).unwrap_or(usize::MAX);
    write(&folder, &shown, people, terminal)?;
    let day = example::today().to_string();
    let steps = if people == KESTREL { STEPS } else { &STEPS[..1] };
    for (question, words) in steps {
        let words: Vec<&str> = words.iter().copied().chain(["--as-of", &day]).collect();
        terminal.print(format!("\n{question}\n  learn -C {} {}\n", shell::word(&shown), words.join(" ")));
        if super::run_words(&shown, &words, terminal)? == Verdict::Findings {
            return Ok(Verdict::Findings);
        }
    }
    terminal.print(invitation(&shown, &day, people == KESTREL));
    Ok(Verdict::Clean)
}

/// A question, and the verb that answers it.
type Step = (&'static str, &'static [&'static str]);

/// A large company is only checked: its table would fill many screens, and its site takes a while.
const STEPS: &[Step] = &[
    ("Is everything as it should be?", &["check"]),
    ("Who is where on the way to the next role?", &["readiness", "--all"]),
    ("The site", &["build"]),
];

fn write(folder: &Path, shown: &str, people: usize, terminal: &mut Terminal) -> Result<(), Failure> {
    repository::tidy(folder);
    if let Some(there) = size(folder) {
        if there != people {
            return Err(Failure(format!(
                "Kestrel is in {shown} already, with {there} people instead of {people}, so nothing was \
                 written\n  help: name a new folder, as in `learn demo kestrel-{people}`"
            )));
        }
        terminal.print(format!("Kestrel is in {shown} already; nothing in it was changed."));
        return Ok(());
    }
    refuse_foreign(folder)?;
    let crowd = people.checked_sub(KESTREL).filter(|more| *more > 0).map(Crowd::new);
    let count = kestrel::write(folder, crowd.as_ref())?;
    let whose = match crowd {
        None => "each in the commit of whoever wrote it",
        Some(_) => "in two years of commits",
    };
    terminal.print(format!(
        "Kestrel, a company of {people}, written to {shown}: {count} files, {whose}."
    ));
    Ok(())
}

/// How many people there are in a folder that an earlier run wrote: it holds Kestrel's own `learn.yaml`,
/// and keys.
fn size(folder: &Path) -> Option<usize> {
    let there = disk::read_text(&folder.join("learn.yaml")).ok()?;
    handover::size(folder).filter(|_| example::program() == Some(there.into_bytes()))
}

/// Five things to try.
fn invitation(shown: &str, day: &str, has_site: bool) -> String {
    let learn = format!("learn -C {}", shell::word(shown));
    let keys = format!("{shown}/.git/{}/as", handover::FOLDER);
    let (broken, kept) = (format!("{shown}/{BROKEN}"), format!("{shown}/{BROKEN}.bak"));
    let (broken, kept) = (shell::word(&broken), shell::word(&kept));
    let keys = shell::word(&keys);
    let git = shell::word(shown);
    let site = if has_site {
        format!("Open {shown}/public/index.html in a browser")
    } else {
        format!("Build the site with `{learn} build --as-of {day}`")
    };
    format!(
        "\n{site}, and look at `git -C {git} log --graph`.\n\n\
         Five things to try:\n\
         1. What stands between Ada and her next role?\n     \
            {learn} readiness ada --as-of {day}\n\
         2. On whose word does she command incidents?\n     \
            {learn} why ada incident-response --as-of {day}\n     \
            {learn} verify ada\n\
         3. Break an approval, and see it refused; then mend it:\n     \
            sed -i.bak 's/command: 3/command: 4/' {broken}\n     \
            {learn} check --as-of {day}\n     \
            mv {kept} {broken}\n\
         4. Approve what Amina claims, as Noor, with Noor's key:\n     \
            {keys} noor {learn} approve amina resilience-engineer --score hypothesis=4 \
            --score blast-radius=2 --score evidence=3 --feedback \"The guard first, next time.\" \
            --date {day} --yes\n     \
            {learn} readiness amina --as-of HEAD\n\
         5. Try to land a branch on which Ada approves herself:\n     \
            {learn} check --target main --rev {} --as-of {day}",
        kestrel::TEMPTING
    )
}

/// The approval that is to be broken.
const BROKEN: &str = "people/ada/approvals/2026-03-12-incident-commander-chen.yaml";

fn refuse_foreign(folder: &Path) -> Result<(), Failure> {
    let empty = folder.read_dir().map_or(true, |mut entries| entries.next().is_none());
    if empty && !folder.is_file() {
        return Ok(());
    }
    Err(Failure(format!(
        "{} holds something else, so nothing was written\n  help: name a new folder, as in `learn demo kestrel`",
        folder.display()
    )))
}
