//! Copies of what lines demand, in signed placements and waivers: what they hold when a ladder says something else.
//!
//! A record with a copy is of what the copy says, and of less of the same: a line that comes to demand more,
//! or something else under the same id, is neither held nor waived by it. One without a copy, as they were
//! signed once, goes by what the ladder says now.

use super::demand::Demand;
use super::lines::{Line, Written, written};
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::ladder::Experience;
use crate::kinds::parts::demanded::Demanded;

/// What a placement at a role holds: the role's own lines that are asked for on a day or later.
#[must_use]
pub fn of_role(role: RoleEntry<'_>, day: Date) -> Vec<Demanded> {
    let lasts = |until: Option<Date>| until.is_none_or(|until| day <= until);
    let expects = role.role.expects.iter().filter(|line| lasts(line.until));
    let requires = role.role.requires.iter().filter(|line| lasts(line.until));
    let expected = expects.map(Demanded::of_expectation);
    expected.chain(requires.map(Demanded::of_requirement)).collect()
}

/// What lines demand, each thing once.
#[must_use]
pub fn of_lines<'l>(lines: impl IntoIterator<Item = &'l Line<'l>>) -> Vec<Demanded> {
    let mut copies: Vec<Demanded> = Vec::new();
    for line in lines {
        let copy = match line.written {
            Written::Expectation(expectation) => Demanded::of_expectation(expectation),
            Written::Requirement(requirement) => Demanded::of_requirement(requirement),
            Written::Nothing => continue,
        };
        if !copies.contains(&copy) {
            copies.push(copy);
        }
    }
    copies
}

/// Whether a placement or a waiver is of what a line of its role demands by now; one without a copy is of
/// whatever it demands.
#[must_use]
pub fn hold(catalog: &Catalog, approval: &Approval, line: &Line<'_>) -> bool {
    approval.demands.as_ref().is_none_or(|copies| include(catalog, copies, line))
}

/// Whether one of these copies has what a line demands, or more of the same.
#[must_use]
pub fn include(catalog: &Catalog, copies: &[Demanded], line: &Line<'_>) -> bool {
    let asked = line.whole_demand(catalog);
    copies.iter().any(|copy| is_within(catalog, &Demand::of_copy(catalog, copy), &asked))
}

/// The position of the first copy in a record that is more than a catalog's own ladder says: than any line of
/// the role of a placement, or than the line of a waiver.
#[must_use]
pub fn beyond(catalog: &Catalog, approval: &Approval) -> Option<usize> {
    let copies = approval.demands.as_deref()?;
    let id = approval.role_id();
    let asked: Vec<Demand<'_>> = match catalog.role(id) {
        Some(role) => {
            let named = |line: &Line<'_>| match (approval.decision, &approval.line) {
                (Decision::Place, _) => line.role.id() == role.id(),
                (Decision::Waive, Some(id)) => line.is_called(catalog, id.as_str()),
                _ => false,
            };
            let lines = written(catalog, role).into_iter().filter(named);
            lines.map(|line| line.whole_demand(catalog)).collect()
        }
        None => Vec::new(),
    };
    let is_asked = |copy: &Demanded| {
        let copy = Demand::of_copy(catalog, copy);
        asked.iter().any(|asked| is_within(catalog, asked, &copy))
    };
    copies.iter().position(|copy| !is_asked(copy))
}

/// Whether what is asked is what was copied, or less of the same.
fn is_within(catalog: &Catalog, copied: &Demand<'_>, asked: &Demand<'_>) -> bool {
    match (copied, asked) {
        (Demand::Experience(copied), Demand::Experience(asked)) => {
            // The role may have had another id when the record was signed.
            let role = |time: &Experience| {
                let id = time.role.as_ref()?.as_str().to_owned();
                Some(catalog.role(&id).map_or(id, |role| role.id().to_owned()))
            };
            role(copied) == role(asked)
                && copied.at_least.working_hours() >= asked.at_least.working_hours()
        }
        (
            Demand::Choose { count: many, from: copied, share: shared },
            Demand::Choose { count, from: asked, share },
        ) => {
            let is_as_free = *share || !*shared;
            count <= many && is_as_free && are_among(catalog, copied, asked)
        }
        (copied, asked) => copied.covers(asked),
    }
}

/// Whether each of the members that were copied has one of its own among those that are asked for now: with
/// more to choose from a group gets easier, with less it does not.
fn are_among(catalog: &Catalog, copied: &[Demand<'_>], asked: &[Demand<'_>]) -> bool {
    let mut open: Vec<&Demand<'_>> = asked.iter().collect();
    copied.iter().all(|member| {
        let same = open.iter().position(|asked| *asked == member);
        let less = || open.iter().position(|asked| is_within(catalog, member, asked));
        let found = same.or_else(less);
        found.map(|position| open.swap_remove(position)).is_some()
    })
}
