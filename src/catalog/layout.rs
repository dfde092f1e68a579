//! Which kind a path is of, whose it is and what it is called: the path says all of it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::fault::{NameFault, StrayReason};
use crate::base::date::Date;
use crate::base::id;
use crate::kinds::{Format, Home, Kind, Naming};
use crate::world::files::Listing;

/// The file that makes a folder a catalog.
pub const CATALOG_FILE: &str = "learn.yaml";

/// The file that makes a folder below `people/` a person.
pub const PERSON_FILE: &str = "person.yaml";

/// What a path is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A record of a kind.
    Record {
        /// The kind.
        kind: Kind,
        /// The id: the file's stem, or the folder's name for a person.
        name: Arc<str>,
        /// Whose it is: a person's id, or `<kind>/<id>` for feedback.
        owner: Option<Arc<str>>,
    },
    /// A template that `learn new … --from` fills in.
    Template {
        /// The kind it makes.
        kind: Kind,
        /// Its id.
        name: Arc<str>,
    },
    /// The values of a metric.
    Values,
    /// A seal beside an approval or a version of the trust policy.
    Seal,
    /// An image, a text for people or another file that belongs to no kind.
    Attachment,
    /// A file that looks like a record and is none.
    Stray(StrayReason),
}

/// Whether a top-level folder belongs to a catalog.
#[must_use]
pub fn is_catalog_folder(name: &str) -> bool {
    top_level_folders().any(|folder| folder == name)
}

/// Whether a file says what other paths mean, so that a catalog without it is not the same catalog less one
/// file: somebody's `person.yaml`, and whatever lies in a folder that is called like a file.
#[must_use]
pub fn bears_on_others(path: &str) -> bool {
    let mut folders = path.split('/').rev().skip(1);
    let is_person = path.strip_suffix(PERSON_FILE).is_some_and(|folder| folder.ends_with('/'));
    is_person || folders.any(|folder| Extension::of(folder).is_record_like())
}

/// Whether a path is where signed records and their seals lie: in somebody's `approvals/` or in `trust/`.
#[must_use]
pub fn is_signed(path: &str) -> bool {
    path.starts_with("trust/") || path.starts_with("people/") && path.contains("/approvals/")
}

/// The names of all top-level folders of a catalog.
pub fn top_level_folders() -> impl Iterator<Item = &'static str> {
    Kind::ALL
        .iter()
        .filter_map(|kind| match kind.about().home {
            Home::Folder(folder) | Home::About(folder) => Some(folder),
            Home::Root(_) | Home::Person | Home::BelowPerson(_) => None,
        })
        .chain(["people", "templates"])
}

/// What a YAML file at the root was perhaps meant to be: [`CATALOG_FILE`] or the folder of a kind,
/// whose name or whose kind's name it has, give or take an ending.
#[must_use]
pub fn meant_at_root(file: &str) -> Option<&'static str> {
    let stem = stem(file).to_ascii_lowercase();
    if stem == "learn" {
        return Some(CATALOG_FILE);
    }
    Kind::ALL.iter().find_map(|kind| match kind.about().home {
        Home::Folder(folder) | Home::About(folder)
            if stem == folder || stem == kind.about().name =>
        {
            Some(folder)
        }
        Home::Person if stem == "people" || stem == kind.about().name => Some("people"),
        Home::Folder(_) | Home::About(_) | Home::Person | Home::Root(_) | Home::BelowPerson(_) => {
            None
        }
    })
}

/// The folders that are called like a record's file, sorted.
#[must_use]
pub fn folders_like_files(listing: &Listing) -> BTreeSet<&str> {
    let of_files = listing.files.iter().filter_map(|entry| entry.path.rsplit_once('/')).flat_map(
        |(folders, _)| {
            let ends = folders.match_indices('/').map(|(at, _)| at).chain([folders.len()]);
            ends.filter(|_| folders.contains('.')).map(|end| &folders[..end])
        },
    );
    of_files
        .chain(listing.dotted_folders.iter().map(|folder| &**folder))
        .filter(|folder| {
            Extension::of(folder.rsplit('/').next().unwrap_or(folder)).is_record_like()
        })
        .collect()
}

/// The folders that are people, from the paths of a listing.
#[derive(Debug, Clone, Default)]
pub struct Owners {
    by_folder: HashMap<Arc<str>, Arc<str>>,
}

impl Owners {
    /// Finds every folder that holds `person.yaml`.
    #[must_use]
    pub fn of(listing: &Listing) -> Self {
        Self::of_people(listing.files.iter().map(|entry| &*entry.path))
    }

