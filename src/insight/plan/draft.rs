//! One draft of a plan: for what somebody holds that lasts until a day.

use std::collections::BTreeSet;

use super::calendar::{self, Weeks};
use super::item::{self, Sources};
use super::model::{Model, Satisfied, Take};
use super::offer::Offer;
use super::route::{self, Done};
use super::{Pace, Plan, Wishes, choice, deadline, fixed, needs, order, renewal};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::kinds::pathway_enrolment::PathwayEnrolment;
use crate::standing::decisions::Decisions;
use crate::standing::demand::{Demand, present_credential};
use crate::standing::holdings::Holdings;
use crate::standing::next::{Step, next_step};
use crate::standing::readiness::{Readiness, policy};

/// The plan that closes the gaps of a readiness and renews what is held and ends before `until`.
///
/// # Errors
/// The solver's words where it broke off without any plan.
pub fn draft<'a>(
    decisions: &Decisions<'a>,
    readiness: &Readiness<'a>,
    until: Date,
    wishes: Wishes,
) -> Result<Plan<'a>, String> {
    let catalog = decisions.catalog();
    let (person, role, as_of) = (readiness.person, readiness.role, readiness.as_of);
    let start = wishes.start.unwrap_or(as_of);
    let lapsing = renewal::lapsing(readiness, decisions, until);
    let (held, earned) = once_granted(decisions, readiness, until.max(as_of));
    let offer = Offer::of(catalog, person, &held, &earned, as_of);
    let done = Done { offer: &offer, decisions, held: &held, day: as_of, start };
    let routes = route::routes(done, person.id(), role);
    let types = needs::types_of_work(readiness);
    let mut model = Model::new(&offer, &held, person, as_of, types);
    let mut needs = needs::needs(&mut model, readiness, &policy(catalog), &routes, &lapsing);
    let next = next_step(catalog, readiness).map(taken_by);
    let choice = choice::choose(model, &mut needs, next, wishes.limit)?;
    let taken = &choice.taken;
    let sources =
        Sources { offer: &offer, readiness, needs: &needs, routes: &routes, taken, start };
    let fixed = fixed::fixed(catalog, readiness);
    let mut items = item::items(sources);
    fixed::date_claims(catalog, &mut items, &fixed);
    renewal::date_renewals(&mut items, &lapsing);
    let enrolments: Vec<Entry<'a, PathwayEnrolment>> =
        routes.iter().map(|route| route.enrolment).collect();
    items.extend(sources.own(&enrolments, as_of));
    if wishes.stretch {
        let stretch = sources.stretch(&items);
        items.extend(stretch);
    }
    let pace = Pace::of(catalog, person, as_of, wishes.minutes_per_week);
    let is_needed =
        |line: usize| readiness.lines.get(line).is_some_and(|state| state.line.is_needed());
    let order = order::order(&items, next, &is_needed);
    let answer = catalog.program().map(|program| program.document.cadence).unwrap_or_default();
    let weeks = Weeks::new(start, pace.minutes);
    calendar::date(&mut items, &order, &offer, weeks, answer.claim_answer());
    let order = order::by_day(&items, order);
    let in_time = in_time(&needs);
    let mut plan = Plan {
        catalog,
        start,
        pace,
        items: order::in_order(items, &order),
        fixed,
        in_time,
        unmet: needs.unmet,
        notes: Vec::new(),
        proof: choice.proof,
        readiness: readiness.clone(),
    };
    plan.notes = deadline::notes(&plan, &routes, decisions);
    Ok(plan)
}

/// What they hold once their open claims are granted, of awards what lasts until a day; and the credentials
/// that they have earned for themselves by then.
fn once_granted<'a>(
    decisions: &Decisions<'a>,
    readiness: &Readiness<'a>,
    until: Date,
) -> (Holdings<'a>, BTreeSet<&'a str>) {
    let day = readiness.as_of;
    let mut held = decisions.held_on(until);
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

fn in_time(needs: &needs::Needs<'_>) -> Vec<(usize, Date)> {
    let lines = needs.lines.iter().enumerate();
    lines
        .filter_map(|(number, satisfied)| match satisfied {
            Satisfied::On(day) => Some((number, *day)),
            _ => None,
        })
        .collect()
}
