//! The catalog: all records sorted and findable by kind, id and owner.

use std::collections::HashMap;
use std::sync::Arc;

use super::fault::{Duplicate, Stray};
use super::layout::Meaning;
use super::links::Outlying;
use super::load::SideFile;
use super::parts::Parts;
use super::record::{Entry, Record, key};
use super::references::{Noun, Reference};
use super::site_texts::SiteTexts;
pub use super::target::{CompetencyEntry, Found, RoleEntry, Target};
use crate::base::id::Id;
use crate::base::place::Pointer;
use crate::base::source::Source;
use crate::kinds::framework::Framework;
use crate::kinds::ladder::Ladder;
use crate::kinds::program::{Priority, Program};
use crate::kinds::{Document, Kind};
use crate::pointer;

mod indexing;

/// Everything one catalog says.
#[derive(Debug)]
pub struct Catalog {
    records: Vec<Record>,
    side_files: Vec<SideFile>,
    attachments: Vec<Arc<str>>,
    strays: Vec<Stray>,
    other_folders: Vec<Arc<str>>,
    pub(super) outlying: Outlying,
    pub(super) site_texts: SiteTexts,
    duplicates: Vec<Duplicate>,
    by_kind: Vec<Vec<usize>>,
    by_owner: HashMap<(Kind, Arc<str>), Vec<usize>>,
    by_key: HashMap<(Kind, Box<str>), Address>,
    competencies: HashMap<Box<str>, Inside>,
    roles: HashMap<Box<str>, Inside>,
}

#[derive(Debug, Clone, Copy)]
struct Address {
    record: usize,
    former: bool,
}

#[derive(Debug, Clone)]
struct Inside {
    record: usize,
    position: Position,
    former: bool,
}

#[derive(Debug, Clone)]
enum Position {
    Key(Id),
    Index(usize),
}

impl Catalog {
    /// The files alone, to change which there are.
    pub(super) fn into_parts(self) -> Parts {
        let Self { records, side_files, attachments, strays, other_folders, .. } = self;
        Parts { records, side_files, attachments, strays, other_folders }
    }

    /// Indexes records that are sorted by path.
    #[must_use]
    pub fn new(
        records: Vec<Record>,
        side_files: Vec<SideFile>,
        attachments: Vec<Arc<str>>,
        strays: Vec<Stray>,
        other_folders: Vec<Arc<str>>,
    ) -> Self {
        let mut catalog = Self {
            records,
            side_files,
            attachments,
            strays,
            other_folders,
            outlying: Outlying::new(),
            site_texts: SiteTexts::default(),
            duplicates: Vec::new(),
            by_kind: vec![Vec::new(); Kind::ALL.len()],
            by_owner: HashMap::new(),
            by_key: HashMap::new(),
            competencies: HashMap::new(),
            roles: HashMap::new(),
        };
        catalog.index_records();
        catalog.index_former_ids();
        catalog.index_insides();
        catalog
    }

    /// Puts another record in the place of one, both read from the same path; indexes everything again where
    /// what leads to it has changed.
    pub(super) fn replace(&mut self, number: usize, record: Record) {
        let Some(place) = self.records.get_mut(number) else { return };
        let before = std::mem::replace(place, record);
        if indexing::ways_to(&before) != indexing::ways_to(&self.records[number]) {
            let empty = Self::new(Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
            let mut old = std::mem::replace(self, empty);
            let beside = (std::mem::take(&mut old.outlying), std::mem::take(&mut old.site_texts));
            *self = old.into_parts().into_catalog();
            (self.outlying, self.site_texts) = beside;
        }
    }

    /// Puts another text in the place of a template's, a value's or a seal's.
    pub(super) fn replace_side_file(&mut self, number: usize, source: Source) {
        if let Some(side) = self.side_files.get_mut(number) {
            side.source = source;
        }
    }

    /// All records, sorted by path.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Templates, values and seals, sorted by path.
    #[must_use]
    pub fn side_files(&self) -> &[SideFile] {
        &self.side_files
    }

    /// The template of this kind and id.
    #[must_use]
    pub fn template(&self, of: Kind, id: &str) -> Option<&SideFile> {
        self.side_files.iter().find(|side| {
            matches!(&side.meaning, Meaning::Template { kind, name } if *kind == of && **name == *id)
        })
    }

    /// Paths of images and other files that belong to no kind, sorted.
    #[must_use]
    pub fn attachments(&self) -> &[Arc<str>] {
        &self.attachments
    }

    /// Files that look like records and are none, sorted by path.
    #[must_use]
    pub fn strays(&self) -> &[Stray] {
        &self.strays
    }

    /// Top-level folders that belong to no kind and were not read.
    #[must_use]
    pub fn other_folders(&self) -> &[Arc<str>] {
        &self.other_folders
    }

    /// Records and things inside records that claim one id.
    #[must_use]
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// The record at this path.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<&Record> {
        let number =
            self.records.binary_search_by(|record| (*record.source.path).cmp(path)).ok()?;
        self.records.get(number)
    }

