//! `learn new`: a record of any kind in its right place, with everything it can say.

use std::path::Path;

use serde_json::{Map, Value};

use super::own::Private;
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::shell;
use crate::kinds::{Home, Kind};
use crate::rules::meant;
use crate::scaffold::draft::{Draft, Wish};
use crate::session::decide::ground;
use crate::session::layer::Layer;
use crate::session::open::Opened;
use crate::syntax::yaml;
use crate::world::disk;

/// Write a new record of any kind into its right place
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Records named by a day get today's date in front; periods default to this quarter; records of a person
are yours unless --person says otherwise. Claims, remediations and meetings are named after what is
claimed and who is met.

Examples:
  learn new module --title \"Threat modelling\"
  learn new portfolio checkout-outage --title \"The checkout outage\"
  learn new goal --person ada --set state=set --set role=senior-engineer
  learn new claim on-call-ready
  learn new feedback after-spring --about module/safe-changes
  learn new module retro --from workshop --set competency=feedback
  learn new credential --title \"Threat modeller\" --print
  learn new meeting --layer ~/my-growth        notes of a talk that stay with you")]
pub struct Args {
    /// The kind of record, such as `module` or `portfolio`; `learn schema` lists them all
    kind: String,
    /// Its id; made from the title if left out
    id: Option<String>,
    /// What people will call it
    #[arg(long)]
    title: Option<String>,
    /// Whose record it is; yours if left out
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// What the feedback is about, such as module/safe-changes
    #[arg(long, value_name = "KIND/ID")]
    about: Option<String>,
    /// Begin with a template of `templates/<KIND>/`
    #[arg(long, value_name = "TEMPLATE")]
    from: Option<String>,
    /// Give a field (or a name of the template) a value, written as YAML; can be repeated
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Put it into this subfolder of its usual folder
    #[arg(long, value_name = "SUBFOLDER")]
    dir: Option<String>,
    /// Print the text and write nothing
    #[arg(long)]
    print: bool,
    #[command(flatten)]
    private: Private,
}

/// Kinds of record that mean nothing without a signature.
const SIGNED: [Kind; 2] = [Kind::Approval, Kind::Trust];

/// Kinds of record that somebody can keep for themself: nobody else has to read them.
const PRIVATE: [Kind; 4] = [Kind::Goal, Kind::Okrs, Kind::Journal, Kind::Meeting];

/// Runs the verb.
///
/// # Errors
/// When the kind, the id, the owner or a value is not right, or the record exists already.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let wish = Wish {
        kind: kind(&args.kind)?,
        id: args.id.as_deref(),
        title: args.title.as_deref(),
        person: args.person.as_deref(),
        about: args.about.as_deref(),
        dir: args.dir.as_deref(),
        set: assignments(&args.set)?,
    };
    let (opened, layer) = args.private.open(globals, None, args.person.as_deref())?;
    let layer = layer.filter(|_| PRIVATE.contains(&wish.kind));
    if args.private.layer.is_some() && layer.is_none() {
        return Err(Failure(format!(
            "a {} in a private layer would mean nothing, as others have to read it\n  help: leave out --layer; \
             what can be kept for oneself are goals, OKRs, journals and meetings",
            wish.kind
        )));
    }
    let draft = Draft::new(&wish, &opened)?;
    let text = draft.text(args.from.as_deref())?;
    if args.print {
        terminal.write(|out| out.write_all(text.as_bytes()));
        return Ok(Verdict::Clean);
    }
    let private = layer.as_ref().and_then(|layer| layer.place(draft.path()));
    let place = private.clone().unwrap_or_else(|| opened.root.join(draft.path()));
    disk::write_new(&place, text.as_bytes())?;
    match &private {
        Some(place) => terminal.print(place.display().to_string()),
        None => terminal.print(super::from_here(&opened, draft.path())),
    }
    if let Some(missing) = draft.missing_subject() {
        terminal.say(missing);
    }
    let check = match &layer {
        Some(layer) => check_of(layer, &globals.directory),
        None => check(&opened, draft.path(), &globals.directory),
    };
    terminal.say(format!("next: fill it in, then `{check}`"));
    Ok(Verdict::Clean)
}

/// The command that checks what lies in a layer.
fn check_of(layer: &Layer, directory: &Path) -> String {
    format!("{} check --layer {}", ground::called("learn", directory), shell::word(&layer.folder().display().to_string()))
}

/// The command that checks the record from where the user is.
fn check(opened: &Opened, path: &str, directory: &Path) -> String {
    if directory == Path::new(".") {
        return format!("learn check {}", shell::word(&super::from_here(opened, path)));
    }
    let seen = opened.seen_from(&directory.canonicalize().unwrap_or_default());
    let learn = ground::called("learn", directory);
    format!("{learn} check {}", shell::word(&format!("{seen}{path}")))
}

fn kind(word: &str) -> Result<Kind, Failure> {
    let by_folder = |word: &str| {
        Kind::ALL.iter().copied().find(|kind| match kind.about().home {
            Home::Folder(folder) | Home::BelowPerson(folder) => folder == word,
            Home::Root(_) | Home::Person | Home::About(_) => false,
        })
    };
    match Kind::named(word).or_else(|| by_folder(word)) {
        Some(Kind::Program) => Err(Failure(
            "a catalog has one program, learn.yaml\n  help: `learn init DIR` begins a new catalog".to_owned(),
        )),
        Some(kind) if SIGNED.contains(&kind) => Err(Failure(format!(
            "a record of kind {kind} is signed by whoever answers for it, so it is not begun by hand\n  \
             help: {} makes and signs it",
            if kind == Kind::Trust { "`learn trust`" } else { "`learn approve`, or another verb of mentoring," }
        ))),
        Some(kind) => Ok(kind),
        None => {
            let names = Kind::ALL.iter().map(|kind| kind.about().name);
            let meant = meant(word, names.clone());
            let all = names.filter(|name| *name != "program" && !SIGNED.iter().any(|kind| kind.about().name == *name)).collect::<Vec<_>>().join(", ");
            Err(Failure(format!("there is no kind `{word}`{meant}\n  help: the kinds are {all}")))
        }
    }
}

fn assignments(words: &[String]) -> Result<Map<String, Value>, Failure> {
    words
        .iter()
        .map(|word| {
            let (key, value) = word.split_once('=').ok_or_else(|| {
                Failure(format!("`{word}` gives no value\n  help: write --set KEY=VALUE"))
            })?;
            let value = yaml::parse_example(value)
                .map_err(|error| Failure(format!("`{key}`: {error}\n  help: quote the value as YAML asks for")))?;
            Ok((key.trim().to_owned(), value))
        })
        .collect()
}
