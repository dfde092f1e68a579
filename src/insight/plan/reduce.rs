//! The reduction of a program of whole numbers to what has to be searched, without losing its best answer.
//!
//! Each step keeps an answer of the least cost and, among those, of the least weight:
//!
//! - *rows*: a row that every answer reaches is dropped; one that none reaches ends everything; what a row
//!   cannot do without is taken, and what it cannot do with is left out. With `N` the least that a row can
//!   sum up to, no factor has to be above `least − N`: one of it is enough then as before. That makes of
//!   "255 times any of these modules for a claim" the row "one of these modules for a claim", which no
//!   fraction of a module fulfils (Savelsbergh, *Preprocessing and Probing Techniques for Mixed Integer
//!   Programming Problems*, ORSA Journal on Computing 6, 1994, sections 1.1 to 1.3);
//! - *columns*: what helps no row is left out, so that only what leads to something open is left; what costs
//!   nothing and harms no row is taken;
//! - *dominance*: a thing is left out where another that costs no more does alone whatever it helps with, and
//!   asks for nothing that it does not ask for: in any answer the other can take its place. Of modules that
//!   teach nothing but the same competency the cheapest is left;
//! - *chains*: what helps with one thing alone, which asks for it, is taken exactly where that is, so that both
//!   become one: a claim with the last module that teaches for it, a module with what only it builds on.
//!
//! What is left falls apart into programs that share no row, each of which is solved by itself.

use std::collections::BTreeMap;

use super::integer::{Columns, Integer, Row};

/// What is left of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reduced {
    /// The values that are known; 0 for what is still to be found.
    pub values: Vec<u32>,
    /// Programs that share nothing, the smallest first.
    pub parts: Vec<Part>,
    /// Quantities that are as many as another, in the order in which they were found out.
    same: Vec<(usize, usize)>,
}

impl Reduced {
    /// Fills in what is as much as something else.
    pub fn complete(&self, values: &mut [u32]) {
        for (number, other) in self.same.iter().rev() {
            values[*number] = values[*other];
        }
    }
}

/// A program of its own within a larger one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The quantities and rows.
    pub program: Integer,
    /// The number of each quantity in the larger program.
    pub numbers: Vec<usize>,
}

/// Reduces a program; none where no answer reaches every sum.
#[must_use]
pub fn reduce(program: &Integer) -> Option<Reduced> {
    let mut work = Work {
        program: program.clone(),
        known: vec![None; program.quantities.len()],
        same: Vec::new(),
        has_changed: true,
    };
    // Whatever is fixed is fixed for good, and rows only shrink, so that this ends.
    while work.has_changed {
        while work.has_changed {
            work.has_changed = false;
            work.shorten_rows()?;
            work.fix_columns();
        }
        work.leave_out_dominated();
        if !work.has_changed {
            work.join_chains();
        }
    }
    let values = work.known.iter().map(|known| known.unwrap_or(0)).collect();
    Some(Reduced { values, parts: work.parts(), same: work.same })
}

struct Work {
    program: Integer,
    known: Vec<Option<u32>>,
    same: Vec<(usize, usize)>,
    has_changed: bool,
}

impl Work {
    fn fix(&mut self, quantity: usize, value: u32) {
        if self.known[quantity].is_none() {
            self.known[quantity] = Some(value);
            self.has_changed = true;
        }
    }

    /// Goes through all rows once; none where one cannot be reached.
    fn shorten_rows(&mut self) -> Option<()> {
        let rows = std::mem::take(&mut self.program.rows);
        for mut row in rows {
            self.put_in_what_is_known(&mut row);
            let (lowest, highest) = self.range(&row);
            if lowest >= row.least {
                self.has_changed |= !row.terms.is_empty();
                continue;
            }
            if highest < row.least {
                return None;
            }
            self.lower_factors(&mut row, lowest);
            let (_, highest) = self.range(&row);
            for (quantity, factor) in row.terms.iter().copied() {
                let most = self.program.quantities[quantity].most;
                if factor > 0 && most == 1 && highest - factor < row.least {
                    self.fix(quantity, 1);
                } else if factor < 0 && highest + factor < row.least {
                    self.fix(quantity, 0);
                }
            }
            self.program.rows.push(row);
        }
        Some(())
    }

