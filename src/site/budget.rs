//! The budgets of a site: how much a page, what it loads and a shard of the search may weigh, and which
//! files of a site weigh more.
//!
//! A page that keeps to them is there within a second on a slow connection and scrolls smoothly on an old
//! phone. Sizes are in bytes, a KB is 1,000 of them:
//!
//! | measure | at most |
//! |---|---|
//! | HTML of a page, as it is | 100 KB |
//! | HTML of a progression map, as it is | 250 KB |
//! | elements of a page | 6,000 |
//! | style sheets and scripts that a page loads, gzipped, together | 40 KB |
//! | a shard of the search, gzipped | 15 KB |
//!
//! Our own lists go on on further pages before they come near; what a company writes can be of any length,
//! and is published all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::search;

/// The HTML of a page, in bytes.
const HTML: usize = 100_000;

/// The HTML of a progression map, in bytes.
const MAP: usize = 250_000;

/// The elements of a page.
const ELEMENTS: usize = 6_000;

/// What a page loads beside its HTML, in bytes when gzipped one by one.
const ASSETS: usize = 40_000;

/// A shard of the search, in bytes when gzipped.
const SHARD: usize = 15_000;

/// The shortest element there can be, `<b>`: whatever has fewer bytes than so many of them needs no counting.
const SHORTEST: usize = 3;

/// How many overruns a note names.
const NAMED: usize = 10;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The HTML of a page in bytes.
    Html,
    /// The elements of a page.
    Elements,
    /// The style sheets and scripts of a page in gzipped bytes; said of the first page that loads them.
    Assets,
    /// A shard of the search in gzipped bytes.
    Shard,
}

impl Measure {
    /// What whoever publishes the site can do about it.
    const fn help(self) -> &'static str {
        match self {
            Self::Html => {
                "HTML: look for a long text on the page and split the record that it stands in, or \
                 move part of it to a page of its own (`site.pages`)"
            }
            Self::Elements => {
                "elements: look for a long table or list on the page and split the record that it \
                 stands in"
            }
            Self::Assets => {
                "styles and scripts: load fewer of them in the templates of the catalog"
            }
            Self::Shard => {
                "search: very many pages have a title with the same word; give them titles that differ"
            }
        }
    }
}

/// A file that weighs more than it should.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overrun {
    /// Its path below the output folder.
    pub path: String,
    /// What is too much of it.
    pub measure: Measure,
    /// How much there is: bytes, or elements.
    pub size: usize,
    /// How much there may be.
    pub budget: usize,
}

impl fmt::Display for Overrun {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, budget) = if self.measure == Measure::Elements {
            (self.size.to_string(), self.budget.to_string())
        } else {
            let (size, budget) = (self.size.div_ceil(1_000), self.budget / 1_000);
            (format!("{size} KB"), format!("{budget} KB"))
        };
        let unit = match self.measure {
            Measure::Html => "of HTML",
            Measure::Elements => "elements",
            Measure::Assets => "of styles and scripts, gzipped",
            Measure::Shard => "gzipped",
        };
        write!(out, "{}: {size} {unit}, {budget} at most", self.path)
    }
}

/// The files of a site that weigh more than they should, sorted by path.
#[must_use]
pub fn overruns(files: &BTreeMap<String, Vec<u8>>) -> Vec<Overrun> {
    let is_page = |path: &str| path.rsplit('.').next() == Some("html");
    let pages: Vec<(&String, &Vec<u8>)> = files.iter().filter(|(path, _)| is_page(path)).collect();
    let scanned: Vec<(Vec<Overrun>, BTreeSet<&str>)> =
        pages.par_iter().map(|(path, html)| of_page(path, html)).collect();
    let mut sets: BTreeMap<BTreeSet<&str>, &String> = BTreeMap::new();
    let mut found = Vec::new();
    for ((path, _), (over, loads)) in pages.iter().zip(scanned) {
        found.extend(over);
        sets.entry(loads).or_insert(path);
    }
    let weight = |asset: &&str| files.get(*asset).map_or(0, |bytes| gzipped(bytes));
    for (set, path) in sets {
        found.extend(over(path, Measure::Assets, set.iter().map(weight).sum(), ASSETS));
    }
    let folder = format!("{}/", search::FOLDER);
    // What is small as it is needs no gzip to be so.
    let shards = files
        .iter()
        .filter(|(path, bytes)| path.starts_with(&folder) && !is_page(path) && bytes.len() > SHARD);
    found.extend(
        shards.filter_map(|(path, bytes)| over(path, Measure::Shard, gzipped(bytes), SHARD)),
    );
    found.sort();
    found
}

