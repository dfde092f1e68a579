//! Thrift: a good answer without a search, by leaving out of a fuller one whatever it can do without.
//!
//! Things are left out one after the other, the dearest first, each together with what builds on it, as long
//! as every sum is still reached: the stingy counterpart of the greedy choice (Chvátal, *A Greedy Heuristic
//! for the Set-Covering Problem*, Mathematics of Operations Research 4, 1979), known as reverse delete.
//! What is left can do without nothing. It is done to a full answer and to one that the greedy choice itself puts
//! together, with two opinions of what is dear, and the cheapest answer is kept: what a thing costs by itself;
//! and what it costs with the cheapest of whatever it asks for, by however many steps, each reckoned for itself
//! (the additive estimate of Bonet and Geffner, *Planning as Heuristic Search*, Artificial Intelligence 129,
//! 2001).

use super::integer::{Columns, Integer, Row};

/// The most rounds in which estimates are handed on; prerequisites are rarely that long.
const ROUNDS: usize = 64;

/// A good answer: of `known` ones, and of one that is put together, the one that costs least once whatever they can
/// do without is left out; none where nothing is known and nothing can be put together.
///
/// The known ones have to reach every sum.
#[must_use]
pub fn thrifty(program: &Integer, known: &[Vec<u32>]) -> Option<Vec<u32>> {
    let columns = program.columns();
    let alone: Vec<u64> = program.quantities.iter().map(|quantity| quantity.cost).collect();
    let opinions = [with_what_is_asked(program), alone];
    let built = opinions.iter().filter_map(|dear| put_together(program, &columns, dear));
    let known: Vec<Vec<u32>> = known.iter().cloned().chain(built).collect();
    known
        .iter()
        .flat_map(|fuller| opinions.iter().map(move |dear| (fuller, dear)))
        .map(|(fuller, dear)| Leaner::new(program, &columns, fuller).lean(dear))
        .min_by_key(|values| program.price(values))
}

/// An answer from nothing: for each sum in turn the cheapest for what it helps, and what that asks for.
fn put_together(program: &Integer, columns: &Columns, dear: &[u64]) -> Option<Vec<u32>> {
    let mut values = vec![0_u32; program.quantities.len()];
    let mut sums = vec![0_i64; program.rows.len()];
    let mut open: Vec<usize> = (0..program.rows.len()).rev().collect();
    while let Some(row) = open.pop() {
        let Row { terms, least } = &program.rows[row];
        while sums[row] < *least {
            let lacking = *least - sums[row];
            let helping = terms.iter().filter(|(number, factor)| {
                *factor > 0 && values[*number] < program.quantities[*number].most
            });
            // Compared per unit of what is lacking, in whole numbers.
            let price = |(number, factor): &(usize, i64)| {
                let help = u64::try_from((*factor).min(lacking)).unwrap_or(1).max(1);
                (dear[*number].saturating_mul(1_000) / help, *number)
            };
            let (number, _) = *helping.min_by_key(|term| price(term))?;
            values[number] += 1;
            for (drawn, factor) in &columns[number] {
                sums[*drawn] += factor;
                if *drawn != row && sums[*drawn] < program.rows[*drawn].least {
                    open.push(*drawn);
                }
            }
        }
    }
    Some(values)
}

/// What each quantity costs with the cheapest of whatever it asks for.
fn with_what_is_asked(program: &Integer) -> Vec<u64> {
    let mut dear: Vec<u64> = program.quantities.iter().map(|quantity| quantity.cost).collect();
    for _ in 0..ROUNDS {
        let mut next: Vec<u64> = program.quantities.iter().map(|quantity| quantity.cost).collect();
        for row in &program.rows {
            let helping = row.terms.iter().filter(|(_, factor)| *factor > 0);
            let cheapest = helping.map(|(quantity, _)| dear[*quantity]).min().unwrap_or(0);
            for (quantity, _) in row.terms.iter().filter(|(_, factor)| *factor < 0) {
                next[*quantity] = next[*quantity].saturating_add(cheapest);
            }
        }
        if next == dear {
            break;
        }
        dear = next;
    }
    dear
}

/// An answer that becomes leaner.
struct Leaner<'p> {
    program: &'p Integer,
    columns: &'p Columns,
    values: Vec<u32>,
    /// What each row sums up to.
    sums: Vec<i64>,
}

impl<'p> Leaner<'p> {
    fn new(program: &'p Integer, columns: &'p Columns, fuller: &[u32]) -> Self {
        let sum = |row: &Row| {
            row.terms.iter().map(|(number, factor)| factor * i64::from(fuller[*number])).sum()
        };
        let sums = program.rows.iter().map(sum).collect();
        Self { program, columns, values: fuller.to_vec(), sums }
    }

    /// Leaves out what it can, the dearest first.
    fn lean(mut self, dear: &[u64]) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_by_key(|number| {
            let weight = self.program.quantities[*number].weight;
            std::cmp::Reverse((dear[*number], weight, *number))
        });
        for number in order {
            // All of it, or as much as can be.
            let mut less = self.values[number];
            while less > 0 && self.values[number] > 0 {
                less = less.min(self.values[number]);
                if !self.drops(number, less) {
                    less /= 2;
                }
            }
        }
        self.values
    }

    /// Takes `less` of a quantity and less of all that builds on it; false, with nothing changed, where some sum
    /// would not be reached.
    fn drops(&mut self, number: usize, less: u32) -> bool {
        let mut done: Vec<(usize, u32)> = Vec::new();
        let mut short: Vec<usize> = Vec::new();
        self.lower(number, less, &mut done, &mut short);
        let program = self.program;
        while let Some(row) = short.pop() {
            let Row { terms, least } = &program.rows[row];
            // What draws on the sum gives way.
            for (other, factor) in terms {
                let lacking = least - self.sums[row];
                if lacking <= 0 {
                    break;
                }
                if *factor < 0 && self.values[*other] > 0 {
                    let enough = u32::try_from((lacking - 1) / -factor + 1).unwrap_or(u32::MAX);
                    let less = enough.min(self.values[*other]);
                    self.lower(*other, less, &mut done, &mut short);
                }
            }
            if self.sums[row] < *least {
                for (number, less) in done {
                    self.values[number] += less;
                    for (row, factor) in &self.columns[number] {
                        self.sums[*row] += factor * i64::from(less);
                    }
                }
                return false;
            }
        }
        true
    }

    fn lower(
        &mut self,
        number: usize,
        less: u32,
        done: &mut Vec<(usize, u32)>,
        short: &mut Vec<usize>,
    ) {
        self.values[number] -= less;
        done.push((number, less));
        for (row, factor) in &self.columns[number] {
            self.sums[*row] -= factor * i64::from(less);
            if self.sums[*row] < self.program.rows[*row].least {
                short.push(*row);
            }
        }
    }
}
