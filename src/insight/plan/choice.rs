//! The choice: what is taken of all that could be, so that every need is reached with the least effort.

use std::collections::BTreeMap;

use super::gap::Gap;
use super::integer::{Answer, Integer, Proof};
use super::model::{Model, Take};
use super::needs::{Need, Needs, Unmet};
use super::solver::{self, Limit};

/// What a plan takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<'a> {
    /// How often each thing is taken; never 0.
    pub taken: BTreeMap<Take<'a>, u32>,
    /// Its learning time, in minutes.
    pub minutes: u64,
    /// How it is known to be the least.
    pub proof: Proof,
}

/// Up to this many things, equal plans are told apart by the ids of what they take; of more, nearly: in a plan
/// with more than a hundred claims easier ones can outweigh one thing less.
const MOST_TO_RANK: usize = 300;

/// Chooses what to take. Needs that cannot be reached together move to the unmet, as few and as light
/// as possible.
///
/// # Errors
/// The solver's words where it broke off.
pub fn choose<'a>(
    mut model: Model<'_, 'a>,
    needs: &mut Needs<'a>,
    first: Option<Take<'a>>,
    limit: Option<Limit>,
) -> Result<Choice<'a>, String> {
    weigh(&mut model, first);
    let limit = limit.unwrap_or_default();
    let mut answer = solver::solve(&with_goals(&model.program, needs), limit);
    if answer == Answer::Impossible {
        relax(&model.program, needs, limit)?;
        answer = solver::solve(&with_goals(&model.program, needs), limit);
    }
    match answer {
        Answer::Found { values, proof } => {
            let taken: BTreeMap<Take<'a>, u32> = model
                .takes
                .iter()
                .map(|(take, quantity)| (*take, values[*quantity]))
                .filter(|(_, times)| *times > 0)
                .collect();
            Ok(Choice { taken, minutes: model.program.cost(&values), proof })
        }
        Answer::Impossible => Err("what was left of the needs cannot be reached either".to_owned()),
        Answer::Failed(why) => Err(why),
    }
}

/// Decides between plans of equal effort: fewer things first, then what is easier to earn, then those whose ids
/// come first, and before them what is the next step anyway.
fn weigh<'a>(model: &mut Model<'_, 'a>, first: Option<Take<'a>>) {
    let ranks = model.takes.len() <= MOST_TO_RANK;
    let mut takes: Vec<(Take<'a>, usize)> =
        model.takes.iter().map(|(take, quantity)| (*take, *quantity)).collect();
    takes.sort_by_key(|(take, _)| (Some(*take) != first, hardness(model, *take), *take));
    let count = u64::try_from(takes.len()).unwrap_or(u64::MAX);
    for (rank, (take, quantity)) in (0..).zip(takes) {
        model.program.quantities[quantity].weight = if ranks {
            (count + 2) * (count + 2) + rank
        } else {
            let (step, assessors) = hardness(model, take);
            let harder = u64::try_from(step + assessors).unwrap_or(u64::MAX);
            1_000 + harder.min(9)
        };
    }
}

/// How much somebody has to show for it: the highest step that is judged, and how many people judge.
fn hardness<'a>(model: &Model<'_, 'a>, take: Take<'a>) -> (usize, usize) {
    match take {
        Take::Module(_) | Take::Work(_) | Take::Judgement => (0, 0),
        Take::Competency { step, .. } => (step + 1, 1),
        Take::Credential(id) | Take::Again(id) => {
            let badge = model.offer.badges.get(id);
            badge.map_or((0, 0), |badge| {
                let step = badge.attests.iter().map(|(_, step)| step + 1).max();
                (step.unwrap_or(0), badge.credential.document.assessors.len())
            })
        }
    }
}

fn with_goals(program: &Integer, needs: &Needs<'_>) -> Integer {
    let mut program = program.clone();
    for goal in &needs.goals {
        program.row(goal.terms.iter().copied(), goal.least);
    }
    program
}

/// Lowers the goals that cannot be reached together: pathways give way before what the lines ask for
/// together, and that before a line.
fn relax(program: &Integer, needs: &mut Needs<'_>, limit: Limit) -> Result<(), String> {
    let mut relaxed = program.clone();
    for quantity in &mut relaxed.quantities {
        quantity.cost = 0;
    }
    let mut missing = Vec::new();
    for goal in &needs.goals {
        let cost = match goal.need {
            Need::Line(_) => 10_000,
            Need::Threshold | Need::EvidenceFloor | Need::AnyLine | Need::Waivers => 100,
            Need::Item(..) | Need::Electives(_) | Need::Theme(..) | Need::Chosen(..) => 1,
        };
        let most = u32::try_from(goal.least).unwrap_or(u32::MAX);
        let lacking = relaxed.quantity(cost, 1, most);
        relaxed.row(goal.terms.iter().copied().chain([(lacking, 1)]), goal.least);
        missing.push(lacking);
    }
    let values = match solver::solve(&relaxed, limit) {
        Answer::Found { values, .. } => values,
        Answer::Impossible => return Err("no plan keeps to its own rules".to_owned()),
        Answer::Failed(why) => return Err(why),
    };
    for (goal, lacking) in needs.goals.iter_mut().zip(missing) {
        let lacking = i64::from(values[lacking]);
        if lacking > 0 {
            goal.least -= lacking;
            needs.unmet.push(Unmet { need: goal.need, gap: Gap::Together });
        }
    }
    needs.goals.retain(|goal| goal.least > 0);
    Ok(())
}
