//! Floor 12: one file per verb: it reads the arguments, asks the floors below and prints.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub mod own;
pub mod signing;
pub mod terminal;
pub mod when;

use terminal::{ColorChoice, Terminal};

use crate::format::text::wrapped;
use crate::kinds::Kind;
use crate::report::unread;
use crate::session::open::Opened;
use crate::session::pin::{self, Pinned};
use crate::trust::chain::Chain;
use crate::world::git::read::Home;

/// What a verb ends with: whether it found something, or words for why it could not run.
pub type Outcome = Result<Verdict, Failure>;

/// How a verb that could run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to complain about: exit code 0.
    Clean,
    /// Findings at error level, or the answer is no: exit code 1.
    Findings,
}

/// Why a verb could not run: exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub String);

impl<T: std::fmt::Display> From<T> for Failure {
    fn from(words: T) -> Self {
        Self(words.to_string())
    }
}

/// Declares the modules of all verbs and the enum that clap reads, grouped by who uses them, so that a
/// verb is one file and one line here.
macro_rules! verbs {
    ($($group:literal { $($module:ident :: $name:ident),* $(,)? })*) => {
        $($(pub mod $module;)*)*

        /// All verbs.
        #[derive(Debug, Subcommand)]
        enum Verb {
            $($($name($module::Args),)*)*
        }

        impl Verb {
            fn run(&self, terminal: &mut Terminal, globals: &Globals) -> Outcome {
                match self {
                    $($(Self::$name(args) => $module::run(args, terminal, globals),)*)*
                }
            }
        }

        /// The verbs' modules by who uses them, in the order of the help.
        const GROUPS: &[(&str, &[&str])] = &[$(($group, &[$(stringify!($module)),*])),*];
    };
}

verbs! {
    "You" {
        me::Me,
        readiness::Readiness,
        why::Why,
        plan::Plan,
        goal::Goal,
        start::Start,
        finish::Finish,
        log::Log,
        check_in::CheckIn,
        mentor::Mentor,
    }
    "Mentoring" {
        claim::Claim,
        queue::Queue,
        approve::Approve,
        endorse::Endorse,
        waive::Waive,
        revoke::Revoke,
        promote::Promote,
        place::Place,
        attach::Attach,
    }
    "Program" {
        init::Init,
        new::New,
        show::Show,
        check::Check,
        explain::Explain,
        agenda::Agenda,
        gaps::Gaps,
        impact::Impact,
        metrics::Metrics,
        import::Import,
    }
    "Trust" {
        trust::Trust,
    }
    "Publishing" {
        build::Build,
        serve::Serve,
    }
    "Tool" {
        demo::Demo,
        verify::Verify,
        schema::Schema,
        completions::Completions,
        man::Man,
    }
}

/// What the help ends with.
const EXAMPLES: &str = "\
Examples:
  learn demo                           try everything on an example company
  learn init growth                    begin a catalog
  learn check                          is everything as it should be?
  learn VERB --help                    what a verb does, with examples";

/// Options that every verb takes.
#[derive(Debug, clap::Args)]
pub struct Globals {
    /// Work in this folder instead of the current one
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true, default_value = ".")]
    pub directory: PathBuf,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: ColorChoice,
    /// Trust only what goes on from this version of the trust policy: `<version>:<sha256>`
    #[arg(long, value_name = "PIN", global = true)]
    pub trust_root: Option<String>,
    /// Print results only
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// Training as code: a company's growth program kept as YAML and Markdown in git, checked like code.
#[derive(Debug, Parser)]
#[command(name = "learn", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    verb: Verb,
}

/// Runs another verb in a catalog's folder, as if it had been typed.
fn run_words(directory: &str, words: &[&str], terminal: &mut Terminal) -> Outcome {
    let typed = ["learn", "-C", directory].into_iter().chain(words.iter().copied());
    let cli = Cli::try_parse_from(typed)?;
    cli.verb.run(terminal, &cli.globals)
}

/// A path of the catalog as somebody in the current folder writes it.
fn from_here(opened: &Opened, path: &str) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    format!("{}{path}", opened.seen_from(&here.unwrap_or_default()))
}

/// The pin of the trust policy: from `--trust-root`, the environment or git's configuration.
fn pinned(globals: &Globals, opened: &Opened) -> Result<Pinned, Failure> {
    Ok(Pinned::find(globals.trust_root.as_deref(), opened.home.as_ref())?)
}