    fn put_in_what_is_known(&mut self, row: &mut Row) {
        for (quantity, factor) in &row.terms {
            row.least -= factor * i64::from(self.known[*quantity].unwrap_or(0));
        }
        row.terms.retain(|(quantity, _)| self.known[*quantity].is_none());
    }

    /// The least and the most that a row can sum up to.
    fn range(&self, row: &Row) -> (i64, i64) {
        let mut range = (0, 0);
        for (quantity, factor) in &row.terms {
            let sum = factor * i64::from(self.program.quantities[*quantity].most);
            range.0 += sum.min(0);
            range.1 += sum.max(0);
        }
        range
    }

    /// Lowers each factor to what is needed of it, and divides by what all have in common.
    fn lower_factors(&mut self, row: &mut Row, lowest: i64) {
        let room = row.least - lowest;
        for (_, factor) in &mut row.terms {
            if *factor > room {
                *factor = room;
                self.has_changed = true;
            }
        }
        let common = row.terms.iter().fold(0, |common, (_, factor)| {
            super::integer::common_factor(common, factor.unsigned_abs())
        });
        if let Ok(common @ 2..) = i64::try_from(common) {
            row.terms.iter_mut().for_each(|(_, factor)| *factor /= common);
            row.least = row.least.div_euclid(common) + i64::from(row.least.rem_euclid(common) > 0);
            self.has_changed = true;
        }
    }

    /// Leaves out what helps nowhere, and takes what costs nothing and harms nowhere.
    fn fix_columns(&mut self) {
        let count = self.program.quantities.len();
        let (mut helps, mut harms) = (vec![false; count], vec![false; count]);
        for (quantity, factor) in self.program.rows.iter().flat_map(|row| &row.terms) {
            helps[*quantity] |= *factor > 0;
            harms[*quantity] |= *factor < 0;
        }
        for number in 0..count {
            let quantity = self.program.quantities[number];
            if !helps[number] {
                self.fix(number, 0);
            } else if !harms[number] && quantity.cost == 0 && quantity.weight == 0 {
                self.fix(number, quantity.most);
            }
        }
    }

    fn leave_out_dominated(&mut self) {
        let columns = self.program.columns();
        let rooms: Vec<i64> =
            self.program.rows.iter().map(|row| row.least - self.range(row).0).collect();
        for number in 0..self.program.quantities.len() {
            if self.known[number].is_none() && self.is_dominated(number, &columns, &rooms) {
                self.fix(number, 0);
            }
        }
    }

    /// Whether something else does alone whatever this helps with, costs no more and asks for no more.
    fn is_dominated(&self, number: usize, columns: &Columns, rooms: &[i64]) -> bool {
        let rows = &self.program.rows;
        let helped = columns[number].iter().filter(|(_, factor)| *factor > 0).map(|(row, _)| *row);
        let helped: Vec<usize> = helped.collect();
        let Some(shortest) = helped.iter().copied().min_by_key(|row| rows[*row].terms.len()) else {
            return false;
        };
        let order = |number: usize| {
            let quantity = self.program.quantities[number];
            (quantity.cost, quantity.weight, number)
        };
        let is_single = |number: usize| {
            self.known[number].is_none() && self.program.quantities[number].most == 1
        };
        if !is_single(number) {
            return false;
        }
        let does_alone = |other: usize, row: usize| {
            factor_in(&columns[other], row).is_some_and(|factor| factor >= rooms[row])
        };
        let others = rows[shortest].terms.iter().map(|(other, _)| *other);
        others.into_iter().any(|other| {
            is_single(other)
                && order(other) < order(number)
                && helped.iter().all(|row| does_alone(other, *row))
                && self.asks_for_no_more(other, number, columns)
        })
    }

    /// Whether every row that `other` draws on is drawn on as much by `number`, or is reached by something
    /// that `number` cannot do without either.
    fn asks_for_no_more(&self, other: usize, number: usize, columns: &Columns) -> bool {
        columns[other].iter().filter(|(_, factor)| *factor < 0).all(|(row, factor)| {
            factor_in(&columns[number], *row).is_some_and(|drawn| drawn <= *factor)
                || self.asked_alone(other, *row).is_some_and(|before| {
                    columns[number].iter().any(|(row, factor)| {
                        *factor < 0 && self.asked_alone(number, *row) == Some(before)
                    })
                })
        })
    }

