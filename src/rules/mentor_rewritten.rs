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
    what: "With `learn check --target`, whoever coached somebody by the target, and may approve something, still did \
           so by the change: on the first day of theirs, and up to 7 days ago; that somebody wants nobody says it otherwise, too. And a \
           team does not change its lead before those whom the old one coached say so in `mentors`: leads have no dates. Past \
           `roles`, the `parent` of a team and the days on which somebody came and left make nobody's lead another one for the past. That it ends with `until`, today or \
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
    let late = context.as_of.plus_days(-LATE_DAYS);
    let moves = Moves::between(before, context.catalog);
    of_teams(context, before, policy, (late, &moves), findings);
    for person in before.all::<Person>() {
        let Some(now) = context.catalog.get::<Person>(person.id()) else {
            gone(context, before, person, findings);
            continue;
        };
        if person.document.mentors == now.document.mentors && !moves.concern(person, now) {
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

/// People whose lead coached them by the target and does so no longer, because their past roles, the teams above
/// theirs or the days of somebody's stay are said otherwise.
fn of_teams(
    context: &Context<'_>,
    before: &Catalog,
    policy: &Policy<'_>,
    (late, moves): (Date, &Moves<'_>),
    findings: &mut Findings,
) {
    let mut lost: BTreeMap<&str, (Date, Vec<Entry<'_, Person>>)> = BTreeMap::new();
    for person in before.all::<Person>() {
        let Some(now) = context.catalog.get::<Person>(person.id()) else { continue };
        if !moves.concern(person, now) {
            continue;
        }
        let first = person.roles.iter().map(|role| role.from).min().unwrap_or(late);
        for day in (Span { first: first.min(late), last: late }).turns(person.document) {
            for mentor in People::on(before, day).mentors(person) {
                let id = mentor.person.id();
                let is_lost = mentor.entry.is_none() && judges(policy, id) && !coaches(context.catalog, id, now, day);
                if is_lost && (person.roles != now.roles || !moves.led_by(id)) {
                    let (_, people) = lost.entry(id).or_insert((day, Vec::new()));
                    if people.last().is_none_or(|last| last.id() != now.id()) {
                        people.push(now);
                    }
                }
            }
        }
    }
    for (mentor, (day, people)) in lost {
        let Some(first) = people.first() else { continue };
        let names: Vec<&str> = people.iter().map(|person| person.id()).collect();
        findings.add(
            Problem::new(
                first.record.at(pointer!["roles"]),
                format!(
                    "as the lead, `{mentor}` coached {} on {day} by {}, and not by this",
                    several(&names),
                    context.target_name()
                ),
            )
            .here("the past is said otherwise")
            .guarding(true)
            .help(format!(
                "begin a new entry of `roles` with the day of the move, and leave the past as it was; where it was \
                 a mistake, write `- {{person: {mentor}, until: {late}}}` under `mentors` of each; `{mentor}` could \
                 otherwise come to award them something alone"
            )),
        );
    }
}

/// What a change moves by which leads come to coach others.
struct Moves<'b> {
    /// Whether a team lies elsewhere by now, or somebody came or left on another day.
    everywhere: bool,
    /// Leads who are no longer those of a team, of which [`of_leads`] tells.
    replaced: BTreeSet<&'b str>,
}

impl<'b> Moves<'b> {
    fn between(before: &'b Catalog, now: &Catalog) -> Self {
        let mut teams = before.all::<Team>();
        let has_moved = teams.any(|was| now.get::<Team>(was.id()).is_none_or(|team| team.parent != was.parent));
        let mut people = before.all::<Person>();
        let stays_otherwise = people.any(|was| {
            now.get::<Person>(was.id()).is_some_and(|now| now.left != was.left || now.joined != was.joined)
        });
        Self {
            everywhere: has_moved || stays_otherwise,
            replaced: now.all::<Team>().filter_map(|team| lead_before(now, before, team)).collect(),
        }
    }

    /// Whether they may have another lead by now than they had.
    fn concern(&self, was: Entry<'_, Person>, now: Entry<'_, Person>) -> bool {
        self.everywhere || was.roles != now.roles
    }

    fn led_by(&self, lead: &str) -> bool {
        self.replaced.contains(lead)
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
