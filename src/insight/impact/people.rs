//! What a change does to one person: readiness for each role that matters to them, targets, awards.

use std::collections::{BTreeMap, BTreeSet};

use super::Sides;
use super::cause::{self, Cause};
use super::lines::{self, LineImpact};
use super::reach::{Reach, counterpart};
use super::targets::{Bond, Targets, targets};
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::kinds::person::Person;
use crate::standing::awards::Award;
use crate::standing::decisions::Decisions;
use crate::standing::lines::{Line, Strength};
use crate::standing::readiness::{Readiness, readiness};
use crate::standing::verdict::Verdict;
use crate::trust::ledger::Ledger;

/// A readiness that comes out differently.
#[derive(Debug, Clone)]
pub struct ReadinessImpact {
    /// Whose, by id.
    pub person: String,
    /// For which role, by its present id.
    pub role: String,
    /// The role's title.
    pub role_title: String,
    /// Why the role matters to them.
    pub bonds: BTreeSet<Bond>,
    /// The verdict as it was.
    pub before: Verdict,
    /// The verdict as it is.
    pub after: Verdict,
    /// Lines that came, went or stand elsewhere.
    pub lines: Vec<LineImpact>,
    /// Lines that will bind them on a later day.
    pub coming: Vec<Coming>,
    /// Why the verdict is another one; empty where it is the same.
    pub causes: Vec<Cause>,
}

impl ReadinessImpact {
    /// Whether the verdict is another one.
    #[must_use]
    pub fn turns(&self) -> bool {
        self.before != self.after
    }

    /// Whether the evidence was complete and no longer is.
    #[must_use]
    pub fn falls(&self) -> bool {
        self.before == Verdict::Ready && self.after != Verdict::Ready
    }

    /// Whether the evidence is complete and was not.
    #[must_use]
    pub fn rises(&self) -> bool {
        self.before != Verdict::Ready && self.after == Verdict::Ready
    }
}

/// A line that binds somebody on a later day than it was, or than it is written for.
#[derive(Debug, Clone)]
pub struct Coming {
    /// The role that asks, by id.
    pub role: String,
    /// The competency, or the requirement's id.
    pub id: String,
    /// A few words for it.
    pub title: String,
    /// How strongly it will be asked for.
    pub strength: Strength,
    /// The file that asks.
    pub path: String,
    /// The day on which it binds others.
    pub since: Option<Date>,
    /// The day on which it binds them.
    pub first: Date,
    /// The day on which it would have bound them before, where it is another.
    pub was: Option<Date>,
    /// Whether what they hold today would meet it.
    pub is_there: bool,
}

impl Coming {
    /// Whether the grace protects them from it for a while.
    #[must_use]
    pub fn is_graced(&self) -> bool {
        self.since.is_some_and(|since| since < self.first)
    }
}

/// A role that somebody works towards or has on one side only.
#[derive(Debug, Clone)]
pub struct TargetImpact {
    /// Who, by id.
    pub person: String,
    /// The role, by id.
    pub role: String,
    /// Its title.
    pub role_title: String,
    /// Why it matters or mattered.
    pub bonds: BTreeSet<Bond>,
    /// Whether it matters now.
    pub is_new: bool,
    /// The verdict, where it matters now.
    pub verdict: Option<Verdict>,
}

/// An award that somebody has on one side only.
#[derive(Debug, Clone)]
pub struct AwardImpact {
    /// Whose, by id.
    pub person: String,
    /// The credential or competency.
    pub subject: String,
    /// The day of the award.
    pub date: Date,
    /// Whether it is gained; lost otherwise.
    pub is_gained: bool,
    /// Why.
    pub causes: Vec<Cause>,
}

/// All that was found for one person.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// Whether anything was computed.
    pub was_looked_at: bool,
    /// Per role.
    pub readiness: Vec<ReadinessImpact>,
    /// Roles that matter on one side only.
    pub targets: Vec<TargetImpact>,
    /// Awards of one side only.
    pub awards: Vec<AwardImpact>,
}

/// Compares what both sides say about a person, as far as the change can reach them.
pub(super) fn compare(sides: &Sides<'_>, reach: &Reach<'_>, person: &str) -> Compared {
    let mut found = Compared::default();
    let of = |ledger: &'_ Ledger<'_>| -> bool {
        let person = ledger.catalog().get::<Person>(person);
        person.is_some_and(|person| person.is_here_on(sides.as_of))
    };
    let is_own = reach.people.contains(person);
    if is_own || reach.every_role {
        found.awards = awards(sides, person);
    }
    let (had, has) = (bonds(sides.before, person, sides), bonds(sides.after, person, sides));
    let mut left: BTreeMap<&str, _> = had;
    let is_here_on_both = of(sides.before) && of(sides.after);
    for (id, (role, bonds)) in has {
        let was = counterpart(sides.before.catalog(), sides.after.catalog(), role);
        let matched = was.and_then(|was| left.remove(was.id()));
        let Some((was, _)) = matched else {
            let verdict = readiness_of(sides.after, person, role, sides.as_of);
            let verdict = verdict.map(|readiness| readiness.verdict);
            found.targets.push(target(person, role, bonds, true, verdict));
            continue;
        };
        if is_here_on_both && reach.includes(person, [was.id(), id]) {
            found.was_looked_at = true;
            found.readiness.extend(one(sides, person, was, role, bonds));
        }
    }
    // Who is behind a role that is gone is told with the ids that are.
    let stays = |role: &RoleEntry<'_>| sides.after.catalog().role(role.id()).is_some();
    for (role, bonds) in left.into_values().filter(|(role, _)| stays(role)) {
        found.targets.push(target(person, role, bonds, false, None));
    }
    found
}

