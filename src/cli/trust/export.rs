//! `learn trust export`: the policy's keys as git's own tools read them.

use super::desk::in_force;
use super::{Globals, Outcome, Terminal, Verdict};
use crate::session::governance::allowed;
use crate::session::open;
use crate::trust::chain::Chain;

/// Print the keys as git reads them, to verify commits and statements without learn
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn trust export > .git/allowed_signers
  learn trust export --revoked > .git/revoked_keys
  git config gpg.ssh.allowedSignersFile .git/allowed_signers")]
pub(super) struct Args {
    /// Print the ssh keys that no longer count instead
    #[arg(long)]
    revoked: bool,
    /// Of a commit instead of the files on disk
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
}

/// Runs the verb.
pub(super) fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, args.rev.as_deref())?;
    let pinned = super::super::pinned(globals, &opened)?;
    let chain = Chain::of(&opened.catalog, pinned.pin());
    let policy = in_force(&chain)?;
    let text = if args.revoked { allowed::revoked(&chain) } else { allowed::signers(policy) };
    terminal.write(|out| out.write_all(text.as_bytes()));
    Ok(Verdict::Clean)
}
