//! `learn trust rename` and `erase`: the policy follows somebody to a new id, or lets their records go.

use super::change::{take_everything, written};
use super::desk::{Desk, Way, in_force};
use super::known;
use super::{Failure, Globals, Outcome, Terminal};
use crate::base::id::{self, Id};
use crate::base::reference::Ref;
use crate::base::shell;
use crate::kinds::Kind;
use crate::session::governance::draft::Keeping;
use crate::session::governance::view;

/// Follow somebody to a new id, so that what they earned and signed goes along
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn trust rename ada-m ada
  learn trust rename ada-m ada --push")]
pub(super) struct Rename {
    /// The id that they had
    old: String,
    /// The id that they have
    new: String,
    #[command(flatten)]
    way: Way,
}

/// Allow somebody's records to be taken out of the catalog
#[derive(Debug, clap::Args)]
#[command(after_help = "\
They lose keys and scopes as well; what they signed for others stands. Take their folder away once this
version holds, or in the same pull request.

Examples:
  learn trust erase matteo
  learn trust erase matteo --branch erase-matteo")]
pub(super) struct Erase {
    /// Who
    person: String,
    #[command(flatten)]
    way: Way,
}

/// Runs `learn trust rename`.
pub(super) fn rename(args: &Rename, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let (old, new) = (args.old.as_str(), args.new.as_str());
    for word in [old, new] {
        id::check(word).map_err(|_| Failure(format!("`{word}` cannot be a person's id")))?;
    }
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    let mut trust = in_force(&chain)?.document.clone();
    if view::both_are_there(&desk.opened.catalog, old, new) {
        return Err(Failure(format!(
            "{old} and {new} cannot be one person: both are there\n  help: once the folder people/{old} has \
             become people/{new}, with `formerly: [{old}]` in its person.yaml, run this again"
        )));
    }
    if trust.keys.contains_key(new) {
        return Err(Failure(format!("{new} is somebody else in the trust policy, with keys of their own")));
    }
    known::expect_either(&desk, &trust, [old, new])?;
    trust.renamed.insert(Id::new(old), Id::new(new));
    if let Some(keys) = trust.keys.remove(old) {
        trust.keys.insert(Id::new(new), keys);
    }
    for admin in trust.admins.people.iter_mut().filter(|admin| admin.as_str() == old) {
        *admin = Ref::new(new);
    }
    for entry in trust.assessors.iter_mut().filter(|entry| entry.person.as_str() == old) {
        entry.person = Ref::new(new);
    }
    let is_there = |id: &str| desk.opened.catalog.record(Kind::Person, id).is_some_and(|one| &*one.name == id);
    let has_moved = is_there(new) || !is_there(old);
    let outcome = written(&desk, &chain, trust, Keeping::Earned, Vec::new(), &args.way, terminal)?;
    if !has_moved {
        let (from, to) = (format!("people/{old}"), format!("people/{new}"));
        terminal.say(format!(
            "on the branch of this version, since one lands only with the other: `git mv {} {}`, with `formerly: \
             [{old}]` in its person.yaml",
            shell::word(&from),
            shell::word(&to)
        ));
    }
    Ok(outcome)
}

/// Runs `learn trust erase`.
pub(super) fn erase(args: &Erase, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let desk = Desk::open(&args.way, terminal, globals)?;
    let chain = desk.chain();
    let mut trust = in_force(&chain)?.document.clone();
    id::check(&args.person)
        .map_err(|_| Failure(format!("`{}` cannot be a person's id", args.person)))?;
    known::expect_somebody(&desk, &trust, &args.person)?;
    take_everything(&mut trust, &args.person);
    if !trust.erased.iter().any(|id| *id == *args.person) {
        trust.erased.push(Id::new(args.person.as_str()));
    }
    let outcome = written(&desk, &chain, trust, Keeping::Earned, Vec::new(), &args.way, terminal)?;
    terminal.say(format!(
        "then `git rm -r {}`, on the branch of this version or once it has landed",
        shell::word(&format!("people/{}", args.person))
    ));
    Ok(outcome)
}
