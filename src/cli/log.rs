//! `learn log`: a note of the day into somebody's journal.

use super::own::{self, After, Private, Whose};
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome};
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::rules::meant;
use crate::scaffold::own::{Desk, journal};

/// Note what you tried and learned today
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Writes people/<you>/journal/<date>.md, a second note of a day beside it with a number. Pages never show a
journal; whoever can clone the repository can read it. What is for your eyes only goes into --layer.

Examples:
  learn log \"Led the call. I named the decision at minute six.\"
  learn log \"The retry storm, drawn.\" --modules checkout-resilience --competencies resilience
  learn log \"Unsure about the team.\" --layer ~/my-growth")]
pub struct Args {
    /// What you tried, what happened, what you take with you
    #[arg(value_name = "TEXT")]
    text: String,
    /// What it is about
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The modules it has to do with
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    modules: Vec<String>,
    /// The competencies it has to do with
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    competencies: Vec<String>,
    #[command(flatten)]
    private: Private,
    #[command(flatten)]
    whose: Whose,
}

/// Runs the verb.
///
/// # Errors
/// When there is nothing to note, something it names is unknown, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let layered = args.private.open(globals, None, args.whose.person.as_deref())?;
    let desk = own::desk(&layered, &args.whose)?;
    let note = journal::Note {
        text: &args.text,
        title: args.title.as_deref(),
        modules: known(&desk, Noun::Record(Kind::Module), "module", &args.modules)?,
        competencies: known(&desk, Noun::Competency, "competency", &args.competencies)?,
    };
    let writing = journal::entry(&desk, &note)?;
    let after = After { message: format!("Journal of {}", desk.day), next: None };
    own::settle(&desk, &writing, &args.whose, &after, terminal, globals)
}

fn known<'a>(desk: &Desk<'_>, noun: Noun, word: &str, ids: &'a [String]) -> Result<Vec<&'a str>, Failure> {
    let is_known = |id: &str| desk.catalog().find(noun, id, None).target().is_some();
    match ids.iter().find(|id| !is_known(id)) {
        None => Ok(ids.iter().map(String::as_str).collect()),
        Some(unknown) => {
            let meant = meant(unknown, desk.catalog().names(noun, None));
            Err(Failure(format!("there is no {word} `{unknown}`{meant}")))
        }
    }
}
