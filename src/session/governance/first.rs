//! The first version of the policy: the admins may decide everything, and everybody else nothing yet.

use std::collections::BTreeSet;

use super::draft::nobody;
use crate::base::id::Id;
use crate::base::reference::Ref;
use crate::catalog::Catalog;
use crate::kinds::credential::Credential;
use crate::kinds::person::Person;
use crate::kinds::trust::{Assessor, IdGlob, Trust};
use crate::trust::change::{nothing, scopes_mut};

/// A policy by which these admins may decide everything, without keys so far.
///
/// They judge in every discipline that a credential asks for: a pilot has nobody else yet.
#[must_use]
pub fn first(catalog: &Catalog, admins: &[String], threshold: u8) -> Option<Trust> {
    let mut trust = nobody(&catalog.program()?.document.catalog);
    trust.admins.people = admins.iter().map(|admin| Ref::new(admin.as_str())).collect();
    trust.admins.threshold = threshold;
    let disciplines = disciplines(catalog);
    trust.assessors = admins.iter().map(|admin| everything(admin, &disciplines)).collect();
    Some(trust)
}

/// Those who coach somebody or lead a team and may decide nothing by this policy, sorted: whom an
/// admin is likely to add next.
#[must_use]
pub fn likely_assessors(catalog: &Catalog, trust: &Trust) -> Vec<String> {
    let mentors = catalog.all::<Person>().flat_map(|person| {
        let named = person.document.mentors.iter().filter_map(|one| one.person.as_ref());
        let volunteers = person.document.mentoring.is_some().then(|| person.id().to_owned());
        named.map(|id| id.as_str().to_owned()).chain(volunteers)
    });
    let leads = catalog.all::<crate::kinds::team::Team>();
    let leads = leads.filter_map(|team| Some(team.document.lead.as_ref()?.as_str().to_owned()));
    let known = |person: &str| trust.assessors.iter().any(|entry| entry.person.as_str() == person);
    let people: BTreeSet<String> = mentors.chain(leads).filter(|person| !known(person)).collect();
    people.into_iter().collect()
}

fn disciplines(catalog: &Catalog) -> Vec<Id> {
    let asked = catalog.all::<Credential>().flat_map(|credential| &credential.document.assessors);
    let asked: BTreeSet<&str> = asked.map(Id::as_str).filter(|word| *word != "any").collect();
    asked.into_iter().map(Id::new).collect()
}

fn everything(person: &str, disciplines: &[Id]) -> Assessor {
    let mut entry = Assessor { disciplines: disciplines.to_vec(), ..nothing(person) };
    for globs in scopes_mut(&mut entry) {
        globs.push(IdGlob::new("*"));
    }
    entry
}
