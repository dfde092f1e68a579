//! Who is meant: a person by an id or a name, or whoever works in the clone.

use super::open::Opened;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::person::Person;
use crate::rules;

impl Opened {
    /// The person of this id; without one, the person whose `emails` hold git's `user.email`.
    ///
    /// # Errors
    /// A sentence when there is no such person, who may be meant, or that nobody is known to work here.
    pub fn person(&self, asked: Option<&str>) -> Result<Entry<'_, Person>, String> {
        let catalog = &self.catalog;
        let me = match asked {
            Some(_) => None,
            None => Some(self.me().ok_or(
                "git's `user.email` is nobody's in this catalog, so it is not known who you are\n  \
                 help: name a person, as in `learn readiness ada`, or add your address to `emails` \
                 in your person.yaml",
            )?),
        };
        let id = asked.or(me.as_deref()).unwrap_or_default();
        if let Some(person) = catalog.get::<Person>(id) {
            return Ok(person);
        }
        if let Some(record) = catalog.record(Kind::Person, id) {
            return Err(format!("{} cannot be read; `learn check` says why", record.source.path));
        }
        let named = named(catalog, id).map(|person| person.id());
        let people = catalog.names(Noun::Record(Kind::Person), None);
        let meant = named.or_else(|| rules::nearest(id, people));
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        Err(format!("there is no person `{id}` in this catalog{meant}"))
    }
}

/// The present id of the person that an id, present or former, or else a name means. Everybody writes their
/// own name, so that no name stands for somebody whose id it is.
pub(super) fn called(catalog: &Catalog, word: &str) -> Option<String> {
    of_id(catalog, word).or_else(|| named(catalog, word).map(|person| person.id().to_owned()))
}

/// The present id of the person of this id, present or former.
pub(super) fn of_id(catalog: &Catalog, id: &str) -> Option<String> {
    catalog.get::<Person>(id).map(|person| person.id().to_owned())
}

/// Whoever has this name, however it is capitalised.
fn named<'a>(catalog: &'a Catalog, word: &str) -> Option<Entry<'a, Person>> {
    let lower = word.to_lowercase();
    catalog.all::<Person>().find(|person| person.document.name.to_lowercase() == lower)
}
