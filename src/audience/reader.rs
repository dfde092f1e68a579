//! Readers: for whom something about a person is printed, and whether it reaches them.

use crate::catalog::people::People;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::person::Person;
use crate::kinds::team::Team;
use crate::rules;

/// For whom something is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody in the company.
    Org,
    /// Anybody.
    Public,
}

impl Audience {
    /// How far a record has to go to reach this audience.
    #[must_use]
    pub const fn needs(self) -> Visibility {
        match self {
            Self::Org => Visibility::Org,
            Self::Public => Visibility::Public,
        }
    }
}

/// For whom something is printed: one person, or a group all of whom will read it.
#[derive(Debug, Clone, Copy)]
pub enum Reader<'a> {
    /// Everybody in the company, or anybody.
    Everybody(Audience),
    /// All who lead a team; together they may see no more of a person than the whole company, since no
    /// lead is every person's.
    Leads,
    /// The people of one team.
    Team(Entry<'a, Team>),
    /// One person.
    Person(Entry<'a, Person>),
}

fn unknown(catalog: &Catalog, noun: &str, kind: Kind, id: &str) -> String {
    let meant = rules::meant(id, catalog.names(Noun::Record(kind), None));
    format!("there is no {noun} `{id}` in this catalog{meant}")
}

/// Something about a person that not everybody may see.
#[derive(Debug, Clone, Copy)]
pub struct Thing<'t, 'a> {
    /// Whom it is about.
    pub owner: Entry<'a, Person>,
    /// How far it goes.
    pub visibility: Visibility,
    /// Who judged it, by id.
    pub judged_by: &'t [&'t str],
}

impl<'a> Reader<'a> {
    /// The reader of this name: `public`, `org`, `leads`, `team:<id>` or `person:<id>`.
    ///
    /// # Errors
    /// What the name should have been, in a sentence.
    pub fn named(catalog: &'a Catalog, name: &str) -> Result<Self, String> {
        match name.split_once(':') {
            None if name == "public" => Ok(Self::Everybody(Audience::Public)),
            None if name == "org" => Ok(Self::Everybody(Audience::Org)),
            None if name == "leads" => Ok(Self::Leads),
            Some(("team", id)) => match catalog.get::<Team>(id) {
                Some(team) => Ok(Self::Team(team)),
                None => Err(unknown(catalog, "team", Kind::Team, id)),
            },
            Some(("person", id)) => match catalog.get::<Person>(id) {
                Some(person) => Ok(Self::Person(person)),
                None => Err(unknown(catalog, "person", Kind::Person, id)),
            },
            _ => Err(format!(
                "`{name}` is no audience{}\n  \
                 help: write `public`, `org`, `leads`, `team:<id>` or `person:<id>`",
                rules::meant(name, ["public", "org", "leads"])
            )),
        }
    }

    /// Who it is, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Everybody(Audience::Public) => "anybody".to_owned(),
            Self::Everybody(Audience::Org) => "everybody in the company".to_owned(),
            Self::Leads => "all who lead a team".to_owned(),
            Self::Team(team) => format!("the team {}", &*team.document.name),
            Self::Person(person) => person.document.name.as_str().to_owned(),
        }
    }

    /// Whether something of the program, which is nobody's own, reaches everybody who reads.
    ///
    /// What goes to a team or to mentors alone stays on no page of the program: it has no owner whose team
    /// or mentors these could be.
    #[must_use]
    pub fn reaches(&self, people: &People<'a>, visibility: Visibility) -> bool {
        let needs = match self {
            Self::Everybody(audience) => audience.needs(),
            Self::Leads | Self::Team(_) => Visibility::Org,
            Self::Person(reader) if reader.document.is_here_on(people.day()) => Visibility::Org,
            Self::Person(_) => Visibility::Public,
        };
        visibility >= needs
    }

    /// Whether a thing reaches everybody who reads.
    ///
    /// `mentor` means the person themselves, those who mentor them on the day, and those who judged it;
    /// `team` adds the people of the person's own team. Who has left sees what anybody sees.
    #[must_use]
    pub fn sees(&self, people: &People<'a>, thing: Thing<'_, 'a>) -> bool {
        let team_of = |person| people.teams(person).first().map(Entry::id);
        match self {
            Self::Everybody(audience) => thing.visibility >= audience.needs(),
            Self::Leads => thing.visibility >= Visibility::Org,
            Self::Team(team) => {
                thing.visibility >= Visibility::Org
                    || thing.visibility == Visibility::Team
                        && team_of(thing.owner) == Some(team.id())
            }
            Self::Person(reader) => {
                let mentors = || people.mentors(thing.owner);
                let coaches = || mentors().iter().any(|mentor| mentor.person.id() == reader.id());
                let is_here = reader.document.is_here_on(people.day());
                let is_close = || coaches() || thing.judged_by.contains(&reader.id());
                let team = team_of(thing.owner);
                reader.id() == thing.owner.id()
                    || match thing.visibility {
                        Visibility::Private => false,
                        Visibility::Mentor => is_here && is_close(),
                        Visibility::Team => {
                            is_here && (is_close() || team.is_some() && team == team_of(*reader))
                        }
                        Visibility::Org => is_here,
                        Visibility::Public => true,
                    }
            }
        }
    }
}
