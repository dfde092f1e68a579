//! Needs: the sums that a plan has to reach, from the lines of the role and from pathways.

use std::collections::{BTreeMap, BTreeSet};

use super::gap::Gap;
use super::model::{Model, Satisfied};
use super::route::Route;
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::kinds::credential::Credential;
use crate::kinds::module::Module;
use crate::kinds::pathway::Pathway;
use crate::kinds::program::ReadinessPolicy;
use crate::standing::demand::Demand;
use crate::standing::lines::Strength;
use crate::standing::readiness::Readiness;
use crate::standing::verdict::Standing;

/// What a plan has to reach.
#[derive(Debug, Clone, Copy)]
pub enum Need<'a> {
    /// A line of the role, by its number in the readiness.
    Line(usize),
    /// The weight of the lines that are weighted.
    Threshold,
    /// The share of the lines that somebody has looked at.
    EvidenceFloor,
    /// That any line is met at all.
    AnyLine,
    /// That no more core lines are waived than the policy allows.
    Waivers,
    /// An item of a pathway, by its number.
    Item(Entry<'a, Pathway>, usize),
    /// As many electives of a pathway as it asks for.
    Electives(Entry<'a, Pathway>),
    /// An elective of a pathway in this theme.
    Theme(Entry<'a, Pathway>, &'a str),
    /// An elective that they have chosen.
    Chosen(Entry<'a, Pathway>, Thing<'a>),
}

/// A module or a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing<'a> {
    /// A module, by id.
    Module(&'a str),
    /// A credential, by id.
    Credential(&'a str),
}

impl<'a> Thing<'a> {
    /// Its name.
    #[must_use]
    pub fn name(self, catalog: &'a crate::catalog::Catalog) -> &'a str {
        match self {
            Self::Module(id) => {
                catalog.get::<Module>(id).map_or(id, |module| &*module.document.title)
            }
            Self::Credential(id) => {
                catalog.get::<Credential>(id).map_or(id, |credential| &*credential.document.name)
            }
        }
    }
}

/// A need with the sum that has to be reached.
#[derive(Debug, Clone)]
pub struct Goal<'a> {
    /// What it is.
    pub need: Need<'a>,
    /// Quantities with the factors by which they count.
    pub terms: Vec<(usize, i64)>,
    /// What the sum has to reach.
    pub least: i64,
}

/// A need that cannot be reached, with the reason.
#[derive(Debug, Clone)]
pub struct Unmet<'a> {
    /// What it is.
    pub need: Need<'a>,
    /// Why nothing reaches it.
    pub gap: Gap<'a>,
}

/// All needs of a plan.
#[derive(Debug, Clone, Default)]
pub struct Needs<'a> {
    /// Sums to reach.
    pub goals: Vec<Goal<'a>>,
    /// What nothing reaches, whatever is planned.
    pub unmet: Vec<Unmet<'a>>,
    /// How each line can be satisfied, in the readiness' order.
    pub lines: Vec<Satisfied<'a>>,
}

/// The needs of a readiness and of the pathways on the way; lines that are `lapsing`, by number, are needed
/// anew.
pub fn needs<'a>(
    model: &mut Model<'_, 'a>,
    readiness: &Readiness<'a>,
    policy: &ReadinessPolicy,
    routes: &[Route<'a>],
    lapsing: &BTreeMap<usize, Date>,
) -> Needs<'a> {
    let mut needs = Needs { lines: lines(model, readiness, lapsing), ..Needs::default() };
    if !readiness.lines.is_empty() {
        needs.of_needed_lines(readiness);
        needs.of_all_lines(readiness, policy);
    }
    for route in routes {
        route.add_needs(model, &mut needs);
    }
    model.finish();
    needs
}

