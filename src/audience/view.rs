//! The view: the only door between a catalog and its pages.

use std::collections::BTreeMap;

use super::person::{Profile, Work};
use super::published::{Published, default_of};
use super::reader::{Audience, Reader, Thing};
use crate::base::date::Date;
use crate::base::id;
use crate::base::reference::Ref;
use crate::catalog::index::{CompetencyEntry, RoleEntry};
use crate::catalog::people::People;
use crate::catalog::references::Noun;
use crate::catalog::site_texts::SiteTexts;
use crate::catalog::{Catalog, Entry, Record};
use crate::kinds::Kind;
use crate::kinds::framework::{Change, Framework};
use crate::kinds::ladder::Ladder;
use crate::kinds::module::Module;
use crate::kinds::parts::site::OwnPage;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::person::Person;
use crate::kinds::portfolio::Portfolio;
use crate::kinds::program::Program;
use crate::kinds::team::Team;
use crate::standing::lines::{Lines, lines};
use crate::standing::readiness::policy;
use crate::trust::ledger::Ledger;

/// The commits that records were first seen in, by path.
pub type Origins = BTreeMap<String, String>;

/// A catalog as one audience may see it on one day.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(super) ledger: &'a Ledger<'a>,
    pub(super) people: &'a People<'a>,
    pub(super) reader: Reader<'a>,
    pub(super) origins: Option<&'a Origins>,
    catalog: &'a Catalog,
}

impl<'a> View<'a> {
    /// What `reader` may see, on the day of `people`, of the catalog that `ledger` was read from.
    #[must_use]
    pub const fn new(ledger: &'a Ledger<'a>, people: &'a People<'a>, reader: Reader<'a>) -> Self {
        Self { ledger, people, reader, origins: None, catalog: ledger.catalog() }
    }

    /// The same with what history says of the approvals.
    #[must_use]
    pub const fn with_origins(self, origins: &'a Origins) -> Self {
        Self { origins: Some(origins), ..self }
    }

