//! Keys and items put into a YAML text or taken out of it, so that every other byte, comment and blank
//! line stays; what cannot be done that way is not done.

use serde_json::{Map, Value};

use super::edit::{self, Replacement};
use super::spans::SpanTree;
use super::{block, yaml};
use crate::base::place::{Pointer, Step};
use crate::base::span::Span;

/// One change of a YAML text.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A key that a map does not have yet, behind its last one.
    Put {
        /// The map.
        map: Pointer,
        /// The key.
        key: String,
        /// Its value.
        value: Value,
    },
    /// An item behind the last one of a list.
    Append {
        /// The list.
        list: Pointer,
        /// The item.
        item: Value,
    },
    /// Another single value in the place of one.
    Replace {
        /// The value.
        at: Pointer,
        /// What comes.
        value: Value,
    },
    /// A key that goes, with its value.
    Remove {
        /// The key's value.
        at: Pointer,
    },
}

/// The text is written in a way in which the change cannot be made without touching the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unclear;

/// Makes the changes, one after the other.
///
/// After each the text is read again: it has to say what it said before, and the change.
///
/// # Errors
/// [`Unclear`] when it would not.
pub fn amend(text: &str, changes: &[Change]) -> Result<String, Unclear> {
    let mut text = text.to_owned();
    for change in changes {
        let mut wanted = read(&text)?;
        let tree = SpanTree::read(&text);
        let page = Page { text: &text, tree: &tree };
        let replacement = page.replacement(change, &wanted).ok_or(Unclear)?;
        let next = edit::apply(&text, &[replacement]).map_err(|_| Unclear)?;
        make(&mut wanted, change).ok_or(Unclear)?;
        if read(&next)? != wanted {
            return Err(Unclear);
        }
        text = next;
    }
    Ok(text)
}

fn read(text: &str) -> Result<Value, Unclear> {
    match yaml::parse(text) {
        Ok(parsed) => Ok(parsed.tree),
        Err(error) if error.kind == yaml::SyntaxErrorKind::Empty => Ok(Value::Object(Map::new())),
        Err(_) => Err(Unclear),
    }
}

/// The change made in the tree; nothing where it does not fit.
fn make(tree: &mut Value, change: &Change) -> Option<()> {
    match change {
        Change::Put { map, key, value } => {
            let map = at(tree, map)?.as_object_mut()?;
            map.insert(key.clone(), value.clone()).is_none().then_some(())
        }
        Change::Append { list, item } => {
            at(tree, list)?.as_array_mut()?.push(item.clone());
            Some(())
        }
        Change::Replace { at: place, value } => {
            *at(tree, place)? = value.clone();
            Some(())
        }
        Change::Remove { at: place } => {
            let Some(Step::Key(key)) = place.0.last() else { return None };
            at(tree, &place.parent())?.as_object_mut()?.remove(&**key).map(|_| ())
        }
    }
}

fn at<'t>(tree: &'t mut Value, place: &Pointer) -> Option<&'t mut Value> {
    place.0.iter().try_fold(tree, |inner, step| match step {
        Step::Key(key) => inner.get_mut(&**key),
        Step::Index(index) => inner.get_mut(*index),
    })
}

/// A text with the places of what it says.
struct Page<'p> {
    text: &'p str,
    tree: &'p SpanTree,
}

