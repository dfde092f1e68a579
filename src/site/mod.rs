//! Floor 11: pages: a view becomes files that work from anywhere, without a server and without a
//! script.
//!
//! Every page is one file below [`pages`] and one template. Pages see nothing but the
//! [`View`], so that what its audience may not see cannot get here.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::audience::view::View;
use crate::world::files::Files;

pub mod addresses;
pub mod colour;
pub mod connections;
pub mod files;
pub mod page;
pub mod pages;
pub mod prose;
pub mod search;
pub mod shell;

use addresses::Addresses;
use connections::Connections;
use files::Shown;
use page::Page;
use search::Find;
use shell::Shell;

/// What a site is made of, shared by all pages.
pub struct Site<'a> {
    /// What its audience may see.
    pub view: View<'a>,
    /// What refers to what, the other way round.
    pub connections: Connections<'a>,
    /// Files of the catalog that pages show.
    pub shown: Shown<'a>,
}

impl<'a> Site<'a> {
    /// The pages there are, and their addresses.
    #[must_use]
    pub const fn addresses(&self) -> Addresses<'a> {
        Addresses::new(self.view)
    }
}

/// What every page says beside its content.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    /// How many errors the catalog has; with any, every page says so.
    pub errors: usize,
    /// The first of them in words, where somebody is writing the catalog while they look at it.
    pub first: Vec<String>,
    /// With the number of this state of the catalog, pages wait for the next and load themselves again.
    pub live: Option<u64>,
}

/// Builds all files of a site, by their path below the output folder.
///
/// # Errors
/// A sentence when a template fails, which is a fault of this program.
pub fn build(
    view: View<'_>,
    files: &dyn Files,
    notices: &Notices,
) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let site = Site { view, connections: Connections::of(view), shown: Shown::new(view, files) };
    let shell = Shell::new(&site, notices);
    let rendered: Result<Vec<(String, String, Vec<Find>)>, String> = pages::all(&site)
        .par_iter()
        .map(|job| {
            let page = job();
            let html = shell.render(&page)?;
            let finds = search::finds(&page);
            Ok((page.path, html, finds))
        })
        .collect();
    let mut all = BTreeMap::new();
    let mut finds = Vec::new();
    for (path, html, found) in rendered? {
        all.insert(path, html.into_bytes());
        finds.extend(found);
    }
    all.extend(search::shards(finds));
    all.insert("assets/style.css".to_owned(), shell.style().into_bytes());
    all.insert("assets/site.js".to_owned(), shell::SCRIPT.as_bytes().to_vec());
    if notices.live.is_some() {
        all.insert("assets/live.js".to_owned(), shell::LIVE.as_bytes().to_vec());
    }
    all.insert("assets/icon.svg".to_owned(), shell.icon().into_bytes());
    all.extend(site.shown.into_files());
    Ok(all)
}

/// Makes one page; run in parallel.
pub type Job<'a> = Box<dyn Fn() -> Page + Send + Sync + 'a>;
