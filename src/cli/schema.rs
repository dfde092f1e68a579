//! `learn schema`: the JSON Schemas that editors and other validators read.

use std::path::PathBuf;

use serde_json::Value;

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::kinds::Kind;
use crate::kinds::schema::FILE_SUFFIX;
use crate::report::gaps::json as gaps;
use crate::report::json;
use crate::report::plan::json as plan;
use crate::world::disk;

/// Print the JSON Schema of a kind of record, or write all of them into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn schema credential              the schema of credentials
  learn schema --write .learn/schema   all schemas, one file per kind")]
pub struct Args {
    /// The kind, such as `module` or `person`; without one, all kinds are listed
    kind: Option<String>,
    /// Write every schema into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    write: Option<PathBuf>,
}

/// Something that is printed as JSON: its name, the verb that prints it, and its schema.
struct Form {
    name: &'static str,
    verb: &'static str,
    schema: fn() -> Value,
}

const FORMS: &[Form] = &[
    Form { name: json::NAME, verb: "check", schema: json::schema },
    Form { name: gaps::NAME, verb: "gaps", schema: gaps::schema },
    Form { name: plan::NAME, verb: "plan", schema: plan::schema },
];

fn form(name: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.name == name)
}

/// Runs the verb.
///
/// # Errors
/// When there is no such kind, or the folder cannot be written to.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    if let Some(folder) = &args.write {
        let folder = globals.directory.join(folder);
        for kind in Kind::ALL {
            let path = folder.join(format!("{}{FILE_SUFFIX}", kind.about().name));
            disk::write_whole(&path, kind.schema_text().as_bytes())?;
        }
        terminal.say(format!("{} schemas written to {}", Kind::ALL.len(), folder.display()));
        return Ok(Verdict::Clean);
    }
    match &args.kind {
        None => {
            for kind in Kind::ALL {
                terminal.print(format!("{:18} {}", kind.about().name, kind.about().summary));
            }
            for Form { name, verb, .. } in FORMS {
                terminal.print(format!(
                    "{name:18} Not a record: what `learn {verb} --format json` prints."
                ));
            }
        }
        Some(name) if form(name).is_some() => {
            let schema = form(name).map(|form| (form.schema)());
            let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
            terminal.print(text);
        }
        Some(name) => {
            let kind = Kind::named(name).ok_or_else(|| {
                Failure(format!("there is no kind `{name}`; `learn schema` lists them all"))
            })?;
            terminal.write(|out| out.write_all(kind.schema_text().as_bytes()));
        }
    }
    Ok(Verdict::Clean)
}
