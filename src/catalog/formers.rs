//! Names that change: credentials, competencies, roles and modules with the ids that they had, what a change
//! renames, and which ids it moves on to something else.

use super::index::Catalog;
use super::inheritance::roles;
use super::references::Noun;
use super::{Entry, Record};
use crate::base::id::Id;
use crate::base::place::{Place, Pointer};
use crate::kinds::approval::{Approval, Decision, EvidenceKind, JudgedEvidence};
use crate::kinds::framework::Framework;
use crate::kinds::{Document, Kind};
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

    /// All of them.
    pub const ALL: [Self; 4] = [Self::Credential, Self::Competency, Self::Role, Self::Module];

    /// What references to it name.
    #[must_use]
    pub const fn noun(self) -> Noun {
        match self {
            Self::Credential => Noun::Record(Kind::Credential),
            Self::Competency => Noun::Competency,
            Self::Role => Noun::Role,
            Self::Module => Noun::Record(Kind::Module),
        }
    }

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

/// A credential, a competency, a role or a module, with the ids that it had.
pub struct Thing<'a> {
    /// What it is.
    pub sort: Sort,
    /// Its present id.
    pub id: &'a str,
    /// The ids that it had, as it says.
    pub formerly: Vec<&'a str>,
    own: Place,
    record: &'a Record,
    list: Pointer,
}

impl Thing<'_> {
    /// Where its own id stands, or the whole file of what is one.
    #[must_use]
    pub fn own(&self) -> Place {
        self.own.clone()
    }

    /// Where a former id stands, by its position.
    #[must_use]
    pub fn place(&self, position: usize) -> Place {
        self.record.at(self.list.then(position))
    }
}

/// The credentials, the competencies, the roles and the modules of a catalog.
pub fn things(catalog: &Catalog) -> impl Iterator<Item = Thing<'_>> {
    let credentials = catalog.of_kind(Kind::Credential).map(|one| of_file(Sort::Credential, one));
    let modules = catalog.of_kind(Kind::Module).map(|one| of_file(Sort::Module, one));
    let competencies = catalog.all::<Framework>().flat_map(|framework| {
        framework.document.competencies.iter().map(move |(id, one)| {
            let own = pointer!["competencies", id.as_str()];
            Thing {
                sort: Sort::Competency,
                id: id.as_str(),
                formerly: one.formerly.iter().map(Id::as_str).collect(),
                list: own.then("formerly"),
                own: framework.record.at_key(own),
                record: framework.record,
            }
        })
    });
    let roles = roles(catalog).map(|one| Thing {
        sort: Sort::Role,
        id: one.id(),
        formerly: one.role.formerly.iter().map(Id::as_str).collect(),
        list: one.pointer().then("formerly"),
        own: one.ladder.record.at(one.pointer().then("id")),
        record: one.ladder.record,
    });
    credentials.chain(competencies).chain(roles).chain(modules)
}

/// Something that is a file of its own.
fn of_file(sort: Sort, record: &Record) -> Thing<'_> {
    Thing {
        sort,
        id: &record.name,
        formerly: record.formerly.iter().map(|id| &**id).collect(),
        list: pointer!["formerly"],
        own: record.whole(),
        record,
    }
}

/// What an earlier state of the catalog has of something, by its present or a former id.
#[must_use]
pub fn earlier<'a, D: Document>(before: &'a Catalog, now: Entry<'_, D>) -> Option<Entry<'a, D>> {
    let formers = now.record.formerly.iter().map(|id| &**id);
    std::iter::once(now.id()).chain(formers).find_map(|id| before.get(id))
}

/// What a claim is for and is judged for, by its present id; as it is written where nothing is known by that.
#[must_use]
pub fn judged<'a>(catalog: &'a Catalog, written: &'a str) -> &'a str {
    meant(catalog, Sort::of_decision(Decision::Approve), written).map_or(written, |(_, now)| now)
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
                    place: thing.place(position),
                });
            }
        }
    }
    all
}

/// An id that leads to something after a change, and that was another one's before it.
#[derive(Debug)]
pub struct Takeover<'a> {
    /// What takes it.
    pub sort: Sort,
    /// The id that is taken, which may be the taker's present one.
    pub id: &'a str,
    /// The present id of what takes it.
    pub by: &'a str,
    /// Whose it was.
    pub from: Former<'a>,
    /// Where the change says so.
    pub place: Place,
}

/// Whose an id was before a change.
#[derive(Debug, Clone, Copy)]
pub enum Former<'a> {
    /// Another thing's, by its present id then.
    Thing(&'a str),
    /// Nothing's, though a record of somebody names it: it was something once.
    Gone(&'a Record),
}

/// The ids that a change moves on to something else than what they meant, by the catalogs before and after it.
///
/// Whatever is renamed keeps its own id as a former one. So a thing may go by all ids that meant one single thing
/// before, of which it has the present id; and by those that meant nothing to anybody. What was gone may come
/// back by its own id, if it does not come as something that was called otherwise.
#[must_use]
pub fn takeovers<'a>(before: &'a Catalog, after: &'a Catalog) -> Vec<Takeover<'a>> {
    things(after).flat_map(|thing| taken_by(&thing, before, after)).collect()
}

fn taken_by<'a>(thing: &Thing<'a>, before: &'a Catalog, after: &'a Catalog) -> Vec<Takeover<'a>> {
    let (sort, by) = (thing.sort, thing.id);
    let leads_here = |id: &str| present(after, sort, id) == Some(by);
    let formers = thing.formerly.iter().enumerate();
    let formers = formers.map(|(position, id)| (*id, thing.place(position)));
    let ids: Vec<_> = std::iter::once((by, thing.own.clone()))
        .chain(formers)
        .filter(|(id, _)| leads_here(id))
        .collect();
    let mut meant = ids.iter().filter_map(|(id, _)| present(before, sort, id));
    let origin = meant.find(|was| leads_here(was));
    let taken = ids.into_iter().filter_map(|(id, place)| {
        let from = match present(before, sort, id) {
            Some(was) if Some(was) == origin => return None,
            Some(was) => Former::Thing(was),
            None if id == by && origin.is_none() => return None,
            None => Former::Gone(naming(before, sort, id)?),
        };
        Some(Takeover { sort, id, by, from, place })
    });
    taken.collect()
}

/// The first record of somebody that names something by this very id.
#[must_use]
pub fn naming<'a>(catalog: &'a Catalog, sort: Sort, id: &str) -> Option<&'a Record> {
    let mut records = catalog.records().iter().filter(|record| record.person().is_some());
    records.find(|record| {
        let mut references = record.references.iter();
        references.any(|one| one.noun(record.kind) == sort.noun() && &*one.target == id)
            || sort == Sort::Module && record.kind == Kind::Enrolment && &*record.name == id
            || Entry::<Approval>::of(record).is_some_and(|one| rests_on(one.document, sort, id))
    })
}

/// Whether a decision names something where the sort of what it names follows from the rest of it.
fn rests_on(approval: &Approval, sort: Sort, id: &str) -> bool {
    let is_subject = Sort::of_decision(approval.decision).contains(&sort);
    let is_work =
        |work: &JudgedEvidence| work.kind == EvidenceKind::Enrolment && work.id.as_str() == id;
    is_subject && approval.subject.as_str() == id
        || sort == Sort::Competency
            && approval.line.as_ref().is_some_and(|line| line.as_str() == id)
        || sort == Sort::Module && approval.evidence.iter().any(is_work)
}
