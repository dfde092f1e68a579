//! What a browser is sent: files, what is made from all pages, and a page that says why there is none.

use std::collections::BTreeMap;

use crate::format::markup::escaped;
use crate::session::finding::Finding;
use crate::site::pages::missing::{self, STYLE};
use crate::site::{Notices, shell};
use crate::world::listen::{Answer, media_type};

/// How many errors a page names; the terminal names all.
const NAMED: usize = 5;

/// What pages say of errors.
pub(super) fn noted(errors: &[Finding]) -> Notices {
    let in_words = |finding: &Finding| {
        let at = &finding.location;
        format!("{}:{}: {}", at.path, at.start.line, finding.message)
    };
    let first = errors.iter().take(NAMED).map(in_words).collect();
    Notices { errors: errors.len(), first, ..Notices::default() }
}

/// A page without the site around it; it loads itself again when the catalog changes.
pub(super) fn excuse(why: &str, state: u64) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; \
         style-src 'sha256-{digest}'; connect-src 'self'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>The site cannot be made</title>\n<style>{STYLE}</style>\n\
         <script src=\"/{live}\" defer></script>\n<body data-state=\"{state}\">\n<main>\n\
         <h1>The site cannot be made</h1>\n<pre>{why}</pre>\n\
         <p>Mend it and save: this page loads itself again.</p>\n</main>\n",
        digest = missing::digest(),
        live = shell::LIVE_FILE,
        why = escaped(why),
    )
}

/// The path of the page at an address; none where a file is asked for.
pub(super) fn of_pages(path: &str) -> Option<String> {
    let folder = path.strip_suffix("index.html").unwrap_or(path);
    (folder.is_empty() || folder.ends_with('/')).then(|| format!("{folder}index.html"))
}

/// The path of a page that figures stand on.
pub(super) fn of_figures(path: &str) -> Option<String> {
    of_pages(path).filter(|path| path.starts_with("dashboard/"))
}

/// Whether a file is made from all pages.
pub(super) fn is_indexed(path: &str) -> bool {
    let is_shard = path.starts_with("search/") && path != "search/index.html" && path != "search/";
    is_shard || path == "robots.txt" || path.starts_with("sitemap")
}

pub(super) fn indexed(index: &BTreeMap<String, Vec<u8>>, path: &str) -> Answer {
    let bytes = index.get(path).cloned();
    bytes.map_or_else(|| Answer::Missing(Vec::new()), |bytes| found(path, bytes))
}

pub(super) fn found(path: &str, bytes: Vec<u8>) -> Answer {
    Answer::Found(media_type(path), bytes)
}
