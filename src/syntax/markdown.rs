//! Markdown: front matter cut off, headings and links found, HTML written; the only user of comrak.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use comrak::adapters::SyntaxHighlighterAdapter;
use comrak::nodes::{AstNode, NodeLink, NodeValue, Sourcepos};
use comrak::options::Plugins;
use comrak::{Anchorizer, Arena, Options, markdown_to_html, parse_document};
use percent_encoding::percent_decode_str;

use super::code;
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
///
/// A text nested too deep has no headings and links, only words.
#[must_use]
pub fn outline(text: &str) -> Outline {
    if is_nested_too_deep(text) {
        return Outline { words: text.split_whitespace().count(), ..Outline::default() };
    }
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
                outline.links.push(Link { target: link.url.clone(), image: false, span: span() });
            }
            NodeValue::Image(link) => {
                outline.links.push(Link { target: link.url.clone(), image: true, span: span() });
            }
            NodeValue::Text(words) if !is_in_heading(node) => {
                outline.words += words.split_whitespace().count();
            }
            _ => {}
        }
    }
    outline
}

/// The anchors of a text's headings as [`html_in`] gives them below this title, without the prefix.
#[must_use]
pub fn anchors(text: &str, title: &str) -> Vec<String> {
    if is_nested_too_deep(text) {
        return Vec::new();
    }
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options());
    leave_out_title(root, title);
    let mut anchors = Anchorizer::new();
    let is_heading = |node: &comrak::Node<'_>| matches!(node.data().value, NodeValue::Heading(_));
    let headings = root.descendants().filter(is_heading);
    headings.map(|heading| anchors.anchorize(&heading.collect_text())).collect()
}

/// What `%20` and the like stand for in an address; the address as written where that is no text.
#[must_use]
pub fn decoded(address: &str) -> Cow<'_, str> {
    percent_decode_str(address).decode_utf8().unwrap_or(Cow::Borrowed(address))
}

fn is_in_heading<'a>(node: &'a AstNode<'a>) -> bool {
    node.ancestors().any(|above| matches!(above.data().value, NodeValue::Heading(_)))
}

/// How many block quotes and lists a line may open inside one another.
const DEEPEST: usize = 64;

/// Whether a line stands in more block quotes and lists than anybody writes.
///
/// Reading such a text takes steps by the square of the depth, and again for every line.
fn is_nested_too_deep(text: &str) -> bool {
    text.split(['\n', '\r']).any(|line| opened_by(line) > DEEPEST)
}

/// How many block quotes, lists and footnotes a line may stand in, by what it begins with.
///
/// Two blanks are the least by which a list indents what it holds; before other text than a marker
/// they are no more than the indent of a block of code.
fn opened_by(line: &str) -> usize {
    let mut rest = line.as_bytes();
    let mut blanks = 0;
    let mut markers = 0;
    let mut opened = 0;
    while opened <= DEEPEST {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let ends = |length: usize| matches!(rest.get(length), None | Some(b' ' | b'\t'));
        let length = match rest.get(digits) {
            Some(b' ' | b'\t') if digits == 0 => {
                blanks += if rest[0] == b' ' { 1 } else { 4 };
                rest = &rest[1..];
                continue;
            }
            Some(b'>') if digits == 0 => 1,
            Some(b'-' | b'*' | b'+' | b':') if digits == 0 && ends(1) => 1,
            Some(b'.' | b')') if (1..=9).contains(&digits) && ends(digits + 1) => digits + 1,
            Some(b'[') if rest.starts_with(b"[^") => {
                match rest.windows(2).position(|pair| pair == b"]:") {
                    Some(at) => at + 2,
                    None => break,
                }
            }
            _ => break,
        };
        rest = &rest[length..];
        markers += 1;
        // The blanks that end a marker are its own: at most one for each.
        opened = markers + usize::saturating_sub(blanks, markers) / 2;
    }
    opened
}

/// The text as it is typed, for one that is not read as Markdown.
fn preformatted(text: &str) -> String {
    format!("<pre tabindex=\"0\">{}</pre>\n", code::escaped(text))
}

/// Writes a text as HTML; raw HTML in it is left out and dangerous addresses are emptied.
#[must_use]
pub fn html(text: &str) -> String {
    if is_nested_too_deep(text) {
        return preformatted(text);
    }
    markdown_to_html(text, &options())
}

/// What becomes of an address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// It stays as written.
    Kept,
    /// It is replaced by this one.
    Becomes(String),
    /// An image becomes a link, because it stands elsewhere.
    LinkOnly,
    /// Only the words remain.
    TextOnly,
}

