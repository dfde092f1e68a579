//! A change that makes one thing of two, of which somebody holds one.

use std::collections::BTreeSet;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::id::Id;
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::base::reference::Ref;
use crate::catalog::Catalog;
use crate::catalog::inheritance::roles;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::credential::Credential;
use crate::kinds::framework::Framework;
use crate::pointer;
use crate::standing::awards::{Proof, Records};
use crate::trust::ledger::Ledger;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "former-id-merged",
    subject: Subject::Names,
    level: Level::Error,
    summary: "A change that makes one thing of two, of which somebody holds one",
    what: "With `learn check --target`, an id that a change puts under `formerly` of a credential, a competency \
           or a role is the one that this had on the target, wherever live awards, placements or waivers rest \
           on that id: not one of something that the target has beside it, and not one that the target does \
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
        let now = present(target.catalog(), thing.noun, thing.id)
            .or_else(|| thing.formerly.iter().find_map(|id| present(target.catalog(), thing.noun, id)));
        let Some(now) = now else { continue };
        for (position, former) in thing.formerly.iter().enumerate() {
            let was = present(target.catalog(), thing.noun, former);
            if was.as_ref() == Some(&now) {
                continue;
            }
            let holders = resting(target, thing.noun, (former, was.as_deref()), context);
            if holders.is_empty() {
                continue;
            }
            let (id, name) = (thing.id, context.target_name());
            let beside = match was {
                Some(_) => format!("{name} has `{former}` beside `{now}`"),
                None => format!("{name} has `{now}` without it"),
            };
            findings.add(
                Problem::new((thing.place)(position), format!("`{former}` was never `{id}`: {beside}"))
                    .here(format!("{} would hold it", people(&holders)))
                    .help(format!(
                        "keep `{former}` as it is, or retire it; what was signed for it is not `{id}`. A thing \
                         is renamed together with its `formerly`, in one change"
                    ))
                    .guarding(true),
            );
        }
    }
}

/// What has an id that can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Credential,
    Competency,
    Role,
}

/// A credential, a competency or a role that had other ids.
struct Thing<'a> {
    noun: Noun,
    id: &'a str,
    formerly: Vec<&'a str>,
    place: Box<dyn Fn(usize) -> Place + 'a>,
}

fn things(catalog: &Catalog) -> Vec<Thing<'_>> {
    let credentials = catalog.all::<Credential>().map(|one| Thing {
        noun: Noun::Credential,
        id: one.id(),
        formerly: one.record.formerly.iter().map(|id| &**id).collect(),
        place: Box::new(move |at| one.record.at(pointer!["formerly", at])),
    });
    let competencies = catalog.all::<Framework>().flat_map(|framework| {
        framework.document.competencies.iter().map(move |(id, one)| Thing {
            noun: Noun::Competency,
            id: id.as_str(),
            formerly: one.formerly.iter().map(Id::as_str).collect(),
            place: Box::new(move |at| {
                framework.record.at(pointer!["competencies", id.as_str(), "formerly", at])
            }),
        })
    });
    let roles = roles(catalog).map(|one| Thing {
        noun: Noun::Role,
        id: one.id(),
        formerly: one.role.formerly.iter().map(Id::as_str).collect(),
        place: Box::new(move |at| one.ladder.record.at(one.pointer().then("formerly").then(at))),
    });
    let all = credentials.chain(competencies).chain(roles);
    all.filter(|thing| !thing.formerly.is_empty()).collect()
}

/// The present id of what a catalog knows by an id.
fn present(catalog: &Catalog, noun: Noun, id: &str) -> Option<String> {
    match noun {
        Noun::Credential => {
            catalog.record(Kind::Credential, id).map(|record| record.name.to_string())
        }
        Noun::Competency => catalog.competency(id).map(|entry| entry.id.to_owned()),
        Noun::Role => catalog.role(id).map(|entry| entry.id().to_owned()),
    }
}

/// Those with a live decision that names an id of a thing, sorted.
fn resting<'a>(
    target: &'a Ledger<'a>,
    noun: Noun,
    (id, was): (&str, Option<&str>),
    context: &Context<'_>,
) -> Vec<&'a str> {
    let is_it = |named: &str| {
        named == id || was.is_some() && present(target.catalog(), noun, named).as_deref() == was
    };
    let names = |approval: &Approval| named(approval, noun).iter().any(|one| is_it(one));
    let people = target.verified().filter(|(_, one)| names(one.approval.document));
    let people: BTreeSet<&str> = people.map(|(_, one)| &*one.person).collect();
    let is_live = |proof: &Proof<'_>| {
        let approval = proof.approval();
        let ends = approval.grants.as_ref().and_then(|grants| grants.valid_for);
        let last = ends.map(|valid_for| valid_for.after(approval.date)).or(approval.until);
        !context.is_over(last)
    };
    let holds = |person: &&str| {
        let records = Records::of(target, person, context.as_of);
        records.standing.iter().any(|proof| names(proof.approval()) && is_live(proof))
    };
    people.into_iter().filter(holds).collect()
}

/// The ids of a kind that a decision gives something by.
fn named(approval: &Approval, noun: Noun) -> Vec<&str> {
    let subject = approval.subject.as_str();
    let grants = approval.grants.as_ref();
    match (noun, approval.decision) {
        (Noun::Credential, Decision::Approve) => {
            let granted = grants.into_iter().flat_map(|grants| &grants.credentials);
            granted.map(Ref::as_str).chain([subject]).collect()
        }
        (Noun::Competency, Decision::Approve) => {
            let granted = grants.into_iter().flat_map(|grants| &grants.attests);
            granted.map(|one| one.competency.as_str()).chain([subject]).collect()
        }
        (Noun::Role, Decision::Place | Decision::Waive) => {
            approval.role.iter().map(Ref::as_str).chain([subject]).collect()
        }
        _ => Vec::new(),
    }
}

fn people(holders: &[&str]) -> String {
    match holders {
        [first, second, third, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third} and {} others", rest.len())
        }
        few => few.join(", "),
    }
}
