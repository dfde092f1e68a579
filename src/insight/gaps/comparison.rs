//! What differs between two pictures of one scope, each difference with its cause.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::coverage::{Risk, Row};
use super::member::{Expected, Member, State};
use super::staff::{Post, Who};
use super::{Picture, Scenario};
use crate::base::date::Date;
use crate::catalog::Entry;
use crate::catalog::index::RoleEntry;
use crate::kinds::team::Team;

/// Why somebody comes or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// It is what the what-if says.
    WhatIf,
    /// It happens on this day: the last day of who leaves, the first of who comes or changes.
    On(Date),
    /// The files do not say when.
    Unsaid,
}

/// One difference.
#[derive(Debug, Clone)]
pub enum Change<'a> {
    /// Somebody is not there any more.
    Leaves {
        /// Who, and what they did.
        post: Post<'a>,
        /// Why.
        cause: Cause,
    },
    /// Somebody has come.
    Joins {
        /// Who, and what they do.
        post: Post<'a>,
        /// Why.
        cause: Cause,
    },
    /// Somebody has another role, or works in another team of the scope.
    Moves {
        /// What they did before.
        from: Post<'a>,
        /// What they do afterwards.
        to: Post<'a>,
        /// Why.
        cause: Cause,
    },
    /// A role asks for something that it did not ask for, or the other way round.
    Demand {
        /// The role.
        role: RoleEntry<'a>,
        /// The competency's id.
        competency: &'a str,
        /// The proficiency's id.
        at: &'a str,
        /// Whether it is asked for afterwards; otherwise it was before.
        comes: bool,
        /// The first or the last day it is asked for, where the ladder says so.
        day: Option<Date>,
        /// How many people who keep their role it concerns.
        people: usize,
    },
    /// An expectation of somebody who keeps their role stands elsewhere.
    Standing {
        /// Who.
        who: Who<'a>,
        /// The competency's id.
        competency: &'a str,
        /// The proficiency's id.
        at: &'a str,
        /// Where it stood.
        before: State,
        /// Where it stands.
        after: State,
    },
    /// Something begins or ceases to hang on one person, or on nobody.
    Risk {
        /// The team; none for people without one, and for the whole company.
        team: Option<Entry<'a, Team>>,
        /// Whether it is about what critical roles ask for in the whole company.
        critical: bool,
        /// The competency's id.
        competency: &'a str,
        /// The proficiency's id.
        at: &'a str,
        /// The risk before; none where nothing asked for it.
        before: Option<Risk>,
        /// The risk afterwards; none where nothing asks for it.
        after: Option<Risk>,
    },
}

/// What differs: people first, then demands, then standings, then risks; each sorted by id.
#[must_use]
pub fn changes<'a>(
    before: &Picture<'a>,
    after: &Picture<'a>,
    scenario: &Scenario<'a>,
) -> Vec<Change<'a>> {
    let old = by_id(before);
    let new = by_id(after);
    let times = (before.day, after.day);
    let mut changes = Vec::new();
    for (id, member) in &old {
        if !new.contains_key(id) {
            let cause = why_gone(member.post, times, scenario);
            changes.push(Change::Leaves { post: member.post, cause });
        }
    }
    for (id, member) in &new {
        match old.get(id) {
            None => {
                let cause = why_there(member.post, times, scenario);
                changes.push(Change::Joins { post: member.post, cause });
            }
            Some(earlier) if !same_post(earlier.post, member.post) => {
                let cause = why_there(member.post, times, scenario);
                changes.push(Change::Moves { from: earlier.post, to: member.post, cause });
            }
            Some(_) => {}
        }
    }
    let stayed: Vec<(&Member<'a>, &Member<'a>)> = old
        .iter()
        .filter_map(|(id, earlier)| Some((*earlier, *new.get(id)?)))
        .filter(|(earlier, later)| role_id(earlier.post) == role_id(later.post))
        .collect();
    changes.extend(demands(&stayed));
    changes.extend(stayed.iter().flat_map(|(earlier, later)| standings(earlier, later)));
    changes.extend(risks(before, after));
    changes
}

fn by_id<'p, 'a>(picture: &'p Picture<'a>) -> BTreeMap<Cow<'a, str>, &'p Member<'a>> {
    picture.members().map(|member| (member.post.who.id(), member)).collect()
}

fn role_id(post: Post<'_>) -> Option<&str> {
    post.role.map(|role| role.id())
}

fn same_post(one: Post<'_>, other: Post<'_>) -> bool {
    let team = |post: Post<'_>| post.team.map(|team| team.id().to_owned());
    role_id(one) == role_id(other) && team(one) == team(other)
}

