//! Spans of days, both ends included, and the quarters that a trend is made of.

use crate::base::date::Date;

/// How many quarters a trend has.
pub const QUARTERS: i64 = 8;

/// Months of a quarter.
const QUARTER: i64 = 3;

/// The days from one to another; both are part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Span {
    /// So many months that end with a day.
    #[must_use]
    pub fn months_to(to: Date, months: i64) -> Self {
        Self { from: to.plus_months(-months).plus_days(1), to }
    }

    /// The eight quarters of a year that end with a day, the oldest first; the last four are
    /// [`Span::months_to`] of twelve months.
    #[must_use]
    pub fn quarters_to(to: Date) -> Vec<Self> {
        (0..QUARTERS)
            .rev()
            .map(|back| Self {
                from: to.plus_months(-QUARTER * (back + 1)).plus_days(1),
                to: to.plus_months(-QUARTER * back),
            })
            .collect()
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many days it has; 0 where it ends before it begins.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.to.days_since(self.from) + 1).max(0)
    }

    /// The days that lie in both; none if there are none.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        let both = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (both.from <= both.to).then_some(both)
    }
}

/// The period that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its days.
    pub span: Span,
    /// Whether somebody named its first day; otherwise it is twelve months.
    pub is_chosen: bool,
}

impl Period {
    /// The twelve months that end with a day, or what lies between two days.
    #[must_use]
    pub fn new(from: Option<Date>, to: Date) -> Self {
        let span = from.map_or_else(|| Span::months_to(to, 12), |from| Span { from, to });
        Self { span, is_chosen: from.is_some() }
    }

    /// The time before it that is as long.
    #[must_use]
    pub fn before(self) -> Span {
        let to = self.span.from.plus_days(-1);
        let from = if self.is_chosen {
            self.span.from.plus_days(-self.span.days())
        } else {
            Span::months_to(self.span.to, 24).from
        };
        Span { from, to }
    }

    /// The period with the time before it.
    #[must_use]
    pub fn doubled(self) -> Span {
        Span { from: self.before().from, to: self.span.to }
    }
}
