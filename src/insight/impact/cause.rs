//! Causes: which file made a line, a verdict or an award come out differently, and what changed in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Sides;
use super::difference::{Difference, Edit};
use super::reach::bears;
use crate::base::date::Date;
use crate::catalog::{Entry, layout};
use crate::kinds::Kind;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::kinds::program::ReadinessPolicy;
use crate::standing::demand::Demand;
use crate::standing::readiness::policy;

/// A file and what changed in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    /// The file, relative to the catalog's root; where it was if it is gone.
    pub path: Arc<str>,
    /// What changed.
    pub what: What,
}

/// What changed in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A role asks for something anew.
    Added,
    /// A role no longer asks for something.
    Removed,
    /// A higher proficiency is asked for.
    Raised {
        /// As it was.
        from: String,
        /// As it is.
        to: String,
    },
    /// A lower proficiency is asked for.
    Lowered {
        /// As it was.
        from: String,
        /// As it is.
        to: String,
    },
    /// It is core or required now.
    Core,
    /// It has a weight now.
    NotCore,
    /// It has another weight.
    Weight {
        /// As it was.
        from: u8,
        /// As it is.
        to: u8,
    },
    /// A requirement asks for something else.
    Demand,
    /// The demands of this role hold now as well.
    Inherits(String),
    /// The demands of this role no longer hold.
    InheritsNoLonger(String),
    /// It is asked for from another day on, which has come.
    Begins(Option<Date>),
    /// It is asked for from this day on, which has not come.
    Later(Date),
    /// It was asked for until this day.
    Ended(Date),
    /// It had ended, and is asked for again.
    Again,
    /// Another line asks for it, too.
    Covered,
    /// No other line asks for it any more.
    Uncovered,
    /// The scale has other steps.
    Scale,
    /// The competency has another mastery method.
    Mastery,
    /// The credential attests, includes or needs something else.
    Credential,
    /// The module is of another type, teaches or is assessed by something else.
    Module,
    /// An approval record came, changed or went.
    Approval(Edit),
    /// An approval that was not verified is now.
    Counts,
    /// An approval that was verified no longer is.
    CountsNoLonger,
    /// Another record of the person came, changed or went; with its kind.
    Own(Edit, &'static str),
    /// Another version of the trust policy is in force.
    Trust,
    /// The share of the weight that has to be met, in per cent.
    Threshold(u8, u8),
    /// The share of the lines that somebody has to have looked at, in per cent.
    Floor(u8, u8),
    /// How many core lines may be waived.
    WaivedCore(u8, u8),
    /// How long a waiver may hold.
    WaivedFor,
    /// How long a new demand leaves out those on their way.
    Grace,
}

/// What changed in the rules that verdicts are made by.
pub(super) fn of_policy(sides: &Sides<'_>) -> Vec<Cause> {
    let (was, is) = (policy(sides.before.catalog()), policy(sides.after.catalog()));
    let path: Arc<str> = layout::CATALOG_FILE.into();
    let mut causes = Vec::new();
    let mut add = |what| causes.push(Cause { path: Arc::clone(&path), what });
    let shares = |of: fn(&ReadinessPolicy) -> u8| (of(&was), of(&is));
    let (from, to) = shares(|policy| policy.threshold().0);
    if from != to {
        add(What::Threshold(from, to));
    }
    let (from, to) = shares(|policy| policy.evidence_floor().0);
    if from != to {
        add(What::Floor(from, to));
    }
    let (from, to) = shares(|policy| policy.waivers.core());
    if from != to {
        add(What::WaivedCore(from, to));
    }
    if was.waivers.longest() != is.waivers.longest() {
        add(What::WaivedFor);
    }
    causes
}

/// What changed in somebody's own records and in what counts of them.
pub(super) fn of_person(sides: &Sides<'_>, person: &str) -> Vec<Cause> {
    let mut causes = of_approvals(sides, person);
    let own = sides.own(person).filter(|difference| {
        let kinds = [
            Kind::Person,
            Kind::Claim,
            Kind::Portfolio,
            Kind::Enrolment,
            Kind::PathwayEnrolment,
            Kind::Journal,
        ];
        difference.kind().is_some_and(|kind| kinds.contains(&kind))
    });
    causes.extend(own.filter_map(|difference| {
        let what = What::Own(difference.edit(), difference.kind()?.about().name);
        Some(Cause { path: difference.path(), what })
    }));
    causes
}

