//! Which roles hold in which others: a role's own words, or the ladder's order.

use std::collections::HashSet;

use super::index::{Catalog, RoleEntry};
use crate::base::place::Pointer;
use crate::kinds::ladder::Ladder;
use crate::pointer;

/// All roles, sorted by the ids of their ladders and by their position.
pub fn roles(catalog: &Catalog) -> impl Iterator<Item = RoleEntry<'_>> {
    catalog.all::<Ladder>().flat_map(|ladder| {
        let roles = ladder.document.roles.iter().enumerate();
        roles.map(move |(position, role)| RoleEntry { ladder, position, role })
    })
}

/// The roles whose demands hold directly, each with the place in the ladder that says so.
///
/// That is what `inherits` names; without it, the role before it on the ladder, and the place is
/// the role's own id.
#[must_use]
pub fn parents<'a>(catalog: &'a Catalog, role: RoleEntry<'a>) -> Vec<(RoleEntry<'a>, Pointer)> {
    if let Some(inherits) = &role.role.inherits {
        let named = inherits.iter().enumerate().filter_map(|(number, id)| {
            let pointer = pointer!["roles", role.position, "inherits", number];
            catalog.role(id.as_str()).map(|parent| (parent, pointer))
        });
        return named.collect();
    }
    let before = role.position.checked_sub(1).and_then(|position| {
        let parent = role.ladder.document.roles.get(position)?;
        Some(RoleEntry { ladder: role.ladder, position, role: parent })
    });
    before.map(|parent| (parent, role.pointer().then("id"))).into_iter().collect()
}

/// All roles whose demands hold in a role, nearest first, each once.
///
/// The role itself is among them only if it inherits itself by a circle.
#[must_use]
pub fn ancestors<'a>(catalog: &'a Catalog, role: RoleEntry<'a>) -> Vec<RoleEntry<'a>> {
    let mut found: Vec<RoleEntry<'a>> = Vec::new();
    let mut seen = HashSet::new();
    let mut looked_at = 0;
    let mut current = role;
    loop {
        for (parent, _) in parents(catalog, current) {
            if seen.insert(key(parent)) {
                found.push(parent);
            }
        }
        let Some(next) = found.get(looked_at) else { return found };
        current = *next;
        looked_at += 1;
    }
}

/// What tells one role from another, also where two claim one id.
#[must_use]
pub fn key(role: RoleEntry<'_>) -> (&str, usize) {
    (&*role.ladder.record.source.path, role.position)
}
