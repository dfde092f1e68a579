//! Opens two states of one catalog side by side, and of each only what their difference can reach.
//!
//! What nobody's readiness depends on is never read; people are read where the content that they are
//! measured by differs, or their own records do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::open::{Opened, Refusal, find_root};
use crate::catalog::layout::{self, CATALOG_FILE, Meaning, Owners};
use crate::catalog::{Catalog, load};
use crate::insight::impact::difference::{differences, owner_of_seal};
use crate::insight::impact::reach::{leads_otherwise, reach};
use crate::kinds::Kind;
use crate::world::disk::Folder;
use crate::world::files::{Files, Listing, Reader};
use crate::world::git::read::{Commit, Home};

/// Two states of one catalog.
#[derive(Debug)]
pub struct Compared {
    /// As it was.
    pub before: Catalog,
    /// The commit that it was read from.
    pub base: Commit,
    /// As it is.
    pub after: Opened,
}

/// Which two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The revision to compare with.
    pub base: String,
    /// The revision that is compared; none for the files on disk.
    pub head: Option<String>,
    /// Whether to compare with where the head left the base instead of with the base itself.
    pub since_fork: bool,
}

impl Range {
    /// Reads `BASE..HEAD`, `BASE...HEAD` or `BASE`; a side left out of the first two is `HEAD`.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let or_head = |text: &str| if text.is_empty() { "HEAD" } else { text }.to_owned();
        let sides = text.split_once("...").map(|sides| (sides, true));
        match sides.or_else(|| text.split_once("..").map(|sides| (sides, false))) {
            Some(((base, head), since_fork)) => {
                Self { base: or_head(base), head: Some(or_head(head)), since_fork }
            }
            None => Self { base: or_head(text), head: None, since_fork: false },
        }
    }
}

/// Opens both states of the catalog around `start`; the work tree is read only where the range asks
/// for it, so that a bare repository will do. Names are read as [`Home::judged`] reads them.
///
/// # Errors
/// [`Refusal`] when there is no repository, no such revision, or no catalog in one of them.
pub fn open(start: &Path, range: &Range) -> Result<Compared, Refusal> {
    let root = find_root(start)
        .or_else(|_| start.canonicalize())
        .map_err(|error| Refusal::Other(format!("cannot open {}: {error}", start.display())))?;
    let home = Home::around(&root).map_err(Refusal::Other)?.ok_or_else(|| {
        Refusal::Other(format!(
            "{} is not in a git repository, so there is nothing to compare it with",
            root.display()
        ))
    })?;
    let base = home.judged(&range.base).map_err(Refusal::Other)?;
    let Some(name) = &range.head else {
        find_root(&root)?;
        let base = with_catalog(base, &range.base)?;
        let (before, after) = load_both(&base, &Folder::new(&root)).map_err(Refusal::Other)?;
        let after = Opened { catalog: after, root, home: Some(home), commit: None };
        return Ok(Compared { before, base, after });
    };
    let head = home.judged(name).map_err(Refusal::Other)?;
    let base =
        if range.since_fork { fork(&home, (&base, &range.base), (&head, name))? } else { base };
    let (head, base) = (with_catalog(head, name)?, with_catalog(base, &range.base)?);
    let (before, after) = load_both(&base, &head).map_err(Refusal::Other)?;
    let after = Opened { catalog: after, root, home: Some(home), commit: Some(head) };
    Ok(Compared { before, base, after })
}

/// Where one commit left the other, each with the name that it was given.
fn fork(
    home: &Home,
    (base, base_name): (&Commit, &str),
    (head, head_name): (&Commit, &str),
) -> Result<Commit, Refusal> {
    let fork = home.merge_base(&base.id(), &head.id()).map_err(Refusal::Other)?;
    let fork = fork.ok_or_else(|| {
        Refusal::Other(format!(
            "`{base_name}` and `{head_name}` have no common ancestor here\n  help: a shallow clone may lack it; \
             fetch more history, or compare the two themselves with `{base_name}..{head_name}`"
        ))
    })?;
    home.commit(&fork).map_err(Refusal::Other)
}

/// The commit with the folder in it that holds a catalog: the one asked for or, where that holds none,
/// the only one that does.
fn with_catalog(commit: Commit, revision: &str) -> Result<Commit, Refusal> {
    if commit.bytes_of(CATALOG_FILE).map_err(Refusal::Other)?.is_some() {
        return Ok(commit);
    }
    let folders = commit.folders_with(CATALOG_FILE).map_err(Refusal::Other)?;
    let mut folders = folders.into_iter();
    match (folders.next(), folders.next()) {
        (Some(only), None) => commit.in_folder(&only).map_err(Refusal::Other),
        (None, _) => Err(Refusal::Other(format!(
            "revision `{revision}` holds no catalog: it has no {CATALOG_FILE}"
        ))),
        (Some(first), Some(second)) => Err(Refusal::Other(format!(
            "revision `{revision}` holds several catalogs, among them {first} and {second}\n  help: go to \
             the folder of one, or name it with `-C DIR`"
        ))),
    }
}

