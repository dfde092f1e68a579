//! Readiness: one person's evidence for one role on one day, line by line, and what it comes to.

use std::sync::Arc;

use super::claims::OpenClaim;
use super::decisions::Decisions;
use super::demand::Demand;
use super::experience::{self, Served};
use super::groups;
use super::holdings::Holdings;
use super::lines::{self, Line};
use super::motion::{Motion, UnderWay};
use super::verdict::{self, Reason, Standing, Verdict, Weighed};
use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::pathway::Pathway;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::program::ReadinessPolicy;

/// Where one line stands, with what vouches for it and what is under way.
#[derive(Debug, Clone)]
pub struct LineState<'a> {
    /// What is asked for.
    pub line: Line<'a>,
    /// Where it stands.
    pub standing: Standing,
    /// What vouches for the standing.
    pub evidence: Vec<Evidence>,
    /// What is under way; empty when nothing is.
    pub motion: Vec<Motion<'a>>,
    /// Where it stands once the open claims are granted.
    pub once_granted: Standing,
}

/// A file that vouches for a standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Path relative to the catalog's root.
    pub path: Arc<str>,
    /// What it says, in a few words.
    pub says: String,
}

/// The answer to "what am I missing for this role?".
#[derive(Debug, Clone)]
pub struct Readiness<'a> {
    /// Whose evidence.
    pub person: Entry<'a, Person>,
    /// For which role.
    pub role: RoleEntry<'a>,
    /// On which day.
    pub as_of: Date,
    /// Every line of the role, its own first.
    pub lines: Vec<LineState<'a>>,
    /// Lines that are asked for later, each with its first day.
    pub coming: Vec<(Date, Line<'a>)>,
    /// What it comes to.
    pub verdict: Verdict,
    /// The claims that would have to be granted for a pending verdict.
    pub open_claims: Vec<OpenClaim<'a>>,
    /// How many approval records were left aside because they are not verified.
    pub unverified: usize,
}

impl Readiness<'_> {
    /// How many lines have a standing that `wanted` accepts.
    pub fn count(&self, wanted: impl Fn(&Standing) -> bool) -> usize {
        self.lines.iter().filter(|state| wanted(&state.standing)).count()
    }

    /// How many lines nobody has looked at.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.count(|standing| !standing.is_known())
    }
}

/// The readiness of a person for a role as of a day; what is dated later is ignored.
#[must_use]
pub fn readiness<'a>(
    catalog: &'a Catalog,
    person: Entry<'a, Person>,
    role: RoleEntry<'a>,
    as_of: Date,
) -> Readiness<'a> {
    let policy = policy(catalog);
    let enrolled = enrolled_towards(catalog, person.id(), role, as_of);
    let asked = lines::lines(catalog, role, as_of, enrolled, policy.grace());
    let decisions = Decisions::of(catalog, person.id(), as_of);
    let under_way = UnderWay::of(catalog, person.id(), as_of);
    let granted = once_granted(&decisions, &under_way, as_of);
    let judge = Judge { catalog, person, as_of };
    let now = judge.standings(&asked.in_force, &decisions.held);
    let then = judge.standings(&asked.in_force, &granted);
    let lines: Vec<LineState<'a>> = asked
        .in_force
        .into_iter()
        .zip(now)
        .zip(then)
        .map(|((line, standing), once_granted)| LineState {
            evidence: judge.evidence(&line, &standing),
            motion: if standing == Standing::Met {
                Vec::new()
            } else {
                under_way.towards(catalog, &line.demand)
            },
            line,
            standing,
            once_granted,
        })
        .collect();
    let weighed: Vec<Weighed> = lines
        .iter()
        .map(|state| Weighed {
            strength: state.line.strength,
            standing: state.standing.clone(),
            once_granted: state.once_granted.clone(),
        })
        .collect();
    Readiness {
        person,
        role,
        as_of,
        verdict: verdict::verdict(&weighed, &policy),
        lines,
        coming: asked.coming,
        open_claims: under_way.claims,
        unverified: decisions.unverified,
    }
}

/// The catalog's policy, or the defaults where it has none.
#[must_use]
pub fn policy(catalog: &Catalog) -> ReadinessPolicy {
    catalog.program().map(|program| program.document.readiness).unwrap_or_default()
}

/// The day on which somebody set out on a pathway to the role, the earliest if there are several.
fn enrolled_towards(
    catalog: &Catalog,
    person: &str,
    role: RoleEntry<'_>,
    day: Date,
) -> Option<Date> {
    catalog
        .owned::<PathwayEnrolment>(person)
        .filter(|enrolment| enrolment.document.withdrawn.is_none_or(|withdrawn| withdrawn > day))
        .filter(|enrolment| {
            let pathway = catalog.get::<Pathway>(enrolment.id());
            let to = pathway.and_then(|pathway| pathway.document.to.as_ref());
            to.and_then(|to| catalog.role(to.as_str())).is_some_and(|to| to.id() == role.id())
        })
        .map(|enrolment| enrolment.document.enrolled)
        .filter(|enrolled| *enrolled <= day)
        .min()
}

fn once_granted<'a>(
    decisions: &Decisions<'a>,
    under_way: &UnderWay<'a>,
    as_of: Date,
) -> Holdings<'a> {
    let mut granted = decisions.held.clone();
    for claim in under_way.claims.iter().filter(|claim| claim.can_be_granted_on(as_of)) {
        granted.add_all(&claim.gives);
    }
    granted
}

/// Compares lines with what somebody holds.
struct Judge<'a> {
    catalog: &'a Catalog,
    person: Entry<'a, Person>,
    as_of: Date,
}

impl Judge<'_> {
    fn standings(&self, lines: &[Line<'_>], held: &Holdings<'_>) -> Vec<Standing> {
        let groups: Vec<&Demand<'_>> = lines.iter().map(|line| &line.demand).collect();
        let filled = groups::filled(&groups, &|member| held.satisfies(self.catalog, member));
        lines
            .iter()
            .zip(filled)
            .map(|(line, have)| match &line.demand {
                Demand::Choose { count, .. } if have >= *count => Standing::Met,
                Demand::Choose { count, .. } if have > 0 => {
                    Standing::NotYet(Reason::TooFew { have, need: *count })
                }
                Demand::Experience(time) => self.experience(time),
                demand if held.satisfies(self.catalog, demand) => Standing::Met,
                _ => Standing::Unknown,
            })
            .collect()
    }

    fn experience(&self, time: &crate::kinds::ladder::Experience) -> Standing {
        match experience::served(self.catalog, self.person, time, self.as_of) {
            Served::Enough => Standing::Met,
            Served::Short(there_on) => {
                Standing::NotYet(Reason::TooEarly { need: time.at_least, there_on })
            }
            Served::Unknowable => Standing::Unknown,
        }
    }

    fn evidence(&self, line: &Line<'_>, standing: &Standing) -> Vec<Evidence> {
        match &line.demand {
            Demand::Experience(_) if standing.is_known() => vec![Evidence {
                path: Arc::clone(&self.person.record.source.path),
                says: "the roles and since when".to_owned(),
            }],
            _ => Vec::new(),
        }
    }
}
