//! A mean over criteria whose scores do not mean the same.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::credential::Credential;
use crate::kinds::rubric::Rubric;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "uneven-rubric",
    subject: Subject::Content,
    level: Level::Warn,
    summary: "A mean over criteria with different numbers of descriptors",
    what: "Where a credential passes by `pass.mean`, all criteria of its rubric should have the same number of \
           descriptors.",
    why: "A 3 of 3 and a 3 of 5 are not the same. In a mean the criterion with more descriptors counts for \
          more than its weight says.",
    bad: &[Case {
        files: "\
-- rubrics/writing.yaml --
name: Writing
criteria:
  clarity:
    name: Clarity
    descriptors: [The decision cannot be found., The decision stands in the text.]
  reason:
    name: Reason
    descriptors: [No reason is given., One reason is given., Reasons for and against are given.]
-- credentials/clear-writer.yaml --
name: Clear writer
owner: chen
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing, pass: {mean: 1.5}}
assessors: [any]
",
        marks: &["1.5"],
    }],
    good: Case {
        files: "\
-- rubrics/writing.yaml --
name: Writing
criteria:
  clarity:
    name: Clarity
    descriptors: [The decision cannot be found., The decision stands in the text.]
  reason:
    name: Reason
    descriptors: [No reason is given., One reason is given., Reasons for and against are given.]
-- credentials/clear-writer.yaml --
name: Clear writer
owner: chen
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing, pass: {each: 2}}
assessors: [any]
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for credential in context.catalog.all::<Credential>() {
        let assessment = &credential.document.assessment;
        if assessment.pass.is_none_or(|pass| pass.mean.is_none()) {
            continue;
        }
        let Some(rubric) = context.catalog.get::<Rubric>(assessment.rubric.as_str()) else { continue };
        if !rubric.record.is_intact_at(&pointer!["criteria"]) {
            continue;
        }
        let mut counts: Vec<(usize, &str)> = rubric.document.criteria.iter()
            .map(|(id, criterion)| (criterion.descriptors.len(), id.as_str()))
            .collect();
        counts.sort_unstable();
        let (Some((fewest, short)), Some((most, long))) = (counts.first(), counts.last()) else { continue };
        if fewest == most {
            continue;
        }
        let there = |id: &str| rubric.record.at_key(pointer!["criteria", id]);
        let message = format!("the scores of rubric `{}` cannot be put into one mean", rubric.id());
        findings.add(
            Problem::new(credential.record.at(pointer!["assessment", "pass", "mean"]), message)
                .here("a mean of unlike scores")
                .label(there(short), format!("{fewest} descriptors"))
                .label(there(long), format!("{most} descriptors"))
                .help("give all criteria the same number of descriptors, or pass by `each` alone"),
        );
    }
}
