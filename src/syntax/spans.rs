//! Where in a YAML text something stands; the only file that uses the span parser.
//!
//! Built only for files that have a problem to show.

use granit_parser::{ErrorKind, Event, Parser, Placement};

use crate::base::place::{Pointer, Step};
use crate::base::span::Span;

/// The shape of a YAML text with the bytes of every key and value.
#[derive(Debug, Default)]
pub struct SpanTree {
    root: Option<Node>,
    comments: Vec<Comment>,
}

/// A comment of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What stands behind the `#`.
    pub text: String,
    /// The whole comment with its `#`.
    pub span: Span,
    /// Whether it stands behind something on the same line.
    pub trailing: bool,
}

/// A scalar as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalarText {
    /// Where it stands.
    pub span: Span,
    /// Whether it stands without quotes on one line or several.
    pub plain: bool,
    /// Its value before any type is read into it.
    pub text: String,
    /// Where it stands in the tree.
    pub pointer: Pointer,
    /// Whether it is a key.
    pub key: bool,
}

#[derive(Debug)]
struct Node {
    span: Span,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Scalar { plain: bool, text: String },
    Alias,
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Debug)]
struct Entry {
    key: Node,
    value: Node,
}

impl Entry {
    fn named(&self, name: &str) -> bool {
        matches!(&self.key.content, Content::Scalar { text, .. } if text == name)
    }
}

impl SpanTree {
    /// Reads a text as far as the span parser understands it; behind its first complaint the tree
    /// ends.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut builder = Builder { text, open: Vec::new(), tree: Self::default(), done: false };
        for next in Parser::new_from_str(text) {
            let Ok((event, span)) = next else { break };
            let start = span.start.byte_offset().unwrap_or_default();
            let end = span.end.byte_offset().unwrap_or(start);
            builder.take(event, Span::new(start, end).within(text.len()));
            if builder.done {
                break;
            }
        }
        builder.finish()
    }

    /// All comments in the order of the text.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The value at the pointer.
    #[must_use]
    pub fn value(&self, pointer: &Pointer) -> Option<Span> {
        self.node(pointer).map(|node| node.span)
    }

    /// The key that leads to the pointer's last step; `writing` counts repetitions from 0.
    #[must_use]
    pub fn key(&self, pointer: &Pointer, writing: usize) -> Option<Span> {
        let (last, _) = pointer.0.split_last()?;
        let Step::Key(name) = last else { return self.value(pointer) };
        match &self.node(&pointer.parent())?.content {
            Content::Map(entries) => entries
                .iter()
                .filter(|entry| entry.named(name))
                .nth(writing)
                .map(|entry| entry.key.span),
            Content::Scalar { .. } | Content::Alias | Content::List(_) => None,
        }
    }

    /// Key and value together, from the key's first to the value's last byte; of a list item, the
    /// item.
    #[must_use]
    pub fn entry(&self, pointer: &Pointer) -> Option<Span> {
        let value = self.value(pointer)?;
        Some(match self.key(pointer, 0) {
            Some(key) => Span::new(key.start.min(value.start), value.end.max(key.end)),
            None => value,
        })
    }

    /// The longest part of the pointer that the tree knows, for a place when the whole is unknown.
    #[must_use]
    pub fn nearest(&self, pointer: &Pointer) -> Option<Span> {
        let mut pointer = pointer.clone();
        while !pointer.0.is_empty() {
            if let Some(span) = self.key(&pointer, 0).or_else(|| self.value(&pointer)) {
                return Some(span);
            }
            pointer = pointer.parent();
        }
        None
    }

    /// All scalars, keys included, in the order of the text.
    #[must_use]
    pub fn scalars(&self) -> Vec<ScalarText> {
        let mut found = Vec::new();
        if let Some(root) = &self.root {
            root.scalars(&Pointer::root(), &mut found);
        }
        found
    }

    fn node(&self, pointer: &Pointer) -> Option<&Node> {
        let mut node = self.root.as_ref()?;
        for step in &pointer.0 {
            node = match (&node.content, step) {
                (Content::List(items), Step::Index(index)) => items.get(*index)?,
                (Content::Map(entries), Step::Key(name)) => {
                    &entries.iter().find(|entry| entry.named(name))?.value
                }
                (Content::Map(entries), Step::Index(index)) => {
                    &entries.iter().find(|entry| entry.named(&index.to_string()))?.value
                }
                (Content::List(_), Step::Key(_)) | (Content::Scalar { .. } | Content::Alias, _) => {
                    return None;
                }
            };
        }
        Some(node)
    }
}

