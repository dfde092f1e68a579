//! Posts: who works where in which role on a day, with those who leave or join in a what-if.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Scenario;
use crate::catalog::index::RoleEntry;
use crate::catalog::people::{People, same};
use crate::catalog::{Catalog, Entry};
use crate::kinds::person::Person;
use crate::kinds::team::Team;

/// Somebody.
#[derive(Debug, Clone, Copy)]
pub enum Who<'a> {
    /// A person of the catalog.
    Known(Entry<'a, Person>),
    /// Somebody who would be hired: the number among them, from 1. Nothing is attested to them.
    New(usize),
}

impl<'a> Who<'a> {
    /// The person's id; `new-1` for somebody who would be hired.
    #[must_use]
    pub fn id(self) -> Cow<'a, str> {
        match self {
            Self::Known(person) => Cow::Borrowed(person.id()),
            Self::New(number) => Cow::Owned(format!("new-{number}")),
        }
    }

    /// What people call them.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        match self {
            Self::Known(person) => Cow::Borrowed(&*person.document.name),
            Self::New(number) => Cow::Owned(format!("New colleague {number}")),
        }
    }

    /// The person, if the catalog has them.
    #[must_use]
    pub const fn person(self) -> Option<Entry<'a, Person>> {
        match self {
            Self::Known(person) => Some(person),
            Self::New(_) => None,
        }
    }
}

/// Somebody who joins, or changes role, in a what-if.
#[derive(Debug, Clone, Copy)]
pub struct Joiner<'a> {
    /// Who.
    pub who: Who<'a>,
    /// In which role.
    pub role: RoleEntry<'a>,
}

/// What somebody does.
#[derive(Debug, Clone, Copy)]
pub struct Post<'a> {
    /// Who.
    pub who: Who<'a>,
    /// The role they have; none where the catalog does not know one.
    pub role: Option<RoleEntry<'a>>,
    /// The team they work in; none where the catalog does not know one.
    pub team: Option<Entry<'a, Team>>,
}

/// Everybody at the company in a scenario, sorted by id, those who would be hired last.
///
/// Who joins works in the team that was asked for, unless they are in it or in one below it already;
/// without a team they stay where they are.
#[must_use]
pub fn posts<'a>(
    catalog: &'a Catalog,
    asked: Option<Entry<'a, Team>>,
    scenario: &Scenario<'a>,
) -> Vec<Post<'a>> {
    let people = People::on(catalog, scenario.day);
    let mut joining: BTreeMap<Cow<'a, str>, Joiner<'a>> =
        scenario.with.iter().map(|joiner| (joiner.who.id(), *joiner)).collect();
    let mut posts: Vec<Post<'a>> = people
        .present()
        .filter(|person| !scenario.without.contains(person.id()))
        .map(|person| {
            let team = person.document.team_on(scenario.day);
            let team = team.and_then(|id| catalog.get::<Team>(id.as_str()));
            let post = Post { who: Who::Known(person), role: people.role(person), team };
            match joining.remove(person.id()) {
                Some(joiner) => join(catalog, post, joiner, asked),
                None => post,
            }
        })
        .collect();
    let nowhere = |joiner: Joiner<'a>| Post { who: joiner.who, role: None, team: None };
    posts.extend(joining.into_values().map(|joiner| join(catalog, nowhere(joiner), joiner, asked)));
    posts.sort_by_cached_key(|post| (post.who.person().is_none(), post.who.id()));
    posts
}

fn join<'a>(
    catalog: &'a Catalog,
    post: Post<'a>,
    joiner: Joiner<'a>,
    asked: Option<Entry<'a, Team>>,
) -> Post<'a> {
    let stays = asked.is_none_or(|asked| is_below(catalog, post.team, asked));
    Post { who: post.who, role: Some(joiner.role), team: if stays { post.team } else { asked } }
}

/// Whether a team is another one or stands below it.
#[must_use]
pub fn is_below<'a>(
    catalog: &'a Catalog,
    team: Option<Entry<'a, Team>>,
    above: Entry<'a, Team>,
) -> bool {
    let mut seen = BTreeSet::new();
    let mut next = team;
    while let Some(team) = next.filter(|team| seen.insert(team.id())) {
        if same(team, above) {
            return true;
        }
        let parent = team.document.parent.as_ref();
        next = parent.and_then(|id| catalog.get::<Team>(id.as_str()));
    }
    false
}

/// The ids of a team and of all teams above it, itself first.
#[must_use]
pub fn path<'a>(catalog: &'a Catalog, team: &str) -> Vec<&'a str> {
    let mut path = Vec::new();
    let mut next = catalog.get::<Team>(team);
    while let Some(team) = next.filter(|team| !path.contains(&team.id())) {
        path.push(team.id());
        let parent = team.document.parent.as_ref();
        next = parent.and_then(|id| catalog.get::<Team>(id.as_str()));
    }
    path
}
