//! `learn check-in`: where a key result stands today.

use super::own::{self, After, Private, Whose};
use super::terminal::Terminal;
use super::{Globals, Outcome, Verdict};
use crate::scaffold::own::key_result;

/// Write down where a key result stands
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Adds a dated check-in to the objectives of the period, people/<you>/okrs/<period>.yaml, and touches nothing
else in that file. A result without numbers is `done`. Without a value it lists what there is.

Examples:
  learn check-in degraded-checkout/experiments 2 --note \"Retries, this time.\"
  learn check-in hypothesis done
  learn check-in days-open 9 --date 2026-03-20 --print")]
pub struct Args {
    /// The key result, as OBJECTIVE/RESULT or by its own id
    #[arg(value_name = "OBJECTIVE/RESULT")]
    result: String,
    /// The number it stands at, or `done`
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: Option<String>,
    /// What happened since the last time
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    private: Private,
    #[command(flatten)]
    whose: Whose,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such result, the value does not fit, or the file cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let layered = args.private.open(globals, None, args.whose.person.as_deref())?;
    let desk = own::desk(&layered, &args.whose)?;
    let found = key_result::find(&desk, &args.result)?;
    let title = &*found.result.title;
    let Some(value) = &args.value else {
        for check_in in &found.result.check_ins {
            let value = check_in.value.map(|value| value.to_string()).unwrap_or_default();
            let note = check_in.note.as_ref().map(|note| note.split_whitespace().collect::<Vec<_>>().join(" "));
            terminal.print(format!("{}  {value}  {}", check_in.date, note.unwrap_or_default()).trim_end());
        }
        let example = if found.result.done.is_some() { "done" } else { "VALUE" };
        let learn = own::learn(globals);
        terminal.say(format!("{title}\nnext: {learn} check-in {} {example}", args.result));
        return Ok(Verdict::Clean);
    };
    let writing = key_result::check_in(&desk, &found, value, args.note.as_deref())?;
    let after = After { message: format!("Check in on {}: {value}", found.result.id), next: None };
    own::settle(&desk, &writing, &args.whose, &after, terminal, globals)
}
