//! A criterion that the rubric does not have.

use super::{Case, Context, Findings, Rule, Subject, did_you_mean};
use crate::base::id::Id;
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::record::key;
use crate::catalog::Entry;
use crate::kinds::approval::{Approval, YardstickKind};
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::remediation::Remediation;
use crate::kinds::rubric::Rubric;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-criterion",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A criterion that the rubric does not have",
    what: "The criteria of a remediation and the scores of a self-assessment have to be criteria of the rubric \
           by which the claimed credential is judged. The scores of an approval have to be criteria of the \
           rubric it names, while that rubric is still the one it was given by. Claims that are decided and \
           remediations that are over are left alone.",
    why: "A score on a criterion that does not exist is not counted, and the criterion that was meant stays \
          without one.",
    bad: &[Case {
        files: "\
-- people/ada/claims/2026-04-10-incident-commander.yaml --
credential: incident-commander
evidence:
  - {portfolio: 2026-03-02-checkout-outage}
self_assessment:
  text: The timeline had gaps.
  scores: {comand: 3, timeline: 2}
",
        marks: &["comand"],
    }],
    good: Case {
        files: "\
-- people/ada/claims/2026-04-10-incident-commander.yaml --
credential: incident-commander
evidence:
  - {portfolio: 2026-03-02-checkout-outage}
self_assessment:
  text: The timeline had gaps.
  scores: {command: 3, timeline: 2}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for claim in context.ledger.claims().undecided() {
        let Some(rubric) = rubric_of(context, claim.document) else { continue };
        let scores = claim.document.self_assessment.iter().flat_map(|own| own.scores.keys());
        for criterion in scores {
            let pointer = pointer!["self_assessment", "scores", criterion.as_str()];
            findings.extend(problem(rubric, criterion, claim.record.at_key(pointer)));
        }
    }
    for remediation in context.catalog.all::<Remediation>() {
        if remediation.withdrawn.is_some() || context.is_over(Some(remediation.redemonstrate_by)) {
            continue;
        }
        let id = remediation.claim.as_str();
        let id = if id.contains('/') { id.to_owned() } else { key(Some(remediation.owner()), id) };
        let claim = context.catalog.get::<Claim>(&id);
        let Some(rubric) = claim.and_then(|claim| rubric_of(context, claim.document)) else { continue };
        for (number, criterion) in remediation.document.criteria.iter().enumerate() {
            let place = remediation.record.at(pointer!["criteria", number]);
            findings.extend(problem(rubric, criterion, place));
        }
    }
    for approval in context.catalog.all::<Approval>() {
        if approval.scores.is_empty() {
            continue;
        }
        let Some(rubric) = rubric_given_by(context, approval.document) else { continue };
        for criterion in approval.document.scores.keys() {
            let place = approval.record.at_key(pointer!["scores", criterion.as_str()]);
            findings.extend(problem(rubric, criterion, place));
        }
    }
}

fn rubric_of<'a>(context: &Context<'a>, claim: &Claim) -> Option<Entry<'a, Rubric>> {
    let credential = context.catalog.get::<Credential>(claim.credential.as_ref()?.as_str())?;
    context.catalog.get::<Rubric>(credential.document.assessment.rubric.as_str())
}

/// The rubric an approval was given by, if it has not changed since.
fn rubric_given_by<'a>(context: &Context<'a>, approval: &Approval) -> Option<Entry<'a, Rubric>> {
    let yardstick = approval.against.iter().find(|yardstick| yardstick.kind == YardstickKind::Rubric)?;
    let rubric = context.catalog.get::<Rubric>(yardstick.id.as_str())?;
    rubric.record.has_words(&yardstick.sha256).then_some(rubric)
}

fn problem(rubric: Entry<'_, Rubric>, criterion: &Id, place: Place) -> Option<Problem> {
    let pointer = pointer!["criteria"];
    if rubric.criteria.contains_key(criterion) || !rubric.record.is_intact_at(&pointer) {
        return None;
    }
    let known: Vec<&str> = rubric.document.criteria.keys().map(Id::as_str).collect();
    let message = format!("rubric `{}` has no criterion `{criterion}`", rubric.id());
    let problem = Problem::new(place, message)
        .here("unknown criterion")
        .label(rubric.record.at_key(pointer), "the criteria");
    Some(did_you_mean(problem, criterion.as_str(), known.iter().copied(), || {
        format!("the criteria are {}", known.join(", "))
    }))
}
