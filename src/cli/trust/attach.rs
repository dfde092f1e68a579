//! `learn attach` for the trust policy: adds a version or a seal that came as text.

use std::collections::BTreeMap;

use super::delivery::{self, Parcel};
use super::desk::{Desk, Way};
use super::{Failure, Globals, Terminal};
use crate::session::carry::Signing;
use crate::session::governance::letter::Letter;
use crate::session::governance::{landing, listed, proposals};
use crate::trust::chain::Pin;

/// Where what came as text goes.
pub(crate) struct Attaching {
    /// The branch; the one that is checked out or proposes the version if left out.
    pub(crate) branch: Option<String>,
    /// Whether it is pushed.
    pub(crate) push: bool,
}

/// Adds the version and the seals of a letter, after verifying them.
pub(crate) fn attach(
    files: &BTreeMap<String, String>,
    asked: Attaching,
    terminal: &mut Terminal,
    globals: &Globals,
) -> Result<(), Failure> {
    let letter = Letter::read(files)?;
    let (number, digest) = (letter.number(), letter.digest());
    let way = Way { branch: asked.branch, push: asked.push, print: false, yes: true };
    let mut desk = Desk::of_reader(&way, terminal, globals)?;
    if way.branch.is_none() {
        let proposals =
            proposals::find(&desk.home, number, letter.previous(), desk.pinned.pin())?;
        let is_here = |one: &&proposals::Proposal| one.branch.short() == desk.target.short();
        let same: Vec<_> = proposals.into_iter().filter(|one| one.digest == digest).collect();
        let found = same.iter().find(is_here).or_else(|| proposals::furthest(&same));
        if let Some(branch) = found.map(|one| one.branch.clone()) {
            desk = desk.on(branch)?;
        }
    }
    let chain = desk.chain();
    let brought = letter.held_against(&desk.opened.catalog, &chain)?;
    let is_new = brought.files.keys().any(|path| **path == *brought.sealing.path);
    let target = if way.branch.is_some() || brought.sealing.is_complete() || !is_new {
        desk.target.clone()
    } else {
        landing::place(&desk.home, &desk.target, number)?
    };
    let who: Vec<&String> = brought.sealed_by.iter().collect();
    let who = listed(&who, "and");
    let message = if is_new {
        format!("Trust policy, version {number}, sealed by {who}\n")
    } else {
        format!("Add the seal of {who} to version {number} of the trust policy\n")
    };
    let parcel = Parcel { target, files: brought.files, message, signing: Signing::AsUsual };
    let pin = Pin { version: number, digest };
    delivery::deliver(&desk, parcel, &brought.sealing, &pin, &way, terminal)?;
    desk.move_pin(terminal);
    Ok(())
}
