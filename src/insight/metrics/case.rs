//! Cases: what a metric counts, one by one, and the figure that several of them make.

use std::collections::BTreeSet;

use super::survival::{Curve, Observed};

/// One thing that counts, and of whom it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case<'a> {
    /// Whose it is, by id; none for what is nobody's, such as feedback.
    pub person: Option<&'a str>,
    /// The team they worked in when it counts, by id.
    pub team: Option<&'a str>,
    /// The role they had when it counts; of time to competence, the role they were on the way to.
    pub role: Option<&'a str>,
    /// Whether they were on a pathway to a role, where a metric tells these apart.
    pub is_on_pathway: bool,
    /// Whether they stand behind a figure with it: everybody who is counted does, but of amounts that are
    /// added up only those who have one. With nobody else's amount the sum is somebody's own.
    pub is_behind: bool,
    /// What counts.
    pub amount: Amount,
}

impl Case<'_> {
    /// The same case, of somebody who stands behind a figure with it or does not.
    #[must_use]
    pub const fn behind(mut self, is_behind: bool) -> Self {
        self.is_behind = is_behind;
        self
    }

    /// Whether it adds nothing to either end of a figure.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.amount, Amount::Share { part, whole } if part <= 0.0 && whole <= 0.0)
    }
}

/// What counts of a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// A part of the numerator and of the denominator.
    Share {
        /// What it adds to the numerator.
        part: f64,
        /// What it adds to the denominator.
        whole: f64,
    },
    /// A length of time of which the median is taken.
    Days {
        /// How many days it took.
        days: i64,
        /// Whether that was as soon as promised.
        is_in_time: bool,
    },
    /// A time under observation.
    Observed(Observed),
}

impl Amount {
    /// One of one, or none of one.
    #[must_use]
    pub fn of(is_hit: bool) -> Self {
        Self::Share { part: f64::from(u8::from(is_hit)), whole: 1.0 }
    }
}

/// What cases come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// What is counted of the denominator: of days, those in time; of times under observation, those at
    /// whose end it happened.
    pub numerator: f64,
    /// Of what it is counted: `n`.
    pub denominator: f64,
    /// How many people stand behind it: of sums, those with an amount in them.
    pub people: usize,
    /// The quotient, or the median; none where there is nothing to divide by, or
    /// too little ([`Measure::is_too_few`](super::measure::Measure::is_too_few)), or no median yet.
    pub value: Option<f64>,
    /// Of times under observation, the estimate.
    pub curve: Option<Curve>,
}

impl Figure {
    /// The figure of cases that are counted in one way, in any order.
    #[must_use]
    pub fn of(cases: &[Case<'_>]) -> Self {
        let counted: Vec<Case<'_>> =
            cases.iter().filter(|case| !case.is_empty()).copied().collect();
        let mut figure = Self { people: people(&counted).len(), ..Self::default() };
        let (mut days, mut observed) = (Vec::new(), Vec::new());
        for case in cases {
            match case.amount {
                Amount::Share { part, whole } => {
                    figure.numerator += part;
                    figure.denominator += whole;
                }
                Amount::Days { days: length, is_in_time } => {
                    figure.numerator += f64::from(u8::from(is_in_time));
                    figure.denominator += 1.0;
                    days.push(length);
                }
                Amount::Observed(one) => {
                    figure.numerator += f64::from(u8::from(one.has_happened));
                    figure.denominator += 1.0;
                    observed.push(one);
                }
            }
        }
        if !observed.is_empty() {
            let curve = Curve::of(&observed);
            figure.value = curve.median.map(whole);
            figure.curve = Some(curve);
        } else if !days.is_empty() {
            figure.value = median(&mut days);
        } else if figure.denominator > 0.0 {
            figure.value = Some(figure.numerator / figure.denominator);
        }
        figure
    }
}

/// The people behind cases, by id.
#[must_use]
pub fn people<'a>(cases: &[Case<'a>]) -> BTreeSet<&'a str> {
    let behind = cases.iter().filter(|case| case.is_behind);
    behind.filter_map(|case| case.person).collect()
}

/// The middle of some lengths of time, the mean of the two middle ones where they are even in number.
fn median(days: &mut [i64]) -> Option<f64> {
    days.sort_unstable();
    let middle = days.len() / 2;
    let upper = whole(*days.get(middle)?);
    if days.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = whole(*days.get(middle.checked_sub(1)?)?);
    Some(f64::midpoint(lower, upper))
}

/// A count as a number to divide with; counts here stay far below 2³².
#[must_use]
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A number of days as a number to divide with.
#[must_use]
pub fn whole(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}
