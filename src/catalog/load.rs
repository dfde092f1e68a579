//! Files become records: read, parsed, validated, typed, in parallel and without ever stopping at a
//! problem.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value;

use super::fault::{Fault, Stray, StrayReason};
use super::index::Catalog;
use super::layout::{self, Meaning, Owners};
use super::links::Outlying;
use super::record::Record;
use super::{references, validate};
use crate::base::place::Pointer;
use crate::base::source::Source;
use crate::base::span::Span;
use crate::kinds::parts::visibility::Visibility;
use crate::kinds::{Format, Kind};
use crate::syntax::markdown::{self, FrontMatter};
use crate::syntax::yaml;
use crate::world::files::{Entry, Files, Hindrance, Listing, Reader};

/// A file that is no record and that somebody may want to read: a template, values, a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideFile {
    /// What it is.
    pub meaning: Meaning,
    /// Path and text.
    pub source: Source,
}

/// Reads a whole catalog.
///
/// # Errors
/// Only when the place as a whole cannot be read, as a commit some of whose objects are missing;
/// everything wrong with single files is kept in the catalog.
pub fn load(files: &dyn Files) -> Result<Catalog, String> {
    read_all(files, None)
}

/// Reads a whole catalog beside one that was read from another place: a file that holds the same blob under
/// the same path there is not read again.
///
/// # Errors
/// As for [`load`].
pub fn load_beside(
    files: &dyn Files,
    other: &dyn Files,
    known: &Catalog,
) -> Result<Catalog, String> {
    let listing = other.list(&layout::is_catalog_folder)?;
    let blobs = listing.files.into_iter().filter_map(|entry| Some((entry.path, entry.blob?)));
    read_all(files, Some(&Beside { blobs: blobs.collect(), known }))
}

/// A catalog that was read already, and the blobs that it was read from.
struct Beside<'k> {
    blobs: HashMap<Arc<str>, [u8; 20]>,
    known: &'k Catalog,
}

impl Beside<'_> {
    /// The file as it was read there, if it is the same one and means the same.
    fn part(&self, entry: &Entry, meaning: &Meaning) -> Option<Part> {
        let blob = entry.blob?;
        if self.blobs.get(&entry.path) != Some(&blob) {
            return None;
        }
        if let Meaning::Record { kind, name, owner } = meaning {
            let record = self.known.at_path(&entry.path)?;
            let is_same = (record.kind, &record.name, &record.owner) == (*kind, name, owner);
            return is_same.then(|| Part::Record(Box::new(record.clone())));
        }
        let sides = self.known.side_files();
        let found = sides.binary_search_by(|side| side.source.path.cmp(&entry.path)).ok()?;
        let side = sides.get(found).filter(|side| side.meaning == *meaning)?;
        Some(Part::Side(side.clone()))
    }
}

fn read_all(files: &dyn Files, beside: Option<&Beside<'_>>) -> Result<Catalog, String> {
    let mut listing = files.list(&layout::is_catalog_folder)?;
    let owners = Owners::of(&listing);
    let mut strays = obstacles(&listing);
    strays.extend(
        layout::folders_like_files(&listing)
            .into_iter()
            .map(|folder| Stray { path: folder.into(), why: StrayReason::FolderLikeFile }),
    );
    let entries = std::mem::take(&mut listing.files);
    let parts: Result<Vec<Part>, String> = entries
        .par_iter()
        .map_init(
            || files.reader(),
            |reader, entry| {
                let meaning = owners.meaning(&entry.path);
                let known = beside.and_then(|beside| beside.part(entry, &meaning));
                known.map_or_else(|| read(meaning, entry, reader), Ok)
            },
        )
        .collect();
    // Whichever thread met one first, the first file that is lost is the one that is named.
    let parts = parts.map_err(|why| first_lost(files, &owners, &entries).unwrap_or(why))?;
    let mut records = Vec::with_capacity(parts.len());
    let mut side_files = Vec::new();
    let mut attachments = Vec::new();
    for part in parts {
        match part {
            Part::Record(record) => records.push(*record),
            Part::Side(side) => side_files.push(side),
            Part::Attachment(path) => attachments.push(path),
            Part::Stray(stray) => strays.push(stray),
        }
    }
    strays.sort_by(|one, other| one.path.cmp(&other.path));
    let mut catalog = Catalog::new(records, side_files, attachments, strays, listing.other_folders);
    catalog.read_site_texts(files)?;
    catalog.outlying = catalog.found_outlying(files, catalog.records(), &Outlying::new());
    Ok(catalog)
}

fn first_lost(files: &dyn Files, owners: &Owners, entries: &[Entry]) -> Option<String> {
    let mut reader = files.reader();
    entries.iter().find_map(|entry| read(owners.meaning(&entry.path), entry, &mut reader).err())
}

fn obstacles(listing: &Listing) -> Vec<Stray> {
    let hindered = |what: &Hindrance| StrayReason::Hindered(what.clone());
    listing
        .obstacles
        .iter()
        .map(|obstacle| Stray { path: Arc::clone(&obstacle.path), why: hindered(&obstacle.what) })
        .collect()
}

/// What a file is to a catalog.
pub(super) enum Part {
    /// A record.
    Record(Box<Record>),
    /// A template, values, a seal.
    Side(SideFile),
    /// A file that is only named.
    Attachment(Arc<str>),
    /// A file that looks like a record and is none.
    Stray(Stray),
}