    /// For whom it is.
    #[must_use]
    pub const fn reader(&self) -> &Reader<'a> {
        &self.reader
    }

    /// The day on which it is seen.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.people.day()
    }

    pub(super) fn reaches(&self, record: &Record, default: Visibility) -> bool {
        self.reader.reaches(self.people, record.visibility.unwrap_or(default))
            && id::check_slug(&record.name).is_ok()
    }

    /// Whether something about a person may be seen, and has been written by the day of the view.
    pub(super) fn sees(
        &self,
        owner: Entry<'a, Person>,
        record: &Record,
        default: Visibility,
        judged_by: &[&str],
    ) -> bool {
        let visibility = record.visibility.unwrap_or(default);
        record.date().is_none_or(|date| date <= self.as_of())
            && id::check_slug(&record.name).is_ok()
            && self.reader.sees(self.people, Thing { owner, visibility, judged_by })
    }

    /// `learn.yaml`: names, priorities and how the site looks.
    #[must_use]
    pub fn program(&self) -> Option<&'a Program> {
        self.catalog.program().map(|program| program.document)
    }

    /// Who asked for a change of a framework. It is said in free words, which may name anybody, so the public
    /// sees the change alone.
    #[must_use]
    pub fn who_asked<'c>(&self, change: &'c Change) -> Option<&'c str> {
        let is_public = matches!(self.reader, Reader::Everybody(Audience::Public));
        change.from.as_ref().map(|from| from.as_str().trim()).filter(|_| !is_public)
    }

    /// Pages of the company's own that may be seen; unless they say otherwise, the company may see them.
    pub fn own_pages(&self) -> impl Iterator<Item = &'a OwnPage> + use<'a> {
        let view = *self;
        let site = self.program().and_then(|program| program.site.as_ref());
        site.into_iter().flat_map(|site| &site.pages).filter(move |page| {
            let visibility = page.visibility.unwrap_or(Visibility::Org);
            view.reader.reaches(view.people, visibility)
        })
    }

    /// The Markdown of a page of the company's own; none where it cannot be read.
    #[must_use]
    pub fn own_text(&self, page: &OwnPage) -> Option<&'a str> {
        let text = self.catalog.site_page(&page.file).filter(|text| text.read.is_ok())?;
        Some(text.prose().1)
    }

    /// Where the program stands in `learn.yaml`, for those who say what is wrong with its site.
    #[must_use]
    pub fn settings(&self) -> Option<&'a Record> {
        self.catalog.program().map(|program| program.record)
    }

    /// The templates of the company's own, which say nothing of anybody.
    #[must_use]
    pub const fn site_texts(&self) -> &'a SiteTexts {
        self.catalog.site_texts()
    }

    /// All records of a kind that may be seen, sorted by id.
    pub fn all<D: Published>(&self) -> impl Iterator<Item = Entry<'a, D>> + use<'a, D> {
        let view = *self;
        self.catalog.all::<D>().filter(move |entry| view.reaches(entry.record, D::DEFAULT))
    }

    /// The record of this id, if it may be seen.
    #[must_use]
    pub fn get<D: Published>(&self, id: &str) -> Option<Entry<'a, D>> {
        self.catalog.get::<D>(id).filter(|entry| self.reaches(entry.record, D::DEFAULT))
    }

    /// The competency of this id, if its framework may be seen.
    #[must_use]
    pub fn competency(&self, id: &str) -> Option<CompetencyEntry<'a>> {
        let entry = self.catalog.competency(id)?;
        self.reaches(entry.framework.record, Framework::DEFAULT).then_some(entry)
    }

    /// The role of this id, if its ladder may be seen.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<RoleEntry<'a>> {
        let role = self.catalog.role(id)?;
        self.reaches(role.ladder.record, Ladder::DEFAULT).then_some(role)
    }

    /// What a role asks of everybody who has not set out towards it yet.
    #[must_use]
    pub fn lines(&self, role: RoleEntry<'a>) -> Lines<'a> {
        let grace = policy(self.catalog).grace();
        let mut lines = lines(self.catalog, role, self.as_of(), None, grace);
        let is_seen = |role: RoleEntry<'a>| self.reaches(role.ladder.record, Ladder::DEFAULT);
        lines.in_force.retain(|line| is_seen(line.role));
        lines.coming.retain(|(_, line)| is_seen(line.role));
        lines
    }

    /// What a requirement asks for, in words.
    #[must_use]
    pub fn in_words(&self, requirement: &crate::kinds::ladder::Requirement) -> String {
        crate::standing::lines::in_words(self.catalog, requirement)
    }

    /// Everybody who is at the company and may be seen, sorted by id.
    pub fn people(&self) -> impl Iterator<Item = Profile<'a>> + use<'a> {
        let view = *self;
        self.catalog
            .all::<Person>()
            .filter_map(move |person| view.profile(person))
            .filter(|profile| profile.is_here)
    }

    /// What may be seen of one person.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<Profile<'a>> {
        self.profile(self.catalog.get::<Person>(id)?)
    }

    fn profile(&self, person: Entry<'a, Person>) -> Option<Profile<'a>> {
        if !self.sees(person, person.record, Visibility::Org, &[]) {
            return None;
        }
        let document = person.document;
        let role = document.role_on(self.as_of()).and_then(|id| self.role(id.as_str()));
        let team = document.team_on(self.as_of()).and_then(|id| self.get::<Team>(id.as_str()));
        let mentors_in = document.mentoring.as_ref().map(|mentoring| {
            mentoring.topics.iter().filter_map(|id| self.competency(id.as_str())).collect()
        });
        let facilitates = document.facilitating.iter().flat_map(|offer| &offer.modules);
        Some(Profile {
            id: person.id(),
            name: document.name.as_str(),
            is_here: document.is_here_on(self.as_of()),
            role,
            team,
            mentors_in,
            facilitates: facilitates.filter_map(|id| self.get::<Module>(id.as_str())).collect(),
        })
    }

    /// The work of a person that may be seen, newest first; nothing that is dated later.
    #[must_use]
    pub fn portfolio(&self, person: &str) -> Vec<Work<'a>> {
        let entries = self.owned::<Portfolio>(person);
        let mut work: Vec<Work<'a>> =
            entries.map(|entry| Work { owner: entry.owner(), entry }).collect();
        work.reverse();
        work
    }

    /// A piece of work by the id that others write, `ada/2026-03-02-outage`, if it may be seen.
    #[must_use]
    pub fn work(&self, reference: &str) -> Option<Work<'a>> {
        let entry = self.catalog.get::<Portfolio>(reference)?;
        let owner = entry.owner();
        let is_seen = self.shows(entry) && self.person(owner)?.is_here;
        is_seen.then_some(Work { owner, entry })
    }

    /// The names of people, those who may not be seen left out.
    pub fn named<T>(&self, people: impl IntoIterator<Item = &'a Ref<T>>) -> Vec<Profile<'a>>
    where
        T: 'a,
    {
        people.into_iter().filter_map(|id| self.person(id.as_str())).collect()
    }

    /// The record at a path of the catalog, if a page may name it.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<Seen<'a>> {
        let record = self.catalog.at_path(path)?;
        match record.kind {
            Kind::Person => self.person(&record.name).filter(|it| it.is_here).map(Seen::Person),
            Kind::Portfolio => self.work(&record.key()).map(Seen::Work),
            kind => self.publishes(record, kind).then_some(Seen::Record(record)),
        }
    }

    /// Whether a record of a published kind may be seen.
    pub(super) fn publishes(&self, record: &Record, kind: Kind) -> bool {
        default_of(kind).is_some_and(|default| self.reaches(record, default))
    }

    /// Whether a page made from the record at `from` may show the file at `path`: files of the
    /// program always, those in somebody's folder only beside work of their own.
    #[must_use]
    pub fn may_show_file(&self, path: &str, from: &str) -> bool {
        let listed = self.catalog.attachments().binary_search_by(|one| (**one).cmp(path)).is_ok();
        let folder = path.split_once('/').map(|(first, _)| first);
        // Folders that hold no records were not listed; whether the file is there is seen later.
        let beside =
            folder.is_some_and(|it| self.catalog.other_folders().iter().any(|one| **one == *it));
        if !(listed || beside) || path.split('/').any(|part| part.starts_with('.')) {
            return false;
        }
        if !path.starts_with("people/") {
            return true;
        }
        let folder =
            |path: &str| path.rsplit_once('/').map_or(String::new(), |(up, _)| up.to_owned());
        let home = folder(from);
        let is_beside_work = from.starts_with("people/")
            && self.catalog.at_path(from).is_some_and(|record| record.kind == Kind::Portfolio);
        is_beside_work && (folder(path) == home || path.starts_with(&format!("{home}/")))
    }

    /// Ids that a record had before, for addresses that go on working.
    #[must_use]
    pub fn formerly<'r>(&self, record: &'r Record) -> Vec<&'r str> {
        let is_free = |id: &&str| {
            id::check_slug(id).is_ok()
                && !matches!(
                    self.catalog.find(Noun::Record(record.kind), id, None),
                    crate::catalog::index::Found::Now(_)
                )
        };
        record.formerly.iter().map(|id| &**id).filter(is_free).collect()
    }
}

/// What stands at a path of the catalog, as far as pages may name it.
#[derive(Debug, Clone)]
pub enum Seen<'a> {
    /// A record of a published kind.
    Record(&'a Record),
    /// A person.
    Person(Profile<'a>),
    /// A piece of work on somebody's page.
    Work(Work<'a>),
}
