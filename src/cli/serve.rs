//! `learn serve`: the site on this machine, always as the files are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, RwLock};
use std::time::Instant;

use super::build::print_errors;
use super::terminal::Terminal;
use super::{Failure, Globals, Outcome, Verdict};
use crate::audience::reader::Reader;
use crate::audience::view::View;
use crate::base::date::Date;
use crate::base::problem::Level;
use crate::catalog::layout::is_catalog_folder;
use crate::catalog::people::People;
use crate::catalog::reload::reload;
use crate::catalog::{Catalog, load};
use crate::report::counted;
use crate::session::check::{Outcome as Checked, Request, check};
use crate::session::finding::Finding;
use crate::session::open;
use crate::site::files::encoded;
use crate::site::{self, Notices};
use crate::trust::chain::Pin;
use crate::trust::ledger::Ledger;
use crate::world::disk::Folder;
use crate::world::listen::{Answer, News, Server};
use crate::world::watch::{Changes, Now, Watch};

/// How many errors a page names; the terminal names all.
const NAMED: usize = 5;

/// Show the site in a browser while you write, with every change
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn serve                            then open http://127.0.0.1:4000/
  learn serve --port 0                   on any port that is free
  learn serve --audience person:ada      what Ada may see

It listens on this machine alone, and pages load themselves again when a file changes. A catalog with
errors is shown all the same; the pages and the terminal say what is wrong. Ctrl-C ends it.")]
pub struct Args {
    /// Listen on this port; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// As it stands on this day instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// For whom the site is: public, org, leads, `team:ID` or `person:ID`
    #[arg(long, value_name = "WHO", default_value = "org")]
    audience: String,
}

/// The files of the site as they are now.
type Shelf = Arc<RwLock<Arc<BTreeMap<String, Vec<u8>>>>>;

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, the port is taken, or the folder cannot be watched.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, None)?;
    let pinned = super::pinned(globals, &opened)?;
    super::heed_pin(terminal, &opened, &pinned, Ledger::of(&opened.catalog, pinned.pin()).chain());
    let studio = Studio {
        root: &opened.root,
        audience: &args.audience,
        as_of: args.as_of.unwrap_or_else(|| opened.today()),
        pin: pinned.pin(),
        shelf: Shelf::default(),
        news: News::default(),
    };
    let mut watch = Watch::on(&opened.root, is_catalog_folder)?;
    let server = Server::bind(args.port)?;
    let mut catalog = opened.catalog;
    let mut told = studio.renew(&catalog, terminal)?;
    tell(&told, &catalog, terminal);
    terminal.print(format!("http://{}/", server.address()));
    terminal.flush();
    let (shelf, news) = (Arc::clone(&studio.shelf), studio.news.clone());
    let answers = Arc::new(move |path: &str| answer(&shelf, path));
    std::thread::spawn(move || server.run(answers, news));
    while let Some(changes) = watch.wait() {
        let begun = Instant::now();
        catalog = studio.again(catalog, &changes)?;
        match studio.renew(&catalog, terminal) {
            Ok(outcome) => {
                let took = begun.elapsed().as_millis();
                let what = counted(changes.paths.len(), "path");
                terminal.say(format!("{what} changed, and the pages after {took} ms"));
                if outcome.findings != told.findings {
                    tell(&outcome, &catalog, terminal);
                }
                told = outcome;
            }
            Err(why) => terminal.complain(&why.0),
        }
    }
    Ok(Verdict::Clean)
}

/// What makes the site again and again.
struct Studio<'s> {
    root: &'s Path,
    audience: &'s str,
    as_of: Date,
    pin: Option<&'s Pin>,
    shelf: Shelf,
    news: News,
}

impl Studio<'_> {
    /// The catalog with what changed; all of it where that cannot be told file by file.
    fn again(&self, catalog: Catalog, changes: &Changes) -> Result<Catalog, Failure> {
        let files = Folder::new(self.root);
        let is_file = |now: &Now| *now == Now::File;
        // Editors leave files of their own beside what they write, for a moment.
        let counts = |path: &str, now: &Now| is_file(now) || is_in(&catalog, path, *now);
        let paths = changes.paths.iter().filter(|(path, now)| counts(path, now));
        let paths: Vec<(&String, &Now)> = paths.collect();
        if changes.is_lost || !paths.iter().all(|(_, now)| is_file(now)) {
            return Ok(load::load(&files)?);
        }
        let paths: BTreeSet<String> = paths.into_iter().map(|(path, _)| path.clone()).collect();
        Ok(reload(catalog, &files, &paths)?)
    }

    /// Makes all pages, puts them where they are served from and tells the browsers.
    fn renew(&self, catalog: &Catalog, terminal: &mut Terminal) -> Result<Checked, Failure> {
        let mut outcome = check(catalog, None, self.as_of, &Request::default());
        outcome.findings.retain(|finding| finding.level == Level::Error);
        let reader = Reader::named(catalog, self.audience).map_err(Failure)?;
        let ledger = Ledger::of(catalog, self.pin);
        let people = People::on(catalog, self.as_of);
        let notices = Notices {
            errors: outcome.findings.len(),
            first: outcome.findings.iter().take(NAMED).map(in_words).collect(),
            live: Some(self.news.number() + 1),
        };
        let view = View::new(&ledger, &people, reader);
        let files = site::build(view, &Folder::new(self.root), &notices)?;
        match self.shelf.write() {
            Ok(mut pages) => *pages = Arc::new(files),
            Err(_) => terminal.complain("the pages could not be renewed"),
        }
        self.news.tell();
        Ok(outcome)
    }
}

/// Whether a path that is no file now was something in the catalog, or is a folder that may hold files.
fn is_in(catalog: &Catalog, path: &str, now: Now) -> bool {
    let inside = format!("{path}/");
    now == Now::Other
        || catalog.records().iter().any(|record| {
            &*record.source.path == path || record.source.path.starts_with(&inside)
        })
        || catalog.side_files().iter().any(|side| &*side.source.path == path)
}

fn in_words(finding: &Finding) -> String {
    format!("{}: {}", finding.location.path, finding.message)
}

/// Prints what is wrong, or that nothing is any more.
fn tell(outcome: &Checked, catalog: &Catalog, terminal: &mut Terminal) {
    if outcome.findings.is_empty() {
        terminal.say("nothing is wrong with the catalog");
    } else {
        print_errors(outcome, catalog, terminal);
    }
}

/// What stands at a path of the site.
fn answer(shelf: &Shelf, path: &str) -> Answer {
    let Ok(files) = shelf.read().map(|files| Arc::clone(&files)) else {
        return Answer::Missing(Vec::new());
    };
    let index = format!("{path}index.html");
    let found = if path.is_empty() || path.ends_with('/') { index.as_str() } else { path };
    match files.get(found) {
        Some(bytes) => Answer::Found(media_type(found), bytes.clone()),
        None if files.contains_key(&format!("{path}/index.html")) => {
            Answer::Elsewhere(format!("/{}/", encoded(path)))
        }
        None => Answer::Missing(files.get("404.html").cloned().unwrap_or_default()),
    }
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
