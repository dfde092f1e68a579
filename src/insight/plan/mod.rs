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
//! solved exactly by branch and bound over its linear relaxation (Land and Doig, *An Automatic Method of
//! Solving Discrete Programming Problems*, Econometrica 28, 1960). Of plans with the same learning time
//! the one with the fewest things is taken, then the one whose ids come first. The search stops after a
//! number of nodes, never after a time, so that the same catalog and day give the same plan everywhere;
//! where it stops early the plan says how far from the least it is at most ([`Proof`]).
//!
//! Only `effort.learning` is effort: time on the job is work that is done anyway. A module that states
//! no effort is reckoned with the middle of what the others state, and one that was begun with the share
//! of its milestones that is left. What is finished, held, fulfilled, or claimed and well-formed
//! ([`OpenClaim::can_be_granted_on`]) counts once and costs nothing. Drafts and retired modules are never
//! planned: where something asks for a retired one, what replaced it is. Modules whose prerequisites go
//! in a circle can never be taken, and the plan says so.
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
//! (`cadence.claim_answer`); what a remediation has dated stays where it is.

pub mod badge;
pub mod calendar;
pub mod choice;
pub mod citing;
pub mod deadline;
pub mod demands;
pub mod extra;
pub mod gap;
pub mod integer;
pub mod item;
pub mod model;
pub mod needs;
pub mod offer;
pub mod order;
pub mod reason;
pub mod route;
pub mod solver;

pub use deadline::Note;
pub use gap::Gap;
pub use integer::Proof;
pub use item::{Item, What, Why};
pub use model::Take;
pub use needs::{Need, Thing, Unmet};
pub use offer::Hindrance;
pub use solver::Limit;

use calendar::Weeks;
use item::Sources;
use model::Model;
use offer::Offer;
use route::Done;

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::catalog::index::RoleEntry;
use crate::catalog::people::People;
use crate::catalog::{Catalog, Entry};
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::kinds::person::Person;
use crate::kinds::remediation::{Action, Remediation};
use crate::standing::claims::OpenClaim;
use crate::standing::decisions::Decisions;
use crate::standing::demand::{Demand, present_credential};
use crate::standing::holdings::Holdings;
use crate::standing::motion::Motion;
use crate::standing::next::{Step, next_step};
use crate::standing::readiness::{Readiness, policy, readiness};
use crate::standing::verdict::Standing;
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
    /// How far to search; by the size of the catalog if none.
    pub limit: Option<Limit>,
}

/// How much learning time a week has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Minutes a week.
    pub minutes: u64,
    /// How that is known.
    pub source: PaceSource,
}

/// How the learning time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceSource {
    /// Somebody named it.
    Asked,
    /// The person, their team or the program allots it.
    Allotted,
    /// Nobody allots any, so that four hours are assumed.
    Assumed,
}

/// Something that a remediation has dated.
#[derive(Debug, Clone, Copy)]
pub struct Fixed<'a> {
    /// The remediation.
    pub remediation: Entry<'a, Remediation>,
    /// What will be done; none for showing it again.
    pub action: Option<&'a Action>,
    /// The day by which.
    pub by: Date,
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

    /// The step to begin with.
    #[must_use]
    pub fn next(&self) -> Option<Step<'a>> {
        self.needed().find_map(|item| match item.what {
            What::Take(Take::Module(id)) if item.begun.is_some() => Some(Step::Finish(id)),
            What::Take(Take::Module(id)) => Some(Step::Start(id)),
            What::Take(Take::Credential(id) | Take::Again(id)) => Some(Step::Claim(id)),
            What::Take(Take::Work(_) | Take::Competency { .. } | Take::Judgement)
            | What::Own(..) => None,
        })
    }
}