impl Node {
    fn scalars(&self, pointer: &Pointer, found: &mut Vec<ScalarText>) {
        match &self.content {
            Content::Scalar { plain, text } => found.push(ScalarText {
                span: self.span,
                plain: *plain,
                text: text.clone(),
                pointer: pointer.clone(),
                key: false,
            }),
            Content::Alias => {}
            Content::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.scalars(&pointer.then(index), found);
                }
            }
            Content::Map(entries) => {
                for entry in entries {
                    let Content::Scalar { plain, text } = &entry.key.content else { continue };
                    let pointer = pointer.then(text);
                    found.push(ScalarText {
                        span: entry.key.span,
                        plain: *plain,
                        text: text.clone(),
                        pointer: pointer.clone(),
                        key: true,
                    });
                    entry.value.scalars(&pointer, found);
                }
            }
        }
    }
}

/// Whether the span parser meets more than `deepest` open brackets or blocks at once.
#[must_use]
pub fn nests_deeper_than(text: &str, deepest: usize) -> bool {
    let mut depth = 0_usize;
    for next in Parser::new_from_str(text) {
        match next {
            Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) => depth += 1,
            Ok((Event::SequenceEnd | Event::MappingEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(error) => {
                return matches!(error.kind(), ErrorKind::RecursionLimitExceeded);
            }
        }
        if depth > deepest {
            return true;
        }
    }
    false
}

/// The first thing the span parser complains about, with the bytes it points at.
#[must_use]
pub fn first_complaint(text: &str) -> Option<(String, Span)> {
    for next in Parser::new_from_str(text) {
        if let Err(error) = next {
            let at = error.marker().byte_offset().unwrap_or(text.len());
            return Some((error.info(), Span::new(at, at + 1).within(text.len())));
        }
    }
    None
}

struct Builder<'a> {
    text: &'a str,
    open: Vec<Open>,
    tree: SpanTree,
    done: bool,
}

struct Open {
    start: usize,
    pending_key: Option<Node>,
    content: Content,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, _, _) => {
                let plain = matches!(style, granit_parser::ScalarStyle::Plain);
                let content = Content::Scalar { plain, text: text.into_owned() };
                self.add(Node { span: self.trimmed(span), content });
            }
            Event::Alias(_) => self.add(Node { span, content: Content::Alias }),
            Event::SequenceStart(..) => self.open(span, Content::List(Vec::new())),
            Event::MappingStart(..) => self.open(span, Content::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Comment(text, placement) => self.tree.comments.push(Comment {
                text: text.into_owned(),
                span,
                trailing: matches!(placement, Placement::Right),
            }),
            Event::DocumentEnd => self.done = false,
            _ => {}
        }
    }

    /// A span without the white space at its end (block scalars carry their blank lines).
    fn trimmed(&self, span: Span) -> Span {
        let Some(text) = self.text.get(span.range()) else { return span };
        Span::new(span.start, span.start + text.trim_end().len())
    }

    fn open(&mut self, span: Span, content: Content) {
        self.open.push(Open { start: span.start, pending_key: None, content });
    }

    fn close(&mut self, span: Span) {
        if let Some(open) = self.open.pop() {
            let whole = self.trimmed(Span::new(open.start, span.end.max(open.start)));
            self.add(Node { span: whole, content: open.content });
        }
    }

    fn add(&mut self, node: Node) {
        let Some(parent) = self.open.last_mut() else {
            self.tree.root.get_or_insert(node);
            return;
        };
        match &mut parent.content {
            Content::List(items) => items.push(node),
            Content::Map(entries) => match parent.pending_key.take() {
                None => parent.pending_key = Some(node),
                Some(key) => entries.push(Entry { key, value: node }),
            },
            Content::Scalar { .. } | Content::Alias => {}
        }
    }

    fn finish(mut self) -> SpanTree {
        while !self.open.is_empty() {
            let end = self.text.len();
            self.close(Span::new(end, end));
        }
        self.tree
    }
}