/// What is said of overruns beside the summary of a build; nothing where there are none.
#[must_use]
pub fn note(overruns: &[Overrun]) -> Option<String> {
    let named: Vec<String> = overruns.iter().take(NAMED).map(|it| format!("  {it}")).collect();
    let count = match overruns.len() {
        0 => return None,
        1 => "1 page or file is over its budget and may open slowly".to_owned(),
        many => format!("{many} pages or files are over their budget and may open slowly"),
    };
    let more = overruns.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!("\n  and {more} more") };
    let measures: BTreeSet<Measure> = overruns.iter().map(|it| it.measure).collect();
    let help: Vec<String> =
        measures.into_iter().map(|it| format!("  help: {}", it.help())).collect();
    Some(format!(
        "note: {count}; everything is published all the same\n{}{more}\n{}",
        named.join("\n"),
        help.join("\n")
    ))
}

fn over(path: &str, measure: Measure, size: usize, budget: usize) -> Option<Overrun> {
    (size > budget).then(|| Overrun { path: path.to_owned(), measure, size, budget })
}

/// What is too much of a page, and which assets it loads, by their paths.
fn of_page<'p>(path: &str, html: &'p [u8]) -> (Vec<Overrun>, BTreeSet<&'p str>) {
    let text = std::str::from_utf8(html).unwrap_or_default();
    let budget = if is_map(path) { MAP } else { HTML };
    let is_long = html.len() >= ELEMENTS * SHORTEST;
    let (mut elements, mut loads) = (0, BTreeSet::new());
    for tag in (Tags { rest: text }) {
        elements += 1;
        loads.extend(tag.loads());
        if !is_long && tag.name == "body" {
            break;
        }
    }
    let found = [
        over(path, Measure::Html, html.len(), budget),
        over(path, Measure::Elements, elements, ELEMENTS),
    ];
    (found.into_iter().flatten().collect(), loads)
}

/// Whether a page is a progression map: of a ladder, or of somebody on it.
fn is_map(path: &str) -> bool {
    let mut folders = path.split('/');
    match folders.next() {
        Some("map") => true,
        Some("people") => folders.nth(1) == Some("map"),
        _ => false,
    }
}

/// How many elements a page has, as a parser of HTML would count the tags that open them.
#[must_use]
pub fn elements(html: &str) -> usize {
    Tags { rest: html }.count()
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    // Memory takes whatever is written; were it not so, the plain size would be the honest answer.
    written.map_or(bytes.len(), |packed| packed.len())
}

/// A tag that opens an element.
struct Tag<'h> {
    name: &'h str,
    attributes: &'h str,
}

impl<'h> Tag<'h> {
    /// The path of the asset that it loads, if it does.
    fn loads(&self) -> Option<&'h str> {
        let address = match self.name {
            "link" if self.attribute("rel") == Some("stylesheet") => self.attribute("href"),
            "script" => self.attribute("src"),
            _ => None,
        }?;
        address.find("assets/").map(|start| &address[start..])
    }

    /// The value of an attribute; quotation marks in values are always written as `&quot;`.
    fn attribute(&self, name: &str) -> Option<&'h str> {
        let mut rest = self.attributes;
        while let Some((key, value)) = rest.split_once("=\"") {
            let (value, after) = value.split_once('"')?;
            if key.split_whitespace().last() == Some(name) {
                return Some(value);
            }
            rest = after;
        }
        None
    }
}

/// The opening tags of a page in order: no end tags, no comments, nothing inside scripts and styles.
struct Tags<'h> {
    rest: &'h str,
}

impl<'h> Iterator for Tags<'h> {
    type Item = Tag<'h>;

    fn next(&mut self) -> Option<Tag<'h>> {
        loop {
            self.rest = &self.rest[self.rest.find('<')? + 1..];
            if let Some(comment) = self.rest.strip_prefix("!--") {
                self.rest = comment.split_once("-->").map_or("", |(_, after)| after);
            } else if self.rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
                break;
            }
        }
        let end = end_of_tag(self.rest);
        let inside = &self.rest[..end];
        self.rest = self.rest.get(end + 1..).unwrap_or_default();
        let length = inside.find(|it: char| it.is_ascii_whitespace() || it == '/');
        let (name, attributes) = inside.split_at(length.unwrap_or(inside.len()));
        if matches!(name, "script" | "style") {
            let end = self.rest.find(&format!("</{name}")).unwrap_or(self.rest.len());
            self.rest = &self.rest[end..];
        }
        Some(Tag { name, attributes })
    }
}

/// Where the `>` of a tag stands; one inside the quotes of an attribute does not end it.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (place, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return place,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}
