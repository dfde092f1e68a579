//! Whom a change of the trust policy can be about: nothing is taken from somebody whom nobody knows.

use std::collections::BTreeSet;

use super::Failure;
use super::desk::Desk;
use crate::base::id::Id;
use crate::base::shell;
use crate::kinds::person::Person;
use crate::kinds::trust::Trust;
use crate::rules::meant;

/// Refuses to erase somebody of whom neither the catalog nor the policy knows: no version takes that back.
pub(super) fn expect_somebody(desk: &Desk, trust: &Trust, person: &str) -> Result<(), Failure> {
    if people(trust).contains(person) || trust.renamed.contains_key(person) {
        return Ok(());
    }
    desk.expect_person(person).map_err(|Failure(words)| {
        let words = words.lines().next().unwrap_or_default();
        Failure(format!("{words}\n  help: somebody is erased before their folder is taken away"))
    })
}

/// Refuses to give something to somebody by an id that they had: the policy would know them by another one than their
/// folder. One that the policy goes on calling so is renamed first.
pub(super) fn expect_present(desk: &Desk, trust: &Trust, person: &str) -> Result<(), Failure> {
    desk.expect_person(person)?;
    let now = desk.opened.catalog.get::<Person>(person).map_or(person, |known| known.id());
    if now == person {
        return Ok(());
    }
    let help = if people(trust).contains(person) {
        format!("`learn trust rename {} {}` first", shell::word(person), shell::word(now))
    } else {
        format!("name `{now}`")
    };
    Err(Failure(format!("`{person}` is called `{now}` now\n  help: {help}")))
}

/// Refuses to rename somebody of whom neither the catalog nor the policy knows, by either of the ids.
pub(super) fn expect_either(desk: &Desk, trust: &Trust, ids: [&str; 2]) -> Result<(), Failure> {
    let named = people(trust);
    let is_known = |id: &&str| named.contains(id) || desk.expect_person(id).is_ok();
    if ids.iter().any(is_known) {
        return Ok(());
    }
    desk.expect_person(ids[0])
}

/// Refuses to take something from somebody who has nothing by this policy.
pub(super) fn expect_in(trust: &Trust, person: &str) -> Result<(), Failure> {
    let known = people(trust);
    if known.contains(person) {
        return Ok(());
    }
    Err(Failure(format!(
        "version {} of the trust policy gives nothing to `{person}`{}\n  help: `learn trust show` lists who may \
         do what",
        trust.version,
        meant(person, known)
    )))
}

/// Everybody whom a policy gives something.
fn people(trust: &Trust) -> BTreeSet<&str> {
    let assessors = trust.assessors.iter().map(|entry| entry.person.as_str());
    let admins = trust.admins.people.iter().map(crate::base::reference::Ref::as_str);
    trust.keys.keys().map(Id::as_str).chain(assessors).chain(admins).collect()
}
