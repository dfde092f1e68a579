//! Mentoring: how many people have a gap in a topic, and how many places those who volunteer have.
//!
//! For each topic, which is a competency:
//!
//! * **people** = people of the scope with at least one gap in it = those with a not-yet among these
//!   gaps (`not_yet`) + those of whom nobody has looked at any (`unknown`);
//! * **coached** of them: one of their mentors names the topic; **declined**: they want no mentor;
//! * **open** = people − coached − declined;
//! * **mentors**: everybody at the company who volunteers and names the topic;
//! * **places** = Σ capacity, **free** = Σ max(0, capacity − mentees), over these mentors;
//! * **short** = max(0, open − free).
//!
//! Mentees are the people who name the mentor in an open entry of `mentors`, as for the rule
//! `mentor-over-capacity`; whom a lead coaches by default takes no place. A mentor of three topics has
//! the same places under each, so topics do not add up; [`Mentoring::mentors`] counts everybody once.

use std::collections::{BTreeMap, BTreeSet};

use super::member::State;
use super::{Picture, Scope};
use crate::catalog::people::{People, same};
use crate::catalog::{Catalog, Entry};
use crate::kinds::person::Person;

/// Demand and capacity.
#[derive(Debug, Clone, Default)]
pub struct Mentoring<'a> {
    /// Every competency in which somebody has a gap or that a mentor names, sorted by id.
    pub topics: Vec<Topic<'a>>,
    /// Everybody who volunteers, sorted by id.
    pub mentors: Vec<Volunteer<'a>>,
}

/// Demand and capacity of one topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topic<'a> {
    /// The competency's id.
    pub competency: &'a str,
    /// Its name.
    pub name: &'a str,
    /// People with a gap that somebody has looked at.
    pub not_yet: usize,
    /// People with a gap, and nobody has looked at any of theirs.
    pub unknown: usize,
    /// Those whose mentor names the topic.
    pub coached: usize,
    /// Those who want no mentor.
    pub declined: usize,
    /// Ids of the mentors who name it, sorted.
    pub mentors: Vec<&'a str>,
    /// How many people these offer to coach.
    pub places: usize,
    /// How many more they can coach now.
    pub free: usize,
}

impl Topic<'_> {
    /// People with a gap.
    #[must_use]
    pub const fn people(&self) -> usize {
        self.not_yet + self.unknown
    }

    /// People with a gap whom nobody coaches in it, and who may want somebody.
    #[must_use]
    pub const fn open(&self) -> usize {
        self.people().saturating_sub(self.coached + self.declined)
    }

    /// How many places are missing.
    #[must_use]
    pub const fn short(&self) -> usize {
        self.open().saturating_sub(self.free)
    }
}

/// Somebody who offers to coach.
#[derive(Debug, Clone)]
pub struct Volunteer<'a> {
    /// Who.
    pub person: Entry<'a, Person>,
    /// Ids of the competencies they like to coach in, sorted.
    pub topics: BTreeSet<&'a str>,
    /// How many people they offer to coach.
    pub capacity: usize,
    /// How many name them as their mentor.
    pub mentees: usize,
}

impl Volunteer<'_> {
    /// How many more they can coach.
    #[must_use]
    pub const fn free(&self) -> usize {
        self.capacity.saturating_sub(self.mentees)
    }
}

/// Sets the gaps of a picture's people against the offers of everybody at the company.
#[must_use]
pub fn mentoring<'a>(
    catalog: &'a Catalog,
    scope: &Scope<'a>,
    picture: &Picture<'a>,
) -> Mentoring<'a> {
    let people = People::on(catalog, picture.day);
    let mentors = volunteers(catalog, &people, picture);
    let offers: BTreeMap<&str, &Volunteer<'a>> =
        mentors.iter().map(|mentor| (mentor.person.id(), mentor)).collect();
    let mut topics: BTreeMap<&'a str, Topic<'a>> = BTreeMap::new();
    for member in picture.members() {
        let mut gaps: BTreeMap<&'a str, bool> = BTreeMap::new();
        for gap in member.gaps() {
            *gaps.entry(gap.competency).or_default() |= matches!(gap.state, State::NotYet(_));
        }
        let person = member.post.who.person();
        let coaches = person.map_or_else(Vec::new, |person| people.mentors(person));
        let declines = person.is_some_and(|person| person.wants_no_mentor_on(picture.day));
        for (competency, was_looked_at) in gaps {
            let topic = topics.entry(competency).or_default();
            topic.not_yet += usize::from(was_looked_at);
            topic.unknown += usize::from(!was_looked_at);
            let is_coached = coaches.iter().any(|coach| {
                offers.get(coach.person.id()).is_some_and(|one| one.topics.contains(competency))
            });
            topic.coached += usize::from(is_coached);
            topic.declined += usize::from(!is_coached && declines);
        }
    }
    for mentor in &mentors {
        for competency in &mentor.topics {
            let topic = topics.entry(competency).or_default();
            topic.mentors.push(mentor.person.id());
            topic.places += mentor.capacity;
            topic.free += mentor.free();
        }
    }
    if let Some(only) = scope.competency {
        topics.retain(|competency, _| *competency == only.id);
    }
    let named = |(competency, topic): (&'a str, Topic<'a>)| {
        let name = catalog.competency(competency).map_or(competency, |entry| entry.name());
        Topic { competency, name, ..topic }
    };
    Mentoring { topics: topics.into_iter().map(named).collect(), mentors }
}

fn volunteers<'a>(
    catalog: &'a Catalog,
    people: &People<'a>,
    picture: &Picture<'a>,
) -> Vec<Volunteer<'a>> {
    let here: Vec<Entry<'a, Person>> =
        picture.staff.iter().filter_map(|post| post.who.person()).collect();
    let mut mentees: BTreeMap<&str, usize> = BTreeMap::new();
    for person in &here {
        let named: BTreeSet<&str> = people
            .mentorships(*person)
            .filter(|(_, _, mentor)| !same(*mentor, *person))
            .map(|(_, _, mentor)| mentor.id())
            .collect();
        for mentor in named {
            *mentees.entry(mentor).or_default() += 1;
        }
    }
    here.into_iter()
        .filter_map(|person| {
            let offer = person.document.mentoring.as_ref()?;
            let present = |id: &'a str| catalog.competency(id).map_or(id, |entry| entry.id);
            Some(Volunteer {
                person,
                topics: offer.topics.iter().map(|topic| present(topic.as_str())).collect(),
                capacity: usize::from(offer.capacity),
                mentees: mentees.get(person.id()).copied().unwrap_or_default(),
            })
        })
        .collect()
}
