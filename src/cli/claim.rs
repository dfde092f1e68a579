//! `learn claim`: a learner's request to be judged, with the work that shows it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::own::Private;
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::base::shell;
use crate::kinds::Kind;
use crate::scaffold::draft::{Draft, Wish};
use crate::session::decide::claiming::{CITED, Request};
use crate::session::decide::ground;
use crate::session::layer::Layer;
use crate::session::open::Opened;
use crate::trust::ledger::Ledger;
use crate::world::disk;

/// Ask to be judged for a credential or a competency, citing your work
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Writes one file; you commit and push it as you like. Evidence is named by its id: portfolio entries,
journal entries and finished modules of your own. Without --evidence it lists what would fit.

Examples:
  learn claim incident-commander --evidence 2026-03-02-checkout-outage
  learn claim incident-response --at working --evidence 2026-03-02-checkout-outage --text \"My first.\"")]
pub struct Args {
    /// A credential or a competency
    #[arg(value_name = "CREDENTIAL|COMPETENCY")]
    subject: String,
    /// The proficiency that is claimed of a competency
    #[arg(long, value_name = "PROFICIENCY")]
    at: Option<String>,
    /// Work that shows it; can be repeated
    #[arg(long, value_name = "ID")]
    evidence: Vec<String>,
    /// How you judge it yourself
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Whose claim; yours if left out
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// The day of the claim; today if left out
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    #[command(flatten)]
    private: Private,
}

/// Runs the verb.
///
/// # Errors
/// When it asks for nothing that is there, cites what is not, or is open already.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let (opened, layer) = args.private.open(globals, None, args.person.as_deref())?;
    let catalog = &opened.catalog;
    let Some(person) = args.person.clone().or_else(|| opened.me()) else {
        return Err(Failure(
            "git's `user.email` is nobody's in this catalog, so it is not known who claims\n  \
             help: add --person ID, or your address to `emails` in your person.yaml"
                .to_owned(),
        ));
    };
    let ledger = Ledger::of(catalog, super::pinned(globals, &opened)?.pin());
    let day = args.date.unwrap_or_else(|| opened.today());
    let request = Request::read(catalog, &person, &args.subject, args.at.as_deref(), day)?;
    request.refuse_open(ledger.claims())?;
    if args.evidence.is_empty() {
        return Err(Failure(request.what_would_fit()));
    }
    let wanted: BTreeSet<&str> = args.evidence.iter().map(String::as_str).collect();
    let evidence = request.cite(&wanted)?;
    if let Some(layer) = &layer {
        refuse_what_is_private(&opened, layer, &person, &wanted)?;
    }
    let mut set = Map::new();
    set.insert(request.key().to_owned(), request.value());
    set.insert("evidence".to_owned(), Value::Array(evidence));
    if let Some(text) = &args.text {
        set.insert("self_assessment".to_owned(), json!({"text": text}));
    }
    let id = request.free_id();
    let wish = Wish {
        kind: Kind::Claim,
        id: Some(&id),
        title: None,
        person: Some(&person),
        about: None,
        dir: None,
        set,
    };
    let draft = Draft::new(&wish, &opened)?;
    let text = draft.text(None)?;
    disk::write_new(&opened.root.join(draft.path()), text.as_bytes())?;
    terminal.print(super::from_here(&opened, draft.path()));
    for missing in request.missing(&wanted) {
        terminal.say(format!("warning: {missing}"));
    }
    let subject = request.subject();
    let git = ground::called("git", &globals.directory);
    let seen = opened.seen_from(&globals.directory.canonicalize().unwrap_or_default());
    let path = format!("{seen}{}", draft.path());
    let message = format!("Claim {subject}");
    let (path, message) = (shell::word(&path), shell::word(&message));
    terminal.say(format!(
        "next: {git} add {path} && {git} commit -m {message} && {git} push -u origin HEAD, then \
         open a pull request"
    ));
    Ok(Verdict::Clean)
}

/// Whoever judges a claim has to be able to read what it cites.
fn refuse_what_is_private(
    opened: &Opened,
    layer: &Layer,
    person: &str,
    cited: &BTreeSet<&str>,
) -> Result<(), Failure> {
    for id in cited {
        let records = CITED.iter().filter_map(|kind| opened.catalog.record(*kind, &format!("{person}/{id}")));
        let path = records.map(|record| &*record.source.path).find(|path| layer.has(path));
        if let Some(place) = path.and_then(|path| Some((path, layer.place(path)?))) {
            return Err(Failure(format!(
                "`{id}` lies in your private layer, where nobody who judges the claim can read it\n  help: move \
                 {} to {} if you want to show it",
                place.1.display(),
                super::from_here(opened, place.0)
            )));
        }
    }
    Ok(())
}