fn bonds<'a>(ledger: &'a Ledger<'a>, person: &str, sides: &Sides<'_>) -> Targets<'a> {
    let catalog = ledger.catalog();
    let person = catalog.get::<Person>(person);
    let person = person.filter(|person| person.is_here_on(sides.as_of));
    person.map(|person| targets(catalog, person, sides.as_of)).unwrap_or_default()
}

fn target(
    person: &str,
    role: RoleEntry<'_>,
    bonds: BTreeSet<Bond>,
    is_new: bool,
    verdict: Option<Verdict>,
) -> TargetImpact {
    TargetImpact {
        person: person.to_owned(),
        role: role.id().to_owned(),
        role_title: role.role.title.as_str().to_owned(),
        bonds,
        is_new,
        verdict,
    }
}

fn readiness_of<'a>(
    ledger: &'a Ledger<'a>,
    person: &str,
    role: RoleEntry<'a>,
    as_of: Date,
) -> Option<Readiness<'a>> {
    let person = ledger.catalog().get::<Person>(person)?;
    Some(readiness(ledger, person, role, as_of))
}

fn one(
    sides: &Sides<'_>,
    person: &str,
    was: RoleEntry<'_>,
    is: RoleEntry<'_>,
    bonds: BTreeSet<Bond>,
) -> Option<ReadinessImpact> {
    let (was, is) = (was.id().to_owned(), is.id().to_owned());
    let before = sides.before.catalog().role(&was)?;
    let after = sides.after.catalog().role(&is)?;
    let before = readiness_of(sides.before, person, before, sides.as_of)?;
    let after = readiness_of(sides.after, person, after, sides.as_of)?;
    let lines = lines::compare(sides, &before, &after);
    let coming = coming(sides, &before, &after);
    if before.verdict == after.verdict && lines.is_empty() && coming.is_empty() {
        return None;
    }
    let causes = if before.verdict == after.verdict {
        Vec::new()
    } else {
        of_verdict(sides, person, &lines)
    };
    Some(ReadinessImpact {
        person: person.to_owned(),
        role_title: after.role.role.title.as_str().to_owned(),
        role: is,
        bonds,
        before: before.verdict,
        after: after.verdict,
        lines,
        coming,
        causes,
    })
}

fn of_verdict(sides: &Sides<'_>, person: &str, lines: &[LineImpact]) -> Vec<Cause> {
    let mut causes: Vec<Cause> = lines.iter().flat_map(|line| line.causes.clone()).collect();
    causes.extend(cause::of_policy(sides));
    if causes.is_empty() {
        causes.extend(cause::of_person(sides, person));
        causes.extend(cause::of_content(sides, None));
    }
    causes.sort();
    causes.dedup();
    causes
}

/// Lines that will bind on another day than before, and those that will and would not have.
fn coming(sides: &Sides<'_>, before: &Readiness<'_>, after: &Readiness<'_>) -> Vec<Coming> {
    let decisions = Decisions::of(sides.after, after.person, sides.as_of);
    let catalog = sides.after.catalog();
    let is_same = |one: &Line<'_>, other: &Line<'_>| {
        one.id == other.id && one.role.id() == other.role.id() && one.title == other.title
    };
    after
        .coming
        .iter()
        .filter_map(|(first, line)| {
            let known = before.coming.iter().find(|(_, other)| is_same(other, line));
            let was = known.map(|(first, _)| *first);
            if was == Some(*first) {
                return None;
            }
            let is_there = decisions.held.satisfies(catalog, &line.demand)
                || decisions.placed(line).is_some()
                || decisions.waived(line, after.role.id()).is_some();
            Some(Coming {
                role: line.role.id().to_owned(),
                id: line.id.to_owned(),
                title: line.title.clone(),
                strength: line.strength,
                path: line.role.ladder.record.source.path.to_string(),
                since: line.since,
                first: *first,
                was,
                is_there,
            })
        })
        .collect()
}

/// What tells one award from another.
type Known = (String, Date, Option<Date>);

fn awards(sides: &Sides<'_>, person: &str) -> Vec<AwardImpact> {
    let had = held(sides.before, person, sides.as_of);
    let has = held(sides.after, person, sides.as_of);
    let lost = had.difference(&has).map(|award| (false, award));
    let gained = has.difference(&had).map(|award| (true, award));
    let mut all = lost.chain(gained).peekable();
    if all.peek().is_none() {
        return Vec::new();
    }
    let causes = cause::of_approvals(sides, person);
    let about = |subject: &str| -> Vec<Cause> {
        let of_subject: Vec<Cause> =
            causes.iter().filter(|cause| cause.path.contains(subject)).cloned().collect();
        if of_subject.is_empty() { causes.clone() } else { of_subject }
    };
    all.map(|(is_gained, (subject, date, _))| AwardImpact {
        person: person.to_owned(),
        subject: subject.clone(),
        date: *date,
        is_gained,
        causes: about(subject),
    })
    .collect()
}

/// The awards of a person that hold on a day.
fn held(ledger: &Ledger<'_>, person: &str, day: Date) -> BTreeSet<Known> {
    let Some(entry) = ledger.catalog().get::<Person>(person) else { return BTreeSet::new() };
    let decisions = Decisions::of(ledger, entry, day);
    let known = |award: &Award<'_>| (award.subject.to_owned(), award.date, award.until);
    decisions.awards_on(day).map(known).collect()
}
