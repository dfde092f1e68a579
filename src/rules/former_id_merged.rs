//! A change that makes one thing of two, of which somebody holds one.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject, several};
use crate::base::id::Id;
use crate::base::problem::{Level, Problem};
use crate::base::reference::Ref;
use crate::catalog::formers::{Sort, present, things};
use crate::kinds::approval::{Approval, Decision, EvidenceKind, JudgedEvidence};
use crate::kinds::parts::demanded::Demanded;
use crate::standing::awards::Records;
use crate::trust::ledger::Ledger;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "former-id-merged",
    subject: Subject::Names,
    level: Level::Error,
    summary: "A change that makes one thing of two, of which somebody holds one",
    what: "With `learn check --target`, an id that a change puts under `formerly` of a credential, a \
           competency, a role or a module is the one that this had on the target, wherever live awards, placements \
           or waivers rest on that id, of a module also what an award judged before it ended: not one of something that the target has beside it, and not one that the target does \
           not know while it has this. No level, no allow and no baseline covers that up.",
    why: "What was signed goes by former ids on to present ones. An id that is moved on to something else \
          gives it to everybody who holds the one, and nobody has judged that they can do the other.",
    bad: &[Case {
        files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/storyteller.yaml (target) --
name: Storyteller
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- people/ada/approvals/2026-04-13-clear-speaker-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-speaker
signer: chen
date: 2026-04-13
-- credentials/storyteller.yaml --
name: Storyteller
formerly: [clear-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- people/ada/approvals/2026-04-13-clear-speaker-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-speaker
signer: chen
date: 2026-04-13
",
        marks: &["clear-speaker"],
    }],
    good: Case {
        files: "\
-- credentials/clear-speaker.yaml (target) --
name: Clear speaker
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- people/ada/approvals/2026-04-13-clear-speaker-chen.yaml (target) (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-speaker
signer: chen
date: 2026-04-13
-- credentials/storyteller.yaml --
name: Storyteller
formerly: [clear-speaker]
attests:
  - {competency: communication, at: foundational}
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- people/ada/approvals/2026-04-13-clear-speaker-chen.yaml (signed by chen) --
learn: approval/1
catalog: kestrel-growth
person: ada
decision: approve
subject: clear-speaker
signer: chen
date: 2026-04-13
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(target) = context.target else { return };
    for thing in things(context.catalog) {
        let now = present(target.catalog(), thing.sort, thing.id)
            .or_else(|| thing.formerly.iter().find_map(|id| present(target.catalog(), thing.sort, id)));
        let Some(now) = now else { continue };
        for (position, former) in thing.formerly.iter().enumerate() {
            let was = present(target.catalog(), thing.sort, former);
            if was == Some(now) {
                continue;
            }
            let holders = resting(target, thing.sort, (former, was), context);
            if holders.is_empty() {
                continue;
            }
            let (id, name) = (thing.id, context.target_name());
            let beside = match was {
                Some(_) => format!("{name} has `{former}` beside `{now}`"),
                None => format!("{name} has `{now}` without it"),
            };
            findings.add(
                Problem::new(thing.place(position), format!("`{former}` was never `{id}`: {beside}"))
                    .here(format!("{} would hold it", several(&holders)))
                    .help(format!(
                        "keep `{former}` as it is, or retire it; what was signed for it is not `{id}`. A thing \
                         is renamed together with its `formerly`, in one change"
                    ))
                    .guarding(true),
            );
        }
    }
}

/// Those with a live decision that names an id of a thing, sorted.
fn resting<'a>(
    target: &'a Ledger<'a>,
    sort: Sort,
    (id, was): (&str, Option<&str>),
    context: &Context<'_>,
) -> Vec<&'a str> {
    let is_it = |named: &str| {
        named == id || was.is_some() && present(target.catalog(), sort, named) == was
    };
    let names = |approval: &Approval| named(approval, sort).iter().any(|one| is_it(one));
    let people = target.verified().filter(|(_, one)| names(one.approval.document));
    let people: BTreeSet<&str> = people.map(|(_, one)| &*one.person).collect();
    let holds = |person: &&str| {
        let records = Records::of(target, person, context.as_of);
        let is_held = |approval: &Approval| {
            // Work that was judged goes on counting when the award for it ends.
            let is_work = sort == Sort::Module && approval.decision == Decision::Approve;
            names(approval) && (is_work || context.is_live(approval))
        };
        records.standing.iter().any(|proof| is_held(proof.approval()))
    };
    people.into_iter().filter(holds).collect()
}

/// The ids of a kind that a decision gives something by.
fn named(approval: &Approval, sort: Sort) -> Vec<&str> {
    let subject = approval.subject.as_str();
    let grants = approval.grants.as_ref();
    let demands = approval.demands.iter().flatten();
    match (sort, approval.decision) {
        (Sort::Credential, Decision::Approve) => {
            let granted = grants.into_iter().flat_map(|grants| &grants.credentials);
            granted.map(Ref::as_str).chain([subject]).collect()
        }
        (Sort::Competency, Decision::Approve) => {
            let granted = grants.into_iter().flat_map(|grants| &grants.attests);
            granted.map(|one| one.competency.as_str()).chain([subject]).collect()
        }
        (Sort::Role, Decision::Place | Decision::Waive) => {
            let times = demands.filter_map(|one| one.experience.as_ref()?.role.as_ref());
            approval.role.iter().chain(times).map(Ref::as_str).chain([subject]).collect()
        }
        (Sort::Module, Decision::Approve) => {
            let finished = |work: &&JudgedEvidence| work.kind == EvidenceKind::Enrolment;
            approval.evidence.iter().filter(finished).map(|work| work.id.as_str()).collect()
        }
        (Sort::Module, Decision::Place | Decision::Waive) => demands.flat_map(Demanded::modules).collect(),
        (Sort::Credential, Decision::Place | Decision::Waive) => {
            demands.flat_map(Demanded::credentials).collect()
        }
        (Sort::Competency, Decision::Place | Decision::Waive) => {
            let copied = demands.flat_map(Demanded::competencies).map(|(id, _)| id);
            copied.chain(approval.line.as_ref().map(Id::as_str)).collect()
        }
        _ => Vec::new(),
    }
}
