//! `learn completions`: the script that makes a shell complete `learn`.

use clap_complete::Shell;

use super::terminal::Terminal;
use super::{Globals, Outcome, Verdict};

/// Print the script that makes a shell complete verbs and options
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn completions bash > ~/.local/share/bash-completion/completions/learn
  learn completions zsh > ~/.zfunc/_learn
  learn completions fish > ~/.config/fish/completions/learn.fish")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Runs the verb.
///
/// # Errors
/// None of its own.
pub fn run(args: &Args, terminal: &mut Terminal, _: &Globals) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "learn", &mut script);
    terminal.write(|out| out.write_all(&script));
    Ok(Verdict::Clean)
}