    /// Whether the catalog has this file.
    #[must_use]
    pub fn is_file(&self, path: &str) -> bool {
        self.at_path(path).is_some()
            || self.side_files.binary_search_by(|side| (*side.source.path).cmp(path)).is_ok()
            || self.attachments.binary_search_by(|one| (**one).cmp(path)).is_ok()
            || self.strays.binary_search_by(|stray| (*stray.path).cmp(path)).is_ok()
    }

    /// Whether the catalog has this file, or files in this folder.
    #[must_use]
    pub fn has_path(&self, path: &str) -> bool {
        let records = self.records.iter().map(|record| &*record.source.path);
        let sides = self.side_files.iter().map(|side| &*side.source.path);
        let others = self.attachments.iter().map(|path| &**path);
        let strays = self.strays.iter().map(|stray| &*stray.path);
        let mut all = records.chain(sides).chain(others).chain(strays);
        all.any(|file| {
            file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// `learn.yaml`.
    #[must_use]
    pub fn program(&self) -> Option<Entry<'_, Program>> {
        self.all::<Program>().next()
    }

    /// All readable records of a kind, sorted by owner and id.
    pub fn all<D: Document>(&self) -> impl Iterator<Item = Entry<'_, D>> {
        self.of_kind(D::KIND).filter_map(Entry::of)
    }

    /// All records of a kind, also broken ones, sorted by owner and id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.by_kind[kind as usize].iter().map(|number| &self.records[*number])
    }

