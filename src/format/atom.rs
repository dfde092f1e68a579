//! Feeds in the Atom format (RFC 4287); the only user of `atom_syndication`.

use std::fmt::Write as _;

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use super::harmless::harmless;
use crate::base::date::Date;
use crate::kinds::parts::digest::Sha256;

/// A feed before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What names it for ever, in words: its id is made of them.
    pub name: String,
    /// What readers show.
    pub title: String,
    /// What it is about, in a sentence.
    pub subtitle: String,
    /// Who speaks in it.
    pub author: String,
    /// The address of the page beside it; relative where nobody knows where the site stands.
    pub page: String,
    /// Its own address, likewise.
    pub own: String,
    /// The day it was made, for a feed without any entry.
    pub made: Date,
    /// What happened, the newest first.
    pub items: Vec<Item>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What names it for ever, in words; the same in every feed that has it.
    pub name: String,
    /// The day.
    pub date: Date,
    /// The headline.
    pub title: String,
    /// The rest, as plain text; empty for nothing.
    pub text: String,
    /// A word to filter by.
    pub category: String,
    /// Where more of it stands; none where there is no page.
    pub link: Option<String>,
}

/// Writes a feed; the same news are the same bytes.
#[must_use]
pub fn write(news: &News) -> String {
    let updated = news.items.iter().map(|item| item.date).max().unwrap_or(news.made);
    let feed = Feed {
        title: plain(&news.title),
        id: id(&news.name),
        updated: moment(updated),
        authors: vec![Person { name: one_line(&news.author), ..Person::default() }],
        generator: Some(Generator { value: "learn".to_owned(), ..Generator::default() }),
        links: vec![link("self", &news.own), link("alternate", &news.page)],
        subtitle: Some(plain(&news.subtitle)),
        lang: Some("en".to_owned()),
        entries: news.items.iter().map(entry).collect(),
        ..Feed::default()
    };
    format!("{}\n", feed.to_string())
}

fn entry(item: &Item) -> Entry {
    Entry {
        title: plain(&item.title),
        id: id(&item.name),
        updated: moment(item.date),
        published: Some(moment(item.date)),
        categories: vec![Category { term: one_line(&item.category), ..Category::default() }],
        links: item.link.iter().map(|href| link("alternate", href)).collect(),
        summary: (!item.text.is_empty()).then(|| Text::plain(harmless(&item.text))),
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str) -> Link {
    let mime_type = (rel == "self").then(|| "application/atom+xml".to_owned());
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type, ..Link::default() }
}

fn plain(text: &str) -> Text {
    Text::plain(one_line(text))
}

fn one_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn moment(day: Date) -> FixedDateTime {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}

/// An id for a name: a UUID of version 8 (RFC 9562, 5.8) over its digest, so that it
/// stays when the site moves.
fn id(name: &str) -> String {
    let digest = Sha256::of(name.as_bytes());
    let mut uuid = String::from("urn:uuid:");
    for (position, digit) in digest.hex().chars().take(32).enumerate() {
        if [8, 12, 16, 20].contains(&position) {
            uuid.push('-');
        }
        match position {
            12 => uuid.push('8'),
            // The variant is `10` in front of two free bits.
            16 => {
                let _ = write!(uuid, "{:x}", 8 | digit.to_digit(16).unwrap_or(0) & 3);
            }
            _ => uuid.push(digit),
        }
    }
    uuid
}
