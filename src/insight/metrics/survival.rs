//! Kaplan–Meier: how long something takes where some are still at it and some have stopped.
//!
//! Of the times `t₁ < t₂ < …` at which something happened, with `dᵢ` of `nᵢ` who were still at risk just
//! before, the share to whom it has not happened yet is estimated as
//!
//! ```text
//! S(t)     = ∏ over tᵢ ≤ t of (1 − dᵢ / nᵢ)                                  Kaplan & Meier 1958
//! σ²(t)    = Σ over tᵢ ≤ t of dᵢ / (nᵢ (nᵢ − dᵢ))                            Greenwood 1926
//! interval = S ^ exp(∓ z σ / |ln S|), z = 1.96 for 95 %                      Kalbfleisch & Prentice 1980
//! median   = the first t with S(t) ≤ ½
//! limits of the median = the first t at which the lower, and the upper, limit of S is ≤ ½
//!                                                                            Brookmeyer & Crowley 1982
//! ```
//!
//! The interval is the log-log one: it stays between 0 and 1, and has none where S is 1 or 0. Who stops on
//! the day on which it happens to others was at risk on that day.
//!
//! * Kaplan, E. L., Meier, P. (1958). Nonparametric estimation from incomplete observations. *Journal of
//!   the American Statistical Association* 53, 457–481.
//! * Greenwood, M. (1926). The natural duration of cancer. *Reports on Public Health and Medical Subjects*
//!   33, 1–26. London: HMSO.
//! * Kalbfleisch, J. D., Prentice, R. L. (1980). *The Statistical Analysis of Failure Time Data*. Wiley.
//! * Brookmeyer, R., Crowley, J. (1982). A confidence interval for the median survival time. *Biometrics*
//!   38, 29–41.

use std::collections::BTreeMap;

use super::case::number;

/// The quantile of the normal distribution for an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A half, with room for what is lost in multiplying: three of six have to count as half.
const HALF: f64 = 0.5 + 1e-9;

/// One time under observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Observed {
    /// How many days.
    pub days: i64,
    /// Whether it happened at their end; otherwise nobody looked any longer.
    pub has_happened: bool,
}

/// A step of the curve: a time at which it happened to somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Days since the start.
    pub day: i64,
    /// To how many it could happen on that day.
    pub at_risk: usize,
    /// To how many it did.
    pub events: usize,
    /// The share to whom it has not happened after that day, from 1 to 0.
    pub survival: f64,
    /// The limits of 95 %; none where the share is 0.
    pub limits: Option<(f64, f64)>,
}

/// The estimate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// Its steps, by day.
    pub steps: Vec<Step>,
    /// After how many days those stopped being observed to whom it did not happen, sorted.
    pub censored: Vec<i64>,
    /// The day by which it has happened to half of them; none while it has not.
    pub median: Option<i64>,
    /// The lower limit of 95 % of the median; none while it cannot be said.
    pub median_low: Option<i64>,
    /// The upper limit of 95 % of the median; none while it cannot be said.
    pub median_high: Option<i64>,
}

impl Curve {
    /// The estimate from what was observed, in any order.
    #[must_use]
    pub fn of(observed: &[Observed]) -> Self {
        let mut by_day: BTreeMap<i64, (usize, usize)> = BTreeMap::new();
        for one in observed {
            let (events, censored) = by_day.entry(one.days).or_default();
            *(if one.has_happened { events } else { censored }) += 1;
        }
        let mut curve = Self::default();
        let mut at_risk = observed.len();
        let (mut survival, mut spread) = (1.0, 0.0);
        for (day, (events, censored)) in by_day {
            if events > 0 {
                let (risk, happened) = (number(at_risk), number(events));
                survival *= (risk - happened) / risk;
                spread += happened / (risk * (risk - happened));
                let limits = limits(survival, spread);
                curve.steps.push(Step { day, at_risk, events, survival, limits });
            }
            curve.censored.extend(std::iter::repeat_n(day, censored));
            at_risk -= events + censored;
        }
        let first = |is_low: &dyn Fn(&Step) -> bool| {
            curve.steps.iter().find(|step| is_low(step)).map(|step| step.day)
        };
        let median = first(&|step| step.survival <= HALF);
        let low = first(&|step| step.limits.is_some_and(|(low, _)| low <= 0.5));
        let high = first(&|step| step.limits.is_some_and(|(_, high)| high <= 0.5));
        Self { median, median_low: low, median_high: high, ..curve }
    }

    /// The share to whom it has not happened by the end of a day.
    #[must_use]
    pub fn survival_on(&self, day: i64) -> f64 {
        self.steps
            .iter()
            .take_while(|step| step.day <= day)
            .last()
            .map_or(1.0, |step| step.survival)
    }

    /// The curve without the days of single people: one step at the end of every `days` days in which
    /// there was one, and nobody's last day of observation.
    #[must_use]
    pub fn coarse(&self, days: i64) -> Self {
        let mut steps: Vec<Step> = Vec::new();
        for step in &self.steps {
            let day = (step.day + days - 1).div_euclid(days) * days;
            match steps.last_mut().filter(|last| last.day == day) {
                Some(last) => {
                    let (at_risk, events) = (last.at_risk, last.events + step.events);
                    *last = Step { day, at_risk, events, ..*step };
                }
                None => steps.push(Step { day, ..*step }),
            }
        }
        Self { steps, censored: Vec::new(), ..self.clone() }
    }
}

/// The log-log limits of 95 %; none where they are not defined.
fn limits(survival: f64, spread: f64) -> Option<(f64, f64)> {
    if survival <= 0.0 || survival >= 1.0 {
        return None;
    }
    let width = Z * spread.sqrt() / survival.ln().abs();
    Some((survival.powf(width.exp()), survival.powf((-width).exp())))
}
