//! Members: one person of a team, what their role asks of them, and what is attested to them.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::sync::Arc;

use super::Scope;
use super::staff::{Post, Who};
use crate::base::date::Date;
use crate::catalog::Catalog;
use crate::catalog::index::RoleEntry;
use crate::standing::awards::Outcome;
use crate::standing::decisions::Decisions;
use crate::standing::demand::Demand;
use crate::standing::lines::{self, Line};
use crate::standing::motion::{Motion, UnderWay};
use crate::standing::readiness::{enrolled_towards, policy};
use crate::standing::verdict::{Reason, Standing};
use crate::trust::ledger::Ledger;

/// Where an expectation stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Live awards attest it.
    Attested,
    /// The placement of this day holds it; no award does.
    Placed(Date),
    /// It is not asked of this person until this day.
    Waived(Date),
    /// It was looked at, and it is not there.
    NotYet(Reason),
    /// Nobody has looked.
    Unknown,
}

impl State {
    /// Whether it is asked for and not there, as far as anybody knows.
    #[must_use]
    pub const fn is_gap(&self) -> bool {
        matches!(self, Self::NotYet(_) | Self::Unknown)
    }

    /// The word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Attested => "attested",
            Self::Placed(_) => "placed",
            Self::Waived(_) => "waived",
            Self::NotYet(_) => "not yet",
            Self::Unknown => "unknown",
        }
    }
}

/// One expectation of one person.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// The line of the role.
    pub line: Arc<Line<'a>>,
    /// The competency's id.
    pub competency: &'a str,
    /// The proficiency's id.
    pub at: &'a str,
    /// Its position on the scale; none where the scale does not have it.
    pub step: Option<usize>,
    /// Where it stands.
    pub state: State,
    /// What is under way for a gap: claims that wait, remediations, modules.
    pub motion: Vec<Motion<'a>>,
}

/// Expectations, counted by where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Attested by live awards.
    pub attested: usize,
    /// Held by placement.
    pub placed: usize,
    /// Waived.
    pub waived: usize,
    /// Looked at, and not there.
    pub not_yet: usize,
    /// Nobody has looked.
    pub unknown: usize,
}

impl Tally {
    /// All of them.
    #[must_use]
    pub const fn asked(&self) -> usize {
        self.needed() + self.waived
    }

    /// The numerator of coverage: attested + placed.
    #[must_use]
    pub const fn met(&self) -> usize {
        self.attested + self.placed
    }

    /// The denominator of coverage: all that are not waived.
    #[must_use]
    pub const fn needed(&self) -> usize {
        self.met() + self.not_yet + self.unknown
    }

    /// Counts one more.
    pub const fn add(&mut self, state: &State) {
        match state {
            State::Attested => self.attested += 1,
            State::Placed(_) => self.placed += 1,
            State::Waived(_) => self.waived += 1,
            State::NotYet(_) => self.not_yet += 1,
            State::Unknown => self.unknown += 1,
        }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |one, other| Self {
            attested: one.attested + other.attested,
            placed: one.placed + other.placed,
            waived: one.waived + other.waived,
            not_yet: one.not_yet + other.not_yet,
            unknown: one.unknown + other.unknown,
        })
    }
}

/// One person with what is asked of them.
#[derive(Debug)]
pub struct Member<'a> {
    /// Who, in which role and team.
    pub post: Post<'a>,
    /// What their role asks for in the scope, in the order of readiness.
    pub lines: Vec<Expected<'a>>,
    /// How many approval records about them do not count because they do not verify.
    pub unverified: usize,
    /// The highest proficiency that a placement holds, by competency.
    placed: BTreeMap<&'a str, usize>,
    known: Option<Known<'a>>,
}

/// What was decided about somebody, and what they have under way.
#[derive(Debug)]
struct Known<'a> {
    decisions: Decisions<'a>,
    under_way: UnderWay<'a>,
    /// Whether some award has ended, or some claim has a part of its approvals.
    is_unsettled: bool,
}

/// How somebody holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// By live awards.
    Attested,
    /// By placement.
    Placed,
}

