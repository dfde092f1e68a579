//! Names that change: credentials, competencies, roles and modules with the ids that they had, and what a change
//! renames.

use super::Record;
use super::index::Catalog;
use super::inheritance::roles;
use crate::base::id::Id;
use crate::base::place::Place;
use crate::kinds::Kind;
use crate::kinds::approval::Decision;
use crate::kinds::framework::Framework;
use crate::pointer;

/// What decisions are about or rest on, each with ids of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A credential.
    Credential,
    /// A competency of some framework.
    Competency,
    /// A role of some ladder.
    Role,
    /// A module, which decisions only rest on: whoever finished it was judged.
    Module,
}

impl Sort {
    /// Those that decisions are about.
    pub const SUBJECTS: [Self; 3] = [Self::Credential, Self::Competency, Self::Role];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Competency => "competency",
            Self::Role => "role",
            Self::Module => "module",
        }
    }

    /// The sorts that the subject of a decision may be of.
    #[must_use]
    pub const fn of_decision(decision: Decision) -> &'static [Self] {
        match decision {
            Decision::Approve | Decision::NotYet | Decision::Endorse | Decision::Revoke => {
                &[Self::Credential, Self::Competency]
            }
            Decision::Waive | Decision::Promote | Decision::Place => &[Self::Role],
        }
    }

    /// The decisions on it that a scope of the trust policy lets somebody take.
    #[must_use]
    pub const fn decisions(self) -> &'static [Decision] {
        match self {
            Self::Credential | Self::Competency => &[Decision::Approve, Decision::Revoke],
            Self::Role => &[Decision::Waive, Decision::Promote, Decision::Place],
            Self::Module => &[],
        }
    }
}

/// A credential, a competency, a role or a module that had other ids.
pub struct Thing<'a> {
    /// What it is.
    pub sort: Sort,
    /// Its present id.
    pub id: &'a str,
    /// The ids that it had, as it says.
    pub formerly: Vec<&'a str>,
    place: Box<dyn Fn(usize) -> Place + 'a>,
}

impl Thing<'_> {
    /// Where a former id stands, by its position.
    #[must_use]
    pub fn place(&self, position: usize) -> Place {
        (self.place)(position)
    }
}

/// The credentials, the competencies, the roles and the modules of a catalog that had other ids.
#[must_use]
pub fn things(catalog: &Catalog) -> Vec<Thing<'_>> {
    let credentials = catalog.of_kind(Kind::Credential).map(|one| of_file(Sort::Credential, one));
    let modules = catalog.of_kind(Kind::Module).map(|one| of_file(Sort::Module, one));
    let competencies = catalog.all::<Framework>().flat_map(|framework| {
        framework.document.competencies.iter().map(move |(id, one)| Thing {
            sort: Sort::Competency,
            id: id.as_str(),
            formerly: one.formerly.iter().map(Id::as_str).collect(),
            place: Box::new(move |at| {
                framework.record.at(pointer!["competencies", id.as_str(), "formerly", at])
            }),
        })
    });
    let roles = roles(catalog).map(|one| Thing {
        sort: Sort::Role,
        id: one.id(),
        formerly: one.role.formerly.iter().map(Id::as_str).collect(),
        place: Box::new(move |at| one.ladder.record.at(one.pointer().then("formerly").then(at))),
    });
    let all = credentials.chain(competencies).chain(roles).chain(modules);
    all.filter(|thing| !thing.formerly.is_empty()).collect()
}

/// Something that is a file of its own.
fn of_file(sort: Sort, record: &Record) -> Thing<'_> {
    Thing {
        sort,
        id: &record.name,
        formerly: record.formerly.iter().map(|id| &**id).collect(),
        place: Box::new(move |at| record.at(pointer!["formerly", at])),
    }
}

/// The present id of what a catalog knows by an id, present or former.
#[must_use]
pub fn present<'a>(catalog: &'a Catalog, sort: Sort, id: &str) -> Option<&'a str> {
    match sort {
        Sort::Credential => catalog.record(Kind::Credential, id).map(|record| &*record.name),
        Sort::Competency => catalog.competency(id).map(|entry| entry.id),
        Sort::Role => catalog.role(id).map(|entry| entry.id()),
        Sort::Module => catalog.record(Kind::Module, id).map(|record| &*record.name),
    }
}

/// What an id means where it may be of several sorts, by its present id: what is called so now goes before
/// what was once.
#[must_use]
pub fn meant<'a>(catalog: &'a Catalog, sorts: &[Sort], id: &str) -> Option<(Sort, &'a str)> {
    let all = sorts.iter().filter_map(|sort| Some((*sort, present(catalog, *sort, id)?)));
    all.min_by_key(|(_, now)| *now != id)
}

/// A present id of something before a change that is a former id after it.
#[derive(Debug, Clone)]
pub struct Renaming<'a> {
    /// What is renamed.
    pub sort: Sort,
    /// How it was called.
    pub from: &'a str,
    /// How it is called now.
    pub to: &'a str,
    /// Whether there was something called so already, of which this becomes a part.
    pub is_merged: bool,
    /// Where the change says so.
    pub place: Place,
}

/// What a change renames, by the catalogs before and after it.
#[must_use]
pub fn renamings<'a>(before: &Catalog, after: &'a Catalog) -> Vec<Renaming<'a>> {
    let mut all = Vec::new();
    for thing in things(after) {
        for (position, from) in thing.formerly.iter().copied().enumerate() {
            let was = present(before, thing.sort, from) == Some(from);
            let still = present(after, thing.sort, from) == Some(from);
            if was && !still {
                all.push(Renaming {
                    sort: thing.sort,
                    from,
                    to: thing.id,
                    is_merged: present(before, thing.sort, thing.id) == Some(thing.id),
                    place: thing.place(position),
                });
            }
        }
    }
    all
}
