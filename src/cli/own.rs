//! What the daily verbs share: whose file, on which day, private or not, written or only shown.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::base::shell;
use crate::format::unified_diff;
use crate::scaffold::own::{Desk, Writing};
use crate::session::decide::ground;
use crate::session::layer::{self, Layer};
use crate::session::open::Opened;

/// Whose file, and on which day.
#[derive(Debug, clap::Args)]
pub struct Whose {
    /// Whose file; yours if left out
    #[arg(long, value_name = "ID")]
    pub person: Option<String>,
    /// The day it speaks of; today if left out
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,
    /// Print what would be written and write nothing
    #[arg(long, alias = "dry-run")]
    pub print: bool,
}

/// A private folder.
#[derive(Debug, clap::Args)]
pub struct Private {
    /// Your private folder, shaped like `people/YOU/` and never committed; or set `LEARN_LAYER`
    #[arg(long, value_name = "DIR")]
    pub layer: Option<PathBuf>,
}

/// A catalog with somebody's layer over it.
pub(super) type Layered = (Opened, Option<Layer>);

impl Private {
    /// Opens the catalog with the layer over it, if there is one.
    pub(super) fn open(
        &self,
        globals: &Globals,
        revision: Option<&str>,
        person: Option<&str>,
    ) -> Result<Layered, Failure> {
        let layer = self.layer.as_deref().map(absolute);
        Ok(layer::open(&globals.directory, revision, layer.as_deref(), person)?)
    }

    /// The same for a question about one person.
    pub(super) fn open_about(
        &self,
        globals: &Globals,
        revision: Option<&str>,
        person: Option<&str>,
    ) -> Result<Layered, Failure> {
        let layer = self.layer.as_deref().map(absolute);
        Ok(layer::open_about(&globals.directory, revision, layer.as_deref(), person)?)
    }
}

/// Says so where there is no such layer: what is read lacks what somebody keeps for themselves.
pub(super) fn heed(layer: Option<&Layer>, terminal: &mut Terminal) {
    if let Some(layer) = layer.filter(|layer| !layer.exists()) {
        terminal.say(format!(
            "note: there is no folder {}, so that this is without anything of your own",
            layer.folder().display()
        ));
    }
}

/// A folder is named from where somebody types, also with `-C`.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The desk of whoever is asked for.
pub(super) fn desk<'a>(layered: &'a Layered, whose: &Whose) -> Result<Desk<'a>, Failure> {
    let (opened, layer) = layered;
    let person = match opened.person(whose.person.as_deref()) {
        Ok(person) => person,
        Err(_) if whose.person.is_none() && opened.me().is_none() => {
            return Err(Failure(
                "git's `user.email` is nobody's in this catalog, so it is not known who you are\n  help: add \
                 --person ID, or your address to `emails` in your person.yaml"
                    .to_owned(),
            ));
        }
        Err(why) => return Err(Failure(why)),
    };
    let day = whose.date.unwrap_or_else(|| opened.today());
    Ok(Desk { opened, layer: layer.as_ref(), person, day })
}

/// What comes after a file is written.
pub(super) struct After {
    /// The first line of a commit message.
    pub message: String,
    /// A command worth running next, if there is one.
    pub next: Option<String>,
}

/// Writes or shows a file, after a look at what `learn check` would say of it.
pub(super) fn settle(
    desk: &Desk<'_>,
    writing: &Writing,
    whose: &Whose,
    after: &After,
    terminal: &mut Terminal,
    globals: &Globals,
) -> Outcome {
    let warnings = desk.prove(writing)?;
    if whose.print {
        show(writing, terminal);
    } else {
        writing.write()?;
        let shown = if writing.is_private {
            writing.place.display().to_string()
        } else {
            super::from_here(desk.opened, &writing.path)
        };
        terminal.print(shown);
    }
    for warning in warnings {
        terminal.say(format!("warning: {warning}"));
    }
    if whose.print {
        return Ok(Verdict::Clean);
    }
    if !writing.is_private && desk.opened.home.is_some() {
        let git = ground::called("git", &globals.directory);
        let seen = desk.opened.seen_from(&globals.directory.canonicalize().unwrap_or_default());
        terminal.say(format!(
            "commit: {git} add {} && {git} commit -m {}",
            shell::word(&format!("{seen}{}", writing.path)),
            shell::word(&after.message)
        ));
    }
    if let Some(next) = &after.next {
        terminal.say(format!("next: {next}"));
    }
    Ok(Verdict::Clean)
}

/// A new file as it would be; of one that is there, the lines that would change.
fn show(writing: &Writing, terminal: &mut Terminal) {
    match &writing.before {
        None => terminal.write(|out| out.write_all(writing.after.as_bytes())),
        Some(before) => terminal.write(|out| {
            unified_diff::write(&writing.path, before.as_bytes(), writing.after.as_bytes(), out)
        }),
    }
}

/// `learn`, as it is called in the folder that was named.
pub(super) fn learn(globals: &Globals) -> String {
    ground::called("learn", &globals.directory)
}

/// ` --person ID` where somebody writes for another.
pub(super) fn for_whom(whose: &Whose) -> String {
    whose.person.as_ref().map_or_else(String::new, |person| format!(" --person {person}"))
}
