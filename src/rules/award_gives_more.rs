//! A credential that comes to include another one without what that asks for.

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::id::Id;
use crate::base::problem::{Level, Problem};
use crate::catalog::formers::{Sort, earlier, present};
use crate::catalog::{Catalog, Entry};
use crate::kinds::approval::Decision;
use crate::kinds::credential::{Credential, MentorPart};
use crate::pointer;
use crate::standing::slots::{self, Assessor};
use crate::trust::granting::{by_an_admin, people};
use crate::trust::policy::Policy;
use crate::trust::terms::Terms;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "award-gives-more",
    subject: Subject::Approvals,
    level: Level::Error,
    summary: "A credential that comes to include another one without what that asks for",
    what: "With `learn check --target`, where a credential comes to give another one that the target has, by \
           `includes`: whoever may award it may award that one too, in the same disciplines; and it asks for the \
           assessors that the other asks for, leaves mentors out and keeps an assessor after a not-yet if the other \
           does. Of what it gives on the target already, by whatever name, it does not come to ask for less than \
           that does.",
    why: "An award gives all that it includes. By a larger credential one could otherwise give what the admins let \
          others decide, by fewer people than it takes.",
    bad: &[
        Case { files: "\
-- credentials/incident-lead.yaml (target) --
name: Incident lead
attests: [{competency: incident-response, at: working}]
assessment: {method: performance-task, rubric: incident-command}
assessors: [any]
owner: chen
-- credentials/incident-lead.yaml --
name: Incident lead
attests: [{competency: incident-response, at: working}]
includes: [incident-commander]
assessment: {method: performance-task, rubric: incident-command}
assessors: [any]
owner: chen
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [incident-lead]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [incident-lead]}]
keys: {chen: [KEY of chen]}
", marks: &["incident-commander"] },
        Case { files: "\
-- credentials/incident-lead.yaml (target) --
name: Incident lead
attests: [{competency: incident-response, at: working}]
assessment: {method: performance-task, rubric: incident-command}
assessors: [any]
owner: chen
-- credentials/incident-lead.yaml --
name: Incident lead
attests: [{competency: incident-response, at: working}]
includes: [incident-commander]
assessment: {method: performance-task, rubric: incident-command}
assessors: [any]
owner: chen
-- credentials/incident-commander.yaml (target) --
name: Incident commander
attests: [{competency: incident-response, at: working}]
includes: [incident-responder]
assessment: {method: performance-task, rubric: incident-command}
assessors: [engineering, any]
owner: chen
-- credentials/incident-commander.yaml --
name: Incident commander
attests: [{competency: incident-response, at: working}]
includes: [incident-responder]
assessment: {method: performance-task, rubric: incident-command}
assessors: [engineering, any]
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
", marks: &["incident-commander"] },
    ],
    good: Case { files: "\
-- credentials/incident-lead.yaml (target) --
name: Incident lead
attests: [{competency: incident-response, at: working}]
assessment: {method: performance-task, rubric: incident-command}
assessors: [any]
owner: chen
-- credentials/incident-lead.yaml --
name: Incident lead
attests: [{competency: incident-response, at: working}]
includes: [incident-commander]
assessment: {method: performance-task, rubric: incident-command}
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
    let (before, after) = (target.catalog(), context.catalog);
    for credential in after.all::<Credential>().filter(|one| !one.document.includes.is_empty()) {
        let given = given_before(before, after, credential);
        for (position, name) in credential.document.includes.iter().enumerate() {
            let Some(included) = after.get::<Credential>(name.as_str()) else { continue };
            let parts = with_included(after, included).into_iter().filter(|part| {
                part.id() != credential.id() && earlier(before, *part).is_some()
            });
            let mut lacks = parts.filter_map(|part| {
                let lack = if given.contains(&part.id()) {
                    easier(credential, part).filter(|_| comes_to_be_easier(before, credential, part))
                } else {
                    unauthorised(policy, credential, part).or_else(|| easier(credential, part))
                };
                Some((part.id(), lack?))
            });
            let Some((other, (here, help))) = lacks.next() else { continue };
            let id = credential.id();
            findings.add(
                Problem::new(
                    credential.record.at(pointer!["includes", position]),
                    format!("an award of `{id}` would come to give `{other}` too, without what that asks for"),
                )
                .here(here)
                .help(help),
            );
        }
    }
}

/// A credential and all that it includes.
fn with_included<'a>(catalog: &'a Catalog, credential: Entry<'a, Credential>) -> Vec<Entry<'a, Credential>> {
    let terms = Terms::of_credential(catalog, credential.id(), credential.document);
    terms.grants.credentials.iter().filter_map(|id| catalog.get(id.as_str())).collect()
}

/// The present ids of what an award gives on the target.
fn given_before<'a>(before: &Catalog, after: &'a Catalog, credential: Entry<'_, Credential>) -> Vec<&'a str> {
    let there = earlier(before, credential);
    let given = there.map(|there| with_included(before, there)).unwrap_or_default();
    given.iter().filter_map(|one| present(after, Sort::Credential, one.id())).collect()
}

/// Whether a credential was not easier to get on the target than what it includes, and it is the one that changes.
fn comes_to_be_easier(before: &Catalog, credential: Entry<'_, Credential>, gives: Entry<'_, Credential>) -> bool {
    let (Some(was), Some(gave)) = (earlier(before, credential), earlier(before, gives)) else { return false };
    let terms = |one: Entry<'_, Credential>| {
        let keeps = one.document.reassess.is_some_and(|it| it.keep_one_assessor);
        (one.document.assessors.clone(), one.document.mentor, keeps)
    };
    easier(was, gave).is_none() && terms(was) != terms(credential)
}

/// Whoever may award one and not the other, and what to do.
fn unauthorised(
    policy: &Policy<'_>,
    credential: Entry<'_, Credential>,
    gained: Entry<'_, Credential>,
) -> Option<(String, String)> {
    let only = policy.only_on(&[Decision::Approve], credential.id(), gained.id());
    (!only.is_empty()).then(|| {
        let here = format!("no admin let {} award that", people(&only));
        (here, format!("leave it out of `includes`; or first {}", by_an_admin(policy, &only, gained.id())))
    })
}

/// By which of its terms a credential is easier to get than what it includes, and what to do.
fn easier(credential: Entry<'_, Credential>, gained: Entry<'_, Credential>) -> Option<(String, String)> {
    let other = gained.id();
    let numbers: Vec<String> = (0..credential.assessors.len()).map(|number| number.to_string()).collect();
    let slots = credential.assessors.iter().zip(&numbers);
    let people: Vec<Assessor<'_>> = slots
        .map(|(slot, person)| Assessor { person, disciplines: std::slice::from_ref(slot) })
        .collect();
    let open = slots::open(&gained.assessors, &people);
    if !open.is_empty() {
        let asked: Vec<&str> = gained.assessors.iter().map(Id::as_str).collect();
        let here = format!("`{other}` asks for [{}]", asked.join(", "));
        return Some((here, format!("ask for {} more under `assessors`", open.join(" and "))));
    }
    if gained.mentor == MentorPart::Excluded && credential.mentor != MentorPart::Excluded {
        let here = format!("`{other}` leaves mentors out of its assessors");
        return Some((here, "say `mentor: excluded` here as well".to_owned()));
    }
    let keeps = |one: Entry<'_, Credential>| one.document.reassess.is_some_and(|it| it.keep_one_assessor);
    (keeps(gained) && !keeps(credential)).then(|| {
        let here = format!("`{other}` keeps one of its assessors after a not-yet");
        (here, "say `reassess: {keep_one_assessor: true}` here as well".to_owned())
    })
}
