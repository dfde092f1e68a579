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

/// Up to this many things, equal plans are told apart by the ids of what they take.
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
    let limit = limit.unwrap_or_else(|| Limit::of_size(model.program.quantities.len()));
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

/// Decides between plans of equal effort: fewer things first, then those whose ids come first, and
/// before them what is the next step anyway.
fn weigh<'a>(model: &mut Model<'_, 'a>, first: Option<Take<'a>>) {
    let count = u64::try_from(model.takes.len()).unwrap_or(u64::MAX);
    let ranks = model.takes.len() <= MOST_TO_RANK;
    let one = if ranks { (count + 2) * (count + 2) } else { 1 };
    for (number, (take, quantity)) in (1..).zip(&model.takes) {
        let rank = if Some(*take) == first { 0 } else { number };
        let rank = if ranks { rank } else { 0 };
        model.program.quantities[*quantity].weight = one + rank;
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
