//! Markdown: front matter cut off, headings and links found, HTML written; the only user of comrak.

use comrak::nodes::{AstNode, NodeValue, Sourcepos};
use comrak::{Anchorizer, Arena, Options, markdown_to_html, parse_document};

use crate::base::span::Span;

/// How a Markdown record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontMatter {
    /// YAML between two lines of `---`.
    Found {
        /// The YAML, without the lines around it.
        yaml: Span,
        /// Where the Markdown begins.
        body: usize,
    },
    /// The text does not begin with a line of `---`.
    Missing,
    /// The line of `---` that ends the front matter is missing.
    NeverClosed,
}

/// Cuts the front matter off a Markdown record.
#[must_use]
pub fn front_matter(text: &str) -> FrontMatter {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return FrontMatter::Missing;
    };
    let mut at = first.len();
    for line in lines {
        if line.trim_end() == "---" {
            return FrontMatter::Found { yaml: Span::new(first.len(), at), body: at + line.len() };
        }
        at += line.len();
    }
    FrontMatter::NeverClosed
}

/// A heading of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 (`#`) to 6.
    pub level: u8,
    /// Its words without any mark-up.
    pub text: String,
    /// The fragment that leads to it, the one that forges make of it: `what-it-looks-like`.
    pub anchor: String,
    /// Where it stands.
    pub span: Span,
}

/// A link or an image of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address as written.
    pub target: String,
    /// Whether it is an image.
    pub image: bool,
    /// The whole link with its text.
    pub span: Span,
}

/// What rules and pages want to know about a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings in the order of the text.
    pub headings: Vec<Heading>,
    /// Links and images in the order of the text.
    pub links: Vec<Link>,
    /// How many words stand outside headings and code.
    pub words: usize,
}

/// Reads headings, links and the number of words.
#[must_use]
pub fn outline(text: &str) -> Outline {
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options());
    let lines = line_starts(text);
    let mut outline = Outline::default();
    let mut anchors = Anchorizer::new();
    for node in root.descendants() {
        let data = node.data();
        let span = || bytes_of(&lines, data.sourcepos, text.len());
        match &data.value {
            NodeValue::Heading(heading) => {
                let text = node.collect_text();
                let anchor = anchors.anchorize(&text);
                outline.headings.push(Heading { level: heading.level, text, anchor, span: span() });
            }
            NodeValue::Link(link) => {
                outline.links.push(Link { target: link.url.clone(), image: false, span: span() })
            }
            NodeValue::Image(link) => {
                outline.links.push(Link { target: link.url.clone(), image: true, span: span() })
            }
            NodeValue::Text(words) if !is_in_heading(node) => {
                outline.words += words.split_whitespace().count();
            }
            _ => {}
        }
    }
    outline
}

fn is_in_heading<'a>(node: &'a AstNode<'a>) -> bool {
    node.ancestors().any(|above| matches!(above.data().value, NodeValue::Heading(_)))
}

/// Writes a text as HTML; raw HTML in it is left out and dangerous addresses are emptied.
#[must_use]
pub fn html(text: &str) -> String {
    markdown_to_html(text, &options())
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.autolink = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    options
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1))
        .collect()
}

/// comrak counts lines and columns from 1, columns in bytes, the last one included.
fn bytes_of(lines: &[usize], position: Sourcepos, length: usize) -> Span {
    let offset = |line: usize, column: usize| {
        lines.get(line.saturating_sub(1)).copied().unwrap_or(length) + column.saturating_sub(1)
    };
    let start = offset(position.start.line, position.start.column);
    let end = offset(position.end.line, position.end.column) + 1;
    Span::new(start, end.max(start)).within(length)
}
