//! Mentors: who coaches somebody from today on, and who would have a place and the right topics.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Desk, Writing};
use crate::base::place::Pointer;
use crate::catalog::people::{People, same};
use crate::catalog::{Catalog, Entry};
use crate::kinds::credential::Credential;
use crate::kinds::person::{Mentorship, Person};
use crate::pointer;
use crate::standing::demand::Demand;
use crate::standing::readiness::readiness;
use crate::standing::target;
use crate::standing::verdict::Standing;
use crate::syntax::amend::Change;
use crate::trust::ledger::Ledger;

/// What is to be different about somebody's mentors.
#[derive(Debug, Clone, Copy)]
pub enum Choice<'a> {
    /// This person coaches them from the day on, beside the others or instead of them.
    Person {
        /// Who.
        person: Entry<'a, Person>,
        /// Whether those before go on.
        beside: bool,
    },
    /// Nobody does, not even the lead of their team.
    Nobody,
    /// Those whom they chose stop on the day; the lead of their team goes on.
    End,
}

/// Writes the choice into the person's file.
///
/// # Errors
/// A sentence when it is so already, or cannot be.
pub fn choose(desk: &Desk<'_>, choice: Choice<'_>) -> Result<Writing, String> {
    let open: Vec<(usize, &Mentorship)> = desk
        .person
        .document
        .mentors
        .iter()
        .enumerate()
        .filter(|(_, mentorship)| mentorship.holds_on(desk.day) && mentorship.until.is_none())
        .collect();
    refuse(desk, choice, &open)?;
    let until_day = match choice {
        Choice::End => desk.day,
        Choice::Person { .. } | Choice::Nobody => desk.day.plus_days(-1),
    };
    let goes_on = matches!(choice, Choice::Person { beside: true, .. });
    let ending = open.iter().filter(|(_, mentorship)| !goes_on || mentorship.nobody);
    let mut changes: Vec<Change> = ending
        .map(|(number, mentorship)| Change::Put {
            map: pointer!["mentors", *number],
            key: "until".to_owned(),
            // What began today ends today at the earliest.
            value: json!(mentorship.from.map_or(until_day, |from| until_day.max(from))),
        })
        .collect();
    let entry = match choice {
        Choice::Person { person, .. } => Some(json!({"person": person.id(), "from": desk.day})),
        Choice::Nobody => Some(json!({"nobody": true, "from": desk.day})),
        Choice::End => None,
    };
    changes.extend(entry.map(|entry| added(desk, entry)));
    desk.change(desk.person.record, &changes, "change `mentors` in that file by hand")
}

fn added(desk: &Desk<'_>, entry: Value) -> Change {
    if desk.person.document.mentors.is_empty() {
        return Change::Put {
            map: Pointer::root(),
            key: "mentors".to_owned(),
            value: json!([entry]),
        };
    }
    Change::Append { list: pointer!["mentors"], item: entry }
}

fn refuse(
    desk: &Desk<'_>,
    choice: Choice<'_>,
    open: &[(usize, &Mentorship)],
) -> Result<(), String> {
    let name = &*desk.person.name;
    match choice {
        Choice::Person { person, .. } => {
            if same(person, desk.person) {
                return Err(
                    "nobody mentors themselves\n  help: `learn mentor` lists who offers to"
                        .to_owned(),
                );
            }
            if !person.is_here_on(desk.day) {
                return Err(format!(
                    "{} is not at the company on {}\n  help: `learn mentor` lists who offers to coach",
                    person.name, desk.day
                ));
            }
            let is_it = |mentorship: &Mentorship| {
                let named = mentorship.person.as_ref();
                let named = named.and_then(|id| desk.catalog().get::<Person>(id.as_str()));
                named.is_some_and(|named| same(named, person))
            };
            if open.iter().any(|(_, mentorship)| is_it(mentorship)) {
                return Err(format!("{} is {name}'s mentor already", person.name));
            }
        }
        Choice::Nobody if open.iter().any(|(_, mentorship)| mentorship.nobody) => {
            return Err(format!("{name} has said already that they want no mentor"));
        }
        Choice::End if open.is_empty() => {
            return Err(format!(
                "{name} has chosen no mentor who could stop\n  help: the lead of the team coaches whoever has \
                 not chosen; `learn mentor --nobody` says that you want none"
            ));
        }
        Choice::Nobody | Choice::End => {}
    }
    Ok(())
}

