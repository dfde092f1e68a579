//! A mentor who is taken out of somebody's past.

use super::{Case, Context, Findings, Rule, Subject, several};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::{Catalog, Entry};
use crate::catalog::people::People;
use crate::kinds::person::Person;
use crate::kinds::team::Team;
use crate::pointer;
use crate::trust::policy::Policy;

/// For how many days back the end of a mentorship may still be written down.
const LATE: i64 = 7;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mentor-rewritten",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A mentor who is taken out of somebody's past",
    what: "With `learn check --target`, whoever coached somebody by the target, and may approve something, still did \
           so by the change: on the first day of theirs, and up to 7 days ago; that somebody wants nobody says it otherwise, too. And a \
           team does not change its lead before those whom the old one coached say so in `mentors`: leads have no dates. That it ends with `until`, today or \
           some days ago, and that somebody else coaches them from now on, is said by nothing.",
    why: "Mentors never fill every slot of a credential by themselves. Whoever may be asked about that is read from \
          here, so that a look at it is worth the moment; a mistake may be corrected all the same: it is a warning, which\
          nothing in the change takes away.",
    bad: &[Case {
        files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
-- people/ada/person.yaml --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{nobody: true, from: 2025-11-01}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
",
        marks: &["[{nobody: true, from: 2025-11-01}]"],
    }, Case {
        files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
-- people/ada/person.yaml --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}, {nobody: true, from: 2025-11-01}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
",
        marks: &["[{person: chen, from: 2025-11-01}, {nobody: true, from: 2025-11-01}]"],
    }, Case {
        files: "\
-- people/vera/person.yaml --
name: Vera Lind
joined: 2022-03-01
roles: [{from: 2022-03-01, role: senior-engineer, team: routing}]
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
-- people/ada/person.yaml --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
-- teams/routing.yaml --
name: Routing
lead: vera
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
",
        marks: &["vera"],
        }],
    good: Case {
        files: "\
-- people/ada/person.yaml (target) --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01}]
-- people/ada/person.yaml --
name: Ada Moreau
joined: 2024-05-06
roles: [{from: 2024-05-06, role: engineer, team: routing}]
mentors: [{person: chen, from: 2025-11-01, until: 2026-04-10}, {nobody: true, from: 2026-04-11}]
-- trust/0001.yaml (target) (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
-- trust/0001.yaml (sealed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors: [{person: chen, disciplines: [engineering], approve: [\"incident-*\"]}]
keys: {chen: [KEY of chen]}
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let (Some(target), Some(policy)) = (context.target, context.ledger.policy()) else { return };
    let before = target.catalog();
    of_leads(context, before, policy, findings);
    let late = context.as_of.plus_days(-LATE);
    for person in before.all::<Person>() {
        let Some(now) = context.catalog.get::<Person>(person.id()) else { continue };
        if person.document.mentors == now.document.mentors {
            continue;
        }
        for mentorship in &person.document.mentors {
            let Some(mentor) = mentorship.person.as_ref().and_then(|it| before.get::<Person>(it.as_str())) else {
                continue;
            };
            let judges = judges(policy, mentor.id());
            let last = mentorship.until.map_or(late, |until| until.min(late));
            let first = mentorship.from.unwrap_or(last);
            let is_gone = |day: &Date| {
                *day <= late && coaches(before, mentor.id(), person, *day) && !coaches(context.catalog, mentor.id(), now, *day)
            };
            let Some(day) = [first, last].into_iter().find(is_gone).filter(|_| judges) else { continue };
            let (mentor, owner) = (mentor.id(), now.id());
            findings.add(
                Problem::new(
                    now.record.at(pointer!["mentors"]),
                    format!("`{mentor}` was the mentor of `{owner}` on {day} by {}, and is not by this", context.target_name()),
                )
                .here("the past is said otherwise")
                .guarding(true)
                .help(format!(
                    "end what was with `until`, and add who coaches `{owner}` now; `{mentor}` could otherwise come to \
                     award them something alone"
                )),
            );
        }
    }
}

/// Leads who change, with those whom the old one coached until yesterday by the target and never by this.
fn of_leads(context: &Context<'_>, before: &Catalog, policy: &Policy<'_>, findings: &mut Findings) {
    let yesterday = context.as_of.plus_days(-1);
    for team in context.catalog.all::<Team>() {
        let lead = |catalog: &Catalog, team: &Team| -> Option<String> {
            Some(catalog.get::<Person>(team.lead.as_ref()?.as_str())?.id().to_owned())
        };
        let was = before.get::<Team>(team.id()).and_then(|was| lead(before, was.document));
        let Some(was) = was.filter(|was| lead(context.catalog, team.document).as_ref() != Some(was)) else { continue };
        if !judges(policy, &was) {
            continue;
        }
        let people = People::on(before, yesterday);
        let coached = before.all::<Person>().filter(|person| {
            let by_default = people.mentors(*person).iter().any(|one| one.entry.is_none() && one.person.id() == was);
            let now = context.catalog.get::<Person>(person.id()).filter(|_| by_default);
            now.is_some_and(|now| !coaches(context.catalog, &was, now, yesterday))
        });
        let coached: Vec<&str> = coached.map(|person| person.id()).collect();
        if coached.is_empty() {
            continue;
        }
        findings.add(
            Problem::new(
                team.record.at(pointer!["lead"]),
                format!(
                    "as the lead, `{was}` coached {} by {}, and never by this",
                    several(&coached),
                    context.target_name()
                ),
            )
            .here("who coaches whoever chose nobody")
            .guarding(true)
            .help(format!(
                "write `- {{person: {was}, until: {yesterday}}}` under `mentors` of each; `{was}` could otherwise come to \
                 award them something alone"
            )),
        );
    }
}

/// Whether the policy lets somebody approve anything.
fn judges(policy: &Policy<'_>, mentor: &str) -> bool {
    policy.entries(policy.present_id(mentor)).any(|entry| !entry.approve.is_empty())
}

/// Whether somebody coaches a person on a day, as a catalog has it.
fn coaches(catalog: &Catalog, mentor: &str, person: Entry<'_, Person>, day: Date) -> bool {
    let mentor = catalog.get::<Person>(mentor).map(|mentor| mentor.id());
    People::on(catalog, day).mentors(person).iter().any(|one| Some(one.person.id()) == mentor)
}