/// Where a text is set.
pub struct Setting<'a> {
    /// The level of the text's highest headings on the page, from 1 to 6; no level below is skipped.
    pub top_heading: u8,
    /// What the ids of its headings and footnotes begin with, so that several texts fit one page.
    pub id_prefix: &'a str,
    /// A title that stands above the text already; a first heading that repeats it is left out.
    pub title: &'a str,
    /// Says what becomes of an address; the flag is set for images.
    pub resolve: &'a dyn Fn(&str, bool) -> Address,
}

/// Writes a text as HTML for a place on a page; raw HTML in it is left out.
#[must_use]
pub fn html_in(text: &str, setting: &Setting<'_>) -> String {
    if is_nested_too_deep(text) {
        return preformatted(text);
    }
    let arena = Arena::new();
    let mut options = options();
    options.extension.header_id_prefix = Some(setting.id_prefix.to_owned());
    options.extension.header_id_prefix_in_href = true;
    let root = parse_document(&arena, text, &options);
    leave_out_title(root, setting.title);
    let nodes: Vec<_> = root.descendants().collect();
    let mut open: Vec<u8> = Vec::new();
    for node in nodes {
        let value = node.data().value.clone();
        match value {
            NodeValue::Heading(mut heading) => {
                open.retain(|level| *level < heading.level);
                let depth = u8::try_from(open.len()).unwrap_or(u8::MAX);
                open.push(heading.level);
                heading.level = setting.top_heading.saturating_add(depth).min(6);
                node.data_mut().value = NodeValue::Heading(heading);
            }
            NodeValue::Link(link) => readdress(node, *link, false, setting),
            NodeValue::Image(link) => readdress(node, *link, true, setting),
            _ => {}
        }
    }
    let mut html = String::new();
    let mut plugins = Plugins::default();
    plugins.render.codefence_syntax_highlighter = Some(&Coloured);
    if comrak::format_html_with_plugins(root, &options, &mut html, &plugins).is_err() {
        return String::new();
    }
    let prefix = setting.id_prefix;
    // Text and attributes hold no bare quotes or angle brackets, so these are the writer's own.
    html.replace(" id=\"fn", &format!(" id=\"{prefix}fn"))
        .replace(" href=\"#fn", &format!(" href=\"#{prefix}fn"))
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace("<table>", "<table tabindex=\"0\">")
        .replace("<input type=\"checkbox\" checked=\"\" disabled=\"\" />", CHECKED)
        .replace("<input type=\"checkbox\" disabled=\"\" />", UNCHECKED)
}

/// Code behind a fence: coloured by classes where its language is known.
struct Coloured;

impl SyntaxHighlighterAdapter for Coloured {
    fn write_highlighted(
        &self,
        output: &mut dyn fmt::Write,
        lang: Option<&str>,
        code: &str,
    ) -> fmt::Result {
        let html = lang.and_then(|lang| code::html(lang, code));
        output.write_str(&html.unwrap_or_else(|| code::escaped(code)))
    }

    fn write_pre_tag(
        &self,
        output: &mut dyn fmt::Write,
        _: HashMap<&'static str, Cow<'_, str>>,
    ) -> fmt::Result {
        output.write_str("<pre>")
    }

    fn write_code_tag(
        &self,
        output: &mut dyn fmt::Write,
        attributes: HashMap<&'static str, Cow<'_, str>>,
    ) -> fmt::Result {
        let class = attributes.get("class").map_or("", |class| class);
        let is_known = class.strip_prefix("language-").is_some_and(code::is_known);
        output.write_str(if is_known { code::HIGHLIGHTED } else { "<code>" })
    }
}

const CHECKED: &str = "<span role=\"img\" aria-label=\"done\">\u{2611}</span>";
const UNCHECKED: &str = "<span role=\"img\" aria-label=\"to do\">\u{2610}</span>";

fn leave_out_title(root: comrak::Node<'_>, title: &str) {
    let Some(first) = root.first_child() else { return };
    let is_title = matches!(first.data().value, NodeValue::Heading(_))
        && first.collect_text().trim().eq_ignore_ascii_case(title.trim());
    if is_title {
        first.detach();
    }
}

fn readdress(node: comrak::Node<'_>, mut link: NodeLink, image: bool, setting: &Setting<'_>) {
    let value = match (setting.resolve)(&link.url, image) {
        Address::Kept => return,
        Address::LinkOnly => NodeValue::Link(Box::new(link)),
        Address::Becomes(url) => {
            link.url = url;
            let link = Box::new(link);
            if image { NodeValue::Image(link) } else { NodeValue::Link(link) }
        }
        Address::TextOnly => {
            let children: Vec<_> = node.children().collect();
            for child in children {
                node.insert_before(child);
            }
            node.detach();
            return;
        }
    };
    node.data_mut().value = value;
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
