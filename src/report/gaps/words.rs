//! The words that every format of gaps says alike.

use crate::catalog::Catalog;
use crate::insight::gaps::{
    Answer, Cause, Change, Expected, Hold, Post, Risk, Row, State, Step, Tally,
};
use crate::kinds::module::Module;
use crate::report::counted;
use crate::report::readiness::words as readiness;
use crate::standing::verdict::Standing;

/// The title: of whom, and on which days.
#[must_use]
pub fn title(answer: &Answer<'_>) -> String {
    let scope = answer.question.scope;
    let what = if answer.question.mentors { "Mentoring" } else { "Gaps" };
    let whose = scope.team.map_or("the whole company", |team| &*team.document.name);
    let role = scope.role.map(|role| format!(", asked of {}", &*role.role.title));
    let competency = scope.competency.map(|one| format!(", in {}", one.name()));
    let now = answer.now.day;
    let days = match answer.before.as_ref().map(|before| before.day) {
        Some(before) if before != now => format!("{before} → {now}"),
        _ => format!("as of {now}"),
    };
    format!(
        "{what} in {whose}{}{}, {days}",
        role.unwrap_or_default(),
        competency.unwrap_or_default()
    )
}

/// The what-if in words; empty where there is none.
#[must_use]
pub fn what_if(answer: &Answer<'_>) -> String {
    let scenario = &answer.question.now;
    let people = answer.catalog;
    let gone = scenario.without.iter().map(|id| {
        let name = people.get::<crate::kinds::person::Person>(id);
        format!("{} is gone", name.map_or(*id, |person| &*person.document.name))
    });
    let with = scenario
        .with
        .iter()
        .map(|joiner| format!("{} is there as {}", joiner.who.name(), &*joiner.role.role.title));
    let all: Vec<String> = gone.chain(with).collect();
    if all.is_empty() { String::new() } else { format!("What if {}?", all.join(", and ")) }
}

/// Who is left out of an answer for an audience; none where nobody is.
#[must_use]
pub fn left_out(answer: &Answer<'_>) -> Option<String> {
    let cut = answer.left_out.as_ref().filter(|cut| cut.people > 0)?;
    let people =
        if cut.people == 1 { "1 person is" } else { &format!("{} people are", cut.people) };
    Some(format!(
        "{people} left out, of every number too: {} may not see their readiness. So it is not said who alone \
         holds something.",
        cut.in_words
    ))
}

/// All expectations of some people, in one sentence.
#[must_use]
pub fn tally(people: usize, tally: Tally) -> String {
    let people = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    let waived =
        if tally.waived == 0 { String::new() } else { format!("; {} waived", tally.waived) };
    format!(
        "{people}, {} of the roles they hold. Met: {} of {} ({} attested, {} held by placement). \
         Not yet: {}. Unknown, as nobody has looked: {}{waived}.",
        counted(tally.asked(), "expectation"),
        tally.met(),
        tally.needed(),
        tally.attested,
        tally.placed,
        tally.not_yet,
        tally.unknown
    )
}

/// What an expectation asks for, how strongly, and what there is to add to where it stands.
#[must_use]
pub fn expected(line: &Expected<'_>) -> String {
    let asked = format!("{} ({})", line.line.title, readiness::strength(line.line.strength));
    match detail(&line.state) {
        nothing if nothing.is_empty() => asked,
        detail => format!("{asked}: {detail}"),
    }
}

/// What a state has to add to its word; empty for most.
#[must_use]
pub fn detail(state: &State) -> String {
    match state {
        State::Attested | State::Unknown => String::new(),
        State::Placed(day) => format!("by the placement of {day}"),
        State::Waived(until) => readiness::detail(&Standing::Waived(*until)),
        State::NotYet(reason) => readiness::detail(&Standing::NotYet(reason.clone())),
    }
}

/// What is under way for an expectation, each in a few words.
#[must_use]
pub fn motions(catalog: &Catalog, line: &Expected<'_>) -> Vec<String> {
    line.motion.iter().map(|motion| readiness::motion(catalog, motion)).collect()
}

