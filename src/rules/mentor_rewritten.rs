//! A mentor who is taken out of somebody's past.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Context, Findings, Rule, Subject, several};
use crate::base::date::Date;
use crate::base::problem::{Level, Problem};
use crate::catalog::{Catalog, Entry};
use crate::catalog::people::People;
use crate::kinds::person::Person;
use crate::kinds::team::Team;
use crate::pointer;
use crate::trust::coaching::{LATE_DAYS, Span};
use crate::trust::policy::Policy;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "mentor-rewritten",
    subject: Subject::Approvals,
    level: Level::Warn,
    summary: "A mentor who is taken out of somebody's past",
    what: "With `learn check --target`, whoever coached somebody by the target, and may approve or waive something, still did \
           so by the change: on the first day of theirs, and up to 7 days ago; that somebody wants nobody says it otherwise, too. And a \
           team does not change its lead before those whom the old one coached say so in `mentors`: leads have no dates. Past \
           `roles`, the `parent` of a team and the days on which somebody came and left make nobody's lead another one for the past. That it ends with `until`, today or \
           some days ago, and that somebody else coaches them from now on, is said by nothing.",
    why: "Mentors never fill every slot of a credential by themselves. Whoever may be asked about that is read from \
          here, so that a look at it is worth the moment; a mistake may be corrected all the same: it is a warning, which \
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
    let moves = Moves::between(before, context.catalog);
    let mut together: BTreeMap<&str, (Date, Vec<Entry<'_, Person>>)> = BTreeMap::new();
    for was in before.all::<Person>() {
        let Some(now) = context.catalog.get::<Person>(was.id()) else {
            gone(context, before, was, findings);
            continue;
        };
        let lost = lost(context, before, (was, now), &moves).into_iter();
        for (mentor, day) in lost.filter(|(mentor, _)| judges(policy, mentor)) {
            if was.mentors == now.mentors {
                together.entry(mentor).or_insert((day, Vec::new())).1.push(now);
            } else {
                findings.add(of_one(context, mentor, now, day));
            }
        }
    }
    for (mentor, (day, people)) in together {
        findings.extend(of_several(context, mentor, &people, day));
    }
}

/// Those who coached somebody by the target on a day until some days ago and do not by this, each with the first
/// such day.
fn lost<'b>(
    context: &Context<'_>,
    before: &'b Catalog,
    (was, now): (Entry<'b, Person>, Entry<'_, Person>),
    moves: &Moves<'_>,
) -> BTreeMap<&'b str, Date> {
    let is_same = was.mentors == now.mentors && was.roles == now.roles;
    if is_same && !moves.everywhere {
        return BTreeMap::new();
    }
    let late = context.as_of.plus_days(-LATE_DAYS);
    let mentored = was.document.mentors.iter().filter_map(|one| one.from);
    let begins = was.document.roles.iter().map(|role| role.from).chain(mentored);
    let span = Span { first: begins.min().unwrap_or(late).min(late), last: late };
    let mut days = span.turns(was.document);
    days.extend(span.turns(now.document));
    let mut lost = BTreeMap::new();
    for day in days {
        for mentor in People::on(before, day).mentors(was) {
            let id = mentor.person.id();
            // Of leads who are followed by others all are told at once.
            let is_told = is_same && mentor.entry.is_none() && moves.replaced.contains(id);
            if !is_told && !coaches(context.catalog, id, now, day) {
                lost.entry(id).or_insert(day);
            }
        }
    }
    lost
}

/// A mentor whom somebody's own `mentors` no longer say.
fn of_one(context: &Context<'_>, mentor: &str, now: Entry<'_, Person>, day: Date) -> Problem {
    let owner = now.id();
    Problem::new(
        now.record.at(pointer!["mentors"]),
        format!("`{mentor}` was the mentor of `{owner}` on {day} by {}, and is not by this", context.target_name()),
    )
    .here("the past is said otherwise")
    .guarding(true)
    .help(format!(
        "end what was with `until`, and say with `from` since when somebody else coaches `{owner}`, or nobody; \
         `{mentor}` could otherwise come to award them something alone"
    ))
}

/// A mentor of people whose past roles, the teams above theirs or the days of somebody's stay are said otherwise.
fn of_several(context: &Context<'_>, mentor: &str, people: &[Entry<'_, Person>], day: Date) -> Option<Problem> {
    let names: Vec<&str> = people.iter().map(Entry::id).collect();
    let problem = Problem::new(
        people.first()?.record.at(pointer!["roles"]),
        format!("`{mentor}` coached {} on {day} by {}, and not by this", several(&names), context.target_name()),
    );
    Some(problem.here("the past is said otherwise").guarding(true).help(format!(
        "begin a new entry of `roles` with the day of the move, and leave the past as it was; where that was a mistake, \
         say under `mentors` of each until when `{mentor}` coached them, who could otherwise come to award them \
         something alone"
    )))
}

