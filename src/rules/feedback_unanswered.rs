//! Feedback that waits for an answer.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::problem::{Level, Problem};
use crate::kinds::feedback::Feedback;
use crate::kinds::program::Cadence;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "feedback-unanswered",
    subject: Subject::Program,
    level: Level::Warn,
    summary: "Feedback that waits for an answer",
    what: "Feedback with responses has an `answer` within `cadence.feedback_answer` of `learn.yaml`, one month \
           if it says nothing.",
    why: "People who hear nothing do not answer the next question. \"Nothing changes, because …\" is an answer \
          too.",
    bad: &[Case {
        files: "\
-- feedback/module/clear-writing/2026-03-01-readers.yaml --
question: Would you recommend this module to a colleague?
responses:
  - {score: 2, comment: The example is not from our work.}
",
        marks: &["responses"],
    }],
    good: Case {
        files: "\
-- feedback/module/clear-writing/2026-03-01-readers.yaml --
responses:
  - {score: 2, comment: The example is not from our work.}
answer: {date: 2026-03-20, change: The example is now the checkout outage.}
-- feedback/module/clear-writing/2026-03-15-readers.yaml --
responses:
  - {score: 4}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let cadence = context.catalog.program().map_or_else(Cadence::default, |program| program.cadence);
    let soon = cadence.feedback_answer();
    for feedback in context.catalog.all::<Feedback>() {
        let asked = feedback.record.date().filter(|_| feedback.record.is_sound());
        let Some(asked) = asked else { continue };
        let due = soon.after(asked);
        if feedback.answer.is_none() && !feedback.responses.is_empty() && due < context.as_of {
            findings.add(
                Problem::new(
                    feedback.record.at_key(pointer!["responses"]),
                    format!("this feedback has been without an answer since {asked}"),
                )
                .here(format!("an answer was due on {due}"))
                .help("add `answer: {date: …, change: …}`: what changes, or why nothing does"),
            );
        }
    }
}
