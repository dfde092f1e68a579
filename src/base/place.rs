//! Where a problem is, said symbolically first (`/teaches/0/competency` of a file) and turned into
//! bytes only when somebody has to see it.

use std::fmt;
use std::sync::Arc;

use super::span::Span;

/// One step down a tree of maps and lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into the value of this key.
    Key(Box<str>),
    /// Into the item at this position, from 0.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.into())
    }
}

impl From<&String> for Step {
    fn from(key: &String) -> Self {
        Self::Key(key.as_str().into())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A path down a tree; it prints as a JSON pointer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(pub Vec<Step>);

impl Pointer {
    /// The whole tree.
    #[must_use]
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// One step further down.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Self(steps)
    }

    /// The pointer one step up; the root's parent is the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        let mut steps = self.0.clone();
        steps.pop();
        Self(steps)
    }

    /// Reads a JSON pointer such as `/teaches/0/competency`; all-digit steps become indices.
    #[must_use]
    pub fn from_json_pointer(text: &str) -> Self {
        Self(
            text.split('/')
                .skip(1)
                .map(|step| match step.parse() {
                    Ok(index) => Step::Index(index),
                    Err(_) => Step::Key(step.replace("~1", "/").replace("~0", "~").into()),
                })
                .collect(),
        )
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.0 {
            match step {
                Step::Key(key) => {
                    write!(formatter, "/{}", key.replace('~', "~0").replace('/', "~1"))?;
                }
                Step::Index(index) => write!(formatter, "/{index}")?,
            }
        }
        Ok(())
    }
}

/// Builds a [`Pointer`]: `pointer!["teaches", 0, "competency"]`.
#[macro_export]
macro_rules! pointer {
    ($($step:expr),* $(,)?) => {
        $crate::base::place::Pointer(vec![$($crate::base::place::Step::from($step)),*])
    };
}

/// Which characters of a file are meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The file as a whole; shown at its first line.
    File,
    /// The value at the pointer.
    Value(Pointer),
    /// The key that leads to the pointer's last step.
    Key(Pointer),
    /// The second and later writing of a key that stands twice in one map; the number counts
    /// writings from 0.
    RepeatedKey(Pointer, usize),
    /// These bytes of the file.
    Bytes(Span),
}

/// A spot in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path relative to the catalog's root, with forward slashes.
    pub path: Arc<str>,
    /// What in the file.
    pub spot: Spot,
}

impl Place {
    /// A file as a whole.
    #[must_use]
    pub fn file(path: &Arc<str>) -> Self {
        Self { path: Arc::clone(path), spot: Spot::File }
    }

    /// A value in a file.
    #[must_use]
    pub fn value(path: &Arc<str>, pointer: Pointer) -> Self {
        Self { path: Arc::clone(path), spot: Spot::Value(pointer) }
    }

    /// A key in a file.
    #[must_use]
    pub fn key(path: &Arc<str>, pointer: Pointer) -> Self {
        Self { path: Arc::clone(path), spot: Spot::Key(pointer) }
    }

    /// Bytes of a file.
    #[must_use]
    pub fn bytes(path: &Arc<str>, span: Span) -> Self {
        Self { path: Arc::clone(path), spot: Spot::Bytes(span) }
    }
}