/// How each line can be satisfied; what open claims will give counts as there.
fn lines<'a>(
    model: &mut Model<'_, 'a>,
    readiness: &Readiness<'a>,
    lapsing: &BTreeMap<usize, Date>,
) -> Vec<Satisfied<'a>> {
    let members = contested(readiness);
    let mut places: Vec<Vec<usize>> = members.iter().map(|_| Vec::new()).collect();
    let mut satisfied = Vec::new();
    for (number, state) in readiness.lines.iter().enumerate() {
        if state.once_granted == Standing::Met && !lapsing.contains_key(&number) {
            // It is asked for all the same, so that nothing planned lowers it.
            if let Demand::Competency { .. } = state.line.demand {
                model.satisfied(&state.line.demand);
            }
            if !is_filled(model, &state.line.demand) {
                satisfied.push(Satisfied::Already);
                continue;
            }
        }
        satisfied.push(match &state.line.demand {
            Demand::Choose { count, from, share } => {
                group(model, *count, from, (!share).then_some((&members, &mut places)))
            }
            demand => model.satisfied(demand),
        });
    }
    for places in places.into_iter().filter(|places| places.len() > 1) {
        // What counts for one group counts for no other.
        model.program.row(places.into_iter().map(|place| (place, -1)), -1);
    }
    satisfied
}

/// Whether a demand is a group that its members fill, so that they count for no other group.
fn is_filled<'a>(model: &mut Model<'_, 'a>, demand: &Demand<'a>) -> bool {
    let Demand::Choose { count, from, share: false } = demand else { return false };
    let there = from.iter().enumerate().filter(|(number, member)| {
        !from[..*number].contains(member) && model.satisfied(member) == Satisfied::Already
    });
    there.count() >= *count
}

/// Members that several groups name which do not share.
fn contested<'a>(readiness: &Readiness<'a>) -> Vec<Demand<'a>> {
    let mut seen: Vec<&Demand<'a>> = Vec::new();
    let mut contested: Vec<Demand<'a>> = Vec::new();
    for state in &readiness.lines {
        let Demand::Choose { from, share: false, .. } = &state.line.demand else { continue };
        for (number, member) in from.iter().enumerate() {
            if from[..number].contains(member) {
                continue;
            }
            if seen.contains(&member) && !contested.contains(member) {
                contested.push(member.clone());
            }
            seen.push(member);
        }
    }
    contested
}

/// The quantity that is 1 where enough members of a group are there.
fn group<'a>(
    model: &mut Model<'_, 'a>,
    count: usize,
    from: &[Demand<'a>],
    mut contested: Option<(&Vec<Demand<'a>>, &mut Vec<Vec<usize>>)>,
) -> Satisfied<'a> {
    let mut there = 0_i64;
    let mut terms = Vec::new();
    for (number, member) in from.iter().enumerate() {
        if from[..number].contains(member) {
            continue;
        }
        let satisfied = match model.satisfied(member) {
            Satisfied::Never(_) => continue,
            Satisfied::Already | Satisfied::On(_) => None,
            Satisfied::When(quantity) => Some(quantity),
        };
        let disputed = contested.as_mut().and_then(|(members, places)| {
            let number = members.iter().position(|other| other == member)?;
            places.get_mut(number)
        });
        match (disputed, satisfied) {
            (Some(places), satisfied) => {
                let place = model.free(1);
                if let Some(quantity) = satisfied {
                    model.program.row([(quantity, 1), (place, -1)], 0);
                }
                places.push(place);
                terms.push((place, 1));
            }
            (None, Some(quantity)) => terms.push((quantity, 1)),
            (None, None) => there += 1,
        }
    }
    let need = i64::try_from(count).unwrap_or(i64::MAX);
    let possible = usize::try_from(there).unwrap_or(0) + terms.len();
    if possible < count {
        return Satisfied::Never(Gap::FewChoices { possible, need: count });
    }
    if there >= need {
        return Satisfied::Already;
    }
    let filled = model.free(1);
    terms.push((filled, there - need));
    model.program.row(terms, 0);
    Satisfied::When(filled)
}

impl<'a> Needs<'a> {
    /// Adds a sum to reach, unless it is reached already.
    pub fn goal(&mut self, need: Need<'a>, terms: Vec<(usize, i64)>, least: i64) {
        if least > 0 {
            self.goals.push(Goal { need, terms, least });
        }
    }

    /// Adds something that nothing reaches.
    pub fn unmet(&mut self, need: Need<'a>, gap: Gap<'a>) {
        self.unmet.push(Unmet { need, gap });
    }