/// Approvals of a person that count on one side only.
pub(super) fn of_approvals(sides: &Sides<'_>, person: &str) -> Vec<Cause> {
    let counting = |ledger: &'_ crate::trust::ledger::Ledger<'_>| -> BTreeSet<(String, Arc<str>)> {
        let about = ledger.about(person);
        about
            .map(|(judged, _)| {
                (judged.digest.as_str().to_owned(), Arc::clone(&judged.record.source.path))
            })
            .collect()
    };
    let (had, has) = (counting(sides.before), counting(sides.after));
    let digests = |of: &BTreeSet<(String, Arc<str>)>| -> BTreeSet<String> {
        of.iter().map(|(digest, _)| digest.clone()).collect()
    };
    let (known_before, known_after) = (digests(&had), digests(&has));
    let mut causes = Vec::new();
    for (_, path) in had.iter().filter(|(digest, _)| !known_after.contains(digest)) {
        let what = match sides.after.catalog().at_path(path) {
            None => What::Approval(Edit::Removed),
            Some(_) if is_touched(sides, person, path) => What::Approval(Edit::Changed),
            Some(_) => What::CountsNoLonger,
        };
        causes.push(Cause { path: Arc::clone(path), what });
    }
    for (_, path) in has.iter().filter(|(digest, _)| !known_before.contains(digest)) {
        let was_there = sides.before.catalog().at_path(path).is_some();
        let what = if was_there { What::Counts } else { What::Approval(Edit::Added) };
        let cause = Cause { path: Arc::clone(path), what };
        if !causes.iter().any(|known| known.path == cause.path) {
            causes.push(cause);
        }
    }
    if !causes.is_empty() {
        causes.extend(of_trust(sides));
    }
    causes
}

fn is_touched(sides: &Sides<'_>, person: &str, path: &str) -> bool {
    sides.own(person).any(|difference| *difference.path() == *path)
}

fn of_trust(sides: &Sides<'_>) -> Option<Cause> {
    let in_force = |ledger: &crate::trust::ledger::Ledger<'_>| {
        ledger.policy().map(|policy| (policy.version(), policy.digest.clone()))
    };
    let now = in_force(sides.after);
    if now == in_force(sides.before) {
        return None;
    }
    let version = now.map_or(0, |(version, _)| version);
    let path = format!("trust/{version:04}.yaml").into();
    Some(Cause { path, what: What::Trust })
}

/// What changed in the content that a line is judged by, beside the line itself.
pub(super) fn of_content(sides: &Sides<'_>, demand: Option<&Demand<'_>>) -> Vec<Cause> {
    let content = sides.differences.iter().filter(|difference| difference.person().is_none());
    let mut causes = Vec::new();
    for difference in content {
        let found = match difference.kind() {
            Some(Kind::Framework) => framework(difference, demand),
            Some(Kind::Credential) if bears(difference) => credential(sides, difference, demand),
            Some(Kind::Module) if bears(difference) => {
                let other = matches!(
                    demand,
                    Some(Demand::Competency { .. } | Demand::Credential(_) | Demand::Experience(_))
                );
                Some(What::Module).filter(|_| !other)
            }
            _ => None,
        };
        causes.extend(found.map(|what| Cause { path: difference.path(), what }));
    }
    causes
}

fn framework(difference: &Difference<'_>, demand: Option<&Demand<'_>>) -> Option<What> {
    let before = Entry::<Framework>::of(difference.before?)?;
    let after = Entry::<Framework>::of(difference.after?)?;
    let mastery = |id: &str| {
        let of = |framework: Entry<'_, Framework>| {
            let known = framework.document.competencies.iter();
            known
                .filter(|(known, competency)| {
                    **known == *id || competency.formerly.iter().any(|former| *former == *id)
                })
                .map(|(_, competency)| competency.mastery)
                .next()
        };
        of(before) != of(after)
    };
    let asked = match demand {
        Some(Demand::Competency { id, .. }) => Some(*id),
        Some(_) => return None,
        None => None,
    };
    if asked.is_some_and(mastery) {
        Some(What::Mastery)
    } else if before.document.steps() != after.document.steps() {
        Some(What::Scale)
    } else {
        None
    }
}

fn credential(
    sides: &Sides<'_>,
    difference: &Difference<'_>,
    demand: Option<&Demand<'_>>,
) -> Option<What> {
    let sides_of = [difference.before, difference.after];
    let documents: Vec<Entry<'_, Credential>> =
        sides_of.into_iter().flatten().filter_map(Entry::of).collect();
    let concerns = |credential: &Entry<'_, Credential>| match demand {
        None | Some(Demand::Choose { .. }) => true,
        Some(Demand::Credential(id)) => {
            credential.id() == *id || credential.includes.iter().any(|one| one.as_str() == *id)
        }
        Some(Demand::Competency { id, .. }) => credential.attests.iter().any(|attested| {
            let known = sides.after.catalog().competency(attested.competency.as_str());
            known.is_some_and(|known| known.id == *id) || attested.competency.as_str() == *id
        }),
        Some(_) => false,
    };
    documents.iter().any(concerns).then_some(What::Credential)
}
