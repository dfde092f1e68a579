//! A set of files to read a catalog from, wherever they are: a folder, a commit, memory.

use std::fmt;
use std::sync::Arc;

/// One file that can be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Path relative to the catalog's root, with forward slashes.
    pub path: Arc<str>,
    /// The git blob that holds its bytes, where that is known without reading it.
    pub blob: Option<[u8; 20]>,
}

/// Something found on the way that is no readable file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// Path relative to the catalog's root, with forward slashes.
    pub path: Arc<str>,
    /// What stands in the way.
    pub what: Hindrance,
}

/// Why something cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hindrance {
    /// A symbolic link; links are never followed.
    Link,
    /// A submodule.
    Submodule,
    /// A pipe, a device or the like.
    NotAFile,
    /// The path is not UTF-8.
    PathNotUtf8,
    /// It has to be text, and is not UTF-8.
    NotText,
    /// The operating system or git refuses; its words.
    Refused(String),
    /// It was listed and is no longer there.
    Vanished,
    /// It belongs to what is read, and the place has lost it, so that nothing there can be taken for whole;
    /// why, and what to do.
    Lost(String),
}

impl fmt::Display for Hindrance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => formatter.write_str("it is a symbolic link"),
            Self::Submodule => formatter.write_str("it is a git submodule"),
            Self::NotAFile => formatter.write_str("it is not an ordinary file"),
            Self::PathNotUtf8 => formatter.write_str("its path is not UTF-8"),
            Self::NotText => formatter.write_str("it is not text in UTF-8"),
            Self::Refused(why) | Self::Lost(why) => formatter.write_str(why),
            Self::Vanished => formatter.write_str("it is not there any more"),
        }
    }
}

/// What a catalog's folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Files in the catalog's folders and at its root, sorted by path.
    pub files: Vec<Entry>,
    /// What cannot be read, sorted by path.
    pub obstacles: Vec<Obstacle>,
    /// Folders with a dot inside their name, sorted; only from a place that knows folders without files.
    pub dotted_folders: Vec<Arc<str>>,
    /// Top-level folders that were not entered, sorted.
    pub other_folders: Vec<Arc<str>>,
}

/// Reads one file after another; each thread has its own.
pub type Reader<'a> = Box<dyn FnMut(&Entry) -> Result<Vec<u8>, Hindrance> + 'a>;

/// A place that catalogs are read from.
pub trait Files: Sync {
    /// Lists the root's files and everything in the top-level folders that `enter` accepts.
    ///
    /// # Errors
    /// When the place as a whole cannot be read; its words.
    fn list(&self, enter: &(dyn Fn(&str) -> bool + Sync)) -> Result<Listing, String>;

    /// A reader for the calling thread.
    fn reader(&self) -> Reader<'_>;

    /// Reads a file that may not be listed, such as an image beside the catalog's folders; links are
    /// not followed.
    ///
    /// # Errors
    /// What stands in the way.
    fn read_one(&self, path: &str) -> Result<Vec<u8>, Hindrance> {
        self.reader()(&Entry { path: path.into(), blob: None })
    }

    /// Whether a file or a folder that may not be listed stands at a path; links are not followed. What cannot
    /// be told counts as there.
    fn has(&self, path: &str) -> bool {
        self.read_one(path).is_ok()
    }
}