/// The plan of a person for a role, as of a day.
///
/// # Errors
/// The solver's words where it broke off without any plan, which no catalog should bring about.
pub fn plan<'a>(
    ledger: &'a Ledger<'a>,
    person: Entry<'a, Person>,
    role: RoleEntry<'a>,
    as_of: Date,
    wishes: Wishes,
) -> Result<Plan<'a>, String> {
    let catalog = ledger.catalog();
    let readiness = readiness(ledger, person, role, as_of);
    let start = wishes.start.unwrap_or(as_of);
    let decisions = Decisions::of(ledger, person, as_of);
    let (held, earned) = once_granted(&decisions, &readiness);
    let offer = Offer::of(catalog, person, &held, &earned, as_of);
    let done = Done { offer: &offer, decisions: &decisions, held: &held, day: as_of, start };
    let routes = route::routes(done, person.id(), role);
    let types = needs::types_of_work(&readiness);
    let mut model = Model::new(&offer, &held, person, as_of, types);
    let mut needs = needs::needs(&mut model, &readiness, &policy(catalog), &routes);
    let next = next_step(catalog, &readiness).map(taken_by);
    let choice = choice::choose(model, &mut needs, next, wishes.limit)?;
    let taken = &choice.taken;
    let sources = Sources {
        offer: &offer,
        readiness: &readiness,
        needs: &needs,
        routes: &routes,
        taken,
        start,
    };
    let fixed = fixed(catalog, &readiness, &needs);
    let mut items = item::items(sources);
    date_claims(&mut items, &fixed, &offer);
    let enrolments: Vec<Entry<'a, PathwayEnrolment>> =
        routes.iter().map(|route| route.enrolment).collect();
    items.extend(sources.own(&enrolments, as_of));
    if wishes.stretch {
        let stretch = sources.stretch(&items);
        items.extend(stretch);
    }
    let pace = pace(catalog, person, as_of, wishes.minutes_per_week);
    let is_needed =
        |line: usize| readiness.lines.get(line).is_some_and(|state| state.line.is_needed());
    let order = order::order(&items, next, &is_needed);
    let answer = catalog.program().map(|program| program.document.cadence).unwrap_or_default();
    let weeks = Weeks::new(start, pace.minutes);
    calendar::date(&mut items, &order, &offer, weeks, answer.claim_answer());
    let order = by_day(&items, order);
    let in_time = in_time(&needs);
    let mut plan = Plan {
        catalog,
        start,
        pace,
        items: in_order(items, &order),
        fixed,
        in_time,
        unmet: needs.unmet,
        notes: Vec::new(),
        proof: choice.proof,
        readiness,
    };
    plan.notes = deadline::notes(&plan, &routes, &decisions);
    Ok(plan)
}

/// What they hold once their open claims are granted, and the credentials that they have earned for
/// themselves by then.
fn once_granted<'a>(
    decisions: &Decisions<'a>,
    readiness: &Readiness<'a>,
) -> (Holdings<'a>, BTreeSet<&'a str>) {
    let day = readiness.as_of;
    let mut held = decisions.held.clone();
    let awards = decisions.awards_on(day).map(|award| award.subject);
    let mut earned: BTreeSet<&'a str> =
        awards.map(|id| present_credential(decisions.catalog(), id)).collect();
    for claim in readiness.open_claims.iter().filter(|claim| claim.can_be_granted_on(day)) {
        held.add_all(&claim.gives);
        if let Demand::Credential(id) = claim.subject {
            earned.insert(id);
        }
    }
    (held, earned)
}

/// What is taken by a step.
const fn taken_by(step: Step<'_>) -> Take<'_> {
    match step {
        Step::Claim(id) => Take::Credential(id),
        Step::Finish(id) | Step::Start(id) => Take::Module(id),
    }
}

fn pace(catalog: &Catalog, person: Entry<'_, Person>, day: Date, asked: Option<u64>) -> Pace {
    if let Some(minutes) = asked {
        return Pace { minutes, source: PaceSource::Asked };
    }
    match People::on(catalog, day).learning_time(person) {
        Some(pace) => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 168 hours
            let minutes = (pace.hours_per_week().clamp(0.0, 168.0) * 60.0).round() as u64;
            Pace { minutes: minutes.max(1), source: PaceSource::Allotted }
        }
        None => Pace { minutes: 4 * 60, source: PaceSource::Assumed },
    }
}

