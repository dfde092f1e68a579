//! A proficiency that is no step of its framework's scale.

use super::{Case, Context, Findings, Rule, Subject, did_you_mean};
use crate::base::id::Id;
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::base::reference::{Ref, to};
use crate::catalog::inheritance::roles;
use crate::catalog::Record;
use crate::kinds::approval::Approval;
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::kinds::module::Module;
use crate::kinds::rotation::Rotation;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "unknown-proficiency",
    subject: Subject::Content,
    level: Level::Error,
    summary: "A proficiency that is no step of the scale",
    what: "Wherever a competency is named at a proficiency, the word has to be a step of the scale of that \
           competency's framework: in what credentials attest, modules teach, roles expect and offer to \
           choose, claims ask for, rotations aim at and approvals grant, and in the framework itself. Claims \
           that are decided and rotations that are over are left alone.",
    why: "A proficiency is compared with others. Of a word that is not on the scale nobody can say whether it \
          is enough.",
    bad: &[
        Case {
            files: "\
-- modules/clear-writing.md --
---
title: Clear writing
owner: chen
type: reading
teaches:
  - {competency: communication, to: fundational}
outcomes:
  - {result: Writes decisions that need no meeting., seen_in: Design documents}
assessed_by: clear-writer
reviewed: 2026-02-01
---
One decision, its reason, and what would change it.
",
            marks: &["fundational"],
        },
        Case {
            files: "\
-- frameworks/service.yaml --
name: Service
owner: chen
reviewed: 2026-03-01
scale: [learning, doing, leading]
competencies:
  listening:
    name: Listening
    proficiencies:
      working:
        markers: [Repeats what was said before answering.]
",
            marks: &["working"],
        },
        Case {
            files: "\
-- ladders/engineering-ic.yaml --
name: Engineering
framework: engineering
reviewed: 2026-03-01
roles:
  - id: engineer
    title: Engineer
    expects:
      - {competency: incident-response, at: four}
  - id: senior-engineer
    title: Senior engineer
    expects:
      - {competency: incident-response, at: working}
    requires:
      - id: breadth
        choose: 1
        from:
          - {competency: communication, at: workin}
          - {credential: incident-commander}
",
            marks: &["four", "workin"],
        },
        Case {
            files: "\
-- people/ada/claims/2026-04-10-communication.yaml --
competency: {id: communication, at: good}
evidence:
  - {portfolio: 2026-03-02-checkout-outage}
-- rotations/summer-2026.yaml --
title: Summer rotation
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: routing, goals: [{competency: communication, to: expertise}]}
",
            marks: &["good", "expertise"],
        },
    ],
    good: Case {
        files: "\
-- frameworks/service.yaml --
name: Service
owner: chen
reviewed: 2026-03-01
scale: [learning, doing, leading]
competencies:
  listening:
    name: Listening
    proficiencies:
      doing:
        markers: [Repeats what was said before answering.]
-- rotations/summer-2026.yaml --
title: Summer rotation
window: {from: 2026-06-01, to: 2026-08-31}
assignments:
  - {person: ada, team: routing, goals: [{competency: listening, to: leading}]}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    in_frameworks(context, findings);
    in_content(context, findings);
    in_roles(context, findings);
    let mut look = |record, pointer, competency, proficiency| {
        findings.extend(problem(context, record, pointer, competency, proficiency));
    };
    for claim in context.ledger.claims().undecided() {
        if let Some(claimed) = &claim.document.competency {
            look(claim.record, pointer!["competency", "at"], &claimed.id, &claimed.at);
        }
    }
    for rotation in context.catalog.all::<Rotation>() {
        if context.is_over(Some(rotation.window.to)) {
            continue;
        }
        for (number, assignment) in rotation.document.assignments.iter().enumerate() {
            for (goal_number, goal) in assignment.goals.iter().enumerate() {
                let pointer = pointer!["assignments", number, "goals", goal_number, "to"];
                look(rotation.record, pointer, &goal.competency, &goal.to);
            }
        }
    }
    for approval in context.catalog.all::<Approval>() {
        let attests = approval.document.grants.iter().flat_map(|grants| &grants.attests);
        for (number, attestation) in attests.enumerate() {
            let pointer = pointer!["grants", "attests", number, "at"];
            look(approval.record, pointer, &attestation.competency, &attestation.at);
        }
    }
}

fn in_frameworks(context: &Context<'_>, findings: &mut Findings) {
    for framework in context.catalog.all::<Framework>() {
        if !framework.record.is_intact_at(&pointer!["scale"]) {
            continue;
        }
        let steps = framework.document.steps();
        for (id, competency) in &framework.document.competencies {
            for proficiency in competency.proficiencies.keys() {
                if steps.contains(&proficiency.as_str()) {
                    continue;
                }
                let pointer = pointer!["competencies", id.as_str(), "proficiencies", proficiency.as_str()];
                let message = format!("`{proficiency}` is no step of the scale of this framework");
                let problem = Problem::new(framework.record.at_key(pointer), message);
                let problem = problem.here("not on the scale");
                findings.add(did_you_mean(problem, proficiency.as_str(), steps.iter().copied(), || {
                    format!("the scale is {}; add the step there, or use one of these", steps.join(", "))
                }));
            }
        }
    }
}

fn in_content(context: &Context<'_>, findings: &mut Findings) {
    for credential in context.catalog.all::<Credential>() {
        for (number, attests) in credential.document.attests.iter().enumerate() {
            let pointer = pointer!["attests", number, "at"];
            let (competency, at) = (&attests.competency, &attests.at);
            findings.extend(problem(context, credential.record, pointer, competency, at));
        }
    }
    for module in context.catalog.all::<Module>() {
        for (number, teaches) in module.document.teaches.iter().enumerate() {
            let pointer = pointer!["teaches", number, "to"];
            let (competency, to) = (&teaches.competency, &teaches.to);
            findings.extend(problem(context, module.record, pointer, competency, to));
        }
    }
}

fn in_roles(context: &Context<'_>, findings: &mut Findings) {
    for role in roles(context.catalog) {
        let record = role.ladder.record;
        for (number, line) in role.role.expects.iter().enumerate() {
            let pointer = role.pointer().then("expects").then(number).then("at");
            findings.extend(problem(context, record, pointer, &line.competency, &line.at));
        }
        for (number, requirement) in role.role.requires.iter().enumerate() {
            for (choice_number, choice) in requirement.from.iter().enumerate() {
                if let (Some(competency), Some(at)) = (&choice.competency, &choice.at) {
                    let from = role.pointer().then("requires").then(number).then("from");
                    let pointer = from.then(choice_number).then("at");
                    findings.extend(problem(context, record, pointer, competency, at));
                }
            }
        }
    }
}

fn problem(
    context: &Context<'_>,
    record: &Record,
    pointer: Pointer,
    competency: &Ref<to::Competency>,
    proficiency: &Id,
) -> Option<Problem> {
    let competency = context.catalog.competency(competency.as_str())?;
    let framework = competency.framework;
    let on_scale = competency.step(proficiency.as_str()).is_some();
    if on_scale || !framework.record.is_intact_at(&pointer!["scale"]) {
        return None;
    }
    let steps = framework.document.steps();
    let message = format!(
        "`{proficiency}` is no proficiency of `{}`, which is in framework `{}`",
        competency.id,
        framework.id()
    );
    let problem = Problem::new(record.at(pointer), message)
        .here("not on the scale")
        .label(framework.record.at_key(competency.pointer()), "the competency");
    Some(did_you_mean(problem, proficiency.as_str(), steps.iter().copied(), || {
        format!("the scale is {}", steps.join(", "))
    }))
}
