//! The least cost of a program of whole numbers: reduced, begun with thrift, and then searched.
//!
//! [`super::reduce`] takes away what no least answer needs and splits the rest into programs that share
//! nothing. In each, [`super::thrift`] finds an answer to begin with, and branch and bound
//! ([`super::search`]) finds the least cost and, among answers of that cost, the least weight. The search
//! starts from the linear relaxation, the cost of which no answer goes below; so wherever it stops early
//! the gap is known: with `c` the cost found and `b` the sum of what is known of the parts, `⌈(c − b) / b⌉` in
//! per cent.
//!
//! The work is counted in nodes and in steps of the simplex method times the size of the program, never by a
//! clock, so that the same program has the same answer on every machine.

use super::integer::{Answer, Integer, Proof, common_factor};
use super::reduce::{Part, reduce};
use super::search::{self, Budget, Ceiling, Ended};
use super::thrift::thrifty;

/// How large the search may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Nodes of the search for the least cost.
    pub nodes: u64,
    /// Nodes of the search among answers of that cost.
    pub nodes_of_ties: u64,
}

impl Default for Limit {
    fn default() -> Self {
        Self { nodes: 20_000, nodes_of_ties: 5_000 }
    }
}

/// Work for the least cost, as [`Budget::work`] counts it, and a third as much for the ties: together about a second
/// and a half in the development profile, in which the solver's crate is optimised.
const WORK: u64 = 36_000_000;

/// Finds an answer of the least cost and, among those, of the least weight.
#[must_use]
pub fn solve(program: &Integer, limit: Limit) -> Answer {
    let Some(reduced) = reduce(program) else { return Answer::Impossible };
    let mut values = reduced.values.clone();
    reduced.complete(&mut values);
    // What was fixed is in every answer that is looked for.
    let mut known = program.cost(&values);
    let mut costs = Budget { nodes: limit.nodes, work: WORK };
    let mut ties = Budget { nodes: limit.nodes_of_ties, work: WORK / 3 };
    for part in &reduced.parts {
        match least(part, &mut costs, &mut ties) {
            Ok(Some(found)) => {
                known += found.bound;
                for (number, value) in part.numbers.iter().zip(found.values) {
                    values[*number] = value;
                }
            }
            Ok(None) => return Answer::Impossible,
            Err(why) => return Answer::Failed(why),
        }
    }
    reduced.complete(&mut values);
    let proof = proof(program.cost(&values), known);
    Answer::Found { values, proof }
}

/// An answer of a part, and what no answer of it goes below.
struct Least {
    values: Vec<u32>,
    bound: u64,
}

/// The best answer of a part that the budgets allow; none where there is none.
fn least(part: &Part, costs: &mut Budget, ties: &mut Budget) -> Result<Option<Least>, String> {
    let program = &part.program;
    let unit = program.quantities.iter().map(|quantity| quantity.cost).fold(0, common_factor);
    let by_cost = |number: usize| program.quantities[number].cost.checked_div(unit).unwrap_or(0);
    let begun = thrifty(program, &full(program, costs));
    let mut why = String::new();
    let (mut answers, mut bound) = (Vec::new(), 0);
    if begun.is_none() || unit > 0 {
        match search::search(program, &by_cost, None, begun.as_deref(), costs) {
            Ended::Found(found) => {
                bound = found.bound * unit;
                answers.push(found.values);
            }
            Ended::Impossible if begun.is_none() => return Ok(None),
            Ended::Impossible => "an answer was found and denied".clone_into(&mut why),
            Ended::Failed(words) => why = words,
        }
    }
    // What a search that was cut short has found may still contain something that nothing needs.
    let found = answers.into_iter().chain(begun).collect::<Vec<_>>();
    let Some(values) = thrifty(program, &found) else { return Err(why) };
    let cost = program.cost(&values).checked_div(unit).unwrap_or(0);
    let by_weight = |number: usize| program.quantities[number].weight;
    let ceiling = (unit > 0).then_some(Ceiling { factor: &by_cost, most: cost });
    let lightest = search::search(program, &by_weight, ceiling, Some(&values), ties);
    let values = match lightest {
        Ended::Found(found) if program.price(&found.values) < program.price(&values) => {
            found.values
        }
        // What was found first is as good, and was checked.
        _ => values,
    };
    Ok(Some(Least { bound: bound.min(program.cost(&values)), values }))
}

/// To take everything is an answer, if a dear one; where what costs nothing gets into its own way, as places
/// that only one of several can fill, some of that is left out.
fn full(program: &Integer, budget: &mut Budget) -> Vec<Vec<u32>> {
    let all: Vec<u32> = program.quantities.iter().map(|quantity| quantity.most).collect();
    if program.holds(&all) {
        return vec![all];
    }
    search::fullest(program, budget).into_iter().collect()
}

/// How good an answer is, of which this much is known to be needed.
fn proof(cost: u64, known: u64) -> Proof {
    if known >= cost {
        return Proof::Least;
    }
    if known == 0 {
        return Proof::Open;
    }
    let percent = ((cost - known) * 100).div_ceil(known);
    Proof::Within(u32::try_from(percent).unwrap_or(u32::MAX))
}
