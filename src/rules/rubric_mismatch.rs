//! A pass that the rubric's descriptors cannot reach.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::catalog::Entry;
use crate::kinds::credential::Credential;
use crate::kinds::rubric::Rubric;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "rubric-mismatch",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A pass that the rubric's descriptors cannot reach",
    what: "Scores count the descriptors of a criterion from 1, so that nobody can score more than there are. \
           `pass.each` of a credential may not be more than the criterion with the fewest has, and `pass.mean` \
           not more than the mean of all numbers of descriptors, weighted as the rubric weights them.",
    why: "Nobody could ever earn the credential.",
    bad: &[
        Case {
            files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
owner: chen
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing, pass: {each: 4}}
assessors: [any]
",
            marks: &["4"],
        },
        Case {
            files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
owner: chen
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing, pass: {mean: 3.5}}
assessors: [any]
",
            marks: &["3.5"],
        },
    ],
    good: Case {
        files: "\
-- credentials/clear-writer.yaml --
name: Clear writer
owner: chen
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing, pass: {each: 3, mean: 3}}
assessors: [any]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for credential in context.catalog.all::<Credential>() {
        let rubric = credential.document.assessment.rubric.as_str();
        let Some(rubric) = context.catalog.get::<Rubric>(rubric) else { continue };
        if rubric.record.is_intact_at(&pointer!["criteria"]) {
            findings.extend(each_too_high(credential, rubric));
            findings.extend(mean_too_high(credential, rubric));
        }
    }
}

fn each_too_high(credential: Entry<'_, Credential>, rubric: Entry<'_, Rubric>) -> Option<Problem> {
    let each = credential.document.assessment.pass?.each?;
    let criteria = rubric.document.criteria.iter();
    let (id, criterion) = criteria.min_by_key(|(_, criterion)| criterion.descriptors.len())?;
    let most = criterion.descriptors.len();
    if usize::from(each) <= most {
        return None;
    }
    let place = credential.record.at(pointer!["assessment", "pass", "each"]);
    let there = pointer!["criteria", id.as_str(), "descriptors"];
    Some(
        Problem::new(place, format!("no score of `{id}` can be {each}: it has {most} descriptors"))
            .here(format!("the highest score is {most}"))
            .label(rubric.record.at_key(there), format!("{most} descriptors"))
            .help(format!("ask for {most} at most, or describe more steps in the rubric")),
    )
}

fn mean_too_high(credential: Entry<'_, Credential>, rubric: Entry<'_, Rubric>) -> Option<Problem> {
    let mean = credential.document.assessment.pass?.mean?;
    let highest = highest_mean(rubric.document).filter(|highest| mean > *highest)?;
    let place = credential.record.at(pointer!["assessment", "pass", "mean"]);
    Some(
        Problem::new(place, format!("no mean of rubric `{}` can be {mean}", rubric.id()))
            .here(format!("the highest mean is {highest:.1}"))
            .label(rubric.record.at_key(pointer!["criteria"]), "the criteria")
            .help("ask for a lower mean, or describe more steps in the rubric"),
    )
}

/// The mean of the highest scores, weighted by the criteria's weights.
fn highest_mean(rubric: &Rubric) -> Option<f64> {
    let sums = rubric.criteria.values().fold((0.0, 0.0), |(sum, weights), criterion| {
        let weight = f64::from(criterion.weight());
        let most = u32::try_from(criterion.descriptors.len()).map_or(0.0, f64::from);
        (sum + weight * most, weights + weight)
    });
    (sums.1 > 0.0).then(|| sums.0 / sums.1)
}
