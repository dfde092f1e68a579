//! The least cost of a program of whole numbers, by branch and bound: the only user of microlp.
//!
//! The search is limited by the number of nodes of its tree and never by a clock, so that the same
//! program has the same answer on every machine.

use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, SolutionStatus, SolveOptions,
    SolveOutcome, Variable,
};

use super::integer::{Answer, Integer, Proof};

/// How large the search may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Nodes of the search for the least cost.
    pub nodes: u64,
    /// Nodes of the search among answers of that cost.
    pub nodes_of_ties: u64,
}

impl Limit {
    /// A limit under which programs of any size take about as long: a node of a larger one costs more.
    #[must_use]
    pub fn of_size(quantities: usize) -> Self {
        let size = u64::try_from(quantities).unwrap_or(u64::MAX).max(1);
        Self {
            nodes: (1_500_000 / size).clamp(60, 20_000),
            nodes_of_ties: (500_000 / size).clamp(20, 5_000),
        }
    }
}

/// Finds an answer of the least cost and, among those, of the least weight.
#[must_use]
pub fn solve(program: &Integer, limit: Limit) -> Answer {
    let unit = program.quantities.iter().map(|quantity| quantity.cost).fold(0, gcd);
    let by_cost = |number: usize| program.quantities[number].cost.checked_div(unit).unwrap_or(0);
    let by_weight = |number: usize| program.quantities[number].weight;
    let cheapest = match search(program, &by_cost, None, None, limit.nodes) {
        Search::Found(found) => found,
        Search::Impossible => return Answer::Impossible,
        Search::Failed(why) => return Answer::Failed(why),
    };
    let cost = program.cost(&cheapest.values).checked_div(unit).unwrap_or(0);
    let proof = cheapest.proof(cost);
    let ceiling = Some((&by_cost as &dyn Fn(usize) -> u64, cost));
    let seed = Some(cheapest.values.as_slice());
    let lightest = search(program, &by_weight, ceiling, seed, limit.nodes_of_ties);
    let values = match lightest {
        Search::Found(found) => found.values,
        // What was found first is as good, and was checked.
        Search::Impossible | Search::Failed(_) => cheapest.values,
    };
    Answer::Found { values, proof }
}

/// How one search ended.
enum Search {
    Found(Found),
    Impossible,
    Failed(String),
}

/// An answer that was checked, with what is known of the least.
struct Found {
    values: Vec<u32>,
    is_least: bool,
    bound: Option<f64>,
}

impl Found {
    fn proof(&self, cost: u64) -> Proof {
        if self.is_least {
            return Proof::Least;
        }
        // No answer lies between two whole costs.
        let bound = self.bound.map_or(0.0, |bound| (bound - 1e-6).ceil());
        #[allow(clippy::cast_precision_loss)] // costs are far below 2^52
        let cost = cost as f64;
        if bound >= cost {
            return Proof::Least;
        }
        if bound < 1.0 {
            return Proof::Open;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped
        let percent = ((cost - bound) / bound * 100.0).ceil().clamp(1.0, 1e9) as u32;
        Proof::Within(percent)
    }
}

/// A factor for each quantity, by its number.
type Factor<'f> = &'f dyn Fn(usize) -> u64;

fn search(
    program: &Integer,
    factor: Factor<'_>,
    ceiling: Option<(Factor<'_>, u64)>,
    seed: Option<&[u32]>,
    nodes: u64,
) -> Search {
    let mut failure = String::new();
    // The solver refuses answers that it cannot verify; without its presolve it then mostly can.
    for presolve in [true, false] {
        let (problem, variables) = problem(program, factor, ceiling);
        let mut options = SolveOptions::default();
        options.node_limit = Some(nodes);
        options.presolve = presolve;
        options.warm_start = Some(hint(program, &variables, seed));
        match problem.solve_with(options) {
            Err(Error::Infeasible) => return Search::Impossible,
            Err(error) => failure = error.to_string(),
            Ok(outcome) => match read(program, &variables, &outcome) {
                Some(found) => return Search::Found(found),
                None => "the search ended without an answer".clone_into(&mut failure),
            },
        }
    }
    if ceiling.is_none() && !program.holds(&all(program)) {
        return Search::Failed(failure);
    }
    // To take everything that can be taken is an answer, if a dear one.
    match ceiling {
        None => Search::Found(Found { values: all(program), is_least: false, bound: None }),
        Some(_) => Search::Failed(failure),
    }
}

fn all(program: &Integer) -> Vec<u32> {
    program.quantities.iter().map(|quantity| quantity.most).collect()
}

/// Where the search begins: at an answer that is known, or with everything that costs something taken.
fn hint(program: &Integer, variables: &[Variable], seed: Option<&[u32]>) -> Vec<(Variable, f64)> {
    let numbers = variables.iter().copied().enumerate();
    match seed {
        Some(seed) => numbers.map(|(at, variable)| (variable, f64::from(seed[at]))).collect(),
        None => numbers
            .filter(|(at, _)| program.quantities[*at].weight > 0)
            .map(|(at, variable)| (variable, f64::from(program.quantities[at].most)))
            .collect(),
    }
}

fn problem(
    program: &Integer,
    factor: Factor<'_>,
    ceiling: Option<(Factor<'_>, u64)>,
) -> (Problem, Vec<Variable>) {
    #[allow(clippy::cast_precision_loss)] // minutes and numbers of things are far below 2^52
    let real = |number: u64| number as f64;
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let variables: Vec<Variable> = program
        .quantities
        .iter()
        .enumerate()
        .map(|(number, quantity)| {
            let most = i32::try_from(quantity.most).unwrap_or(i32::MAX);
            problem.add_integer_var(real(factor(number)), (0, most))
        })
        .collect();
    for row in &program.rows {
        #[allow(clippy::cast_precision_loss)]
        let terms = row.terms.iter().map(|(number, by)| (variables[*number], *by as f64));
        let terms: Vec<(Variable, f64)> = terms.collect();
        #[allow(clippy::cast_precision_loss)]
        problem.add_constraint(terms, ComparisonOp::Ge, row.least as f64);
    }
    if let Some((factor, most)) = ceiling {
        let terms = variables.iter().enumerate().map(|(number, var)| (*var, real(factor(number))));
        let terms: Vec<(Variable, f64)> = terms.filter(|(_, by)| *by > 0.0).collect();
        problem.add_constraint(terms, ComparisonOp::Le, real(most));
    }
    (problem, variables)
}

/// The answer in whole numbers, if it holds when counted exactly.
fn read(program: &Integer, variables: &[Variable], outcome: &SolveOutcome) -> Option<Found> {
    let solution = outcome.solution()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded by `most`
    let whole = |variable: &Variable| solution.var_value(*variable).round().max(0.0) as u32;
    let values: Vec<u32> = variables.iter().map(whole).collect();
    let is_least = solution.status() == SolutionStatus::Optimal;
    program.holds(&values).then_some(Found { values, is_least, bound: solution.stats().best_bound })
}

fn gcd(one: u64, other: u64) -> u64 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