/// What remediations for the open lines have dated, by day.
fn fixed<'a>(
    catalog: &'a Catalog,
    readiness: &Readiness<'a>,
    needs: &needs::Needs<'a>,
) -> Vec<Fixed<'a>> {
    let mut fixed: Vec<Fixed<'a>> = Vec::new();
    let person = readiness.person.id();
    let lines = readiness.lines.iter().zip(&needs.lines);
    for (state, _) in lines.filter(|(state, _)| state.standing != Standing::Met) {
        for motion in &state.motion {
            let Motion::Remediation { remediation, until } = motion else { continue };
            if fixed.iter().any(|known| known.remediation.id() == *remediation) {
                continue;
            }
            let Some(entry) = catalog.get::<Remediation>(&format!("{person}/{remediation}")) else {
                continue;
            };
            let open = entry.document.actions.iter();
            let open = open.filter(|action| action.done.is_none_or(|done| done > readiness.as_of));
            fixed.extend(open.map(|action| Fixed {
                remediation: entry,
                action: Some(action),
                by: action.by.unwrap_or(*until),
            }));
            fixed.push(Fixed { remediation: entry, action: None, by: *until });
        }
    }
    fixed.sort_by_key(|fixed| (fixed.by, fixed.action.is_none()));
    fixed
}

/// Gives claims the day by which a remediation wants them shown again.
fn date_claims<'a>(items: &mut [Item<'a>], fixed: &[Fixed<'a>], offer: &Offer<'a>) {
    for again in fixed.iter().filter(|fixed| fixed.action.is_none()) {
        let owner = again.remediation.owner();
        let (of, id) = again.remediation.document.claim.parts();
        let key = format!("{}/{id}", of.unwrap_or(owner));
        let claim = offer.catalog.get::<crate::kinds::claim::Claim>(&key);
        let Some(claim) = claim else { continue };
        let credential = claim
            .document
            .credential
            .as_ref()
            .map(|id| present_credential(offer.catalog, id.as_str()));
        let competency = claim.document.competency.as_ref().map(|claimed| claimed.id.as_str());
        for item in items.iter_mut() {
            let is_this = match item.what {
                What::Take(Take::Credential(id) | Take::Again(id)) => Some(id) == credential,
                What::Take(Take::Competency { id, .. }) => Some(id) == competency,
                _ => false,
            };
            if is_this {
                item.due = Some(item.due.map_or(again.by, |due| due.min(again.by)));
            }
        }
    }
}

fn in_time(needs: &needs::Needs<'_>) -> Vec<(usize, Date)> {
    let lines = needs.lines.iter().enumerate();
    lines
        .filter_map(|(number, satisfied)| match satisfied {
            model::Satisfied::On(day) => Some((number, *day)),
            _ => None,
        })
        .collect()
}

/// The order in which the items begin; those of one day stay as they were.
fn by_day(items: &[Item<'_>], mut order: Vec<usize>) -> Vec<usize> {
    order.sort_by_key(|number| (items[*number].is_optional, items[*number].from));
    order
}

/// The items in this order, with the numbers of what comes first following them.
fn in_order<'a>(items: Vec<Item<'a>>, order: &[usize]) -> Vec<Item<'a>> {
    let mut places = vec![0; items.len()];
    for (place, number) in order.iter().enumerate() {
        places[*number] = place;
    }
    let mut ordered: Vec<(usize, Item<'a>)> = items.into_iter().enumerate().collect();
    ordered.sort_by_key(|(number, _)| places[*number]);
    ordered
        .into_iter()
        .map(|(_, mut item)| {
            item.after = item.after.iter().map(|before| places[*before]).collect();
            item
        })
        .collect()
}
