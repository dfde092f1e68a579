//! Who coaches whom: offers for everybody, mentorships for those they are about.

use std::collections::{BTreeMap, BTreeSet};

use super::person::Profile;
use super::reader::Reader;
use super::view::View;
use crate::catalog::Entry;
use crate::catalog::people::same;
use crate::kinds::community::Community;
use crate::kinds::parts::visibility::Visibility;

/// Somebody who volunteers as a mentor.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// Who, with the topics they name.
    pub profile: Profile<'a>,
    /// How many people they offer to coach.
    pub capacity: usize,
    /// How many more they can coach: capacity less those who name them as their mentor, at least 0.
    pub free: usize,
}

impl<'a> View<'a> {
    /// Everybody who volunteers as a mentor and may be seen, sorted by name.
    ///
    /// Free places are counted as [`crate::insight::gaps::mentoring`] does: whom a lead coaches by
    /// default takes none.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer<'a>> {
        let mut mentees: BTreeMap<&str, usize> = BTreeMap::new();
        for person in self.people.present() {
            let named: BTreeSet<&str> = self
                .people
                .mentorships(person)
                .filter(|(_, _, mentor)| !same(*mentor, person))
                .map(|(_, _, mentor)| mentor.id())
                .collect();
            for mentor in named {
                *mentees.entry(mentor).or_default() += 1;
            }
        }
        let offer = |profile: Profile<'a>| {
            let person = self.people.person(profile.id)?;
            let capacity = usize::from(person.document.mentoring.as_ref()?.capacity);
            let taken = mentees.get(profile.id).copied().unwrap_or_default();
            Some(Offer { profile, capacity, free: capacity.saturating_sub(taken) })
        };
        let mut offers: Vec<Offer<'a>> = self.people().filter_map(offer).collect();
        offers.sort_by_key(|offer| (offer.profile.name.to_lowercase(), offer.profile.id));
        offers
    }

    /// Who coaches somebody, for themselves and those who do.
    #[must_use]
    pub fn mentors(&self, person: &str) -> Vec<Profile<'a>> {
        let owner = self.people.person(person);
        let Some(owner) = owner.filter(|it| self.is_close(*it, Visibility::Mentor)) else {
            return Vec::new();
        };
        let mentors = self.people.mentors(owner);
        mentors.iter().filter_map(|mentor| self.person(mentor.person.id())).collect()
    }

    /// Those whom the reader coaches, sorted by id; nobody for a group.
    #[must_use]
    pub fn mentees(&self) -> Vec<Profile<'a>> {
        let Reader::Person(reader) = self.reader else { return Vec::new() };
        let is_coached = |profile: &Profile<'a>| {
            let person = self.people.person(profile.id);
            let mentors = person.map_or_else(Vec::new, |person| self.people.mentors(person));
            mentors.iter().any(|mentor| mentor.person.id() == reader.id())
        };
        self.people().filter(is_coached).collect()
    }

    /// Whether the reader is this person.
    #[must_use]
    pub fn is_reader(&self, person: &str) -> bool {
        matches!(self.reader, Reader::Person(reader) if reader.id() == person)
    }

    /// The communities somebody is a member of, as far as both may be seen.
    #[must_use]
    pub fn communities(&self, person: &str) -> Vec<Entry<'a, Community>> {
        let owner = self.people.person(person).filter(|it| self.person(it.id()).is_some());
        let ids = owner.into_iter().flat_map(|owner| &owner.document.communities);
        ids.filter_map(|id| self.get::<Community>(id.as_str())).collect()
    }
}