impl<'a> Member<'a> {
    /// Compares what the role asks for with what is attested.
    #[must_use]
    pub fn of(
        ledger: &'a Ledger<'a>,
        asked: &Asked<'a>,
        scope: &Scope<'a>,
        post: Post<'a>,
    ) -> Self {
        let day = asked.day;
        let known = post.who.person().map(|person| {
            let decisions = Decisions::of(ledger, person, day);
            let under_way = UnderWay::of(&decisions, person, day);
            let ended = decisions.awards().any(|award| !award.is_live_on(day));
            let partly = decisions
                .rounds
                .iter()
                .any(|round| matches!(round.outcome, Outcome::Waiting { .. }));
            Known { decisions, under_way, is_unsettled: ended || partly }
        });
        let mut placed: BTreeMap<&'a str, usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for line in asked.of_post(post) {
            let Demand::Competency { id, at, step } = line.demand else { continue };
            let target = post.role.map_or("", |role| role.id());
            let state = known.as_ref().map_or(State::Unknown, |known| known.state(&line, target));
            if let (State::Placed(_), Some(step)) = (&state, step) {
                let highest = placed.entry(id).or_default();
                *highest = step.max(*highest);
            }
            let is_asked_about = scope.competency.is_none_or(|only| only.id == id)
                && scope.role.is_none_or(|only| only.id() == target);
            if is_asked_about {
                let motion =
                    known.as_ref().filter(|_| state.is_gap()).map_or_else(Vec::new, |known| {
                        known.under_way.towards(asked.catalog, &line.demand)
                    });
                lines.push(Expected { competency: id, at, step, state, motion, line });
            }
        }
        let unverified = known.as_ref().map_or(0, |known| known.decisions.unverified);
        Self { post, lines, unverified, placed, known }
    }

    /// Their expectations, counted.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.lines.iter().for_each(|line| tally.add(&line.state));
        tally
    }

    /// Those that are asked for and not there, as far as anybody knows.
    pub fn gaps(&self) -> impl Iterator<Item = &Expected<'a>> {
        self.lines.iter().filter(|line| line.state.is_gap())
    }

    /// Whether and how they hold what is demanded.
    #[must_use]
    pub fn holds(&self, catalog: &Catalog, demand: &Demand<'_>) -> Option<Hold> {
        let known = self.known.as_ref()?;
        if known.decisions.held.satisfies(catalog, demand) {
            return Some(Hold::Attested);
        }
        let Demand::Competency { id, step: Some(step), .. } = demand else { return None };
        self.placed.get(id).filter(|placed| *placed >= step).map(|_| Hold::Placed)
    }

    /// The highest position on the scale that a placement holds.
    #[must_use]
    pub fn placed_at(&self, competency: &str) -> Option<usize> {
        self.placed.get(competency).copied()
    }

    /// The last day on which awards meet a demand; none if they go on or do not meet it.
    #[must_use]
    pub fn met_until(&self, demand: &Demand<'_>) -> Option<Date> {
        let end = Date::new(9999, 12, 31)?;
        self.known.as_ref()?.decisions.met_until(demand, end)
    }

    /// The proficiency that awards attest, with its position on the scale.
    #[must_use]
    pub fn level(&self, catalog: &'a Catalog, competency: &str) -> Option<(&'a str, usize)> {
        self.known.as_ref()?.decisions.held.level(catalog, competency)
    }

    /// Why a demand that they do not hold is not there, where a part of it is or was.
    #[must_use]
    pub fn unsettled(&self, catalog: &Catalog, demand: &Demand<'_>) -> Option<Reason> {
        let known = self.known.as_ref()?;
        if !known.is_unsettled && known.decisions.held.times(catalog, demand).is_none() {
            return None;
        }
        match known.decisions.open_standing(demand).0 {
            Standing::NotYet(reason) => Some(reason),
            Standing::Met | Standing::Waived(_) | Standing::Unknown => None,
        }
    }

    /// What they have under way towards a demand.
    #[must_use]
    pub fn under_way(&self, catalog: &Catalog, demand: &Demand<'_>) -> Vec<Motion<'a>> {
        let known = self.known.as_ref();
        known.map_or_else(Vec::new, |known| known.under_way.towards(catalog, demand))
    }
}

impl<'a> Known<'a> {
    /// Where a line for a competency stands, in the order of readiness.
    fn state(&self, line: &Line<'a>, target: &str) -> State {
        let decisions = &self.decisions;
        if decisions.held.satisfies(decisions.catalog(), &line.demand) {
            return State::Attested;
        }
        if let Some(place) = decisions.placed(line) {
            return State::Placed(place.approval().date);
        }
        if let Some(until) = decisions.waived(line, target).and_then(|one| one.approval().until) {
            return State::Waived(until);
        }
        match decisions.open_standing(&line.demand).0 {
            Standing::NotYet(reason) => State::NotYet(reason),
            Standing::Met | Standing::Waived(_) | Standing::Unknown => State::Unknown,
        }
    }
}

/// What roles ask for on a day, each role's lines made once.
#[derive(Debug)]
pub struct Asked<'a> {
    catalog: &'a Catalog,
    day: Date,
    by_role: BTreeMap<&'a str, Vec<Arc<Line<'a>>>>,
}

impl<'a> Asked<'a> {
    /// The lines of every role that somebody has.
    #[must_use]
    pub fn of(catalog: &'a Catalog, day: Date, staff: &[Post<'a>]) -> Self {
        let mut by_role = BTreeMap::new();
        for role in staff.iter().filter_map(|post| post.role) {
            by_role.entry(role.id()).or_insert_with(|| lines_of(catalog, role, day, None));
        }
        Self { catalog, day, by_role }
    }

    /// The lines that hold for somebody: a demand that came in after they had set out towards the
    /// role binds them only once the grace is over.
    fn of_post(&self, post: Post<'a>) -> Vec<Arc<Line<'a>>> {
        let Some(role) = post.role else { return Vec::new() };
        let enrolled = match post.who {
            Who::Known(person) => enrolled_towards(self.catalog, person.id(), role, self.day),
            Who::New(_) => None,
        };
        match self.by_role.get(role.id()) {
            Some(lines) if enrolled.is_none() => lines.clone(),
            _ => lines_of(self.catalog, role, self.day, enrolled),
        }
    }
}

/// The lines of a role on a day for somebody who set out towards it then.
#[must_use]
pub fn lines_of<'a>(
    catalog: &'a Catalog,
    role: RoleEntry<'a>,
    day: Date,
    enrolled: Option<Date>,
) -> Vec<Arc<Line<'a>>> {
    let lines = lines::lines(catalog, role, day, enrolled, policy(catalog).grace());
    lines.in_force.into_iter().map(Arc::new).collect()
}
