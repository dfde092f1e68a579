//! What has changed on a ladder: above all, what its roles demand of people.

use std::collections::BTreeSet;

use super::demands::{self, Demands, Expected};
use super::{Change, Step};
use crate::base::date::Date;
use crate::base::place::Place;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::ladder::{Ladder, PortfolioDemand, Requirement, Role};
use crate::pointer;

/// Adds every difference between a ladder and its earlier self.
pub(super) fn compare(
    before: &Catalog,
    after: &Catalog,
    was: Entry<'_, Ladder>,
    is: Entry<'_, Ladder>,
    as_of: Date,
    changes: &mut Vec<Change>,
) {
    let mut add = |step: Step, place: Place, what: String| {
        // What is inherited shows in every role that inherits it, and is said once.
        let change = Change { step, place, what };
        if !changes.contains(&change) {
            changes.push(change);
        }
    };
    if was.name != is.name || was.summary != is.summary {
        let what = format!("ladder `{}` is described in other words", is.id());
        add(Step::Patch, is.record.at(pointer!["name"]), what);
    }
    let mut matched = BTreeSet::new();
    for (position, role) in is.document.roles.iter().enumerate() {
        let role = RoleEntry { ladder: is, position, role };
        let place = is.record.at(role.pointer().then("id"));
        let ids = std::iter::once(&role.role.id).chain(&role.role.formerly);
        let Some(earlier) = ids.into_iter().find_map(|id| before.role(id.as_str())) else {
            add(Step::Minor, place, format!("role `{}` is new", role.id()));
            continue;
        };
        matched.insert(earlier.id());
        // A demand of another ladder changed this one only if this one reached out for it.
        let everywhere = earlier.role.inherits != role.role.inherits;
        let had = demands::of(before, after, earlier, as_of, everywhere);
        let has = demands::of(after, after, role, as_of, everywhere);
        expectations(role.id(), &had, &has, &place, &mut add);
        requirements(role.id(), &had, &has, &place, &mut add);
        wording(role.id(), earlier.role, role.role, &place, &mut add);
    }
    for role in was.document.roles.iter().filter(|role| !matched.contains(role.id.as_str())) {
        if after.role(role.id.as_str()).is_none() {
            let what = format!("role `{}` is gone", role.id);
            add(Step::Minor, is.record.at_key(pointer!["roles"]), what);
        }
    }
}

fn expectations(
    role: &str,
    had: &Demands<'_>,
    has: &Demands<'_>,
    place: &Place,
    add: &mut dyn FnMut(Step, Place, String),
) {
    for (id, now) in &has.expects {
        let here = now.place.clone().unwrap_or_else(|| place.clone());
        match had.expects.get(id) {
            None => add(Step::Major, here, format!("`{id}` is expected anew")),
            Some(then) => {
                if let Some((step, what)) = difference(then, now) {
                    add(step, here, format!("`{id}` {what}"));
                }
            }
        }
    }
    for id in had.expects.keys().filter(|id| !has.expects.contains_key(*id)) {
        add(Step::Minor, place.clone(), format!("`{role}` no longer expects `{id}`"));
    }
}

fn difference(then: &Expected, now: &Expected) -> Option<(Step, &'static str)> {
    let (was_highest, is_highest) = (then.core.max(then.weighted), now.core.max(now.weighted));
    if is_highest > was_highest {
        Some((Step::Major, "is expected at a higher proficiency"))
    } else if now.core > then.core {
        Some((Step::Major, "is core now"))
    } else if is_highest < was_highest {
        Some((Step::Minor, "is expected at a lower proficiency"))
    } else if now.core < then.core {
        Some((Step::Minor, "is no longer core"))
    } else if now.weighted != then.weighted || now.weight != then.weight {
        Some((Step::Minor, "has another weight"))
    } else {
        None
    }
}

fn requirements(
    role: &str,
    had: &Demands<'_>,
    has: &Demands<'_>,
    place: &Place,
    add: &mut dyn FnMut(Step, Place, String),
) {
    for (key, (now, here)) in &has.requires {
        let id = key.1;
        match had.requires.get(key) {
            None => add(Step::Major, here.clone(), format!("requirement `{id}` is new")),
            Some((then, _)) if same_demand(then, now) => {
                if then.title != now.title || then.text != now.text {
                    let what = format!("requirement `{id}` is described in other words");
                    add(Step::Patch, here.clone(), what);
                }
            }
            Some((then, _)) if is_looser(then, now) => {
                add(Step::Minor, here.clone(), format!("requirement `{id}` asks for less"));
            }
            Some(_) => {
                let what = format!("requirement `{id}` asks for something else or more");
                add(Step::Major, here.clone(), what);
            }
        }
    }
    for (_, id) in had.requires.keys().filter(|key| !has.requires.contains_key(*key)) {
        add(Step::Minor, place.clone(), format!("`{role}` no longer has requirement `{id}`"));
    }
}

/// The requirement without its words and dates.
fn bare(requirement: &Requirement) -> Requirement {
    Requirement { title: None, text: None, since: None, until: None, ..requirement.clone() }
}

fn same_demand(then: &Requirement, now: &Requirement) -> bool {
    bare(then) == bare(now)
}

/// Whether whoever met the requirement before meets it now, as far as its numbers tell.
fn is_looser(then: &Requirement, now: &Requirement) -> bool {
    let without_numbers = |requirement: &Requirement| Requirement {
        choose: None,
        from: Vec::new(),
        share: false,
        portfolio: None,
        ..bare(requirement)
    };
    let fewer = |then: Option<u8>, now: Option<u8>| now.unwrap_or(0) <= then.unwrap_or(0);
    let portfolio = match (&then.portfolio, &now.portfolio) {
        (Some(then), Some(now)) => {
            let PortfolioDemand { entries, modules, projects, types } = now;
            fewer(then.entries, *entries)
                && fewer(then.modules, *modules)
                && fewer(then.projects, *projects)
                && (types.is_empty() || then.types == *types)
        }
        (None, None) => true,
        _ => false,
    };
    without_numbers(then) == without_numbers(now)
        && portfolio
        && then.choose.is_some() == now.choose.is_some()
        && fewer(then.choose, now.choose)
        && then.from.iter().all(|choice| now.from.contains(choice))
        && (now.share || !then.share)
}

fn wording(
    id: &str,
    then: &Role,
    now: &Role,
    place: &Place,
    add: &mut dyn FnMut(Step, Place, String),
) {
    let counts = |role: &Role| (role.outcomes.len(), role.responsibilities.len());
    let words = |role: &Role| {
        let lines: Vec<_> =
            role.expects.iter().map(|line| (line.text.clone(), line.examples.clone())).collect();
        let about = (role.title.clone(), role.summary.clone());
        (about, role.outcomes.clone(), role.responsibilities.clone(), lines)
    };
    if counts(then) != counts(now) {
        let what = format!("`{id}` has more or fewer outcomes or responsibilities");
        add(Step::Minor, place.clone(), what);
    } else if words(then) != words(now) && then.expects.len() == now.expects.len() {
        add(Step::Patch, place.clone(), format!("`{id}` is described in other words"));
    }
}
