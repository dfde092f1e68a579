//! The plan: the least-effort set of modules and credentials that closes the gaps of a readiness, in an
//! order and on a calendar.
//!
//! # What is looked for
//!
//! Everything that somebody could take is a whole number: a module (0 or 1), a credential (0 or 1, and
//! how often again), a claim for a competency that no credential attests, pieces of work to write down.
//! The plan is the choice of these numbers that
//!
//! > minimises Σ learning time of the modules taken
//!
//! so that, once all of it is done and granted,
//!
//! - every core and required line is met, or waived now; no more core lines are waived than
//!   `waivers.core`; at least one line is met;
//! - Σ weight of the weighted lines met ≥ `threshold` · Σ weight of those that are not waived;
//! - the lines that somebody has looked at are at least `evidence_floor` of all;
//! - of each group as many members are there as it asks for, and none counts for two groups that do not
//!   share;
//! - a module is taken only with its prerequisites; a credential only with the modules that it `needs`
//!   or, where it names none, with one module that teaches each competency it attests (where none
//!   teaches any, with one that it assesses); with as much work to cite as it needs;
//! - work and modules that a line asks for are cited in some claim, since only judged work counts;
//! - each open item of the pathways on the way is fulfilled in one of the ways in force; as many
//!   electives are taken as the pathway asks for, among them those that were chosen, and each theme of
//!   its guardrail is touched; what fulfils an item is not counted as an elective as well.
//!
//! That is an integer linear program (Dantzig, *Linear Programming and Extensions*, 1963, chapter 26),
//! solved exactly: what no least plan needs is taken away, and what is left falls apart into programs that
//! share nothing ([`reduce`]); each begins with a thrifty plan ([`thrift`]) and is searched by branch and
//! bound over its linear relaxation (Land and Doig, *An Automatic Method of Solving Discrete Programming
//! Problems*, Econometrica 28, 1960; [`solver`]). Of plans with the same learning time the one with the
//! fewest things is taken, then the one whose claims ask for less — the lowest step that is enough, the
//! fewest assessors —, then the one whose ids come first. The search stops after so many nodes and steps,
//! never after a time, so that the same catalog and day give the same plan everywhere; where it
//! stops early the plan says how far from the least it is at most ([`Proof`]).
//!
//! Only `effort.learning` is effort: time on the job is work that is done anyway. A module that states
//! no effort is reckoned with the middle of what the others state, and one that was begun with the share
//! of its milestones that is left. What is finished, held, fulfilled, or claimed and well-formed
//! ([`OpenClaim::can_be_granted_on`]) counts once and costs nothing. Drafts and retired modules are never
//! planned: where something asks for a retired one, what replaced it is. Modules whose prerequisites go
//! in a circle can never be taken, and the plan says so.
//!
//! What is held today and ends before the plan does is renewed in it ([`renewal`]): shown again shortly
//! before it ends.
//!
//! # What cannot be planned
//!
//! A line that nothing in the catalog satisfies is named with the reason ([`Gap`]), and the rest is
//! planned. Where single lines can be satisfied but not all together, as few as possible are left out,
//! pathways first.
//!
//! # The calendar
//!
//! Items follow one another so that nothing comes before what it builds on; as in the next step of
//! [`crate::standing::next`], what can be shown comes first, then what was begun, then the rest in the
//! role's order. Each week holds the learning time; a module with `over` spreads its share over that
//! length, so that others run beside it. A claim lasts until it is usually answered
//! (`cadence.claim_answer`), and claims for the same thing wait for one another; what a remediation has
//! dated stays where it is. The calendar ends with the year 9999, and a plan that would not end before it is
//! refused ([`Refused::BeyondTheCalendar`]).

pub mod badge;
pub mod barred;
pub mod calendar;
pub mod choice;
pub mod citing;
pub mod deadline;
pub mod demands;
pub mod draft;
pub mod extra;
pub mod fixed;
pub mod gap;
pub mod integer;
pub mod item;
pub mod model;
pub mod needs;
pub mod next;
pub mod offer;
pub mod order;
pub mod pace;
pub mod reason;
pub mod reduce;
pub mod renewal;
pub mod route;
pub mod search;
pub mod solver;
pub mod thrift;