    /// What a row that `after` draws on asks for, where that is one thing and one of it is enough.
    fn asked_alone(&self, after: usize, row: usize) -> Option<usize> {
        let row = &self.program.rows[row];
        let [(one, _), (two, _)] = row.terms[..] else { return None };
        let before = if one == after { two } else { one };
        let factor = |number| row.terms.iter().find(|(other, _)| *other == number).map(|it| it.1);
        let (with, drawn) = (factor(before)?, factor(after)?);
        let is_asked = drawn < row.least && with + drawn >= row.least;
        (is_asked && self.program.quantities[before].most == 1).then_some(before)
    }

    /// Makes one of two things where one asks for the other, which helps with nothing else.
    fn join_chains(&mut self) {
        let columns = self.program.columns();
        let mut names: Vec<usize> = (0..columns.len()).collect();
        let mut touched = vec![false; columns.len()];
        for (number, row) in self.program.rows.iter().enumerate() {
            let [(one, factor), (two, _)] = row.terms[..] else { continue };
            let (before, after) = if factor > 0 { (one, two) } else { (two, one) };
            let is_asked = row.least <= 0 && self.asked_alone(after, number) == Some(before);
            let mut helped = columns[before].iter().filter(|(_, factor)| *factor > 0);
            if is_asked
                && self.program.quantities[after].most == 1
                && helped.all(|(row, _)| *row == number)
                && !touched[before]
                && !touched[after]
            {
                (touched[before], touched[after]) = (true, true);
                names[after] = before;
            }
        }
        for (after, before) in names.iter().copied().enumerate().filter(|(a, b)| a != b) {
            let joined = self.program.quantities[after];
            let quantity = &mut self.program.quantities[before];
            quantity.cost += joined.cost;
            quantity.weight += joined.weight;
            self.same.push((after, before));
            self.fix(after, 0);
        }
        if self.has_changed {
            for row in std::mem::take(&mut self.program.rows) {
                let terms = row.terms.into_iter().map(|(number, factor)| (names[number], factor));
                self.program.row(terms, row.least);
            }
        }
    }

    /// The programs that share no row.
    fn parts(&self) -> Vec<Part> {
        let count = self.program.quantities.len();
        let mut leads: Vec<usize> = (0..count).collect();
        for row in &self.program.rows {
            for pair in row.terms.windows(2) {
                let (one, other) = (root(&mut leads, pair[0].0), root(&mut leads, pair[1].0));
                leads[one.max(other)] = one.min(other);
            }
        }
        let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
        let mut numbers = vec![0; count];
        for number in (0..count).filter(|number| self.known[*number].is_none()) {
            let part = parts.entry(root(&mut leads, number)).or_insert_with(Part::empty);
            numbers[number] = part.numbers.len();
            part.numbers.push(number);
            part.program.quantities.push(self.program.quantities[number]);
        }
        for row in &self.program.rows {
            let Some((first, _)) = row.terms.first() else { continue };
            if let Some(part) = parts.get_mut(&root(&mut leads, *first)) {
                let terms = row.terms.iter().map(|(number, factor)| (numbers[*number], *factor));
                part.program.rows.push(Row { terms: terms.collect(), least: row.least });
            }
        }
        let mut parts: Vec<Part> = parts.into_values().collect();
        parts.sort_by_key(|part| part.numbers.len());
        parts
    }
}

impl Part {
    fn empty() -> Self {
        Self { program: Integer::default(), numbers: Vec::new() }
    }
}

/// The first number of the set that a number belongs to.
fn root(leads: &mut [usize], mut number: usize) -> usize {
    while leads[number] != number {
        leads[number] = leads[leads[number]];
        number = leads[number];
    }
    number
}

fn factor_in(column: &[(usize, i64)], row: usize) -> Option<i64> {
    let at = column.binary_search_by_key(&row, |(row, _)| *row).ok()?;
    Some(column[at].1)
}
