//! Ids that are gone or lead elsewhere, and who is behind them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Sides;
use super::modules::enrolment;
use super::targets::{on_pathways, targets};
use crate::catalog::Catalog;
use crate::catalog::inheritance::roles;
use crate::catalog::references::Noun;
use crate::kinds::Kind;
use crate::kinds::claim::Claim;
use crate::kinds::framework::Framework;
use crate::kinds::person::Person;
use crate::standing::decisions::Decisions;

/// An id of before that nothing has now, or something else has.
#[derive(Debug, Clone)]
pub struct Renamed {
    /// What kind of thing had it: `role`, `competency`, `module`, `credential` or `pathway`.
    pub noun: &'static str,
    /// The id.
    pub id: String,
    /// The file it was in.
    pub path: String,
    /// The id that it leads to now, through `formerly`; none where it leads nowhere.
    pub now: Option<String>,
    /// Who has something that names it, by id: what they hold, are on, aim at or ask for.
    pub behind: Vec<String>,
}

/// Every id of content that is gone or leads elsewhere, sorted by noun and id.
pub(super) fn renamed(sides: &Sides<'_>, people: &[&str]) -> Vec<Renamed> {
    let content = [Kind::Framework, Kind::Ladder, Kind::Module, Kind::Credential, Kind::Pathway];
    let touched = sides.content().any(|difference| {
        difference.before.is_some() && difference.kind().is_some_and(|kind| content.contains(&kind))
    });
    if !touched {
        return Vec::new();
    }
    let (had, has) = (ids(sides.before.catalog()), ids(sides.after.catalog()));
    let mut found: Vec<Renamed> = had
        .into_iter()
        .filter(|(key, _)| !has.contains_key(key))
        .map(|((noun, id), path)| Renamed {
            noun,
            now: present(sides.after.catalog(), noun, &id),
            behind: Vec::new(),
            id,
            path,
        })
        .collect();
    if found.is_empty() {
        return found;
    }
    let behind: Vec<Vec<usize>> =
        people.par_iter().map(|person| behind(sides, person, &found)).collect();
    for (person, behind) in people.iter().zip(behind) {
        for number in behind {
            found[number].behind.push((*person).to_owned());
        }
    }
    found
}

/// Every present id with the file it is in.
fn ids(catalog: &Catalog) -> BTreeMap<(&'static str, String), String> {
    let records =
        [(Kind::Module, "module"), (Kind::Credential, "credential"), (Kind::Pathway, "pathway")];
    let path = |record: &crate::catalog::Record| record.source.path.to_string();
    let mut found: BTreeMap<(&'static str, String), String> = records
        .into_iter()
        .flat_map(|(kind, noun)| catalog.of_kind(kind).map(move |record| (noun, record)))
        .map(|(noun, record)| ((noun, record.name.to_string()), path(record)))
        .collect();
    for framework in catalog.all::<Framework>() {
        for id in framework.document.competencies.keys() {
            found.insert(("competency", id.as_str().to_owned()), path(framework.record));
        }
    }
    for role in roles(catalog) {
        found.insert(("role", role.id().to_owned()), path(role.ladder.record));
    }
    found
}

fn present(catalog: &Catalog, noun: &str, id: &str) -> Option<String> {
    match noun {
        "role" => catalog.role(id).map(|role| role.id().to_owned()),
        "competency" => catalog.competency(id).map(|found| found.id.to_owned()),
        _ => {
            let Noun::Record(kind) = Noun::named(noun)? else { return None };
            catalog.record(kind, id).map(|record| record.name.to_string())
        }
    }
}

/// Which of these ids something of a person's names, by their numbers.
fn behind(sides: &Sides<'_>, person: &str, gone: &[Renamed]) -> Vec<usize> {
    let before = sides.before.catalog();
    let Some(entry) = before.get::<Person>(person) else { return Vec::new() };
    let decisions = Decisions::of(sides.before, entry, sides.as_of);
    let grants: Vec<_> =
        decisions.awards_on(sides.as_of).filter_map(|award| award.grants).collect();
    let aims = targets(before, entry, sides.as_of);
    let is_behind = |gone: &Renamed| {
        let id = gone.id.as_str();
        let claims = |of: &dyn Fn(&Claim) -> bool| {
            let mut claims = before.owned::<Claim>(person);
            claims.any(|claim| claim.withdrawn.is_none() && of(claim.document))
        };
        match gone.noun {
            "role" => aims.contains_key(id),
            "competency" => {
                grants.iter().any(|grants| grants.attests.iter().any(|one| one.competency == *id))
                    || claims(&|claim| claim.competency.as_ref().is_some_and(|one| one.id == *id))
            }
            "credential" => {
                grants.iter().any(|grants| grants.credentials.iter().any(|one| *one == *id))
                    || claims(&|claim| claim.credential.as_ref().is_some_and(|one| *one == *id))
            }
            "module" => enrolment(before, person, id).is_some(),
            _ => on_pathways(before, person, sides.as_of).any(|(_, pathway)| pathway.id() == id),
        }
    };
    let numbered = gone.iter().enumerate();
    numbered.filter(|(_, gone)| is_behind(gone)).map(|(number, _)| number).collect()
}
