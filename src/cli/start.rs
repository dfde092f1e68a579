//! `learn start`: somebody begins a module or sets out on a pathway.

use super::own::{self, After, Whose};
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome};
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::cohort::Cohort;
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::rules::meant;
use crate::scaffold::own::enrolment;
use crate::session::open;

/// Begin a module, or set out on a pathway
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Writes people/<you>/enrolments/<module>.yaml or people/<you>/pathways/<pathway>.yaml with the day. Taking
up again what was given up changes the file that is there.

Examples:
  learn start incident-command
  learn start to-senior-engineer --cohort spring-2026
  learn start reading-dashboards --date 2026-03-02 --print")]
pub struct Args {
    /// A module or a pathway
    #[arg(value_name = "MODULE|PATHWAY")]
    what: String,
    /// The group you take a pathway with
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,
    /// The pathway of this id, where a module is called the same
    #[arg(long)]
    pathway: bool,
    #[command(flatten)]
    whose: Whose,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such thing, it is under way or done, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let layered = (open::open(&globals.directory, None)?, None);
    let desk = own::desk(&layered, &args.whose)?;
    let catalog = desk.catalog();
    let (learn, whom) = (own::learn(globals), own::for_whom(&args.whose));
    let (writing, next) = match find(catalog, &args.what, args.pathway || args.cohort.is_some())? {
        What::Module(module) => {
            let next = format!("{learn} finish {}{whom}  (when it is done)", module.id());
            (enrolment::start_module(&desk, module)?, next)
        }
        What::Pathway(pathway) => {
            let cohort = args.cohort.as_deref().map(|id| find_cohort(catalog, id)).transpose()?;
            let next = format!("{learn} readiness {}", desk.person.id());
            (enrolment::start_pathway(&desk, pathway, cohort)?, next)
        }
    };
    let after = After { message: format!("Start {}", args.what), next: Some(next) };
    own::settle(&desk, &writing, &args.whose, &after, terminal, globals)
}

/// What can be begun.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    Module(Entry<'a, Module>),
    Pathway(Entry<'a, Pathway>),
}

/// The module or pathway of an id.
pub(super) fn find<'a>(catalog: &'a Catalog, id: &str, is_pathway: bool) -> Result<What<'a>, Failure> {
    let module = catalog.get::<Module>(id).filter(|_| !is_pathway);
    if let Some(found) = module.map(What::Module).or_else(|| catalog.get::<Pathway>(id).map(What::Pathway)) {
        return Ok(found);
    }
    if let Some(record) = [Kind::Module, Kind::Pathway].iter().find_map(|kind| catalog.record(*kind, id))
        && record.document.is_none()
    {
        return Err(Failure(format!("{} cannot be read; `learn check` says why", record.source.path)));
    }
    if is_pathway && catalog.get::<Module>(id).is_some() {
        return Err(Failure(format!(
            "`{id}` is a module, and a cohort takes a pathway\n  help: leave --cohort and --pathway away"
        )));
    }
    let help = match catalog.get::<Cohort>(id) {
        Some(cohort) => format!(
            "\n  help: `{id}` is a cohort; join it with `learn start {} --cohort {id}`",
            cohort.pathway
        ),
        None => String::new(),
    };
    let modules = catalog.names(Noun::Record(Kind::Module), None);
    let meant = meant(id, modules.into_iter().chain(catalog.names(Noun::Record(Kind::Pathway), None)));
    Err(Failure(format!("there is no module or pathway `{id}`{meant}{help}")))
}

fn find_cohort<'a>(catalog: &'a Catalog, id: &str) -> Result<Entry<'a, Cohort>, Failure> {
    catalog.get::<Cohort>(id).ok_or_else(|| {
        let meant = meant(id, catalog.names(Noun::Record(Kind::Cohort), None));
        Failure(format!("there is no cohort `{id}`{meant}"))
    })
}
