//! Kaplan–Meier against a published example, and what holds of every estimate.

use learn::insight::metrics::case::number;
use learn::insight::metrics::survival::{Curve, Observed};
use proptest::prelude::*;

fn seen(times: &[(i64, bool)]) -> Curve {
    let observed: Vec<Observed> = times
        .iter()
        .map(|(days, has_happened)| Observed { days: *days, has_happened: *has_happened })
        .collect();
    Curve::of(&observed)
}

/// Weeks in remission of children with acute leukaemia on 6-mercaptopurine; `false` where it lasted on.
///
/// The data are facts from Freireich, E. J. et al. (1963), The effect of 6-mercaptopurine on the duration of
/// steroid-induced remissions in acute leukemia, *Blood* 21, 699–716.
const TREATED: &[(i64, bool)] = &[
    (6, true),
    (6, true),
    (6, true),
    (6, false),
    (7, true),
    (9, false),
    (10, true),
    (10, false),
    (11, false),
    (13, true),
    (16, true),
    (17, false),
    (19, false),
    (20, false),
    (22, true),
    (23, true),
    (25, false),
    (32, false),
    (32, false),
    (34, false),
    (35, false),
];

/// The same of those on a placebo, all of whom relapsed.
const PLACEBO: &[i64] = &[1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

#[test]
fn the_estimate_is_the_published_one() {
    let curve = seen(TREATED);
    let steps: Vec<String> = curve
        .steps
        .iter()
        .map(|step| {
            let (low, high) = step.limits.expect("limits");
            let (day, risk, events) = (step.day, step.at_risk, step.events);
            format!("{day}: {events}/{risk} {:.4} ({low:.3}–{high:.3})", step.survival)
        })
        .collect();
    assert_eq!(
        steps,
        [
            "6: 3/21 0.8571 (0.620–0.952)",
            "7: 1/17 0.8067 (0.563–0.923)",
            "10: 1/15 0.7529 (0.503–0.889)",
            "13: 1/12 0.6902 (0.432–0.849)",
            "16: 1/11 0.6275 (0.368–0.805)",
            "22: 1/7 0.5378 (0.268–0.747)",
            "23: 1/6 0.4482 (0.188–0.680)",
        ]
    );
    assert_eq!((curve.median, curve.median_low, curve.median_high), (Some(23), Some(13), None));
    let placebo: Vec<(i64, bool)> = PLACEBO.iter().map(|weeks| (*weeks, true)).collect();
    let curve = seen(&placebo);
    assert_eq!((curve.median, curve.median_low, curve.median_high), (Some(8), Some(4), Some(11)));
}

#[test]
fn little_is_said_of_little() {
    assert_eq!(seen(&[]), Curve::default());
    let one = seen(&[(5, true)]);
    assert_eq!((one.median, one.median_low, one.median_high), (Some(5), None, None));
    assert_eq!(one.steps[0].limits, None, "a share of 0 has no limits");
    let none = seen(&[(5, false), (7, false)]);
    assert_eq!((none.steps.len(), none.median, none.censored), (0, None, vec![5, 7]));
    // Who stops on the day on which it happens to another was at risk on that day.
    assert_eq!(seen(&[(5, true), (5, false)]).steps[0].at_risk, 2);
}

#[test]
fn a_coarse_curve_tells_no_single_day() {
    let coarse = seen(TREATED).coarse(10);
    let days: Vec<(i64, usize)> = coarse.steps.iter().map(|step| (step.day, step.events)).collect();
    assert_eq!(days, [(10, 5), (20, 2), (30, 2)]);
    assert!(coarse.censored.is_empty());
    for day in [10, 20, 30] {
        let (one, other) = (coarse.survival_on(day), seen(TREATED).survival_on(day));
        assert!((one - other).abs() < 1e-12, "{day}");
    }
}

fn observations() -> impl Strategy<Value = Vec<(i64, bool)>> {
    proptest::collection::vec((0_i64..400, any::<bool>()), 0..60)
}

proptest! {
    #[test]
    fn survival_never_rises_and_stays_within_its_limits(times in observations()) {
        let curve = seen(&times);
        let mut last = 1.0;
        for step in &curve.steps {
            prop_assert!((0.0..=last).contains(&step.survival), "{step:?}");
            if let Some((low, high)) = step.limits {
                prop_assert!(0.0 <= low && low <= step.survival && step.survival <= high && high <= 1.0, "{step:?}");
            }
            last = step.survival;
        }
        let events: usize = curve.steps.iter().map(|step| step.events).sum();
        prop_assert_eq!(events + curve.censored.len(), times.len());
        if let (Some(low), Some(median)) = (curve.median_low, curve.median) {
            prop_assert!(low <= median);
        }
    }

    #[test]
    fn with_nobody_censored_it_is_the_share_that_is_left(days in proptest::collection::vec(0_i64..200, 1..60)) {
        let times: Vec<(i64, bool)> = days.iter().map(|day| (*day, true)).collect();
        let curve = seen(&times);
        for step in &curve.steps {
            let left = days.iter().filter(|day| **day > step.day).count();
            let share = number(left) / number(days.len());
            prop_assert!((step.survival - share).abs() < 1e-9);
        }
        let mut sorted = days.clone();
        sorted.sort_unstable();
        prop_assert_eq!(curve.median, sorted.get((days.len() - 1) / 2).copied());
    }

    #[test]
    fn the_order_never_matters(times in observations()) {
        let mut turned = times.clone();
        turned.reverse();
        prop_assert_eq!(seen(&times), seen(&turned));
    }
}