/// Reads one file.
///
/// # Errors
/// That the place has lost it.
pub(super) fn read(
    meaning: Meaning,
    entry: &Entry,
    reader: &mut Reader<'_>,
) -> Result<Part, String> {
    let path = Arc::clone(&entry.path);
    let mut bytes_of = |entry: &Entry| match reader(entry) {
        Err(Hindrance::Lost(why)) => Err(why),
        bytes_or_obstacle => Ok(bytes_or_obstacle),
    };
    Ok(match meaning {
        Meaning::Record { kind, name, owner } => {
            let mut record = match bytes_of(entry)? {
                Ok(bytes) => read_record(kind, path, bytes),
                Err(why) => {
                    let mut record = empty(kind, Source::new(path, ""));
                    record.faults.push(Fault::Unreadable(why));
                    record
                }
            };
            if let Err(fault) = layout::check_name(kind, &name) {
                record.faults.push(Fault::Name(fault));
            }
            record.name = name;
            record.owner = owner;
            Part::Record(Box::new(record))
        }
        meaning @ (Meaning::Template { .. } | Meaning::Values | Meaning::Seal) => {
            match bytes_of(entry)? {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    Part::Side(SideFile { meaning, source: Source::new(path, text) })
                }
                Err(why) => Part::Stray(Stray { path, why: StrayReason::Hindered(why) }),
            }
        }
        Meaning::Attachment => Part::Attachment(path),
        Meaning::Stray(why) => Part::Stray(Stray { path, why }),
    })
}

/// Reads one record from its bytes; name and owner are left empty.
#[must_use]
pub fn read_record(kind: Kind, path: impl Into<Arc<str>>, bytes: Vec<u8>) -> Record {
    let (text, flaw) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(Fault::NotUtf8(at)))
        }
    };
    let unmarked = text.strip_prefix('\u{feff}').map(str::to_owned);
    let has_mark = unmarked.is_some();
    let mut record = empty(kind, Source::new(path, unmarked.unwrap_or(text)));
    record.has_mark = has_mark;
    if let Some(flaw) = flaw {
        record.faults.push(flaw);
        return record;
    }
    if kind.about().format == Format::Markdown {
        match markdown::front_matter(&record.source.text) {
            FrontMatter::Found { yaml, body } => {
                record.yaml = yaml;
                record.prose = Some(body);
            }
            FrontMatter::Missing => {
                record.faults.push(Fault::NoFrontMatter);
                return record;
            }
            FrontMatter::NeverClosed => {
                record.faults.push(Fault::FrontMatterNeverClosed);
                return record;
            }
        }
    }
    match yaml::parse(record.yaml_text()) {
        Ok(parsed) => {
            record.faults.extend(parsed.oddities.into_iter().map(Fault::Odd));
            understand(&mut record, parsed.tree);
        }
        Err(error) => record.faults.push(Fault::Syntax(error)),
    }
    record
}

fn empty(kind: Kind, source: Source) -> Record {
    Record {
        kind,
        name: Arc::from(""),
        owner: None,
        has_mark: false,
        yaml: Span::new(0, source.text.len()),
        source,
        prose: None,
        document: None,
        formerly: Vec::new(),
        visibility: None,
        references: Box::default(),
        faults: Vec::new(),
    }
}

/// Schema, references, types; the tree is dropped at the end.
fn understand(record: &mut Record, mut tree: Value) {
    record.references = references::collect(record.kind, &tree);
    let faults = validate::violations(record.kind, &tree);
    if !faults.is_empty() {
        validate::prune(record.kind, &mut tree, &faults);
        record.faults.extend(faults.into_iter().map(Fault::Schema));
    }
    record.formerly = tree
        .get("formerly")
        .and_then(Value::as_array)
        .map(|ids| ids.iter().filter_map(Value::as_str).map(Box::from).collect())
        .unwrap_or_default();
    record.visibility = tree
        .get("visibility")
        .and_then(|word| serde_json::from_value::<Visibility>(word.clone()).ok());
    let schema_refused = record.faults.iter().any(|fault| matches!(fault, Fault::Schema(_)));
    let without_site = without_site(record.kind, &tree);
    record.document = record.kind.read(tree);
    if record.document.is_none() && !schema_refused {
        let refusal = yaml::parse(record.yaml_text()).ok();
        if let Some(error) = refusal.and_then(|parsed| record.kind.refusal(parsed.tree)) {
            let pointer = pointer_of(error.path());
            record.faults.push(Fault::Type { pointer, message: error.inner().to_string() });
        }
    }
    let bare = without_site.filter(|_| record.document.is_none());
    record.document = record.document.take().or_else(|| record.kind.read(bare?));
}

/// The program without what it says of its site: trust and readiness stand on the rest, so that no flaw in how
/// pages look may take the rest with it.
fn without_site(kind: Kind, tree: &Value) -> Option<Value> {
    let mut bare = tree.as_object().filter(|_| kind == Kind::Program)?.clone();
    bare.shift_remove(validate::SITE)?;
    Some(Value::Object(bare))
}

fn pointer_of(path: &serde_path_to_error::Path) -> Pointer {
    use serde_path_to_error::Segment;
    path.iter().fold(Pointer::root(), |pointer, segment| match segment {
        Segment::Seq { index } => pointer.then(*index),
        Segment::Map { key } => pointer.then(key),
        Segment::Enum { variant } => pointer.then(variant),
        Segment::Unknown => pointer,
    })
}