/// Somebody who is known by no id any more, with whom goes who coached them: whoever comes back by another id has none.
fn gone(context: &Context<'_>, before: &Catalog, person: Entry<'_, Person>, findings: &mut Findings) {
    let Some(policy) = context.ledger.policy().filter(|policy| !policy.has_erased(person.id())) else { return };
    let coached = People::on(before, context.as_of).mentors(person);
    let Some(mentor) = coached.iter().map(|one| one.person.id()).find(|mentor| judges(policy, mentor)) else { return };
    let Some(program) = context.catalog.program() else { return };
    let id = person.id();
    findings.add(
        Problem::new(
            program.record.at(pointer!["catalog"]),
            format!("`{id}`, whom `{mentor}` coaches by {}, is nobody any more", context.target_name()),
        )
        .here("nobody here is known by that id")
        .guarding(true)
        .help(format!(
            "bring `people/{id}` back; whoever has another id now says `formerly: [{id}]`, and whoever left says `left`"
        )),
    );
}

/// Leads who change, with those whom the old one coached until yesterday by the target and never by this.
fn of_leads(context: &Context<'_>, before: &Catalog, policy: &Policy<'_>, findings: &mut Findings) {
    let yesterday = context.as_of.plus_days(-1);
    for team in context.catalog.all::<Team>() {
        let Some(was) = lead_before(context.catalog, before, team) else { continue };
        if !judges(policy, was) {
            continue;
        }
        let people = People::on(before, yesterday);
        let coached = before.all::<Person>().filter(|person| {
            let by_default = people.mentors(*person).iter().any(|one| one.entry.is_none() && one.person.id() == was);
            let now = context.catalog.get::<Person>(person.id()).filter(|_| by_default);
            now.is_some_and(|now| !coaches(context.catalog, was, now, yesterday))
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

/// The lead whom a team had before, where that is another one by now.
fn lead_before<'b>(now: &Catalog, before: &'b Catalog, team: Entry<'_, Team>) -> Option<&'b str> {
    let was = before.get::<Team>(team.id())?.document.lead.as_ref()?;
    let was = before.get::<Person>(was.as_str())?;
    let is = team.document.lead.as_ref().and_then(|lead| now.get::<Person>(lead.as_str()));
    let stays = is.is_some_and(|is| is.id() == now.get::<Person>(was.id()).map_or(was.id(), |was| was.id()));
    (!stays).then(|| was.id())
}

/// What a change moves by which leads come to coach others.
struct Moves<'b> {
    /// Whether a team lies elsewhere or has a lead for the first time, or somebody came or left on another day.
    everywhere: bool,
    /// Leads who are no longer those of a team, of which [`of_leads`] tells.
    replaced: BTreeSet<&'b str>,
}

impl<'b> Moves<'b> {
    fn between(before: &'b Catalog, now: &Catalog) -> Self {
        let mut teams = before.all::<Team>();
        let has_moved = teams.any(|was| {
            let team = now.get::<Team>(was.id());
            team.is_none_or(|team| team.parent != was.parent || was.lead.is_none() && team.lead.is_some())
        });
        let mut people = before.all::<Person>();
        let stays_otherwise = people.any(|was| {
            now.get::<Person>(was.id()).is_some_and(|now| now.left != was.left || now.joined != was.joined)
        });
        Self {
            everywhere: has_moved || stays_otherwise,
            replaced: now.all::<Team>().filter_map(|team| lead_before(now, before, team)).collect(),
        }
    }
}

/// Whether the policy lets somebody approve or waive anything.
fn judges(policy: &Policy<'_>, mentor: &str) -> bool {
    policy.entries(policy.present_id(mentor)).any(|entry| !entry.approve.is_empty() || !entry.waive.is_empty())
}

/// Whether somebody coaches a person on a day, as a catalog has it.
fn coaches(catalog: &Catalog, mentor: &str, person: Entry<'_, Person>, day: Date) -> bool {
    let mentor = catalog.get::<Person>(mentor).map(|mentor| mentor.id());
    People::on(catalog, day).mentors(person).iter().any(|one| Some(one.person.id()) == mentor)
}