/// Says where no pin vouches for the policy that approvals are counted by, and moves a clone's own pin
/// on to what has landed. Where there is no approval, no policy is taken on trust.
fn heed_pin(terminal: &mut Terminal, opened: &Opened, pinned: &Pinned, chain: &Chain<'_>) {
    let has_approvals = opened.catalog.of_kind(Kind::Approval).next().is_some();
    if let Some(advice) = pinned.advice(chain).filter(|_| has_approvals) {
        terminal.say(format!("note: {advice}"));
    }
    move_pin(terminal, opened.home.as_ref(), pinned);
}

/// Says how many files could not be read in full, so that an answer from the others is not taken for the whole:
/// on the paper itself where people read it, beside what programs read.
fn heed_unread(terminal: &mut Terminal, opened: &Opened, format: &impl clap::ValueEnum) {
    let Some(note) = unread::note(opened) else { return };
    let format = format.to_possible_value();
    match format.as_ref().map_or("", |format| format.get_name()) {
        "human" => {
            for line in wrapped(&format!("Note: {note}."), terminal.style().text_width()) {
                terminal.print(line);
            }
            terminal.print("");
        }
        "markdown" => terminal.print(format!("> {note}.\n")),
        _ => terminal.say(format!("note: {note}")),
    }
}

/// Moves a clone's own pin on to what has landed, and says so.
fn move_pin(terminal: &mut Terminal, home: Option<&Home>, pinned: &Pinned) {
    if let Some(pin) = pin::advance(home, pinned) {
        terminal.say(format!(
            "this clone is pinned to version {} of the trust policy now",
            pin.version
        ));
    }
}

/// The pin of the trust policy that holds in a repository.
fn pinned_in(globals: &Globals, home: &Home) -> Result<Pinned, Failure> {
    Ok(Pinned::find(globals.trust_root.as_deref(), Some(home))?)
}

/// The command line as clap knows it, with the verbs grouped in its help.
#[must_use]
pub fn command() -> clap::Command {
    let command = flowing(Cli::command());
    let verbs = grouped_verbs(&command);
    command.help_template(format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n{verbs}\nOptions:\n{{options}}{{after-help}}"
    ))
}

/// Joins the lines of paragraphs in the help of all verbs, so that they are wrapped once: where the
/// terminal ends, and not where the source does.
fn flowing(command: clap::Command) -> clap::Command {
    let text = command.get_after_help().map(ToString::to_string);
    let command = match text {
        Some(text) => command.after_help(joined(&text)),
        None => command,
    };
    command.mut_subcommands(flowing)
}

/// What is indented stays as it is.
fn joined(text: &str) -> String {
    let mut joined = String::new();
    let mut in_paragraph = false;
    for line in text.lines() {
        let is_prose = !line.is_empty() && !line.starts_with(' ');
        if !joined.is_empty() {
            joined.push(if in_paragraph && is_prose { ' ' } else { '\n' });
        }
        joined.push_str(line);
        in_paragraph = is_prose && !line.ends_with(':');
    }
    joined
}

fn grouped_verbs(command: &clap::Command) -> String {
    let verbs = command.get_subcommands();
    let widest = verbs.map(|verb| verb.get_name().len()).max().unwrap_or(0);
    let line = |module: &&str| {
        let name = module.replace('_', "-");
        let verb = command.find_subcommand(&name);
        let about = verb.and_then(clap::Command::get_about).map(ToString::to_string);
        format!("  {name:widest$}  {}\n", about.unwrap_or_default())
    };
    let group = |(name, modules): &(&str, &[&str])| {
        format!("\n{name}:\n{}", modules.iter().map(line).collect::<Vec<_>>().concat())
    };
    GROUPS.iter().map(group).collect::<Vec<_>>().concat()
}

/// Runs the program with the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let mut terminal = Terminal::new(cli.globals.color, cli.globals.quiet);
    let outcome = cli.verb.run(&mut terminal, &cli.globals);
    if let Err(Failure(words)) = &outcome {
        terminal.complain(words);
    }
    match (outcome, terminal.finish()) {
        (_, Err(words)) => {
            Terminal::new(cli.globals.color, false).complain(&words);
            ExitCode::from(2)
        }
        (Ok(Verdict::Clean), Ok(())) => ExitCode::SUCCESS,
        (Ok(Verdict::Findings), Ok(())) => ExitCode::FAILURE,
        (Err(_), Ok(())) => ExitCode::from(2),
    }
}