    /// Finds the folders of the `person.yaml` among some paths.
    pub fn of_people<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let by_folder = paths
            .filter_map(|path| path.strip_suffix(PERSON_FILE)?.strip_suffix('/'))
            .filter(|folder| folder.starts_with("people/"))
            .map(|folder| {
                let name = folder.rsplit('/').next().unwrap_or(folder);
                (Arc::from(folder), Arc::from(name))
            })
            .collect();
        Self { by_folder }
    }

    /// The nearest person's folder above a path, and the person's id.
    fn above<'a>(&self, path: &'a str) -> Option<(&'a str, Arc<str>)> {
        let mut folder = path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if let Some(owner) = self.by_folder.get(parent) {
                return Some((parent, Arc::clone(owner)));
            }
            folder = parent;
        }
        None
    }

    /// The person's folder that a path is in, such as `people/ada`.
    #[must_use]
    pub fn folder_of<'a>(&self, path: &'a str) -> Option<&'a str> {
        self.above(path).map(|(folder, _)| folder)
    }

    /// What a path is.
    #[must_use]
    pub fn meaning(&self, path: &str) -> Meaning {
        let file = path.rsplit('/').next().unwrap_or(path);
        if is_for_people(file) {
            return Meaning::Attachment;
        }
        let Some((top, _)) = path.split_once('/') else {
            return match Extension::of(file) {
                _ if file == CATALOG_FILE => record(Kind::Program, "learn", None),
                Extension::Yaml | Extension::LikeYaml => Meaning::Stray(StrayReason::AtRoot),
                _ => Meaning::Attachment,
            };
        };
        match top {
            "people" => self.below_people(path, file),
            "templates" => below_templates(path, file),
            _ => below_folder(top, path, file),
        }
    }

    fn below_people(&self, path: &str, file: &str) -> Meaning {
        let Some((folder, owner)) = self.above(path) else {
            return if Extension::of(file).is_record_like() {
                Meaning::Stray(StrayReason::NoOwner)
            } else {
                Meaning::Attachment
            };
        };
        let inside = &path[folder.len() + 1..];
        if inside == PERSON_FILE {
            return record(Kind::Person, &owner, None);
        }
        if Extension::of(file) == Extension::Seal {
            return Meaning::Seal;
        }
        let collection = inside.split_once('/').map(|(first, _)| first);
        let kind = collection.and_then(|collection| {
            Kind::ALL
                .iter()
                .copied()
                .find(|kind| kind.about().home == Home::BelowPerson(static_name(collection)))
        });
        match (kind, collection) {
            (Some(kind), _) => of_kind(kind, file, Some(owner)),
            (None, _) if !Extension::of(file).is_record_like() => Meaning::Attachment,
            (None, Some(collection)) => {
                Meaning::Stray(StrayReason::UnknownFolderOfPerson(collection.to_owned()))
            }
            (None, None) => Meaning::Stray(StrayReason::UnknownFolderOfPerson(file.to_owned())),
        }
    }
}

/// The same text with the lifetime that [`Home`] asks for, if any kind has such a folder.
fn static_name(collection: &str) -> &'static str {
    Kind::ALL
        .iter()
        .find_map(|kind| match kind.about().home {
            Home::BelowPerson(folder) if folder == collection => Some(folder),
            _ => None,
        })
        .unwrap_or("")
}

fn below_folder(top: &str, path: &str, file: &str) -> Meaning {
    let kind = Kind::ALL.iter().copied().find(|kind| {
        matches!(kind.about().home, Home::Folder(folder) | Home::About(folder) if folder == top)
    });
    let Some(kind) = kind else { return Meaning::Attachment };
    if let Home::About(_) = kind.about().home {
        return about_something(kind, path, file);
    }
    match Extension::of(file) {
        Extension::Csv if kind == Kind::Metric => Meaning::Values,
        Extension::Seal => Meaning::Seal,
        _ => of_kind(kind, file, None),
    }
}

/// `feedback/<kind>/<id>/<date>-<source>.yaml`
fn about_something(kind: Kind, path: &str, file: &str) -> Meaning {
    if !Extension::of(file).is_record_like() {
        return Meaning::Attachment;
    }
    let folders: Vec<&str> = path.split('/').collect();
    match folders.as_slice() {
        [_, subject_kind, .., subject, _] => match Kind::named(subject_kind) {
            Some(_) => of_kind(kind, file, Some(format!("{subject_kind}/{subject}").into())),
            None => Meaning::Stray(StrayReason::UnknownKind((*subject_kind).to_owned())),
        },
        _ => Meaning::Stray(StrayReason::NoSubject),
    }
}

