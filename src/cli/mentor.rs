//! `learn mentor`: who coaches somebody; chosen, ended, or suggested.

use super::own::{self, After, Private, Whose};
use super::terminal::Terminal;
use super::{Globals, Outcome, Verdict};
use crate::catalog::people::People;
use crate::format::table;
use crate::report::counted;
use crate::scaffold::own::Desk;
use crate::scaffold::own::mentor::{self, Choice};
use crate::trust::ledger::Ledger;

/// Most volunteers that are listed.
const LISTED: usize = 12;

/// Choose your mentor, or see who offers to be one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without a name it says who coaches you and lists who offers to and has a free place, those first whose topics
fit what your goal still asks for. Ask them before you write them down. Choosing changes `mentors` in your
person.yaml and nothing else there; while nobody is chosen, the lead of your team coaches you.

Examples:
  learn mentor
  learn mentor chen
  learn mentor amina --also
  learn mentor --end")]
pub struct Args {
    /// Who coaches you from now on
    #[arg(value_name = "PERSON")]
    mentor: Option<String>,
    /// Beside those who coach you now, instead of after them
    #[arg(long, requires = "mentor")]
    also: bool,
    /// You want no mentor, not even the lead of your team
    #[arg(long, conflicts_with_all = ["mentor", "end"])]
    nobody: bool,
    /// Those you chose stop; the lead of your team goes on
    #[arg(long, conflicts_with = "mentor")]
    end: bool,
    #[command(flatten)]
    private: Private,
    #[command(flatten)]
    whose: Whose,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such person, they cannot be the mentor, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let layered = args.private.open(globals, None, args.whose.person.as_deref())?;
    let desk = own::desk(&layered, &args.whose)?;
    let choice = match &args.mentor {
        Some(id) => {
            let person = desk.opened.person(Some(id))?;
            Choice::Person { person, beside: args.also }
        }
        None if args.nobody => Choice::Nobody,
        None if args.end => Choice::End,
        None => {
            let pinned = super::pinned(globals, desk.opened)?;
            let ledger = Ledger::of(desk.catalog(), pinned.pin());
            return Ok(suggest(&desk, &ledger, terminal, globals));
        }
    };
    let writing = mentor::choose(&desk, choice)?;
    let message = match choice {
        Choice::Person { person, .. } => {
            warn(&desk, person.id(), terminal);
            format!("{} mentors {}", person.name, desk.person.name)
        }
        Choice::Nobody => format!("No mentor for {}", desk.person.name),
        Choice::End => format!("The mentoring of {} ends", desk.person.name),
    };
    let learn = own::learn(globals);
    let next = match choice {
        Choice::Person { person, .. } => {
            Some(format!("{learn} new meeting {}{}", person.id(), own::for_whom(&args.whose)))
        }
        Choice::Nobody | Choice::End => None,
    };
    own::settle(&desk, &writing, &args.whose, &After { message, next }, terminal, globals)
}

/// A word where somebody has not offered, or has no place left.
fn warn(desk: &Desk<'_>, id: &str, terminal: &mut Terminal) {
    let volunteers = mentor::volunteers(desk, &std::collections::BTreeSet::new());
    if volunteers.iter().all(|volunteer| volunteer.person.id() != id) {
        terminal.say(format!("note: {id} has no free place in `mentoring` of their person.yaml; ask them first"));
    }
}

fn suggest<'a>(desk: &Desk<'a>, ledger: &'a Ledger<'a>, terminal: &mut Terminal, globals: &Globals) -> Verdict {
    let people = People::on(desk.catalog(), desk.day);
    let name = &*desk.person.name;
    let now: Vec<String> = people
        .mentors(desk.person)
        .iter()
        .map(|mentor| match mentor.entry {
            Some(_) => mentor.person.name.to_string(),
            None => format!("{}, as the lead of the team", mentor.person.name),
        })
        .collect();
    terminal.print(match now.as_slice() {
        [] => format!("Nobody mentors {name} now."),
        now => format!("Mentor of {name}: {}", now.join("; ")),
    });
    let wanted = mentor::wanted(ledger, desk);
    let volunteers = mentor::volunteers(desk, &wanted);
    if volunteers.is_empty() {
        terminal.print("\nNobody else who offers to coach has a free place.");
        return Verdict::Clean;
    }
    let rows: Vec<Vec<String>> = volunteers
        .iter()
        .take(LISTED)
        .map(|volunteer| {
            vec![
                volunteer.person.id().to_owned(),
                volunteer.person.name.to_string(),
                volunteer.free.to_string(),
                volunteer.fitting.join(", "),
                volunteer.others.join(", "),
            ]
        })
        .collect();
    let width = terminal.style().width.clamp(40, 100);
    let header = ["id", "who offers to coach", "free", "fits what you miss", "also"];
    terminal.print("");
    terminal.print(table::write(&header, &rows, 4, width).trim_end());
    if volunteers.len() > LISTED {
        terminal.print(format!("and {} more", counted(volunteers.len() - LISTED, "volunteer")));
    }
    if let Some(first) = volunteers.first() {
        let learn = own::learn(globals);
        terminal.say(format!("next: ask them; then {learn} mentor {}", first.person.id()));
    }
    Verdict::Clean
}
