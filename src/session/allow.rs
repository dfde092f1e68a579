//! `# learn: allow(slug) reason`: somebody looked at a problem and decided to live with it.
//!
//! An allow stands on the problem's line, on the lines of comments directly above it, or, for a
//! problem of the whole file, in the comments at the file's beginning. In Markdown it is written
//! `<!-- learn: allow(slug) reason -->`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::span::{Span, line_column};
use crate::catalog::Catalog;

const MARK: &str = "learn: allow(";

/// One allow of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The rule allowed.
    pub slug: String,
    /// Why; may be empty, which is itself a problem.
    pub reason: String,
    /// The slug in the text.
    pub span: Span,
    /// What to take away to be rid of it: its comment, with its line where nothing else stands there.
    pub comment: Option<Span>,
    /// The line it stands on, from 1.
    pub line: usize,
    /// The last line it speaks of: the first line below it that is not a comment.
    pub until_line: usize,
    /// Whether it stands in the comments at the file's beginning.
    pub at_top: bool,
}

/// All allows of a catalog by path.
#[derive(Debug, Default)]
pub struct Allows {
    by_path: BTreeMap<Arc<str>, Vec<Allow>>,
}

impl Allows {
    /// Reads the allows of every record.
    #[must_use]
    pub fn of(catalog: &Catalog) -> Self {
        let by_path = catalog
            .records()
            .par_iter()
            .filter(|record| record.source.text.contains(MARK))
            .map(|record| (Arc::clone(&record.source.path), read(&record.source.text)))
            .collect();
        Self { by_path }
    }

    /// The position of an allow that covers a problem of this rule at this place.
    ///
    /// Whether the problem is one of the whole file is asked only when an allow depends on it.
    #[must_use]
    pub fn covering(
        &self,
        path: &str,
        slug: &str,
        line: usize,
        whole_file: impl Fn() -> bool,
    ) -> Option<usize> {
        self.by_path.get(path)?.iter().position(|allow| {
            allow.slug == slug
                && !allow.reason.is_empty()
                && (allow.line == line
                    || (allow.line..=allow.until_line).contains(&line)
                    || allow.at_top && whole_file())
        })
    }

    /// All allows with their path, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, usize, &Allow)> {
        self.by_path
            .iter()
            .flat_map(|(path, allows)| allows.iter().enumerate().map(move |(n, a)| (path, n, a)))
    }
}

/// Which allows covered something.
#[derive(Debug, Default)]
pub struct Used {
    by_path: HashMap<Arc<str>, Vec<usize>>,
    in_vain: HashMap<Arc<str>, Vec<usize>>,
}

impl Used {
    /// Remembers that an allow covered a problem.
    pub fn note(&mut self, path: &Arc<str>, allow: usize) {
        self.by_path.entry(Arc::clone(path)).or_default().push(allow);
    }

    /// Remembers that an allow stands at a problem that nothing may cover.
    pub fn note_in_vain(&mut self, path: &Arc<str>, allow: usize) {
        self.in_vain.entry(Arc::clone(path)).or_default().push(allow);
    }

    /// Whether the allow stands at a problem that nothing may cover.
    #[must_use]
    pub fn has_in_vain(&self, path: &str, allow: usize) -> bool {
        self.in_vain.get(path).is_some_and(|used| used.contains(&allow))
    }

    /// Whether the allow covered anything.
    #[must_use]
    pub fn has(&self, path: &str, allow: usize) -> bool {
        self.by_path.get(path).is_some_and(|used| used.contains(&allow))
    }
}

fn read(text: &str) -> Vec<Allow> {
    let lines: Vec<&str> = text.split('\n').collect();
    let first_content = lines.iter().position(|line| !is_comment(line) && line.trim() != "---");
    text.match_indices(MARK)
        .flat_map(|(at, _)| {
            let start = at + MARK.len();
            let line = line_column(text, at).line;
            let rest = text[start..].lines().next().unwrap_or("");
            let Some((slugs, reason)) = rest.split_once(')') else { return Vec::new() };
            let reason = reason.trim().trim_end_matches("-->").trim();
            let below = lines.iter().skip(line).position(|line| !is_comment(line)).unwrap_or(0);
            let own_line = lines.get(line - 1).is_some_and(|line| is_comment(line));
            let alone = !slugs.contains(',');
            let mut from = start;
            let mut allows = Vec::new();
            for slug in slugs.split(',') {
                let begin = from + slug.len() - slug.trim_start().len();
                allows.push(Allow {
                    slug: slug.trim().to_owned(),
                    reason: reason.to_owned(),
                    span: Span::new(begin, begin + slug.trim().len()),
                    comment: comment_around(text, at).filter(|_| alone),
                    line,
                    until_line: if own_line { line + below + 1 } else { line },
                    at_top: own_line && first_content.is_none_or(|first| line <= first),
                });
                from += slug.len() + 1;
            }
            allows
        })
        .collect()
}

fn is_comment(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('#') || line.starts_with("<!--") && line.ends_with("-->")
}

/// The comment that begins with the mark at `at`.
fn comment_around(text: &str, at: usize) -> Option<Span> {
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
    let before = text[line_start..at].trim_end();
    let (before, end) = match before.strip_suffix("<!--") {
        Some(before) => (before, at + text[at..line_end].find("-->")? + 3),
        None => (before.strip_suffix('#')?, line_end),
    };
    let alone = before.trim().is_empty() && text[end..line_end].trim().is_empty();
    if alone {
        return Some(Span::new(line_start, line_end));
    }
    let end = at + text[at..end].trim_end().len();
    Some(Span::new(line_start + before.trim_end().len(), end))
}