fn below_templates(path: &str, file: &str) -> Meaning {
    let folders: Vec<&str> = path.split('/').collect();
    let extension = Extension::of(file);
    match folders.as_slice() {
        _ if !extension.is_record_like() => Meaning::Attachment,
        [_, kind, .., _] => match Kind::named(kind) {
            Some(kind) if extension.fits(kind.about().format) => {
                Meaning::Template { kind, name: stem(file).into() }
            }
            Some(kind) => Meaning::Stray(StrayReason::WrongExtension(kind.about().extension())),
            None => Meaning::Stray(StrayReason::UnknownKind((*kind).to_owned())),
        },
        _ => Meaning::Stray(StrayReason::NoSubject),
    }
}

fn of_kind(kind: Kind, file: &str, owner: Option<Arc<str>>) -> Meaning {
    let extension = Extension::of(file);
    if extension.fits(kind.about().format) {
        record(kind, stem(file), owner)
    } else if extension.is_record_like() {
        Meaning::Stray(StrayReason::WrongExtension(kind.about().extension()))
    } else {
        Meaning::Attachment
    }
}

fn record(kind: Kind, name: &str, owner: Option<Arc<str>>) -> Meaning {
    Meaning::Record { kind, name: name.into(), owner }
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Files that explain a folder to whoever browses it.
fn is_for_people(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    ["readme", "contributing", "licence", "license", "changelog", "codeowners"]
        .contains(&stem(&lower))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extension {
    Yaml,
    LikeYaml,
    Markdown,
    LikeMarkdown,
    Csv,
    Seal,
    Other,
}

impl Extension {
    fn of(file: &str) -> Self {
        match file.rsplit_once('.').map(|(_, extension)| extension) {
            Some("yaml") => Self::Yaml,
            Some("md") => Self::Markdown,
            Some("csv") => Self::Csv,
            Some("seal") => Self::Seal,
            Some(other) => match other.to_ascii_lowercase().as_str() {
                "yml" | "yaml" | "json" => Self::LikeYaml,
                "md" | "markdown" | "mdx" | "mkd" | "mdown" => Self::LikeMarkdown,
                _ => Self::Other,
            },
            None => Self::Other,
        }
    }

    const fn is_record_like(self) -> bool {
        matches!(self, Self::Yaml | Self::LikeYaml | Self::Markdown | Self::LikeMarkdown)
    }

    const fn fits(self, format: Format) -> bool {
        matches!((self, format), (Self::Yaml, Format::Yaml) | (Self::Markdown, Format::Markdown))
    }
}

/// Checks that a record's name is what its kind asks for.
///
/// # Errors
/// What is wrong with it.
pub fn check_name(kind: Kind, name: &str) -> Result<(), NameFault> {
    match kind.about().naming {
        Naming::Id | Naming::IdOf(_) => id::check(name).map_err(NameFault::Id),
        Naming::Date => check_dated(name).map(|_| ()),
        Naming::DateSlug => check_dated(name)?.then_some(()).ok_or(NameFault::NoSlug),
        Naming::Period => period(name).map(|_| ()).ok_or(NameFault::Period),
        Naming::Number => {
            let four_digits = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
            four_digits.then_some(()).ok_or(NameFault::Number)
        }
    }
}

/// Whether words follow the date.
fn check_dated(name: &str) -> Result<bool, NameFault> {
    id::check_slug(name).map_err(NameFault::Id)?;
    date_of(name).ok_or(NameFault::Date)?;
    Ok(name.len() > 11)
}

/// The date a name such as `2026-03-02-checkout-outage` begins with.
#[must_use]
pub fn date_of(name: &str) -> Option<Date> {
    let date = name.get(..10)?.parse().ok()?;
    matches!(name.as_bytes().get(10), None | Some(b'-')).then_some(date)
}

/// First and last day of a period written as `2026`, `2026-h1` or `2026-q3`.
#[must_use]
pub fn period(name: &str) -> Option<(Date, Date)> {
    let (year, part) = match name.split_once('-') {
        Some((year, part)) => (year, Some(part)),
        None => (name, None),
    };
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (first_month, months) = match part {
        None => (1, 12),
        Some("h1") => (1, 6),
        Some("h2") => (7, 6),
        Some("q1") => (1, 3),
        Some("q2") => (4, 3),
        Some("q3") => (7, 3),
        Some("q4") => (10, 3),
        Some(_) => return None,
    };
    let first = Date::new(year.parse().ok()?, first_month, 1)?;
    Some((first, first.plus_months(months).plus_days(-1)))
}
