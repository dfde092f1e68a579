//! What machines are told of a site: which pages there are, and whether they are welcome.

use std::fmt::Write as _;

use super::Site;
use super::page::Page;
use crate::audience::reader::{Audience, Reader};
use crate::format::markup::escaped;

/// How many addresses a sitemap holds at most (sitemaps.org).
const ADDRESSES: usize = 50_000;

/// A page as sitemaps know it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its path below the output folder.
    pub path: String,
    /// Whether search engines may list it.
    pub is_listed: bool,
}

impl Listed {
    /// A page that was made.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        Self { path: page.path.clone(), is_listed: !page.head.is_hidden }
    }
}

/// Whether anybody may read the site, so that search engines may list it.
#[must_use]
pub const fn is_open(reader: &Reader<'_>) -> bool {
    matches!(reader, Reader::Everybody(Audience::Public))
}

/// `robots.txt`, and sitemaps where anybody has said where the site stands.
#[must_use]
pub fn files<'p>(
    site: &Site<'_>,
    pages: impl Iterator<Item = &'p Listed>,
) -> Vec<(String, Vec<u8>)> {
    let mut robots = String::from("User-agent: *\n");
    robots.push_str(if is_open(site.view.reader()) { "Allow: /\n" } else { "Disallow: /\n" });
    let addresses = pages.filter(|page| page.is_listed);
    let mut addresses: Vec<String> =
        addresses.filter_map(|page| site.absolute(&page.path)).collect();
    addresses.sort_unstable();
    let mut files = Vec::new();
    if let Some(base) = site.base() {
        let parts: Vec<&[String]> = addresses.chunks(ADDRESSES).collect();
        let is_one = parts.len() <= 1;
        for (position, part) in parts.iter().enumerate() {
            let name = if is_one {
                "sitemap.xml".to_owned()
            } else {
                format!("sitemap-{}.xml", position + 1)
            };
            files.push((name, list("urlset", "url", part)));
        }
        if !is_one {
            let names = files.iter().map(|(name, _)| format!("{base}{name}"));
            let names: Vec<String> = names.collect();
            files.push(("sitemap.xml".to_owned(), list("sitemapindex", "sitemap", &names)));
        }
        if is_open(site.view.reader()) {
            robots.push_str("Sitemap: ");
            robots.push_str(&base);
            robots.push_str("sitemap.xml\n");
        }
    }
    files.push(("robots.txt".to_owned(), robots.into_bytes()));
    files
}

fn list(all: &str, one: &str, addresses: &[String]) -> Vec<u8> {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{all} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        let address = escaped(address);
        let _ = writeln!(text, "<{one}><loc>{address}</loc></{one}>");
    }
    let _ = writeln!(text, "</{all}>");
    text.into_bytes()
}
