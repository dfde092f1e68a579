//! How far the catalog can take somebody in each competency, and how far roles expect them to come.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Catalog, CompetencyEntry};
use super::inheritance::roles;
use crate::base::date::Date;
use crate::base::place::Place;
use crate::kinds::Kind;
use crate::kinds::credential::Credential;
use crate::kinds::module::{Module, Status};

/// The proficiencies in which content deals with each competency.
#[derive(Debug, Default)]
pub struct Reach<'a> {
    /// Steps of the framework's scale, from 0, by the id of the competency.
    steps: BTreeMap<&'a str, BTreeSet<usize>>,
    /// Whether some content cannot be read, or names a competency or proficiency that does not
    /// exist, so that it may go further than is known.
    unclear: bool,
}

impl<'a> Reach<'a> {
    /// Whether content goes up to this step, or may do so for all that is known.
    #[must_use]
    pub fn reaches(&self, competency: &str, step: usize) -> bool {
        self.unclear || self.steps(competency).next_back().is_some_and(|highest| highest >= step)
    }

    /// The highest proficiency that content goes up to.
    #[must_use]
    pub fn highest(&self, competency: &CompetencyEntry<'a>) -> Option<&'a str> {
        let step = self.steps(competency.id).next_back()?;
        competency.framework.document.steps().get(step).copied()
    }

    /// All steps in which content deals with a competency, lowest first.
    pub fn steps(&self, competency: &str) -> impl DoubleEndedIterator<Item = usize> {
        self.steps.get(competency).into_iter().flatten().copied()
    }

    /// Whether no content deals with anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    fn of(
        catalog: &'a Catalog,
        kind: Kind,
        said: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let unclear = catalog.of_kind(kind).any(|record| !record.is_sound());
        let mut found = Self { steps: BTreeMap::new(), unclear };
        for (id, proficiency) in said {
            let competency = catalog.competency(id);
            let step = competency.and_then(|competency| competency.step(proficiency));
            match (competency, step) {
                (Some(competency), Some(step)) => {
                    found.steps.entry(competency.id).or_default().insert(step);
                }
                _ => found.unclear = true,
            }
        }
        found
    }
}

/// The proficiencies that credentials attest.
#[must_use]
pub fn attested(catalog: &Catalog) -> Reach<'_> {
    let all = catalog.all::<Credential>().flat_map(|credential| &credential.document.attests);
    let said = all.map(|attests| (attests.competency.as_str(), attests.at.as_str()));
    Reach::of(catalog, Kind::Credential, said)
}

/// The proficiencies that active modules teach up to.
#[must_use]
pub fn taught(catalog: &Catalog) -> Reach<'_> {
    let active = catalog.all::<Module>().filter(|module| module.status == Status::Active);
    let all = active.flat_map(|module| &module.document.teaches);
    let said = all.map(|teaches| (teaches.competency.as_str(), teaches.to.as_str()));
    Reach::of(catalog, Kind::Module, said)
}

/// A competency at a proficiency that a role expects.
pub struct Expected<'a> {
    /// The competency.
    pub competency: CompetencyEntry<'a>,
    /// The proficiency, as the role writes it.
    pub proficiency: &'a str,
    /// Its step on the scale, from 0.
    pub step: usize,
    /// Where the first role that expects it says the proficiency.
    pub place: Place,
}

/// Every competency at every proficiency that roles expect, each once; what has ended by then is
/// left out.
#[must_use]
pub fn expected(catalog: &Catalog, as_of: Date) -> Vec<Expected<'_>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for role in roles(catalog) {
        for (number, line) in role.role.expects.iter().enumerate() {
            let Some(competency) = catalog.competency(line.competency.as_str()) else {
                continue;
            };
            let Some(step) = competency.step(line.at.as_str()) else { continue };
            if line.until.is_none_or(|until| until >= as_of) && seen.insert((competency.id, step)) {
                let pointer = role.pointer().then("expects").then(number).then("at");
                let place = role.ladder.record.at(pointer);
                let proficiency = line.at.as_str();
                found.push(Expected { competency, proficiency, step, place });
            }
        }
    }
    found
}
