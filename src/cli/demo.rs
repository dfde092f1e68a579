//! `learn demo`: a whole company as a git repository, checked, with five things to try.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::demo::{crowd, example, generated, handover, kestrel};
use crate::world::disk;

/// Write a whole company as a git repository, with signed approvals, to try everything on
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The company is Kestrel: sixteen people, two years of history, and throw-away keys so that you can
act as any of them. With --people it is a generated one of any size.

Examples:
  learn demo                           into `learn-demo` in the current folder
  learn demo /tmp/kestrel              somewhere else
  learn demo /tmp/large --people 5000  a company of 5,000, with about 40,000 approvals

Run again in the same folder, it checks what is there and changes nothing.")]
pub struct Args {
    /// The folder to write into; new, empty, or written by an earlier run
    #[arg(default_value = "learn-demo")]
    folder: PathBuf,
    /// A generated company of this many people instead
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(8..=100_000))]
    people: Option<u32>,
}

/// Runs the verb.
///
/// # Errors
/// When the folder holds something else, or cannot be written to.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let folder = globals.directory.join(&args.folder);
    let shown = folder.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown).to_owned();
    let company = match args.people {
        None => Company { name: "Kestrel", people: None, steps: KESTREL_STEPS },
        Some(people) => Company {
            name: "Generated",
            people: Some(usize::try_from(people).unwrap_or(usize::MAX)),
            steps: CROWD_STEPS,
        },
    };
    company.write(&folder, &shown, terminal)?;
    let day = example::today().to_string();
    for (question, words) in company.steps {
        let words: Vec<&str> = words.iter().copied().chain(["--as-of", &day]).collect();
        terminal.print(format!("\n{question}\n  learn -C {shown} {}\n", words.join(" ")));
        if super::run_words(&shown, &words, terminal)? == Verdict::Findings {
            return Ok(Verdict::Findings);
        }
    }
    terminal.print(company.invitation(&shown, &day));
    Ok(Verdict::Clean)
}

/// A question, and the verb that answers it.
type Step = (&'static str, &'static [&'static str]);

const KESTREL_STEPS: &[Step] = &[
    ("Is everything as it should be?", &["check"]),
    ("Who is where on the way to the next role?", &["readiness", "--all"]),
    ("The site", &["build"]),
];

const CROWD_STEPS: &[Step] = &[("Is everything as it should be?", &["check"])];

/// What is written.
struct Company {
    name: &'static str,
    people: Option<usize>,
    steps: &'static [Step],
}

impl Company {
    fn write(&self, folder: &Path, shown: &str, terminal: &mut Terminal) -> Result<(), Failure> {
        if self.is_there(folder) {
            let words = format!("{} is in {shown} already; nothing in it was changed.", self.name);
            terminal.print(words);
            return Ok(());
        }
        refuse_foreign(folder)?;
        let (count, size) = match self.people {
            None => (kestrel::write(folder)?, 16),
            Some(people) => (crowd::write(folder, people)?, people),
        };
        terminal.print(format!(
            "{}, a company of {size}, written to {shown}: {count} files, each in the commit of whoever \
             wrote it.",
            self.name
        ));
        Ok(())
    }

    /// Whether an earlier run wrote the folder: it holds this company's own `learn.yaml`, and keys.
    fn is_there(&self, folder: &Path) -> bool {
        let own = match self.people {
            None => example::program(),
            Some(_) => Some(generated::program().into_bytes()),
        };
        let there = disk::read_text(&folder.join("learn.yaml")).ok();
        let same = own.zip(there).is_some_and(|(own, there)| own == there.into_bytes());
        same && folder.join(".git").join(handover::FOLDER).is_dir()
    }

    /// Five things to try.
    fn invitation(&self, shown: &str, day: &str) -> String {
        let learn = format!("learn -C {shown}");
        let keys = format!("{shown}/.git/{}", handover::FOLDER);
        if self.people.is_some() {
            return format!(
                "\nFive things to try:\n\
                 1. Where does somebody stand?\n     {learn} readiness bela-2 --as-of {day}\n\
                 2. On whose word?\n     {learn} why bela-2 --as-of {day}\n\
                 3. Does every approval verify?\n     {learn} verify\n\
                 4. The table of everybody with a target\n     {learn} readiness --all --as-of {day}\n\
                 5. Whose keys there are\n     ls {keys}"
            );
        }
        format!(
            "\nOpen {shown}/public/index.html in a browser, and look at `git -C {shown} log --graph`.\n\n\
             Five things to try:\n\
             1. What stands between Ada and her next role?\n     \
                {learn} readiness ada --as-of {day}\n\
             2. On whose word does she command incidents?\n     \
                {learn} why ada incident-response --as-of {day}\n     \
                {learn} verify ada\n\
             3. Break an approval, and see it refused; then mend it:\n     \
                sed -i.bak 's/command: 3/command: 4/' {shown}/{BROKEN}\n     \
                {learn} check --as-of {day}\n     \
                mv {shown}/{BROKEN}.bak {shown}/{BROKEN}\n\
             4. Approve what Amina claims, as Noor, with Noor's key:\n     \
                {keys}/as noor learn -C {shown} approve amina resilience-engineer --score hypothesis=4 \
                --score blast-radius=2 --score evidence=3 --feedback \"The guard first, next time.\" \
                --date {day} --as noor --yes\n\
             5. Try to land a branch on which Ada approves herself:\n     \
                {learn} check --target main --rev {} --as-of {day}",
            kestrel::TEMPTING
        )
    }
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
