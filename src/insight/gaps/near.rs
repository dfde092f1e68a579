//! Who could hold something with one step more, and which step that is.

use super::member::Member;
use super::staff::Who;
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::standing::demand::Demand;
use crate::standing::motion::Motion;
use crate::standing::verdict::Reason;

/// Somebody who is one step away, with every reason to say so.
#[derive(Debug, Clone)]
pub struct Near<'a> {
    /// Who.
    pub who: Who<'a>,
    /// What brings them near, the nearest first; never empty.
    pub steps: Vec<Step<'a>>,
}

/// One step that is left; the order is from the nearest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'a> {
    /// A claim has to be answered.
    Claim {
        /// The claim's id.
        claim: &'a str,
        /// Since when it waits.
        since: Date,
        /// One discipline per assessor who has to answer, or `any`.
        waits_for: Vec<&'a str>,
    },
    /// One more award or approval of several.
    OneMore {
        /// How many are there.
        have: usize,
        /// How many it takes.
        need: usize,
    },
    /// They held it until this day.
    Lapsed(Date),
    /// They hold the proficiency below.
    Below {
        /// That proficiency.
        at: &'a str,
        /// Whether a placement holds it, and no award.
        placed: bool,
    },
    /// A second chance after a not-yet.
    Remediation {
        /// The day by which they show it again.
        until: Date,
    },
    /// A module that teaches it is being taken.
    Module {
        /// The module's id.
        module: &'a str,
        /// When it is usually finished, where the module says how long it takes.
        until: Option<Date>,
    },
}

impl Step<'_> {
    const fn rank(&self) -> u8 {
        match self {
            Self::Claim { .. } => 0,
            Self::OneMore { .. } => 1,
            Self::Lapsed(_) => 2,
            Self::Below { .. } => 3,
            Self::Remediation { .. } => 4,
            Self::Module { .. } => 5,
        }
    }
}

/// Those who do not hold what is demanded and are one step away.
///
/// They come by their nearest step, then those with more reasons, then by id.
#[must_use]
pub fn near<'a>(
    catalog: &'a Catalog,
    demand: &Demand<'a>,
    members: &[&Member<'a>],
) -> Vec<Near<'a>> {
    let mut found: Vec<Near<'a>> = members
        .iter()
        .filter(|member| member.holds(catalog, demand).is_none())
        .filter_map(|member| {
            let steps = steps(catalog, demand, member);
            (!steps.is_empty()).then_some(Near { who: member.post.who, steps })
        })
        .collect();
    found.sort_by_cached_key(|near| {
        let nearest = near.steps.first().map(Step::rank);
        (nearest, std::cmp::Reverse(near.steps.len()), near.who.id())
    });
    found
}

fn steps<'a>(catalog: &'a Catalog, demand: &Demand<'a>, member: &Member<'a>) -> Vec<Step<'a>> {
    let Demand::Competency { id, step: Some(step), .. } = demand else { return Vec::new() };
    let mut steps: Vec<Step<'a>> = member
        .under_way(catalog, demand)
        .into_iter()
        .filter_map(|motion| match motion {
            Motion::ClaimWaiting { claim, since, waits_for } => {
                Some(Step::Claim { claim, since, waits_for })
            }
            Motion::Remediation { until, .. } => Some(Step::Remediation { until }),
            Motion::InProgress { module, until } => Some(Step::Module { module, until }),
            Motion::Finished { .. } | Motion::Expiring(_) => None,
        })
        .collect();
    match member.unsettled(catalog, demand) {
        Some(Reason::TooFew { have, need, .. }) if have + 1 == need => {
            steps.push(Step::OneMore { have, need });
        }
        Some(Reason::Expired(day)) => steps.push(Step::Lapsed(day)),
        _ => {}
    }
    if let Some(below) = step.checked_sub(1) {
        let attested = member.level(catalog, id).is_some_and(|(_, at)| at == below);
        let placed = member.placed_at(id) == Some(below);
        let scale = catalog.competency(id).map(|entry| entry.framework.document.steps());
        if let Some(at) = scale.and_then(|scale| scale.get(below).copied())
            && (attested || placed)
        {
            steps.push(Step::Below { at, placed: !attested });
        }
    }
    steps.sort_by_key(Step::rank);
    steps
}