/// Of whom a row is asked, and how these stand.
#[must_use]
pub fn asked_of(row: &Row<'_>) -> String {
    let roles: Vec<String> = row
        .roles
        .iter()
        .map(|role| {
            let critical = if role.role.critical { " (critical)" } else { "" };
            format!("{}{critical}", &*role.role.title)
        })
        .collect();
    let mut parts = Vec::new();
    for (count, word) in [
        (row.tally.met(), "met"),
        (row.tally.not_yet, "not yet"),
        (row.tally.unknown, "unknown"),
        (row.tally.waived, "waived"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    let stand = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    format!("asked of {} as {}{stand}", row.tally.asked(), roles.join(", "))
}

/// The only holder of a row, and how long.
#[must_use]
pub fn only_holder(row: &Row<'_>) -> String {
    let Some(holder) = row.holders.first() else { return "nobody".to_owned() };
    let how = match (holder.hold, row.until) {
        (Hold::Placed, _) => ", by placement".to_owned(),
        (Hold::Attested, Some(until)) => format!(", until {until}"),
        (Hold::Attested, None) => String::new(),
    };
    format!("{}{how}", holder.who.name())
}

/// One step that is left to somebody.
#[must_use]
pub fn step(catalog: &Catalog, step: &Step<'_>) -> String {
    match step {
        Step::Claim { since, waits_for, .. } => {
            format!("claim waiting since {since} for {}", waits_for.join(", "))
        }
        Step::OneMore { have, need } => format!("{have} of {need} approvals or awards so far"),
        Step::Lapsed(day) => format!("held it until {day}"),
        Step::Below { at, placed: false } => format!("attested at {at}"),
        Step::Below { at, placed: true } => format!("at {at} by placement"),
        Step::Remediation { until } => format!("shows it again by {until}"),
        Step::Module { module, until } => {
            let title =
                catalog.get::<Module>(module).map_or(*module, |entry| &*entry.document.title);
            let until = until.map(|until| format!(" until {until}")).unwrap_or_default();
            format!("taking {title}{until}")
        }
    }
}

/// A competency at a proficiency.
#[must_use]
pub fn competency(catalog: &Catalog, id: &str, at: &str) -> String {
    let name = catalog.competency(id).map_or(id, |entry| entry.name());
    format!("{name} at {at}")
}

/// One difference, in a sentence without a full stop.
#[must_use]
pub fn change(catalog: &Catalog, change: &Change<'_>) -> String {
    match change {
        Change::Leaves { post, cause } => {
            let when = self::cause(*cause, "last day");
            format!("{} is not there any more{when}", post.who.name())
        }
        Change::Joins { post, cause } => {
            let when = self::cause(*cause, "from");
            format!("{} comes in as {}{when}", post.who.name(), role(*post))
        }
        Change::Moves { from, to, cause } => {
            let when = self::cause(*cause, "from");
            format!("{}: {} → {}{when}", from.who.name(), place(*from, *to), place(*to, *from))
        }
        Change::Demand { role, competency, at, comes, day, people } => {
            let verb = if *comes { "asks for" } else { "no longer asks for" };
            let word = if *comes { "from" } else { "last day" };
            let when = day.map_or_else(String::new, |day| format!(", {word} {day}"));
            let people = if *people == 1 { "1 person" } else { &format!("{people} people") };
            let title = &*role.role.title;
            let what = self::competency(catalog, competency, at);
            format!("{title} {verb} {what}{when}; it concerns {people}")
        }
        Change::Standing { who, competency, at, before, after } => {
            let detail = match detail(after) {
                empty if empty.is_empty() => empty,
                detail => format!(" ({detail})"),
            };
            let what = self::competency(catalog, competency, at);
            format!("{}, {what}: {} → {}{detail}", who.name(), before.word(), after.word())
        }
        Change::Risk { team, critical, competency, at, before, after } => {
            let place = match (team, critical) {
                (Some(team), _) => format!("{}: ", &*team.document.name),
                (None, true) => "Critical roles: ".to_owned(),
                (None, false) => "No team: ".to_owned(),
            };
            let what = self::competency(catalog, competency, at);
            format!("{place}{what}: {} → {}", risk(*before), risk(*after))
        }
    }
}

fn cause(cause: Cause, word: &str) -> String {
    match cause {
        Cause::WhatIf => " (what if)".to_owned(),
        Cause::On(day) => format!(" ({word} {day})"),
        Cause::Unsaid => String::new(),
    }
}

/// The title of somebody's role.
#[must_use]
pub fn role(post: Post<'_>) -> String {
    post.role
        .map_or_else(|| "somebody without a role".to_owned(), |role| role.role.title.to_string())
}

/// Somebody's role; with the team where that differs from another post.
fn place(post: Post<'_>, other: Post<'_>) -> String {
    let id = |post: Post<'_>| post.team.map(|team| team.id().to_owned());
    match post.team {
        Some(team) if id(post) != id(other) => {
            format!("{} in {}", role(post), &*team.document.name)
        }
        _ => role(post),
    }
}

fn risk(risk: Option<Risk>) -> &'static str {
    match risk {
        None => "not asked for",
        Some(Risk::Uncovered) => "nobody holds it",
        Some(Risk::Single) => "one person holds it",
        Some(Risk::Covered) => "several hold it",
        Some(Risk::Unsaid) => "not said",
    }
}
