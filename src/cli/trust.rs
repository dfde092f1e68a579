//! `learn trust`: who may approve what, with which keys, in versions that the admins seal.

mod attach;
mod change;
mod delivery;
mod desk;
mod export;
mod init;
mod known;
mod person;
mod rebase;
mod scope;
mod seal;
mod show;

pub(super) use attach::{Attaching, attach};
pub(super) use change::add_key;
pub(super) use desk::confirm;

use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};

/// Say who may approve what and with which keys, in versions that admins seal
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every change is a new file, trust/0002.yaml and so on, sealed with your own signing key and put on the
branch you are on with a commit. Versions hold only if enough admins sealed them; nobody has to trust a
server. A version that still lacks seals goes to a branch of its own, trust-2 and so on, and the main
branch stays as it is until it has landed.

Examples:
  learn trust init                            begin, with you as the admin
  learn trust add chen --key-file chen.pub    Chen gets a key to sign with
  learn trust add chen --discipline engineering --approve 'incident-*'
  learn trust add chen --admin --threshold 2  from now on it takes two admins
  learn trust seal --push                     the second one looks and seals
  learn trust remove kofi                     he leaves; his approvals stand
  learn trust show                            who may do what, and the pin")]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Init(init::Args),
    Add(change::Add),
    Remove(change::Remove),
    Rename(person::Rename),
    Erase(person::Erase),
    Vouch(change::Vouch),
    Drop(change::Drop),
    Seal(seal::Args),
    Rebase(rebase::Args),
    Show(show::Args),
    Export(export::Args),
}

/// Runs the verb.
///
/// # Errors
/// When there is no repository, no policy, no key, or a version would not count; nothing is written then.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    match &args.verb {
        Verb::Init(args) => init::run(args, terminal, globals),
        Verb::Add(args) => change::add(args, terminal, globals),
        Verb::Remove(args) => change::remove(args, terminal, globals),
        Verb::Rename(args) => person::rename(args, terminal, globals),
        Verb::Erase(args) => person::erase(args, terminal, globals),
        Verb::Vouch(args) => change::vouch(args, terminal, globals),
        Verb::Drop(args) => change::drop_kept(args, terminal, globals),
        Verb::Seal(args) => seal::run(args, terminal, globals),
        Verb::Rebase(args) => rebase::run(args, terminal, globals),
        Verb::Show(args) => show::run(args, terminal, globals),
        Verb::Export(args) => export::run(args, terminal, globals),
    }
}
