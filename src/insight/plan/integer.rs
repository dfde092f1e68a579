//! A program of whole numbers: what can be taken, what it costs, and sums that have to be reached.

/// Something of which a whole number is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// What one of it costs; what is looked for costs least.
    pub cost: u64,
    /// What decides between answers of equal cost: the smaller sum wins.
    pub weight: u64,
    /// How many can be taken at most.
    pub most: u32,
}

/// A sum that has to reach a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Quantities by number, each once, with the factor by which each counts.
    pub terms: Vec<(usize, i64)>,
    /// What the sum has to reach.
    pub least: i64,
}

/// Quantities, and the sums that an answer has to reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Integer {
    /// What can be taken.
    pub quantities: Vec<Quantity>,
    /// What has to be reached.
    pub rows: Vec<Row>,
}

/// Of each quantity the rows that it counts in, by number, with its factors.
pub type Columns = Vec<Vec<(usize, i64)>>;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// How many of each quantity.
    Found {
        /// A number per quantity.
        values: Vec<u32>,
        /// How far from the least cost it is at most.
        proof: Proof,
    },
    /// No answer reaches every sum.
    Impossible,
    /// The search broke off, with the solver's words.
    Failed(String),
}

/// How good an answer is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Nothing costs less.
    Least,
    /// The search stopped at its limit; the cost is at most this many per cent above the least.
    Within(u32),
    /// The search stopped at its limit, and nothing is known of the least cost.
    Open,
}

impl Integer {
    /// Adds a quantity and gives its number.
    pub fn quantity(&mut self, cost: u64, weight: u64, most: u32) -> usize {
        self.quantities.push(Quantity { cost, weight, most });
        self.quantities.len() - 1
    }

    /// Adds a sum that has to reach a number; factors of a quantity that is named twice are added.
    pub fn row(&mut self, terms: impl IntoIterator<Item = (usize, i64)>, least: i64) {
        let mut terms: Vec<(usize, i64)> = terms.into_iter().collect();
        terms.sort_unstable_by_key(|(quantity, _)| *quantity);
        let mut sums: Vec<(usize, i64)> = Vec::with_capacity(terms.len());
        for (quantity, factor) in terms {
            match sums.last_mut() {
                Some((known, sum)) if *known == quantity => *sum += factor,
                _ => sums.push((quantity, factor)),
            }
        }
        sums.retain(|(_, factor)| *factor != 0);
        self.rows.push(Row { terms: sums, least });
    }

    /// Whether every sum is reached, and no quantity is above its most.
    #[must_use]
    pub fn holds(&self, values: &[u32]) -> bool {
        let number = |quantity: usize| values.get(quantity).copied().unwrap_or(0);
        let within = |(number, quantity): (usize, &Quantity)| {
            values.get(number).is_some_and(|value| *value <= quantity.most)
        };
        self.quantities.iter().enumerate().all(within)
            && self.rows.iter().all(|row| {
                let terms = row.terms.iter();
                let sum: i64 =
                    terms.map(|(quantity, factor)| factor * i64::from(number(*quantity))).sum();
                sum >= row.least
            })
    }

    /// The rows of each quantity.
    #[must_use]
    pub fn columns(&self) -> Columns {
        let mut columns = vec![Vec::new(); self.quantities.len()];
        for (number, row) in self.rows.iter().enumerate() {
            for (quantity, factor) in &row.terms {
                columns[*quantity].push((number, *factor));
            }
        }
        columns
    }

    /// The cost and, after it, the weight of an answer: what is compared.
    #[must_use]
    pub fn price(&self, values: &[u32]) -> (u64, u64) {
        let weights = self.quantities.iter().zip(values);
        let weight = weights.map(|(quantity, value)| quantity.weight * u64::from(*value)).sum();
        (self.cost(values), weight)
    }

    /// The cost of an answer.
    #[must_use]
    pub fn cost(&self, values: &[u32]) -> u64 {
        self.quantities
            .iter()
            .zip(values)
            .map(|(quantity, value)| quantity.cost * u64::from(*value))
            .sum()
    }
}

/// The greatest number that divides both; the other one where one of them is 0.
#[must_use]
pub const fn common_factor(one: u64, other: u64) -> u64 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}
