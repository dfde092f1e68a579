//! Shares of people who have what is asked of them, and sums of these that tell of no cell too much.
//!
//! Of a cell (a team, or what is left of the company) in which nobody or one has something it is not said which.
//! A sum over many of such cells says it of none of them, and so can be told, except near its ends: that it is 0,
//! or as large as it can be, says it of all. With `w` cells and `s` ones among them,
//!
//! ```text
//! w ≤ 2       0–w
//! s ≤ 1       0–1
//! s ≥ w − 1   w−1–w
//! else        s
//! ```
//!
//! Whatever is told thus, and whoever knows this rule, each cell may be nobody and may be one. Sums of sums follow
//! the same rule, with what was left open of each as its cells.

use super::coverage::Covered;

/// How many have what is asked of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many have it at least.
    pub met: usize,
    /// How many more may have it, since it is not said.
    pub perhaps: usize,
    /// Of how many it is asked.
    pub asked: usize,
}

impl Share {
    /// Counts a row.
    pub const fn add(&mut self, row: &Covered<'_>) {
        self.add_all(Self {
            met: match row.met {
                Some(met) => met,
                None => 0,
            },
            perhaps: if row.met.is_none() { 1 } else { 0 },
            asked: row.asked,
        });
    }

    /// Counts what others were counted in.
    pub const fn add_all(&mut self, other: Self) {
        self.met += other.met;
        self.perhaps += other.perhaps;
        self.asked += other.asked;
    }
}

/// How many have something, where it is said: none for nobody or one, who could be told apart.
#[must_use]
pub const fn told(met: usize) -> Option<usize> {
    if met > 1 { Some(met) } else { None }
}

/// A sum over cells before it is told, with what is not to be said of each of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// What is said: how many have it at least, how many more may have it, of how many.
    share: Share,
    /// How many of those who may have it do.
    do_have: usize,
}

impl Sum {
    /// Counts a cell of people of whom something is asked.
    pub const fn count(&mut self, met: usize, asked: usize) {
        if let Some(met) = told(met) {
            self.share.met += met;
        } else {
            self.share.perhaps += 1;
            self.do_have += met;
        }
        self.share.asked += asked;
    }

    /// Counts what is left open of another sum as cells of this one.
    pub const fn add(&mut self, other: Self) {
        let other = other.narrowed();
        self.share.add_all(other.share);
        self.do_have += other.do_have;
    }

    /// What is told of it.
    #[must_use]
    pub const fn told(self) -> Share {
        self.narrowed().share
    }

    /// The same with no more left open than has to be.
    const fn narrowed(self) -> Self {
        let open = self.share.perhaps;
        let (least, width) = match (open, self.do_have) {
            (0..=2, _) => (0, open),
            (_, 0 | 1) => (0, 1),
            (_, have) if have + 1 >= open => (open - 1, 1),
            (_, have) => (have, 0),
        };
        let share = Share { met: self.share.met + least, perhaps: width, ..self.share };
        Self { share, do_have: self.do_have - least }
    }
}
