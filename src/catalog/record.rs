//! One file of a catalog: what it is, what it says, what it refers to and what is wrong with it.

use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::Arc;

use super::fault::Fault;
use super::layout;
use super::references::Reference;
use crate::base::date::Date;
use crate::base::place::{Place, Pointer};
use crate::base::source::Source;
use crate::base::span::Span;
use crate::kinds::parts::digest::Sha256;
use crate::kinds::parts::event::Event;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::{Body, Document, Kind};
use crate::syntax::spans::SpanTree;

/// One file of one kind.
#[derive(Debug, Clone)]
pub struct Record {
    /// The kind.
    pub kind: Kind,
    /// The id: the file's stem, or the folder's name for a person.
    pub name: Arc<str>,
    /// Whose it is: a person's id, or `<kind>/<id>` for feedback.
    pub owner: Option<Arc<str>>,
    /// Path and text. Empty text where the file could not be read.
    pub source: Source,
    /// Whether a byte order mark stood before the text.
    pub has_mark: bool,
    /// Which bytes of the text are YAML.
    pub yaml: Span,
    /// Where the Markdown begins, in a Markdown record.
    pub prose: Option<usize>,
    /// The typed document; none where the file is too broken to have one.
    pub document: Option<Body>,
    /// Ids it had before.
    pub formerly: Vec<Box<str>>,
    /// How far it may be shown, where the record says so itself.
    pub visibility: Option<Visibility>,
    /// Everything it refers to.
    pub references: Box<[Reference]>,
    /// What was wrong with it.
    pub faults: Vec<Fault>,
}

impl Record {
    /// The id by which records of other owners refer to it: `ada/2026-03-02-outage` or `ada`.
    #[must_use]
    pub fn key(&self) -> String {
        key(self.owner.as_deref(), &self.name)
    }

    /// The digest of the file's bytes; of a file that is not UTF-8, of what could be read of it.
    #[must_use]
    pub fn digest(&self) -> Sha256 {
        Sha256::of_parts(&[self.mark(), self.source.text.as_bytes()])
    }

    /// The digest of the file's bytes with each CRLF read as LF, so that it is the same in every
    /// checkout: claims and evidence are known by it.
    #[must_use]
    pub fn digest_of_words(&self) -> Sha256 {
        if !self.source.text.contains("\r\n") {
            return self.digest();
        }
        Sha256::of_parts(&[self.mark(), self.source.text.replace("\r\n", "\n").as_bytes()])
    }

    /// The bytes of the file; of a file that is not UTF-8, of what could be read of it.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [self.mark(), self.source.text.as_bytes()].concat()
    }

    pub(super) const fn mark(&self) -> &'static [u8] {
        if self.has_mark { "\u{feff}".as_bytes() } else { &[] }
    }

    /// The day in the record's name, if it begins with one.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        layout::date_of(&self.name)
    }

    /// The person it belongs to; a person belongs to themselves.
    #[must_use]
    pub fn person(&self) -> Option<&str> {
        match self.kind {
            Kind::Person => Some(&self.name),
            kind if kind.about().is_owned() => self.owner.as_deref(),
            _ => None,
        }
    }

    /// The Markdown below the front matter; empty for YAML.
    #[must_use]
    pub fn prose(&self) -> &str {
        self.prose.and_then(|start| self.source.text.get(start..)).unwrap_or("")
    }

    /// The YAML of the record.
    #[must_use]
    pub fn yaml_text(&self) -> &str {
        self.source.text.get(self.yaml.range()).unwrap_or("")
    }

    /// The YAML of the record, to ask how single values are written.
    #[must_use]
    pub fn written(&self) -> Written<'_> {
        Written { yaml: self.yaml_text(), spans: OnceCell::new() }
    }

    /// The place of a value in the record.
    #[must_use]
    pub fn at(&self, pointer: Pointer) -> Place {
        Place::value(&self.source.path, pointer)
    }

    /// The place of a key in the record.
    #[must_use]
    pub fn at_key(&self, pointer: Pointer) -> Place {
        Place::key(&self.source.path, pointer)
    }

    /// The place of some characters of the Markdown; the span counts from its beginning.
    #[must_use]
    pub fn at_prose(&self, span: Span) -> Place {
        Place::bytes(&self.source.path, span.shifted(self.prose.unwrap_or(0)))
    }

    /// The record as a whole.
    #[must_use]
    pub fn whole(&self) -> Place {
        Place::file(&self.source.path)
    }

    /// The events that it announces: those of the program, a team, a community or a cohort.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        match &self.document {
            Some(Body::Program(program)) => &program.events,
            Some(Body::Team(team)) => &team.events,
            Some(Body::Community(community)) => &community.events,
            Some(Body::Cohort(cohort)) => &cohort.events,
            Some(_) | None => &[],
        }
    }

    /// Whether the document says all that the file says at this pointer and below it.
    ///
    /// What the schema refused is left out of the document; whatever misses it there would only
    /// repeat that.
    #[must_use]
    pub fn is_intact_at(&self, pointer: &Pointer) -> bool {
        self.faults.iter().all(|fault| match fault {
            Fault::Schema(refused) => {
                let refused = &refused.pointer.0;
                refused.is_empty()
                    || !refused.starts_with(&pointer.0) && !pointer.0.starts_with(refused)
            }
            Fault::Odd(_) | Fault::Name(_) => true,
            Fault::Unreadable(_)
            | Fault::NotUtf8(_)
            | Fault::NoFrontMatter
            | Fault::FrontMatterNeverClosed
            | Fault::Syntax(_)
            | Fault::Type { .. } => false,
        })
    }

    /// Whether nothing was wrong with the file itself.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A record's YAML as its author wrote it; read again at most once, and only when something is asked.
#[derive(Debug)]
pub struct Written<'a> {
    yaml: &'a str,
    spans: OnceCell<SpanTree>,
}

impl<'a> Written<'a> {
    /// The characters of a value, quotes included.
    #[must_use]
    pub fn value(&self, pointer: &Pointer) -> Option<&'a str> {
        let spans = self.spans.get_or_init(|| SpanTree::read(self.yaml));
        self.yaml.get(spans.value(pointer)?.range())
    }
}

/// The key of a record in its kind's index.
#[must_use]
pub fn key(owner: Option<&str>, name: &str) -> String {
    match owner {
        Some(owner) => format!("{owner}/{name}"),
        None => name.to_owned(),
    }
}

/// A record together with its typed document.
#[derive(Debug)]
pub struct Entry<'a, D> {
    /// The file.
    pub record: &'a Record,
    /// What it says.
    pub document: &'a D,
}

impl<D> Clone for Entry<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Entry<'_, D> {}

impl<D> Deref for Entry<'_, D> {
    type Target = D;

    fn deref(&self) -> &D {
        self.document
    }
}

impl<'a, D: Document> Entry<'a, D> {
    /// The record as an entry, if it is of this kind and has a document.
    #[must_use]
    pub fn of(record: &'a Record) -> Option<Self> {
        let document = D::of(record.document.as_ref()?)?;
        Some(Self { record, document })
    }
}

impl<'a, D> Entry<'a, D> {
    /// The record's id.
    #[must_use]
    pub fn id(&self) -> &'a str {
        &self.record.name
    }

    /// Whose record it is; empty for records that belong to nobody.
    #[must_use]
    pub fn owner(&self) -> &'a str {
        self.record.owner.as_deref().unwrap_or("")
    }
}