    /// All readable records of a kind that belong to `owner`, sorted by id.
    pub fn owned<D: Document>(&self, owner: &str) -> impl Iterator<Item = Entry<'_, D>> {
        self.by_owner
            .get(&(D::KIND, Arc::from(owner)))
            .into_iter()
            .flatten()
            .filter_map(|number| Entry::of(&self.records[*number]))
    }

    /// The record of a kind with this id (`ada/2026-03-02-outage` for owned ones), present or former.
    #[must_use]
    pub fn get<D: Document>(&self, id: &str) -> Option<Entry<'_, D>> {
        self.record(D::KIND, id).and_then(Entry::of)
    }

    /// The record of a kind with this id, whether readable or not.
    #[must_use]
    pub fn record(&self, kind: Kind, id: &str) -> Option<&Record> {
        self.by_key.get(&(kind, Box::from(id))).map(|address| &self.records[address.record])
    }

    /// Every record of a kind that claims this id at an owner, sorted by path: one, unless the id stands
    /// for several files.
    pub fn claiming<'c>(
        &'c self,
        kind: Kind,
        owner: Option<&'c str>,
        name: &'c str,
    ) -> impl Iterator<Item = &'c Record> {
        let numbers = &self.by_kind[kind as usize];
        let id =
            |number: usize| (self.records[number].owner.as_deref(), &*self.records[number].name);
        let from = numbers.partition_point(|number| id(*number) < (owner, name));
        let same = numbers[from..].iter().take_while(move |number| id(**number) == (owner, name));
        same.map(|number| &self.records[*number])
    }

    /// The competency with this id, present or former.
    #[must_use]
    pub fn competency(&self, id: &str) -> Option<CompetencyEntry<'_>> {
        self.inside_competency(self.competencies.get(id)?)
    }

    /// The role with this id, present or former.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<RoleEntry<'_>> {
        self.inside_role(self.roles.get(id)?)
    }

    /// Everything that can be named by a noun, for suggestions and completion; in no order.
    #[must_use]
    pub fn names(&self, noun: Noun, owner: Option<&str>) -> Vec<&str> {
        match noun {
            Noun::Competency => self.competencies.keys().map(|id| &**id).collect(),
            Noun::Role => self.roles.keys().map(|id| &**id).collect(),
            Noun::Priority => self
                .program()
                .map(|program| program.document.priorities.iter().map(|item| item.id.as_str()))
                .into_iter()
                .flatten()
                .collect(),
            Noun::Record(kind) if kind.about().is_owned() => match owner {
                Some(owner) => self
                    .by_owner
                    .get(&(kind, Arc::from(owner)))
                    .into_iter()
                    .flatten()
                    .map(|number| &*self.records[*number].name)
                    .collect(),
                None => Vec::new(),
            },
            Noun::Record(kind) => self.of_kind(kind).map(|record| &*record.name).collect(),
        }
    }

    /// Looks up what a reference of `record` leads to.
    #[must_use]
    pub fn resolve(&self, record: &Record, reference: &Reference) -> Found<'_> {
        self.find(reference.noun(record.kind), &reference.target, record.person())
    }

    /// Looks up an id; ids of a person's records are looked for at `owner` unless they name another.
    #[must_use]
    pub fn find(&self, noun: Noun, id: &str, owner: Option<&str>) -> Found<'_> {
        let (target, former) = match noun {
            Noun::Competency => {
                let inside = self.competencies.get(id);
                (
                    inside
                        .and_then(|inside| self.inside_competency(inside))
                        .map(Target::Competency),
                    inside.is_some_and(|inside| inside.former),
                )
            }
            Noun::Role => {
                let inside = self.roles.get(id);
                (
                    inside.and_then(|inside| self.inside_role(inside)).map(Target::Role),
                    inside.is_some_and(|inside| inside.former),
                )
            }
            Noun::Priority => (self.priority(id).map(Target::Priority), false),
            Noun::Record(kind) => {
                let named = match owner {
                    Some(owner) if kind.about().is_owned() && !id.contains('/') => {
                        key(Some(owner), id).into_boxed_str()
                    }
                    _ => id.into(),
                };
                let named = (kind, named);
                let moved = || self.with_its_owner(kind, &named.1).map(|address| (address, true));
                let known = self.by_key.get(&named);
                let address = known.map(|address| (address, address.former)).or_else(moved);
                (
                    address.map(|(address, _)| Target::Record(&self.records[address.record])),
                    address.is_some_and(|(_, former)| former),
                )
            }
        };
        match (target, former) {
            (Some(target), false) => Found::Now(target),
            (Some(target), true) => Found::Formerly(target),
            (None, _) => Found::Nothing,
        }
    }

    /// A record of somebody's that is named by an id which they had.
    fn with_its_owner(&self, kind: Kind, named: &str) -> Option<&Address> {
        let (owner, name) = named.split_once('/').filter(|_| kind.about().is_owned())?;
        let person = self.by_key.get(&(Kind::Person, owner.into())).filter(|one| one.former)?;
        let now = &self.records[person.record].name;
        self.by_key.get(&(kind, key(Some(now), name).into_boxed_str()))
    }

    fn priority(&self, id: &str) -> Option<&Priority> {
        self.program()?.document.priorities.iter().find(|priority| priority.id == *id)
    }

    fn inside_competency(&self, inside: &Inside) -> Option<CompetencyEntry<'_>> {
        let framework = Entry::<Framework>::of(&self.records[inside.record])?;
        let Position::Key(id) = &inside.position else { return None };
        let (id, competency) = framework.document.competencies.get_key_value(id)?;
        Some(CompetencyEntry { framework, id: id.as_str(), competency })
    }

    fn inside_role(&self, inside: &Inside) -> Option<RoleEntry<'_>> {
        let ladder = Entry::<Ladder>::of(&self.records[inside.record])?;
        let Position::Index(position) = inside.position else { return None };
        let role = ladder.document.roles.get(position)?;
        Some(RoleEntry { ladder, position, role })
    }
}

impl Position {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Key(id) => pointer!["competencies", id.as_str()],
            Self::Index(index) => pointer!["roles", *index, "id"],
        }
    }
}