    fn of_needed_lines(&mut self, readiness: &Readiness<'a>) {
        for (number, state) in readiness.lines.iter().enumerate() {
            if !state.line.is_needed() || matches!(state.once_granted, Standing::Waived(_)) {
                continue;
            }
            match self.lines[number].clone() {
                Satisfied::Already | Satisfied::On(_) => {}
                Satisfied::When(quantity) => self.goal(Need::Line(number), vec![(quantity, 1)], 1),
                Satisfied::Never(gap) => self.unmet(Need::Line(number), gap),
            }
        }
    }

    /// What holds for the lines together: threshold, evidence floor, waivers, and one line met at all.
    fn of_all_lines(&mut self, readiness: &Readiness<'a>, policy: &ReadinessPolicy) {
        let mut weight = Sum::default();
        let mut asked = 0;
        let mut met = Sum::default();
        let mut known = Sum::default();
        let mut waived_core = Sum::default();
        let mut waived_cores = 0;
        for (state, satisfied) in readiness.lines.iter().zip(&self.lines) {
            let is_waived = matches!(state.once_granted, Standing::Waived(_));
            met.add(satisfied, 1);
            if state.standing.is_known() || state.once_granted.is_known() {
                known.there += 1;
            } else {
                known.add(satisfied, 1);
            }
            match state.line.strength {
                Strength::Weight(_) if is_waived => {}
                Strength::Weight(by) => {
                    asked += i64::from(by);
                    weight.add(satisfied, i64::from(by));
                }
                Strength::Core if is_waived => {
                    waived_cores += 1;
                    waived_core.add(satisfied, 1);
                }
                Strength::Core | Strength::Required => {}
            }
        }
        let total = i64::try_from(readiness.lines.len()).unwrap_or(i64::MAX);
        let share = |of: i64, percent: u8| (of * i64::from(percent) + 99).div_euclid(100);
        let threshold = share(asked, policy.threshold().0);
        let floor = share(total, policy.evidence_floor().0);
        let waivers = waived_cores - i64::from(policy.waivers.core());
        for (need, sum, least) in [
            (Need::Threshold, weight, threshold),
            (Need::EvidenceFloor, known, floor),
            (Need::Waivers, waived_core, waivers),
            (Need::AnyLine, met, 1),
        ] {
            let most: i64 = sum.terms.iter().map(|(_, by)| by).sum();
            let left = least - sum.there;
            if left > most {
                self.out_of_reach(need);
            }
            self.goal(need, sum.terms, left.min(most));
        }
    }

    /// Says why the lines together do not come to enough: of the lines that nothing satisfies, each.
    fn out_of_reach(&mut self, need: Need<'a>) {
        let known: BTreeSet<usize> = self.unmet_lines().collect();
        let never: Vec<(usize, Gap<'a>)> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(number, _)| !known.contains(number))
            .filter_map(|(number, satisfied)| match satisfied {
                Satisfied::Never(gap) => Some((number, gap.clone())),
                _ => None,
            })
            .collect();
        for (number, gap) in never {
            self.unmet(Need::Line(number), gap);
        }
        if self.unmet_lines().next().is_none() {
            self.unmet(need, Gap::Together);
        }
    }

    fn unmet_lines(&self) -> impl Iterator<Item = usize> {
        self.unmet.iter().filter_map(|unmet| match unmet.need {
            Need::Line(number) => Some(number),
            _ => None,
        })
    }
}

/// A sum of what is there and what can be.
#[derive(Default)]
struct Sum {
    there: i64,
    terms: Vec<(usize, i64)>,
}

impl Sum {
    fn add(&mut self, satisfied: &Satisfied<'_>, by: i64) {
        match satisfied {
            Satisfied::Already | Satisfied::On(_) => self.there += by,
            Satisfied::When(quantity) => self.terms.push((*quantity, by)),
            Satisfied::Never(_) => {}
        }
    }
}

/// Types of work that the lines name, in groups too.
#[must_use]
pub fn types_of_work<'a>(readiness: &Readiness<'a>) -> BTreeSet<&'a str> {
    let mut types = BTreeSet::new();
    for state in &readiness.lines {
        let members = match &state.line.demand {
            Demand::Choose { from, .. } => from.as_slice(),
            demand => std::slice::from_ref(demand),
        };
        for member in members {
            if let Demand::Portfolio(wanted) = member {
                types.extend(wanted.types.iter().map(crate::base::id::Id::as_str));
            }
        }
    }
    types
}