impl Page<'_> {
    fn replacement(&self, change: &Change, tree: &Value) -> Option<Replacement> {
        match change {
            Change::Put { map, key, value } => self.put(map, key, value),
            Change::Append { list, item } => {
                let mut tree = tree.clone();
                let count = at(&mut tree, list)?.as_array()?.len();
                self.append(list, count, item)
            }
            Change::Replace { at, value } => {
                let span = self.tree.value(at)?;
                Some(Replacement { span, text: block::inline(value) })
            }
            Change::Remove { at } => self.remove(at),
        }
    }

    fn put(&self, map: &Pointer, key: &str, value: &Value) -> Option<Replacement> {
        let Some(span) = self.tree.value(map) else {
            // A text of comments only.
            return Some(self.insertion(self.text.len(), &block::entry(key, value)));
        };
        if self.begins_with(span, '{') {
            let entry = Value::Object(Map::from_iter([(key.to_owned(), value.clone())]));
            let entry = block::inline(&entry);
            return self.within_braces(span, &entry[1..entry.len() - 1]);
        }
        let is_first =
            |step: &Pointer| step.0.len() == map.0.len() + 1 && step.0.starts_with(&map.0);
        let first =
            self.tree.scalars().into_iter().find(|one| one.key && is_first(&one.pointer))?;
        let indent = first.span.start - self.line_start(first.span.start);
        let entry = indented(&block::entry(key, value), indent);
        Some(self.below(self.content_end(map)?, &entry))
    }

    fn append(&self, list: &Pointer, count: usize, item: &Value) -> Option<Replacement> {
        let span = self.tree.value(list)?;
        if self.begins_with(span, '[') {
            return self.within_braces(span, &block::inline(item));
        }
        let newest = self.tree.value(&list.then(count.checked_sub(1)?))?;
        let line = self.line_start(newest.start);
        let indent = self.text.get(line..newest.start)?.rfind('-')?;
        let listed = block::entry("x", &Value::Array(vec![item.clone()]));
        let item = match listed.strip_prefix("x:\n") {
            Some(lines) => lines
                .lines()
                .map(|line| line.get(2..).unwrap_or(""))
                .fold(String::new(), |text, line| text + line + "\n"),
            None => format!("- {}\n", block::inline(item)),
        };
        Some(self.below(self.content_end(list)?, &indented(&item, indent)))
    }

    fn remove(&self, at: &Pointer) -> Option<Replacement> {
        let entry = self.tree.entry(at)?;
        let parent = self.tree.value(&at.parent())?;
        let end = self.content_end(at)?;
        if self.begins_with(parent, '{') {
            let before = self.text.get(parent.start..entry.start)?.trim_end();
            let after = self.text.get(end..parent.end)?;
            let (start, end) =
                match (before.strip_suffix(','), after.trim_start().strip_prefix(',')) {
                    (Some(before), _) => (parent.start + before.len(), end),
                    (None, Some(rest)) => (entry.start, parent.end - rest.trim_start().len()),
                    (None, None) => (entry.start, end),
                };
            return Some(Replacement { span: Span::new(start, end), text: String::new() });
        }
        let start = self.line_start(entry.start);
        let line_end = self.line_end(end);
        let rest = self.text.get(end..line_end)?.trim();
        if rest.starts_with('#') {
            // What somebody noted about it stays.
            let comment = self.text.get(end..line_end)?.find('#')? + end;
            return Some(Replacement {
                span: Span::new(entry.start, comment),
                text: String::new(),
            });
        }
        let next =
            self.text.get(line_end..)?.find('\n').map_or(self.text.len(), |at| line_end + at + 1);
        Some(Replacement { span: Span::new(start, next), text: String::new() })
    }

    /// Something behind the last entry in braces or brackets.
    fn within_braces(&self, span: Span, entry: &str) -> Option<Replacement> {
        let inside = self.text.get(span.start + 1..span.end.checked_sub(1)?)?.trim_end();
        let at = span.start + 1 + inside.len();
        let text = match inside.trim() {
            "" => entry.to_owned(),
            inside if inside.ends_with(',') => format!(" {entry}"),
            _ => format!(", {entry}"),
        };
        Some(Replacement { span: Span::new(at, at), text })
    }

    /// Lines below the one in which something ends.
    fn below(&self, end: usize, lines: &str) -> Replacement {
        self.insertion(self.line_end(end), lines)
    }

    /// Lines behind a place where a line ends, with breaks like those of the text.
    fn insertion(&self, at: usize, lines: &str) -> Replacement {
        let first = self.text.find('\n');
        let is_crlf = first.is_some_and(|at| self.text[..at].ends_with('\r'));
        let begun = self.text[..at].is_empty() || self.text[..at].ends_with('\n');
        let lines =
            if begun { lines.to_owned() } else { format!("\n{}", lines.trim_end_matches('\n')) };
        let text = if is_crlf { lines.replace('\n', "\r\n") } else { lines };
        Replacement { span: Span::new(at, at), text }
    }

    fn begins_with(&self, span: Span, bracket: char) -> bool {
        self.text.get(span.range()).is_some_and(|text| text.starts_with(bracket))
    }

    /// Where the last character of a value stands, without the blank lines and comments behind it.
    fn content_end(&self, at: &Pointer) -> Option<usize> {
        let scalars = self.tree.scalars();
        let mut at = at.clone();
        loop {
            let span = self.tree.value(&at)?;
            let text = self.text.get(span.range())?;
            let inside =
                |pointer: &Pointer| pointer.0.len() > at.0.len() && pointer.0.starts_with(&at.0);
            let last = scalars.iter().rev().find(|scalar| inside(&scalar.pointer));
            match last.and_then(|scalar| scalar.pointer.0.get(at.0.len())) {
                Some(step) if !text.starts_with(['{', '[']) => at.0.push(step.clone()),
                _ => return Some(span.start + text.trim_end().len()),
            }
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Where the line ends in which a place is, before its break.
    fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        if self.text[..end].ends_with('\r') && end > at { end - 1 } else { end }
    }
}

fn indented(lines: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let with_margin = |line: &str| match line {
        "" => "\n".to_owned(),
        line => format!("{margin}{line}\n"),
    };
    lines.lines().map(with_margin).collect()
}
