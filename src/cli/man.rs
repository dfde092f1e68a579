//! `learn man`: the manual, made from the same texts as the help.

use std::path::PathBuf;

use clap::Command;

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::report::counted;
use crate::world::disk;

/// Print a page of the manual, or write all of them into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn man | man -l -                 read the page of learn itself
  learn man check | man -l -           the page of a verb
  learn man --out ~/.local/share/man/man1")]
pub struct Args {
    /// The verb whose page to print; without one, the page of learn itself
    verb: Option<String>,
    /// Write all pages into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "verb")]
    out: Option<PathBuf>,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such verb, or the folder cannot be written to.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let mut command = super::command();
    command.build();
    if let Some(folder) = &args.out {
        let folder = globals.directory.join(folder);
        let pages = pages(&command, "learn")?;
        for (name, page) in &pages {
            disk::write_whole(&folder.join(format!("{name}.1")), page)?;
        }
        terminal.say(format!("{} written to {}", counted(pages.len(), "page"), folder.display()));
        return Ok(Verdict::Clean);
    }
    let page = match &args.verb {
        None => page(&command, "learn")?,
        Some(verb) => {
            let verb = command.find_subcommand(verb).ok_or_else(|| {
                Failure(format!("there is no verb `{verb}`\n  help: `learn --help` lists them all"))
            })?;
            page(verb, &format!("learn-{}", verb.get_name()))?
        }
    };
    terminal.write(|out| out.write_all(&page));
    Ok(Verdict::Clean)
}

/// The page of a command and of every command below it.
fn pages(command: &Command, name: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut pages = vec![(name.to_owned(), page(command, name)?)];
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        pages.extend(self::pages(inner, &format!("{name}-{}", inner.get_name()))?);
    }
    Ok(pages)
}

fn page(command: &Command, name: &str) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut page)?;
    Ok(page)
}