pub use deadline::Note;
pub use fixed::Fixed;
pub use gap::Gap;
pub use integer::Proof;
pub use item::{Item, What, Why};
pub use model::Take;
pub use needs::{Need, Thing, Unmet};
pub use next::Next;
pub use offer::Hindrance;
pub use pace::{Pace, PaceSource};
pub use solver::Limit;

use std::fmt;

use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::{Catalog, Entry};
use crate::kinds::person::Person;
use crate::standing::claims::OpenClaim;
use crate::standing::decisions::Decisions;
use crate::standing::readiness::{Readiness, readiness};
use crate::trust::ledger::Ledger;

/// What somebody asks of a plan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes {
    /// Learning time in minutes a week; what the person, team or program allots if none.
    pub minutes_per_week: Option<u64>,
    /// The first day; the day of the readiness if none.
    pub start: Option<Date>,
    /// Whether to add what credentials name as stretch.
    pub stretch: bool,
    /// How far to search; as far as takes about two seconds if none.
    pub limit: Option<Limit>,
}

/// A plan.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Where names are looked up.
    pub catalog: &'a Catalog,
    /// The readiness whose gaps it closes.
    pub readiness: Readiness<'a>,
    /// The first day.
    pub start: Date,
    /// The learning time of a week.
    pub pace: Pace,
    /// What to do, in order.
    pub items: Vec<Item<'a>>,
    /// What remediations have dated, by day.
    pub fixed: Vec<Fixed<'a>>,
    /// Lines that only time will meet, each with the day.
    pub in_time: Vec<(usize, Date)>,
    /// What nothing in the catalog satisfies.
    pub unmet: Vec<Unmet<'a>>,
    /// What else to know: deadlines that it misses, awards that end, demands that come.
    pub notes: Vec<Note<'a>>,
    /// How the plan is known to be the least.
    pub proof: Proof,
}

impl<'a> Plan<'a> {
    /// The learning time of what is not optional, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u64 {
        self.needed().map(|item| item.minutes).sum()
    }

    /// The items that are not optional.
    pub fn needed(&self) -> impl Iterator<Item = &Item<'a>> {
        self.items.iter().filter(|item| !item.is_optional)
    }

    /// The last day of what is not optional; the first day of the plan where there is nothing to do.
    #[must_use]
    pub fn end(&self) -> Date {
        let items = self.needed().map(|item| item.until);
        let time = self.in_time.iter().map(|(_, day)| *day);
        items.chain(time).max().unwrap_or(self.start)
    }

    /// Open claims that count as granted.
    pub fn under_way(&self) -> impl Iterator<Item = &OpenClaim<'a>> {
        let day = self.readiness.as_of;
        self.readiness.open_claims.iter().filter(move |claim| claim.can_be_granted_on(day))
    }
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Something in it would not be over before the calendar ends.
    BeyondTheCalendar,
    /// The solver broke off without any plan, with its words; no catalog should bring that about.
    Unsolved(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeyondTheCalendar => {
                write!(formatter, "it would last beyond the end of the calendar, {}", Date::LAST)
            }
            Self::Unsolved(why) => formatter.write_str(why),
        }
    }
}

/// The plan of a person for a role, as of a day.
///
/// # Errors
/// [`Refused`] where its days do not fit into the calendar, or the solver broke off.
pub fn plan<'a>(
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    role: RoleEntry<'a>,
    as_of: Date,
    wishes: Wishes,
) -> Result<Plan<'a>, Refused> {
    let readiness = readiness(ledger, person, role, as_of);
    let decisions = Decisions::of(ledger, person, as_of);
    let mut until = as_of;
    loop {
        let plan =
            draft::draft(&decisions, &readiness, until, wishes).map_err(Refused::Unsolved)?;
        let end = plan.end();
        // Days that run out stay on the last one.
        if plan.items.iter().any(|item| item.until >= Date::LAST) {
            return Err(Refused::BeyondTheCalendar);
        }
        if !renewal::is_less(&readiness, &decisions, until, end) {
            return Ok(plan);
        }
        until = end;
    }
}
