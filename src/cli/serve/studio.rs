//! The studio: keeps a site as the files are, one state of the catalog after the other.
//!
//! One thread owns the catalog and answers. What was found out about approvals is kept from one state to the next,
//! since few of them change.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::answers::{excuse, found};
use super::changes::{again, folders_beside};
use super::present::{Desk, GONE, Kept, Over, Present, Word};
use crate::audience::reader::Reader;
use crate::audience::view::{Origins, View};
use crate::base::date::Date;
use crate::catalog::people::People;
use crate::catalog::{Catalog, layout};
use crate::cli::Failure;
use crate::cli::build::record_of;
use crate::cli::terminal::Terminal;
use crate::report::counted;
use crate::site::press::Press;
use crate::site::{Site, shell};
use crate::trust::chain::Pin;
use crate::trust::ledger::Ledger;
use crate::trust::verdicts::Verdicts;
use crate::world::disk::Folder;
use crate::world::listen::{Answer, News};

/// Makes the site again and again.
pub(super) struct Studio {
    /// The folder of the catalog.
    pub(super) root: PathBuf,
    /// For whom the site is.
    pub(super) audience: String,
    /// The day on which it is seen.
    pub(super) as_of: Date,
    /// Which version of the trust policy somebody vouches for.
    pub(super) pin: Option<Pin>,
    /// Tells browsers when there is something new.
    pub(super) news: News,
    /// Folders beside those of records that are watched: pages and templates of the company's own.
    pub(super) beside: Arc<Mutex<BTreeSet<String>>>,
}

impl Studio {
    /// Answers until no more changes will be told.
    ///
    /// # Errors
    /// When the catalog as a whole cannot be read any more.
    pub(super) fn work(
        &self,
        mut catalog: Catalog,
        desk: &Desk,
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        let mut kept = Kept::default();
        let mut origins: Option<Origins> = None;
        let mut begun: Option<(Instant, usize)> = None;
        loop {
            match self.present(&catalog, origins.as_ref(), &mut kept, begun, (desk, terminal)) {
                Over::Ended => return Ok(()),
                // Nobody's page is loaded again for that: the next one they open says it.
                Over::Known(known) => {
                    begun = None;
                    origins = Some(known);
                }
                Over::Changed(mut changes) => {
                    begun = Some((Instant::now(), changes.paths.len()));
                    kept.knows_all &= !changes.paths.keys().any(|path| layout::is_signed(path));
                    let was_gone = kept.is_gone;
                    kept.is_gone = !self.root.join(layout::CATALOG_FILE).is_file();
                    // What changed while it was gone was not read.
                    changes.is_lost |= was_gone;
                    if kept.is_gone {
                        kept.knows_all = false;
                        if !was_gone {
                            terminal.complain(GONE);
                            kept.told = None;
                            self.news.tell();
                        }
                        continue;
                    }
                    let reader = record_of(&catalog, &self.audience);
                    let reader = reader.map(|record| record.source.path.to_string());
                    catalog = again(catalog, &self.root, &changes, reader.as_deref())?;
                    if let Ok(mut beside) = self.beside.lock() {
                        *beside = folders_beside(&catalog);
                    }
                    self.news.tell();
                }
            }
        }
    }

    /// Serves one state of the catalog until it is over.
    fn present(
        &self,
        catalog: &Catalog,
        origins: Option<&Origins>,
        kept: &mut Kept,
        begun: Option<(Instant, usize)>,
        (desk, terminal): (&Desk, &mut Terminal),
    ) -> Over {
        let ledger = Ledger::knowing(catalog, self.pin.as_ref(), &kept.verdicts);
        if !kept.knows_all {
            kept.verdicts = Verdicts::of(&ledger);
            kept.knows_all = true;
        }
        let people = People::on(catalog, self.as_of);
        let folder = Folder::new(&self.root);
        let reader = match Reader::named(catalog, &self.audience) {
            Ok(reader) => reader,
            Err(why) => return self.apologise(&why, desk, terminal),
        };
        let view = View::new(&ledger, &people, reader);
        let site = Site::of(origins.map_or(view, |origins| view.with_origins(origins)), &folder);
        let press = Press::new(&site);
        if let Some((begun, paths)) = begun.filter(|_| !kept.is_gone) {
            let took = begun.elapsed().as_millis();
            terminal.say(format!("{} changed, read again in {took} ms", counted(paths, "path")));
        }
        let present = Present {
            press: &press,
            ledger: &ledger,
            root: &self.root,
            as_of: self.as_of,
            news: &self.news,
            wants_origins: !kept.knows_history,
            is_over: AtomicBool::new(false),
        };
        present.serve(kept, desk, terminal)
    }

    /// Says why there is no site, until the catalog changes.
    fn apologise(&self, why: &str, desk: &Desk, terminal: &mut Terminal) -> Over {
        terminal.complain(why);
        loop {
            match desk.words.recv() {
                Ok(Word::Asked(path, reply)) => {
                    let _ = reply.send(match path.as_str() {
                        shell::LIVE_FILE => found(&path, shell::LIVE.as_bytes().to_vec()),
                        _ => Answer::Broken(excuse(why, self.news.number()).into_bytes()),
                    });
                }
                Ok(Word::Changed(changes)) => return Over::Changed(changes),
                Ok(
                    Word::Checked(..) | Word::Indexed(..) | Word::Origins(_) | Word::Counted(_),
                ) => {}
                Ok(Word::Ended) | Err(_) => return Over::Ended,
            }
        }
    }
}