fn why_gone(post: Post<'_>, times: (Date, Date), scenario: &Scenario<'_>) -> Cause {
    let Who::Known(person) = post.who else { return Cause::WhatIf };
    if scenario.without.contains(person.id()) || is_joining(post, scenario) {
        return Cause::WhatIf;
    }
    let last = person.document.left.filter(|left| *left < times.1);
    // Who has not left works elsewhere from the first day of their new position.
    let moved = || new_role_on(post, times).map(|first| first.plus_days(-1));
    last.or_else(moved).map_or(Cause::Unsaid, Cause::On)
}

fn why_there(post: Post<'_>, times: (Date, Date), scenario: &Scenario<'_>) -> Cause {
    let Who::Known(person) = post.who else { return Cause::WhatIf };
    if is_joining(post, scenario) {
        return Cause::WhatIf;
    }
    let joined = person.document.joined.filter(|joined| times.0 < *joined && *joined <= times.1);
    joined.or_else(|| new_role_on(post, times)).map_or(Cause::Unsaid, Cause::On)
}

fn is_joining(post: Post<'_>, scenario: &Scenario<'_>) -> bool {
    scenario.with.iter().any(|joiner| joiner.who.id() == post.who.id())
}

fn new_role_on(post: Post<'_>, times: (Date, Date)) -> Option<Date> {
    let position = post.who.person()?.document.position_on(times.1)?;
    Some(position.from).filter(|from| times.0 < *from)
}

/// A line of one role, and whether it comes.
type Asking<'a> = (&'a str, &'a str, &'a str, bool);

fn demands<'a>(stayed: &[(&Member<'a>, &Member<'a>)]) -> Vec<Change<'a>> {
    let mut found: BTreeMap<Asking<'a>, (RoleEntry<'a>, Option<Date>, usize)> = BTreeMap::new();
    for (earlier, later) in stayed {
        let Some(role) = later.post.role else { continue };
        let mut count = |line: &Expected<'a>, comes: bool| {
            let day = if comes { line.line.since } else { line.line.until };
            let key = (role.id(), line.competency, line.at, comes);
            found.entry(key).or_insert((role, day, 0)).2 += 1;
        };
        for line in only_in(later, earlier) {
            count(line, true);
        }
        for line in only_in(earlier, later) {
            count(line, false);
        }
    }
    found
        .into_iter()
        .map(|((_, competency, at, comes), (role, day, people))| Change::Demand {
            role,
            competency,
            at,
            comes,
            day,
            people,
        })
        .collect()
}

fn only_in<'m, 'a>(
    member: &'m Member<'a>,
    other: &'m Member<'a>,
) -> impl Iterator<Item = &'m Expected<'a>> {
    member.lines.iter().filter(|line| find(other, line).is_none())
}

fn find<'m, 'a>(member: &'m Member<'a>, wanted: &Expected<'a>) -> Option<&'m Expected<'a>> {
    let is_it = |line: &&Expected<'a>| line.competency == wanted.competency && line.at == wanted.at;
    member.lines.iter().find(is_it)
}

fn standings<'m, 'a>(
    earlier: &'m Member<'a>,
    later: &'m Member<'a>,
) -> impl Iterator<Item = Change<'a>> + use<'m, 'a> {
    earlier.lines.iter().filter_map(|line| {
        let now = find(later, line)?;
        (line.state.word() != now.state.word()).then(|| Change::Standing {
            who: later.post.who,
            competency: line.competency,
            at: line.at,
            before: line.state.clone(),
            after: now.state.clone(),
        })
    })
}

/// Critical rows of the company come last; teams by id, people of no team after them.
type Where<'a> = (bool, bool, &'a str, &'a str, Option<usize>, &'a str);

fn risks<'a>(before: &Picture<'a>, after: &Picture<'a>) -> Vec<Change<'a>> {
    type Both<'a> = (Option<Entry<'a, Team>>, [Option<Risk>; 2]);
    let mut found: BTreeMap<Where<'a>, Both<'a>> = BTreeMap::new();
    for (turn, picture) in [before, after].into_iter().enumerate() {
        let mut note = |team: Option<Entry<'a, Team>>, critical: bool, row: &Row<'a>| {
            let id = team.map_or("", |team| team.id());
            let key = (critical, team.is_none(), id, row.competency, row.step, row.at);
            found.entry(key).or_insert((team, [None; 2])).1[turn] = Some(row.risk());
        };
        for unit in &picture.units {
            unit.rows.iter().for_each(|row| note(unit.team, false, row));
        }
        picture.critical.iter().for_each(|row| note(None, true, row));
    }
    let is_told = |risks: &[Option<Risk>; 2]| {
        let is_risky = |risk: &Option<Risk>| matches!(risk, Some(Risk::Uncovered | Risk::Single));
        risks[0] != risks[1] && risks.iter().any(is_risky)
    };
    found
        .into_iter()
        .filter(|(_, (_, risks))| is_told(risks))
        .map(|((critical, _, _, competency, _, at), (team, [before, after]))| Change::Risk {
            team,
            critical,
            competency,
            at,
            before,
            after,
        })
        .collect()
}
