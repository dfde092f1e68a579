//! A problem with everything a reader needs: its rule, its level, and where exactly it stands.

use std::sync::Arc;

use crate::base::problem::Level;
use crate::base::span::{LineColumn, Span};

/// Characters of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Path relative to the catalog's root, with forward slashes.
    pub path: Arc<str>,
    /// Byte offsets.
    pub span: Span,
    /// Where the first character stands.
    pub start: LineColumn,
    /// Where the first character behind stands.
    pub end: LineColumn,
}

/// Another place involved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedLabel {
    /// Where to look.
    pub location: Location,
    /// What is there.
    pub text: String,
}

/// A mechanical change with the bytes it replaces; all in the finding's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedFix {
    /// Whether it cannot change what the author meant.
    pub safe: bool,
    /// What it does.
    pub title: String,
    /// What is replaced by what, in which file.
    pub edits: Vec<(Location, String)>,
}

/// One problem, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// How much it matters here.
    pub level: Level,
    /// Where the wrong characters are.
    pub location: Location,
    /// What is wrong.
    pub message: String,
    /// What is wrong with the underlined characters; may be empty.
    pub here: String,
    /// Other places involved.
    pub labels: Vec<LocatedLabel>,
    /// What to do.
    pub help: Option<String>,
    /// The change that mends it.
    pub fix: Option<LocatedFix>,
    /// Whether it touches what approvals are worth, so that no setting of the catalog lowers it.
    pub guards: bool,
    /// How many problems it stands for: one, unless a report sums up what is too much to be read.
    pub stands_for: usize,
}
