//! Calibration: how an assessor's scores compare with those of the others on the same criteria.
//!
//! With `s` the scores of an assessor on the criteria of a rubric, and `m` for each of them the mean of all
//! scores that others gave on that criterion of that rubric, whoever was judged,
//!
//! ```text
//! own = mean of s        others = mean of m        apart = own − others
//! ```
//!
//! Criteria that nobody else has scored are left out. Different people judge different work, so being apart
//! is a reason to judge some work together, and no fault of anybody.

use std::collections::{BTreeMap, BTreeSet};

use super::case::number;
use super::facts::Facts;
use super::span::Span;
use crate::catalog::Entry;
use crate::kinds::approval::{Decision, YardstickKind};
use crate::kinds::person::Person;
use crate::kinds::rubric::Rubric;

/// An assessor on one rubric.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration<'a> {
    /// Who, by their present id.
    pub assessor: &'a str,
    /// The rubric, by its present id.
    pub rubric: &'a str,
    /// How many decisions of theirs have scores that can be compared.
    pub decisions: usize,
    /// How many decisions of others these are compared with.
    pub other_decisions: usize,
    /// How many scores of theirs are compared.
    pub scores: usize,
    /// The mean of their scores.
    pub own: f64,
    /// The mean of what others gave on the same criteria.
    pub others: f64,
}

impl Calibration<'_> {
    /// How far they are apart: positive where their scores are higher.
    #[must_use]
    pub fn apart(&self) -> f64 {
        self.own - self.others
    }
}

/// One score.
struct Score<'a> {
    assessor: &'a str,
    decision: &'a str,
    points: f64,
}

/// Every assessor on every rubric in a span, as far as there are others to compare with; sorted by
/// assessor, then rubric.
#[must_use]
pub fn calibrations<'a>(facts: &Facts<'a>, span: Span) -> Vec<Calibration<'a>> {
    let mut by_criterion: BTreeMap<(&'a str, &'a str), Vec<Score<'a>>> = BTreeMap::new();
    let catalog = facts.catalog();
    for (judged, verified) in facts.ledger.verified() {
        let approval = verified.approval.document;
        let decides = matches!(approval.decision, Decision::Approve | Decision::NotYet);
        if !decides || !span.contains(approval.date) || approval.date > facts.as_of {
            continue;
        }
        let rubric = approval.against.iter().find(|one| one.kind == YardstickKind::Rubric);
        let rubric = rubric.and_then(|one| catalog.get::<Rubric>(one.id.as_str()));
        let (Some(rubric), Some(assessor)) = (rubric, catalog.get::<Person>(&verified.signer))
        else {
            continue;
        };
        for (criterion, score) in &approval.scores {
            by_criterion.entry((rubric.id(), criterion.as_str())).or_default().push(Score {
                assessor: assessor.id(),
                decision: &judged.record.source.path,
                points: f64::from(score.0),
            });
        }
    }
    compared(&by_criterion)
}

/// What is added up of an assessor on a rubric.
#[derive(Default)]
struct Sums<'a> {
    own: f64,
    others: f64,
    scores: usize,
    decisions: BTreeSet<&'a str>,
}

/// What one assessor gave on one criterion.
#[derive(Default)]
struct Own<'a> {
    points: f64,
    count: usize,
    decisions: BTreeSet<&'a str>,
}

fn compared<'a>(
    by_criterion: &BTreeMap<(&'a str, &'a str), Vec<Score<'a>>>,
) -> Vec<Calibration<'a>> {
    let mut all: BTreeMap<&'a str, BTreeSet<&'a str>> = BTreeMap::new();
    let mut sums: BTreeMap<(&'a str, &'a str), Sums<'a>> = BTreeMap::new();
    for ((rubric, _), scores) in by_criterion {
        all.entry(rubric).or_default().extend(scores.iter().map(|score| score.decision));
        let total: f64 = scores.iter().map(|score| score.points).sum();
        let mut by_assessor: BTreeMap<&'a str, Own<'a>> = BTreeMap::new();
        for score in scores {
            let own = by_assessor.entry(score.assessor).or_default();
            own.points += score.points;
            own.count += 1;
            own.decisions.insert(score.decision);
        }
        for (assessor, own) in by_assessor {
            let rest = scores.len() - own.count;
            if rest == 0 {
                continue;
            }
            let sum = sums.entry((assessor, rubric)).or_default();
            sum.own += own.points;
            sum.others += (total - own.points) / number(rest) * number(own.count);
            sum.scores += own.count;
            sum.decisions.extend(own.decisions);
        }
    }
    let one = |((assessor, rubric), sum): ((&'a str, &'a str), Sums<'a>)| Calibration {
        assessor,
        rubric,
        decisions: sum.decisions.len(),
        other_decisions: all.get(rubric).map_or(0, |all| all.len() - sum.decisions.len()),
        scores: sum.scores,
        own: sum.own / number(sum.scores),
        others: sum.others / number(sum.scores),
    };
    sums.into_iter().map(one).collect()
}

/// How far each assessor is apart over all rubrics, whichever is higher, with how many scores; by id.
#[must_use]
pub fn distances<'a>(calibrations: &[Calibration<'a>]) -> BTreeMap<&'a str, f64> {
    let mut sums: BTreeMap<&'a str, (f64, usize)> = BTreeMap::new();
    for one in calibrations {
        let (apart, scores) = sums.entry(one.assessor).or_default();
        *apart += one.apart().abs() * number(one.scores);
        *scores += one.scores;
    }
    sums.into_iter().map(|(assessor, (apart, scores))| (assessor, apart / number(scores))).collect()
}

/// The name of an assessor.
#[must_use]
pub fn name<'a>(facts: &Facts<'a>, id: &'a str) -> &'a str {
    facts.catalog().get::<Person>(id).map_or(id, |person: Entry<'a, Person>| &*person.document.name)
}