fn load_both(base: &dyn Files, head: &dyn Files) -> Result<(Catalog, Catalog), String> {
    let (base, head) = (Side::of(base)?, Side::of(head)?);
    let nobody = BTreeSet::new();
    let before = load::load(&base.with(Some(&nobody)))?;
    let after = load::load(&head.with(Some(&nobody)))?;
    let content = differences(&before, &after);
    if reach(&before, &after, &content).everybody {
        return Ok((load::load(&base.with(None))?, load::load(&head.with(None))?));
    }
    match changed_owners(&base, &head) {
        Some(owners) if owners.is_empty() => Ok((before, after)),
        Some(owners) => {
            let (before, after) =
                (load::load(&base.with(Some(&owners)))?, load::load(&head.with(Some(&owners)))?);
            if owners.iter().any(|person| leads_otherwise(&before, &after, person)) {
                return Ok((load::load(&base.with(None))?, load::load(&head.with(None))?));
            }
            Ok((before, after))
        }
        None => Ok((load::load(&base.with(None))?, load::load(&head.with(None))?)),
    }
}

/// The people whose files differ; none where that cannot be told from names alone.
fn changed_owners(base: &Side<'_>, head: &Side<'_>) -> Option<BTreeSet<Arc<str>>> {
    let is_blob = |side: &Side<'_>| side.listing.files.iter().all(|entry| entry.blob.is_some());
    if !is_blob(base) || !is_blob(head) {
        return None;
    }
    let mut owners = BTreeSet::new();
    for (one, other) in [(base, head), (head, base)] {
        let there: BTreeMap<&str, _> =
            other.listing.files.iter().map(|entry| (&*entry.path, entry.blob)).collect();
        for (entry, owner) in one.listing.files.iter().zip(&one.owners) {
            if let Some(owner) = owner
                && there.get(&*entry.path) != Some(&entry.blob)
            {
                owners.insert(Arc::clone(owner));
            }
        }
    }
    Some(owners)
}

/// One state of the catalog, and whose each of its files is.
struct Side<'f> {
    files: &'f dyn Files,
    listing: Listing,
    owners: Vec<Option<Arc<str>>>,
}

impl<'f> Side<'f> {
    /// Lists what anybody's readiness can depend on.
    fn of(files: &'f dyn Files) -> Result<Self, String> {
        let mut listing = files.list(&layout::is_catalog_folder)?;
        let people = Owners::of(&listing);
        let claimants = claimants(&listing);
        let mut kept = Vec::new();
        let mut owners = Vec::new();
        for entry in std::mem::take(&mut listing.files) {
            let Some(owner) = matters(&people, &claimants, &entry.path) else { continue };
            kept.push(entry);
            owners.push(owner);
        }
        listing.files = kept;
        Ok(Self { files, listing, owners })
    }

    /// The same with the files of these people only; with everybody's for none.
    fn with(&self, people: Option<&BTreeSet<Arc<str>>>) -> Part<'f> {
        let mut listing = self.listing.clone();
        if let Some(people) = people {
            let is_kept = |owner: &Option<Arc<str>>| {
                owner.as_ref().is_none_or(|owner| people.contains(owner))
            };
            let entries = listing.files.into_iter().zip(&self.owners);
            listing.files =
                entries.filter(|(_, owner)| is_kept(owner)).map(|(entry, _)| entry).collect();
        }
        Part { files: self.files, listing }
    }
}

/// The folders of people who have claims, which may cite their journals.
fn claimants(listing: &Listing) -> BTreeSet<Arc<str>> {
    let paths = listing.files.iter().map(|entry| &entry.path);
    paths.filter_map(|path| Some(Arc::from(path.split_once("/claims/")?.0))).collect()
}

/// Whose a file is, if a readiness can depend on it: `Some(None)` for content.
#[allow(clippy::option_option)] // whether it matters, and then whose it is
fn matters(
    people: &Owners,
    claimants: &BTreeSet<Arc<str>>,
    path: &str,
) -> Option<Option<Arc<str>>> {
    match people.meaning(path) {
        Meaning::Record { kind, name, owner } => match kind {
            Kind::Program
            | Kind::Framework
            | Kind::Ladder
            | Kind::Credential
            | Kind::Rubric
            | Kind::Module
            | Kind::Pathway
            | Kind::Trust => Some(None),
            Kind::Person => Some(Some(name)),
            Kind::Goal
            | Kind::PathwayEnrolment
            | Kind::Enrolment
            | Kind::Portfolio
            | Kind::Claim
            | Kind::Remediation
            | Kind::Approval => Some(owner),
            Kind::Journal => {
                let folder = path.split_once("/journal/").map_or("", |(folder, _)| folder);
                claimants.contains(folder).then_some(owner)
            }
            Kind::Team
            | Kind::Community
            | Kind::Okrs
            | Kind::Meeting
            | Kind::Cohort
            | Kind::Rotation
            | Kind::Session
            | Kind::Story
            | Kind::Feedback
            | Kind::Metric => None,
        },
        Meaning::Seal => Some(owner_of_seal(path).map(Arc::from)),
        Meaning::Template { .. } | Meaning::Values | Meaning::Attachment | Meaning::Stray(_) => {
            None
        }
    }
}

/// Some of the files of a place.
struct Part<'f> {
    files: &'f dyn Files,
    listing: Listing,
}

impl Files for Part<'_> {
    fn list(&self, _: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String> {
        Ok(self.listing.clone())
    }

    fn reader(&self) -> Reader<'_> {
        self.files.reader()
    }

    fn has(&self, path: &str) -> bool {
        self.files.has(path)
    }
}
