//! Branch and bound over the linear relaxation, within a budget: the only user of microlp.

use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, ResumeOptions, SolveOptions, SolveOutcome,
    TerminationReason, Variable,
};

use super::integer::Integer;

/// What searches may still spend.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Nodes, beside the root.
    pub nodes: u64,
    /// Steps of the simplex method, each times the rows and quantities of the program and
    /// what a step takes in any.
    pub work: u64,
}

/// How one search ended.
#[derive(Debug)]
pub enum Ended {
    /// With an answer.
    Found(Found),
    /// No answer reaches every sum.
    Impossible,
    /// Without an answer, for this reason.
    Failed(String),
}

/// An answer that was checked.
#[derive(Debug)]
pub struct Found {
    /// How many of each quantity.
    pub values: Vec<u32>,
    /// The sum of the factors that no answer goes below.
    pub bound: u64,
}

/// A factor for each quantity, by its number.
pub type Factor<'f> = &'f dyn Fn(usize) -> u64;

/// A sum that an answer must not go above.
#[derive(Clone, Copy)]
pub struct Ceiling<'f> {
    /// By what each quantity counts.
    pub factor: Factor<'f>,
    /// The sum.
    pub most: u64,
}

/// What a step takes however small the program is, in rows and quantities: as was measured on programs of 200
/// to 3,100 of them, of which the largest took less than twice as long for a step.
const STEP: usize = 1_500;

/// Nodes between two looks at the work that is done.
const SLICE: u64 = 16;

/// Finds the least sum of factors; `seed` is an answer that is known.
#[must_use]
pub fn search(
    program: &Integer,
    factor: Factor<'_>,
    ceiling: Option<Ceiling<'_>>,
    seed: Option<&[u32]>,
    budget: &mut Budget,
) -> Ended {
    let from = |_: usize| 0;
    attempts(program, &Asked { factor, ceiling, seed, from: &from }, budget)
}

/// An answer with all there is of whatever costs or weighs something.
#[must_use]
pub fn fullest(program: &Integer, budget: &mut Budget) -> Option<Vec<u32>> {
    let from = |number: usize| {
        let quantity = program.quantities[number];
        if quantity.cost > 0 || quantity.weight > 0 { quantity.most } else { 0 }
    };
    let asked = Asked { factor: &|_| 0, ceiling: None, seed: None, from: &from };
    match attempts(program, &asked, budget) {
        Ended::Found(found) => Some(found.values),
        Ended::Impossible | Ended::Failed(_) => None,
    }
}

/// What is asked of the solver.
struct Asked<'f> {
    factor: Factor<'f>,
    ceiling: Option<Ceiling<'f>>,
    seed: Option<&'f [u32]>,
    /// The least of each quantity.
    from: &'f dyn Fn(usize) -> u32,
}

fn attempts(program: &Integer, asked: &Asked<'_>, budget: &mut Budget) -> Ended {
    let mut failure = String::new();
    // The solver refuses answers that it cannot verify; without its presolve it then mostly can.
    for presolve in [true, false] {
        let (problem, variables) = problem(program, asked);
        let mut options = SolveOptions::default();
        options.presolve = presolve;
        let seed = asked.seed.unwrap_or_default().iter();
        let seed = variables.iter().zip(seed).map(|(variable, value)| (*variable, (*value).into()));
        options.warm_start = asked.seed.is_some().then(|| seed.collect());
        match run(&problem, options, program, budget) {
            Err(Error::Infeasible) => return Ended::Impossible,
            Err(error) => failure = error.to_string(),
            Ok(outcome) => match read(program, &variables, &outcome, asked) {
                Some(found) => return Ended::Found(found),
                None => "the search ended without an answer".clone_into(&mut failure),
            },
        }
    }
    Ended::Failed(failure)
}

/// Searches slice by slice, which takes the same nodes as one search, until the budget is spent.
fn run(
    problem: &Problem,
    mut options: SolveOptions,
    program: &Integer,
    budget: &mut Budget,
) -> Result<SolveOutcome, Error> {
    let size = STEP + program.quantities.len() + program.rows.len();
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let slice = |budget: &Budget| if budget.work > 0 { SLICE.min(budget.nodes) } else { 0 };
    let (mut nodes, mut steps) = (0, 0);
    options.node_limit = Some(slice(budget));
    let mut outcome = problem.solve_with(options)?;
    loop {
        let stats = outcome.stats();
        budget.nodes = budget.nodes.saturating_sub(stats.nodes_solved - nodes);
        budget.work =
            budget.work.saturating_sub((stats.lp_iterations - steps).saturating_mul(size));
        (nodes, steps) = (stats.nodes_solved, stats.lp_iterations);
        let next = slice(budget);
        if outcome.termination_reason() != TerminationReason::NodeLimit || next == 0 {
            return Ok(outcome);
        }
        let mut more = ResumeOptions::default();
        more.node_limit = Some(next);
        outcome = outcome.resume_with(more)?;
    }
}

#[allow(clippy::cast_precision_loss)] // minutes and numbers of things are far below 2^52
fn problem(program: &Integer, asked: &Asked<'_>) -> (Problem, Vec<Variable>) {
    let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables = Vec::new();
    for (number, quantity) in program.quantities.iter().enumerate() {
        let bounds = (whole((asked.from)(number)), whole(quantity.most));
        variables.push(problem.add_integer_var((asked.factor)(number) as f64, bounds));
    }
    for row in &program.rows {
        let terms = row.terms.iter().map(|(number, by)| (variables[*number], *by as f64));
        problem.add_constraint(terms.collect::<Vec<_>>(), ComparisonOp::Ge, row.least as f64);
    }
    if let Some(ceiling) = asked.ceiling {
        let terms = variables.iter().copied().enumerate();
        let terms = terms.map(|(number, variable)| (variable, (ceiling.factor)(number) as f64));
        let terms: Vec<(Variable, f64)> = terms.filter(|(_, by)| *by > 0.0).collect();
        problem.add_constraint(terms, ComparisonOp::Le, ceiling.most as f64);
    }
    (problem, variables)
}

/// The answer in whole numbers, if it holds when counted exactly, with what is known of the least.
fn read(
    program: &Integer,
    variables: &[Variable],
    outcome: &SolveOutcome,
    asked: &Asked<'_>,
) -> Option<Found> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bounded by `most`
    let whole = |value: f64| value.round().max(0.0) as u32;
    let found = outcome.solution().map(|solution| {
        variables.iter().map(|variable| whole(solution.var_value(*variable))).collect::<Vec<u32>>()
    });
    let found = found.filter(|values| program.holds(values));
    let is_least = found.is_some() && outcome.is_optimal();
    // What was known before is as good as it was where the search has come to nothing.
    let values = found.or_else(|| asked.seed.map(<[u32]>::to_vec))?;
    let factors = values.iter().enumerate();
    let sum = factors.map(|(number, value)| (asked.factor)(number) * u64::from(*value)).sum();
    if is_least {
        return Some(Found { values, bound: sum });
    }
    // No answer lies between two whole sums.
    let bound = (outcome.stats().best_bound.unwrap_or(0.0) - 1e-6).ceil().max(0.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates, as it should
    let bound = bound as u64;
    Some(Found { values, bound: bound.min(sum) })
}
