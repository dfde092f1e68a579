//! `learn demo`: the example company, checked, with its readiness and its site.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::demo::example;
use crate::kinds::Kind;
use crate::kinds::schema::FILE_SUFFIX;
use crate::world::disk;

/// Write the example company, check it, show who is ready for what, and build its site
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn demo                           into `learn-demo` in the current folder
  learn demo /tmp/kestrel              somewhere else

Run again in the same folder, it checks and builds what is there.")]
pub struct Args {
    /// The folder to write into; new, empty, or written by an earlier run
    #[arg(default_value = "learn-demo")]
    folder: PathBuf,
}

/// Runs the verb.
///
/// # Errors
/// When the folder holds something else, or cannot be written to.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let folder = globals.directory.join(&args.folder);
    let shown = folder.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown).to_owned();
    if is_earlier_demo(&folder) {
        terminal.print(format!("Kestrel is in {shown} already; nothing in it was changed."));
    } else {
        refuse_foreign(&folder)?;
        let count = write(&folder)?;
        terminal.print(format!("Kestrel, a company of 16, written to {shown}: {count} files."));
    }
    let day = example::today().to_string();
    let steps: [(&str, Vec<&str>); 3] = [
        ("Is everything as it should be?", vec!["check", "--as-of", &day]),
        ("Who is where on the way to the next role?", vec!["readiness", "--all", "--as-of", &day]),
        ("The site", vec!["build", "--as-of", &day]),
    ];
    for (question, words) in steps {
        terminal.print(format!("\n{question}\n  learn -C {shown} {}\n", words.join(" ")));
        if super::run_words(&shown, &words, terminal)? == Verdict::Findings {
            return Ok(Verdict::Findings);
        }
    }
    terminal.print(format!(
        "\nOpen {shown}/public/index.html in a browser, or try:\n  \
         learn -C {shown} readiness ada --as-of {day}\n  \
         learn -C {shown} show module/incident-command\n  \
         learn -C {shown} explain unknown-reference\n\
         Then break a file in {shown} and run `learn -C {shown} check --as-of {day}` again."
    ));
    Ok(Verdict::Clean)
}

fn write(folder: &Path) -> Result<usize, String> {
    let mut files = example::files();
    // The file that makes the folder a catalog comes last: a run that is cut off leaves none.
    files.sort_by_key(|(path, _)| path == "learn.yaml");
    for kind in Kind::ALL {
        let path = folder.join(format!(".learn/schema/{}{FILE_SUFFIX}", kind.about().name));
        disk::write_whole(&path, kind.schema_text().as_bytes())?;
    }
    for (path, bytes) in &files {
        disk::write_whole(&folder.join(path), bytes)?;
    }
    Ok(files.len())
}

/// Whether an earlier run wrote the folder: it holds the example's own `learn.yaml`.
fn is_earlier_demo(folder: &Path) -> bool {
    let catalog = example::files().into_iter().find(|(path, _)| path == "learn.yaml");
    let there = disk::read_text(&folder.join("learn.yaml")).ok();
    catalog.zip(there).is_some_and(|((_, bytes), text)| bytes == text.into_bytes())
}

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
