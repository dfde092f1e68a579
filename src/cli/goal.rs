//! `learn goal`: where somebody wants to go; shown, or set anew.

use super::own::{self, After, Private, Whose};
use super::readiness::find_role;
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::base::date::Date;
use crate::catalog::people::People;
use crate::format::text::wrapped;
use crate::kinds::goal::State;
use crate::scaffold::own::Desk;
use crate::scaffold::own::goal::{Aim, goal};

/// Show your goal, or set a new one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Writes people/<you>/goals/<date>.md; the newest goal is in force and the older ones stay. Without anything
to set it shows the goal in force.

Examples:
  learn goal
  learn goal senior-engineer --for-me \"I want to lead when it matters.\"
  learn goal --exploring --candidates senior-engineer,engineering-manager --layer ~/my-growth")]
pub struct Args {
    /// The role you work towards
    #[arg(value_name = "ROLE")]
    role: Option<String>,
    /// You are still looking around
    #[arg(long)]
    exploring: bool,
    /// The roles you look at while exploring
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    candidates: Vec<String>,
    /// What you want from it for yourself
    #[arg(long, value_name = "TEXT")]
    for_me: Option<String>,
    /// What the company gains by it
    #[arg(long, value_name = "TEXT")]
    for_company: Option<String>,
    /// The day you would like to be there
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    #[command(flatten)]
    private: Private,
    #[command(flatten)]
    whose: Whose,
}

/// Runs the verb.
///
/// # Errors
/// When a role is unknown, there is a goal of the day already, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let layered = args.private.open(globals, None, args.whose.person.as_deref())?;
    let desk = own::desk(&layered, &args.whose)?;
    let catalog = desk.catalog();
    let says_something = args.role.is_some()
        || args.exploring
        || !args.candidates.is_empty()
        || args.for_me.is_some()
        || args.for_company.is_some()
        || args.until.is_some();
    let learn = own::learn(globals);
    if !says_something {
        return Ok(show(&desk, terminal, &learn));
    }
    let find = |id: &String| find_role(catalog, id);
    let aim = Aim {
        role: args.role.as_ref().map(find).transpose()?,
        exploring: args.exploring,
        candidates: args.candidates.iter().map(find).collect::<Result<_, Failure>>()?,
        for_me: args.for_me.as_deref(),
        for_company: args.for_company.as_deref(),
        until: args.until,
    };
    let writing = goal(&desk, &aim)?;
    if let (Some(aim), Some(held)) = (aim.role, People::on(catalog, desk.day).role(desk.person))
        && aim.id() == held.id()
    {
        terminal.say(format!("note: {} has the role {} already", desk.person.name, held.role.title));
    }
    let layer = match &args.private.layer {
        Some(folder) => format!(" --layer {}", folder.display()),
        None => String::new(),
    };
    let next = format!("{learn} readiness {}{layer}", desk.person.id());
    let message = match aim.role {
        Some(role) if !aim.exploring => format!("Goal: {}", role.role.title),
        _ => "Goal: looking around".to_owned(),
    };
    let after = After { message, next: Some(next) };
    own::settle(&desk, &writing, &args.whose, &after, terminal, globals)
}

/// The goal in force, in a few lines.
fn show(desk: &Desk<'_>, terminal: &mut Terminal, learn: &str) -> Verdict {
    let catalog = desk.catalog();
    let Some(goal) = People::on(catalog, desk.day).goal(desk.person.id()) else {
        terminal.print(format!("{} has no goal yet.", desk.person.name));
        terminal.say(format!("next: {learn} goal ROLE, or {learn} goal --exploring while you look around"));
        return Verdict::Clean;
    };
    let title = |id: &str| catalog.role(id).map_or_else(|| id.to_owned(), |role| role.role.title.to_string());
    let since = goal.record.date().map(|date| format!(", since {date}")).unwrap_or_default();
    let role = goal.document.role.as_ref().map(|role| title(role.as_str()));
    terminal.print(match (goal.state, role) {
        (State::Set, Some(role)) => format!("{role}{since}"),
        (State::Set, None) => format!("A goal without a role{since}"),
        (State::Exploring, Some(role)) => format!("Looking around, towards {role}{since}"),
        (State::Exploring, None) => format!("Looking around{since}"),
    });
    if !goal.candidates.is_empty() {
        let names: Vec<String> = goal.candidates.iter().map(|id| title(id.as_str())).collect();
        terminal.print(format!("  candidates: {}", names.join(", ")));
    }
    if let Some(until) = goal.until {
        terminal.print(format!("  until: {until}"));
    }
    let width = terminal.style().width.clamp(40, 100) - 4;
    for (word, text) in [("for me", &goal.for_me), ("for the company", &goal.for_company)] {
        if let Some(text) = text {
            terminal.print(format!("  {word}:"));
            for line in wrapped(text, width) {
                terminal.print(format!("    {line}"));
            }
        }
    }
    let private = desk.layer.filter(|layer| layer.has(&goal.record.source.path));
    let path = match private.and_then(|layer| layer.place(&goal.record.source.path)) {
        Some(place) => place.display().to_string(),
        None => super::from_here(desk.opened, &goal.record.source.path),
    };
    terminal.say(format!("see {path}\nnext: {learn} readiness {}", desk.person.id()));
    Verdict::Clean
}
