//! A credential that comes to ask for less than it did, or than another one that attests the same.

use super::{Case, Context, Findings, Rule, Subject, several};
use crate::base::date::Date;
use crate::base::place::Pointer;
use crate::base::problem::{Level, Problem};
use crate::catalog::formers::earlier;
use crate::catalog::{Catalog, Entry};
use crate::kinds::approval::Decision;
use crate::kinds::credential::{Credential, MentorPart, Pass};
use crate::pointer;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "award-asks-less",
    subject: Subject::Approvals,
    level: Level::Hint,
    summary: "A credential that comes to ask for less than it did",
    what: "With `learn check --target`, a credential takes no fewer assessors than on the target, leaves mentors \
           out and keeps an assessor where it did, and asks for no lower scores and no less evidence; and a new one \
           takes no fewer assessors than those of the target that attest the same. The hint names who may award it.",
    why: "The bar is content, and whoever reads the change decides whether it is right. It is easily overlooked what \
          a line less gives to those who may award it.",
    bad: &[
        Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any, any]
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
", marks: &["[any]"] },
        Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
mentor: excluded
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
mentor: counts
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
", marks: &["counts"] },
        Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing, pass: {each: 2}}
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
", marks: &["{method: portfolio-review, rubric: writing}"] },
        Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any, any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any, any]
owner: chen
-- credentials/quick-writer.yaml --
name: Quick writer
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
", marks: &["{competency: communication, at: foundational}"] },
    ],
    good: Case { files: "\
-- credentials/clear-writer.yaml (target) --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing}
assessors: [any]
owner: chen
-- credentials/clear-writer.yaml --
name: Clear writer
attests: [{competency: communication, at: foundational}]
assessment: {method: portfolio-review, rubric: writing, pass: {each: 2}}
assessors: [any, any]
mentor: excluded
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
        let less = match earlier(before, credential) {
            Some(was) => less(was.document, credential.document, context.as_of),
            None => easier(before, credential),
        };
        let may: Vec<&str> = policy.who_may(Decision::Approve, credential.id()).into_iter().collect();
        let Some((place, what)) = less.filter(|_| !may.is_empty()) else { continue };
        let problem = Problem::new(credential.record.at(place), format!("`{}` {what}", credential.id()));
        findings.add(problem.here("not so on the target").help(format!(
            "whoever may award it can do so the sooner: {}; if that is meant, nothing is to do",
            several(&may)
        )));
    }
}

/// The first thing of which a credential asks for less than it did: where, and what.
fn less(was: &Credential, now: &Credential, day: Date) -> Option<(Pointer, String)> {
    let kept = |it: &Credential| it.reassess.is_some_and(|reassess| reassess.keep_one_assessor);
    let pass = |it: &Credential| it.assessment.pass.unwrap_or(Pass { each: None, mean: None });
    let (needed, needs) = (&was.needs, &now.needs);
    let dropped = needed.modules.iter().any(|module| !needs.modules.contains(module));
    let fewer = needs.portfolio < needed.portfolio || needs.endorsements < needed.endorsements;
    let older = match (needed.evidence_within, needs.evidence_within) {
        (Some(then), Some(now)) => then.after(day) < now.after(day),
        (then, now) => then.is_some() && now.is_none(),
    };
    if now.assessors.len() < was.assessors.len() {
        let (then, is) = (was.assessors.len(), now.assessors.len());
        return Some((pointer!["assessors"], format!("comes to take {is} instead of {then} assessors")));
    }
    if was.mentor == MentorPart::Excluded && now.mentor == MentorPart::Counts {
        return Some((pointer!["mentor"], "comes to count mentors among its assessors".to_owned()));
    }
    if pass(now).each < pass(was).each || pass(now).mean < pass(was).mean {
        return Some((pointer!["assessment"], "comes to ask for lower scores".to_owned()));
    }
    if kept(was) && !kept(now) {
        return Some((pointer!["reassess"], "comes to keep none of those who judged before".to_owned()));
    }
    (dropped || fewer || older)
        .then(|| (pointer!["needs"], "comes to need less than it did".to_owned()))
}

/// What a new credential attests with fewer assessors than every one of the target that attests the same.
fn easier(before: &Catalog, credential: Entry<'_, Credential>) -> Option<(Pointer, String)> {
    let takes = credential.assessors.len();
    credential.attests.iter().enumerate().find_map(|(position, one)| {
        let id = one.competency.as_str();
        let same = before.all::<Credential>().filter(|other| {
            other.attests.iter().any(|attested| attested.competency.as_str() == id)
        });
        let other = same.min_by_key(|other| other.assessors.len()).filter(|other| takes < other.assessors.len())?;
        let words = format!(
            "attests `{id}` with {takes} of the {} assessors that `{}` takes",
            other.assessors.len(),
            other.id()
        );
        Some((pointer!["attests", position], words))
    })
}
