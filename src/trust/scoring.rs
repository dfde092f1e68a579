//! Scoring: whether the scores of a judgement pass, by the rubric and by what the credential asks for.
//!
//! ```text
//! mean = Σ score(criterion) · weight(criterion) ÷ Σ weight(criterion)
//! ```

use crate::base::id::Id;
use crate::kinds::credential::Pass;
use crate::kinds::rubric::Rubric;

/// What scores lack to pass.
#[derive(Debug, Clone, PartialEq)]
pub enum Lack<'a> {
    /// These criteria of the rubric have none, in the rubric's order.
    Unscored(Vec<&'a str>),
    /// Fewer points than asked for in each of these criteria, in the rubric's order.
    Low {
        /// How many are asked for.
        each: u8,
        /// Where there are fewer.
        criteria: Vec<&'a str>,
    },
    /// A lower mean than asked for.
    Mean {
        /// What is asked for.
        asked: f64,
        /// What it is.
        mean: f64,
    },
}

/// The criteria of a rubric that have no score, in its order.
#[must_use]
pub fn unscored(rubric: &Rubric, score: impl Fn(&str) -> Option<u8>) -> Vec<&str> {
    rubric.criteria.keys().map(Id::as_str).filter(|id| score(id).is_none()).collect()
}

/// What scores lack to pass, if anything: a score for every criterion first.
#[must_use]
pub fn lack(
    rubric: &Rubric,
    pass: Option<Pass>,
    score: impl Fn(&str) -> Option<u8>,
) -> Option<Lack<'_>> {
    let missing = unscored(rubric, &score);
    if !missing.is_empty() {
        return Some(Lack::Unscored(missing));
    }
    let pass = pass?;
    if let Some(each) = pass.each {
        let is_low = |id: &&str| score(id).is_some_and(|score| score < each);
        let criteria: Vec<&str> = rubric.criteria.keys().map(Id::as_str).filter(is_low).collect();
        if !criteria.is_empty() {
            return Some(Lack::Low { each, criteria });
        }
    }
    let (asked, mean) = (pass.mean?, mean(rubric, score));
    (mean < asked).then_some(Lack::Mean { asked, mean })
}

/// The weighted mean of the scores; a criterion without one counts 0.
fn mean(rubric: &Rubric, score: impl Fn(&str) -> Option<u8>) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (id, criterion) in &rubric.criteria {
        let weight = f64::from(criterion.weight());
        sum += f64::from(score(id.as_str()).unwrap_or(0)) * weight;
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}
