//! A credential that comes to attest more than it did.

use std::collections::BTreeMap;

use super::{Case, Context, Findings, Rule, Subject, several};
use crate::base::problem::{Level, Problem};
use crate::catalog::formers::{Sort, earlier, present};
use crate::catalog::{Catalog, Entry};
use crate::kinds::approval::Decision;
use crate::kinds::credential::Credential;
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "award-attests-more",
    subject: Subject::Approvals,
    level: Level::Hint,
    summary: "A credential that comes to attest more than it did",
    what: "With `learn check --target`, a credential that the target has attests a competency that it does not attest \
           there, or at a higher proficiency. The hint names who may award it.",
    why: "What an award gives is content, and whoever reads the change decides whether it is right. Those who may \
          award it come to attest that as well, which is easily overlooked; `learn impact` says whom it may concern.",
    bad: &[Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}, {competency: incident-response, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
", marks: &["{competency: incident-response, at: foundational}"] }],
    good: Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}, {competency: incident-response, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"*\"]}]
keys: {chen: [KEY of chen]}
", marks: &[] },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let (Some(target), Some(policy)) = (context.target, context.ledger.policy()) else { return };
    let before = target.catalog();
    for credential in context.catalog.all::<Credential>() {
        let Some(was) = earlier(before, credential) else { continue };
        if was.document.attests == credential.document.attests {
            continue;
        }
        let attested = attested(context.catalog, before, was);
        for (position, one) in credential.document.attests.iter().enumerate() {
            let Some(entry) = context.catalog.competency(one.competency.as_str()) else { continue };
            let Some(step) = entry.step(one.at.as_str()) else { continue };
            let is_more = attested.get(entry.id).is_none_or(|reached| *reached < step);
            let may: Vec<&str> = policy.who_may(Decision::Approve, credential.id()).into_iter().collect();
            if !is_more || may.is_empty() {
                continue;
            }
            let (id, competency, at) = (credential.id(), entry.id, &one.at);
            findings.add(
                Problem::new(
                    credential.record.at(pointer!["attests", position]),
                    format!("`{id}` comes to attest `{competency}` at {at}"),
                )
                .here("not on the target")
                .help(format!(
                    "whoever may award `{id}` comes to attest that as well: {}; if that is meant, nothing is to do",
                    several(&may)
                )),
            );
        }
    }
}

/// The highest step at which a credential of the target attests each competency, by the ids and the scales of now.
fn attested<'a>(now: &'a Catalog, before: &Catalog, was: Entry<'_, Credential>) -> BTreeMap<&'a str, usize> {
    let mut highest = BTreeMap::new();
    for one in &was.document.attests {
        let Some(there) = before.competency(one.competency.as_str()) else { continue };
        let here = present(now, Sort::Competency, there.id).and_then(|id| now.competency(id));
        let Some((entry, step)) = here.and_then(|entry| Some((entry, entry.step(one.at.as_str())?))) else { continue };
        let reached = highest.entry(entry.id).or_insert(step);
        *reached = step.max(*reached);
    }
    highest
}
