//! Prose of records on pages: Markdown whose links lead to pages and whose images come along.

use super::Site;
use super::own::OwnPage;
use super::page::way_up;
use crate::format::markup::may_stand;
use crate::syntax::markdown::{self, Address, Setting};

/// A text and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'a> {
    /// The Markdown.
    pub text: &'a str,
    /// The path of the record it belongs to.
    pub from: &'a str,
    /// The path of the page it is set on.
    pub page: &'a str,
    /// The level of its highest headings there.
    pub top_heading: u8,
    /// What the ids of its headings begin with, unique on the page.
    pub id_prefix: &'a str,
    /// A title that stands above it already.
    pub title: &'a str,
}

impl Prose<'_> {
    /// The text as HTML that holds nothing active and asks no other host for anything.
    #[must_use]
    pub fn html(&self, site: &Site<'_>) -> String {
        if !self.text.chars().all(|letter| may_stand(letter) || letter == '\r') {
            let text: String = self.text.chars().filter(|letter| may_stand(*letter)).collect();
            return Prose { text: &text, ..*self }.html(site);
        }
        let plain = |_: &str, _: bool| Address::Kept;
        let anchors = if self.text.contains("](#") { self.set(&plain) } else { String::new() };
        self.set(&|url, image| self.resolve(site, url, image, &anchors))
    }

    fn set(&self, resolve: &dyn Fn(&str, bool) -> Address) -> String {
        markdown::html_in(
            self.text,
            &Setting {
                top_heading: self.top_heading,
                id_prefix: self.id_prefix,
                title: self.title,
                resolve,
            },
        )
    }

    fn resolve(&self, site: &Site<'_>, url: &str, image: bool, anchors: &str) -> Address {
        if let Some(anchor) = url.strip_prefix('#') {
            let id = format!("{}{anchor}", self.id_prefix);
            let is_there = !image && anchors.contains(&format!(" id=\"{id}\""));
            return if is_there { Address::Becomes(format!("#{id}")) } else { Address::TextOnly };
        }
        let lower = url.to_ascii_lowercase();
        let is_elsewhere =
            ["https://", "http://", "mailto:"].iter().any(|it| lower.starts_with(it));
        if is_elsewhere {
            return if image { Address::LinkOnly } else { Address::Kept };
        }
        let path = url.split(['#', '?']).next().unwrap_or("");
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        if has_scheme || url.starts_with("//") {
            return Address::TextOnly;
        }
        let Some(path) = joined(self.from, &decoded(path)) else { return Address::TextOnly };
        let own = || site.own.iter().find(|own| own.file == path).map(OwnPage::path);
        let page = if image { None } else { site.addresses().at_path(&path).or_else(own) };
        match page.or_else(|| site.shown.address(&path, self.from, image)) {
            Some(address) => Address::Becomes(format!("{}{address}", way_up(self.page))),
            None => Address::TextOnly,
        }
    }
}

/// The path of the catalog that a relative address means; none where it leads out of it.
#[must_use]
pub fn joined(from: &str, address: &str) -> Option<String> {
    let mut parts: Vec<&str> = match address.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Reads `%20` and the like.
#[must_use]
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = code {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