/// Somebody who offers to coach and has a place.
#[derive(Debug, Clone)]
pub struct Volunteer<'a> {
    /// Who.
    pub person: Entry<'a, Person>,
    /// How many more people they would coach.
    pub free: usize,
    /// Of their topics those that are wanted.
    pub fitting: Vec<&'a str>,
    /// Their other topics.
    pub others: Vec<&'a str>,
}

/// Who could coach somebody: those with a free place, whose topics fit best first, then those with more
/// places, then by id.
#[must_use]
pub fn volunteers<'a>(desk: &Desk<'a>, wanted: &BTreeSet<&str>) -> Vec<Volunteer<'a>> {
    let catalog = desk.catalog();
    let people = People::on(catalog, desk.day);
    let mut mentees: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for person in people.present() {
        for (_, _, mentor) in people.mentorships(person) {
            mentees.entry(mentor.id()).or_default().insert(person.id());
        }
    }
    let mut volunteers: Vec<Volunteer<'a>> = people
        .present()
        .filter(|person| !same(*person, desk.person))
        .filter_map(|person| {
            let mentoring = person.document.mentoring.as_ref()?;
            let coached = mentees.get(person.id());
            if coached.is_some_and(|coached| coached.contains(desk.person.id())) {
                return None;
            }
            let free =
                usize::from(mentoring.capacity).checked_sub(coached.map_or(0, BTreeSet::len))?;
            let topics = mentoring.topics.iter().map(|topic| present(catalog, topic.as_str()));
            let (fitting, others) = topics.partition(|topic| wanted.contains(topic));
            (free > 0).then_some(Volunteer { person, free, fitting, others })
        })
        .collect();
    volunteers.sort_by_key(|one| {
        (std::cmp::Reverse(one.fitting.len()), std::cmp::Reverse(one.free), one.person.id())
    });
    volunteers
}

/// The competencies that somebody's target asks for and that are not there yet.
#[must_use]
pub fn wanted<'a>(ledger: &'a Ledger<'a>, desk: &Desk<'a>) -> BTreeSet<&'a str> {
    let catalog = ledger.catalog();
    let target = target::goal_role(catalog, desk.person, desk.day)
        .or_else(|| target::next_on_ladder(catalog, desk.person, desk.day));
    let Some(target) = target else { return BTreeSet::new() };
    let readiness = readiness(ledger, desk.person, target.role, desk.day);
    let mut wanted = BTreeSet::new();
    for state in &readiness.lines {
        if !matches!(state.standing, Standing::Met | Standing::Waived(_)) {
            add_competencies(catalog, &state.line.demand, &mut wanted);
        }
    }
    wanted
}

fn add_competencies<'a>(catalog: &'a Catalog, demand: &Demand<'a>, wanted: &mut BTreeSet<&'a str>) {
    match demand {
        Demand::Competency { id, .. } => {
            wanted.insert(id);
        }
        Demand::Credential(id) => {
            let credential = catalog.get::<Credential>(id);
            let attests =
                credential.into_iter().flat_map(|credential| &credential.document.attests);
            wanted.extend(attests.map(|attested| present(catalog, attested.competency.as_str())));
        }
        Demand::Choose { from, .. } => {
            for member in from {
                add_competencies(catalog, member, wanted);
            }
        }
        Demand::Module(_)
        | Demand::Portfolio(_)
        | Demand::Experience(_)
        | Demand::Unreadable(_) => {}
    }
}

/// The id that a competency has today.
fn present<'a>(catalog: &'a Catalog, id: &'a str) -> &'a str {
    catalog.competency(id).map_or(id, |entry| entry.id)
}
