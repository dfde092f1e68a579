//! The calendar of a plan: days for every item, within so much learning time a week.

use std::collections::BTreeMap;

use super::item::{Item, What};
use super::model::Take;
use super::offer::Offer;
use crate::base::date::Date;
use crate::base::duration::Duration;
use crate::kinds::parts::effort::Effort;

/// Weeks from the first day of a plan on, with the learning time that is spent in each.
#[derive(Debug, Clone)]
pub struct Weeks {
    start: Date,
    capacity: u64,
    spent: BTreeMap<i64, u64>,
    full_before: i64,
}

impl Weeks {
    /// Empty weeks of `capacity` minutes each; the first begins on `start`.
    #[must_use]
    pub fn new(start: Date, capacity: u64) -> Self {
        Self { start, capacity: capacity.max(1), spent: BTreeMap::new(), full_before: 0 }
    }

    /// Spends learning time from `earliest` on and gives the first and the last day of it.
    ///
    /// Without `over`, all that is left of each week goes into it. With `over`, the time is spread as
    /// evenly as that length asks for, so that other things can run beside it, and it lasts at least
    /// that long.
    pub fn spend(&mut self, minutes: u64, earliest: Date, over: Option<Duration>) -> (Date, Date) {
        const LONGEST: i64 = 520;
        if minutes == 0 {
            return (earliest, over.map_or(earliest, |over| over.after(earliest)));
        }
        let offset = earliest.days_since(self.start).max(0);
        let weeks = over.map(|over| {
            let days = over.after(earliest).days_since(earliest).max(1);
            u64::try_from(((days + 6) / 7).min(LONGEST)).unwrap_or(1)
        });
        let rate = weeks.map_or(self.capacity, |weeks| minutes.div_ceil(weeks).max(1));
        let mut week = (offset / 7).max(self.full_before);
        let mut left = minutes;
        let mut first = None;
        let mut last = earliest;
        while left > 0 {
            let spent = self.spent.get(&week).copied().unwrap_or(0);
            // The part of a week that is over before `earliest` cannot be used any more.
            let gone = if week == offset / 7 { self.part(offset % 7) } else { 0 };
            let from = spent.max(gone);
            let now = self.capacity.saturating_sub(from).min(rate).min(left);
            if now > 0 {
                let begins = self.day(week, from * 7 / self.capacity);
                first.get_or_insert(begins.max(earliest));
                let ends = ((from + now) * 7).div_ceil(self.capacity).max(1) - 1;
                last = self.day(week, ends).max(earliest);
                self.spent.insert(week, from + now);
                left -= now;
            }
            week += 1;
        }
        while self.spent.get(&self.full_before).is_some_and(|spent| *spent >= self.capacity) {
            self.full_before += 1;
        }
        let first = first.unwrap_or(earliest);
        (first, over.map_or(last, |over| over.after(first).max(last)))
    }

    /// The minutes of the first days of a week.
    fn part(&self, days: i64) -> u64 {
        self.capacity * u64::try_from(days).unwrap_or(0) / 7
    }

    fn day(&self, week: i64, day: u64) -> Date {
        self.start.plus_days(week.saturating_mul(7) + i64::try_from(day.min(6)).unwrap_or(0))
    }
}

/// Gives every item its days, in this order; `answer` is how long a claim usually waits.
pub fn date(
    items: &mut [Item<'_>],
    order: &[usize],
    offer: &Offer<'_>,
    mut weeks: Weeks,
    answer: Duration,
) {
    for number in order {
        let start = weeks.start;
        let before = items[*number].after.iter().map(|before| &items[*before]);
        let over = before.map(|before| {
            if before.until > before.from || before.minutes > 0 {
                before.until.plus_days(1)
            } else {
                before.until
            }
        });
        let earliest = over.max().unwrap_or(start).max(start);
        let item = &mut items[*number];
        if item.is_claim() {
            // The answer to one claim is there before the next for the same thing is made.
            let times = 0..item.times.max(1);
            let answered = |from: Date| times.clone().fold(from, |day, _| answer.after(day));
            item.from = earliest;
            item.until = answered(earliest);
            if let Some(due) = item.due {
                // The second attempt takes place by the day that was agreed, unless learning lasts longer.
                item.until = due.max(earliest);
            } else if let Some(last) = item.renews {
                // Asked for as late as the usual answer allows, so that what it gives lasts longest.
                let asked = times.clone().fold(last, |day, _| answer.before(day));
                item.from = asked.max(earliest);
                item.until = answered(item.from);
            }
            continue;
        }
        let effort = match item.what {
            What::Take(Take::Module(id)) => {
                offer.courses.get(id).and_then(|course| course.module.document.effort)
            }
            What::Own(..) => item.what.own().and_then(|own| own.effort),
            What::Take(_) => None,
        };
        let over = effort.and_then(lasts);
        (item.from, item.until) = match (item.begun, over) {
            // What was begun earlier ends as long after its own first day.
            (Some(begun), Some(over)) => {
                let (from, until) = weeks.spend(item.minutes, earliest, None);
                (from, until.max(over.after(begun)))
            }
            _ => weeks.spend(item.minutes, earliest, over),
        };
    }
    let first_claims: Vec<Option<Date>> = (0..items.len())
        .map(|number| {
            let next = items.iter().filter(|item| item.after.contains(&number));
            next.map(|item| item.from).min()
        })
        .collect();
    for (item, claim) in items.iter_mut().zip(first_claims) {
        // Work is done beside everything else, until somebody is asked to judge it.
        if matches!(item.what, What::Take(Take::Work(_))) {
            item.until = claim.unwrap_or(item.until).max(item.from);
        }
    }
}

/// The calendar time that something takes at least: what it says, or its time on the job at a full week.
fn lasts(effort: Effort) -> Option<Duration> {
    if effort.over.is_some() {
        return effort.over;
    }
    let minutes = effort.on_the_job?.working_minutes();
    let days = (minutes * 7).div_ceil(40 * 60).saturating_sub(1);
    let amount = u32::try_from(days).unwrap_or(u32::MAX);
    (amount > 0).then_some(Duration { amount, unit: crate::base::duration::Unit::Day })
}
