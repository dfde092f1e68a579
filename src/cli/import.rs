//! `learn import`: content from elsewhere becomes records.

use std::path::PathBuf;

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::id;
use crate::catalog::Catalog;
use crate::exchange::job_family::{self, Family, Imported};
use crate::report::counted;
use crate::scaffold::modeline::SCHEMA_FOLDER;
use crate::session::open;
use crate::world::disk;

/// Bring in content from elsewhere: frameworks, ladders
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn import job-family engineering.yml
  learn import job-family engineering.yml --id platform --prefix platform")]
pub struct Args {
    #[command(subcommand)]
    format: Format,
}

/// What can be brought in.
#[derive(Debug, clap::Subcommand)]
enum Format {
    JobFamily(JobFamily),
}

/// Bring in a job family: levels, themes and a statement per level and theme become a framework and
/// a ladder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every theme becomes a theme with one competency, every level a role, every statement an expectation of
its role and a marker of its proficiency. Nothing is lost: ids are kept as sources.

Examples:
  learn import job-family engineering.yml
  learn import job-family engineering.yml --id platform --prefix platform")]
struct JobFamily {
    /// The file, in YAML or JSON
    file: PathBuf,
    /// The id of the framework and the ladder; the file's name if left out
    #[arg(long)]
    id: Option<String>,
    /// A word to put before the ids of roles and competencies, where they are taken
    #[arg(long, value_name = "WORD")]
    prefix: Option<String>,
}

/// Runs the verb.
///
/// # Errors
/// When the file is not what it should be, an id is taken, or nothing can be written.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    match &args.format {
        Format::JobFamily(args) => job_family(args, terminal, globals),
    }
}

fn job_family(args: &JobFamily, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, None)?;
    let file = globals.directory.join(&args.file);
    let text = disk::read_text(&file)?;
    let source = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let family = Family::read(&text).map_err(|error| Failure(format!("{}: {error}", file.display())))?;
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let id = match &args.id {
        Some(given) => given.clone(),
        None => id::slug(&stem).unwrap_or_default(),
    };
    for word in std::iter::once(&id).chain(&args.prefix) {
        id::check(word).map_err(|_| {
            Failure(format!("`{word}` cannot be an id\n  help: use lower-case letters, digits and single hyphens, such as `--id engineering`"))
        })?;
    }
    let imported = job_family::import(&family, &id, args.prefix.as_deref(), &source);
    refuse_what_is_taken(&opened.catalog, &imported, &id)?;
    let files = imported.files(opened.root.join(SCHEMA_FOLDER).is_dir());
    disk::write_together(&opened.root, &files)?;
    for (path, _) in &files {
        terminal.print(super::from_here(&opened, path));
    }
    terminal.say(format!(
        "{}, {} and {} brought in",
        counted(family.levels.len(), "level"),
        counted(family.themes.len(), "theme"),
        counted(family.competencies.len(), "statement")
    ));
    terminal.say("next: `learn check`, then give both files an `owner` and a `reviewed` date");
    Ok(Verdict::Clean)
}

/// Roles and competencies are unique in the whole catalog.
fn refuse_what_is_taken(catalog: &Catalog, imported: &Imported, id: &str) -> Result<(), Failure> {
    let competencies = imported.competencies().filter(|id| catalog.competency(id).is_some());
    let competencies = competencies.map(|id| format!("competency `{id}`"));
    let roles = imported.roles().filter(|id| catalog.role(id).is_some());
    let roles = roles.map(|id| format!("role `{id}`"));
    let taken: Vec<String> = competencies.chain(roles).collect();
    if taken.is_empty() {
        return Ok(());
    }
    Err(Failure(format!(
        "the catalog has these already, and nothing was written\n  {}\n  \
         help: put a word before all of them with `--prefix {id}`",
        taken.join("\n  ")
    )))
}
