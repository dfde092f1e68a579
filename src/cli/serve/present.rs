//! One state of the site: makes each page when a browser asks for it, while the catalog stays as it is.
//!
//! What takes long on a large catalog and changes no page by itself – the check, and what the search has to know of
//! all pages – is done beside it, when nobody has asked for anything for a moment, and given up as soon as a file
//! changes. Figures of a large company take longer to count than anybody likes to wait after each edit: until they
//! are, their pages say what they said before, and that they do.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::answers::{excuse, found, indexed, is_indexed, noted, of_figures, of_pages};
use super::remembered::Remembered;
use crate::audience::view::Origins;
use crate::base::date::Date;
use crate::base::problem::Problem;
use crate::cli::build::print_errors;
use crate::cli::terminal::Terminal;
use crate::kinds::Kind;
use crate::session::check::{self, Outcome as Checked};
use crate::session::finding::Finding;
use crate::session::past::origins;
use crate::site::Notices;
use crate::site::files::encoded;
use crate::site::page::Page;
use crate::site::press::Press;
use crate::trust::ledger::Ledger;
use crate::trust::verdicts::Verdicts;
use crate::world::git::read::Home;
use crate::world::listen::{Answer, News};
use crate::world::watch::Changes;

/// A catalog of so many records at most is checked before a page is shown; a larger one meanwhile.
const FEW: usize = 3_000;

/// How long nobody asks for anything until what takes long is begun.
const CALM: Duration = Duration::from_millis(300);

/// The same for a large catalog: giving up half-way takes a moment, which whoever saves again should not feel.
const LONG_CALM: Duration = Duration::from_millis(1_500);

/// What is said while there is no catalog.
pub(super) const GONE: &str = "no catalog here: learn.yaml is gone; the pages are as they were before";

/// What the studio is told.
pub(super) enum Word {
    /// Somebody asks what stands at a path, and waits for the answer.
    Asked(String, Sender<Answer>),
    /// Files changed.
    Changed(Changes),
    /// No more changes will be told.
    Ended,
    /// What is wrong with this state of the catalog.
    Checked(u64, Checked),
    /// What is made from all pages of this state.
    Indexed(u64, BTreeMap<String, Vec<u8>>),
    /// The commits that approvals were first seen in.
    Origins(Origins),
    /// The figures of this state are known.
    Counted(u64),
}

/// The desk that words are laid on, from both sides.
pub(super) struct Desk {
    pub(super) sender: Sender<Word>,
    pub(super) words: Receiver<Word>,
}

/// Why a state of the catalog is over.
pub(super) enum Over {
    /// Files changed.
    Changed(Changes),
    /// The catalog is the same, and more is known of its approvals.
    Known(Origins),
    /// No more changes will be told.
    Ended,
}

/// What goes on from one state of the catalog to the next.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) verdicts: Verdicts,
    /// Whether they are of all approvals as they are now.
    pub(super) knows_all: bool,
    /// Whether history was asked where approvals were first seen.
    pub(super) knows_history: bool,
    /// What was last found wrong, once anything was checked.
    pub(super) told: Option<Vec<Finding>>,
    /// What was last made from all pages.
    pub(super) index: Option<BTreeMap<String, Vec<u8>>>,
    /// Those who wait for the first of it.
    pub(super) waiting: Vec<(String, Sender<Answer>)>,
    /// Pages that somebody looked at, as they last were.
    pub(super) pages: Remembered,
    /// Whether there is no `learn.yaml` any more, so that nothing is read until there is.
    pub(super) is_gone: bool,
}

/// One state of the site.
pub(super) struct Present<'p, 's, 'a> {
    pub(super) press: &'p Press<'s, 'a>,
    pub(super) ledger: &'p Ledger<'a>,
    pub(super) root: &'p Path,
    pub(super) as_of: Date,
    pub(super) news: &'p News,
    /// Whether history was not asked yet where approvals were first seen.
    pub(super) wants_origins: bool,
    /// Whether the next state has come.
    pub(super) is_over: AtomicBool,
}

impl Present<'_, '_, '_> {
    /// Serves it until it is over.
    pub(super) fn serve(&self, kept: &mut Kept, desk: &Desk, terminal: &mut Terminal) -> Over {
        let news = self.news;
        let state = news.number();
        let is_small = self.ledger.catalog().records().len() <= FEW;
        let is_gone = kept.is_gone;
        let flaws = || self.press.flaws();
        if let Some(outcome) = (is_small && !is_gone).then(|| self.check(&flaws())).flatten() {
            self.tell(kept, outcome, terminal);
        }
        let at_first = match kept.told.as_deref() {
            _ if is_gone => Notices { errors: 1, first: vec![GONE.to_owned()], ..Notices::default() },
            told => told.map_or_else(Notices::default, noted),
        };
        let mut notices = Notices { live: Some(state), ..at_first };
        // Whether a template can set its pages shows only when all are set.
        let checks_behind = !is_gone && (!is_small || self.press.has_own_templates());
        let calm = if is_small { CALM } else { LONG_CALM };
        std::thread::scope(|scope| {
            let (mut is_begun, mut is_counting) = (false, false);
            loop {
                let patience = if kept.waiting.is_empty() { calm } else { Duration::ZERO };
                let word = if is_begun {
                    desk.words.recv().map_err(|_| RecvTimeoutError::Disconnected)
                } else {
                    desk.words.recv_timeout(patience)
                };
                let over = match word {
                    Ok(Word::Asked(path, reply)) => {
                        let before = if is_small { None } else { self.before(&path, kept) };
                        if before.is_some() && !is_counting {
                            is_counting = true;
                            let sender = desk.sender.clone();
                            scope.spawn(move || self.count(state, &sender));
                        }
                        match before {
                            Some(page) => self.reply(&reply, self.set(page, &notices)),
                            None => self.answer(path, reply, kept, &notices),
                        }
                        continue;
                    }
                    Ok(Word::Counted(number)) if number == state => {
                        news.tell();
                        notices.live = Some(news.number());
                        continue;
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        is_begun = true;
                        let sender = desk.sender.clone();
                        scope.spawn(move || self.work_behind(state, checks_behind, &sender));
                        continue;
                    }
                    Ok(Word::Checked(number, outcome)) if number == state => {
                        let changed = noted(&outcome.findings);
                        if (notices.errors, &notices.first) != (changed.errors, &changed.first) {
                            news.tell();
                            notices = Notices { live: Some(news.number()), ..changed };
                        }
                        self.tell(kept, outcome, terminal);
                        continue;
                    }
                    Ok(Word::Indexed(number, index)) if number == state => {
                        for (path, reply) in kept.waiting.drain(..) {
                            let _ = reply.send(indexed(&index, &path));
                        }
                        kept.index = Some(index);
                        continue;
                    }
                    Ok(Word::Checked(..) | Word::Indexed(..) | Word::Counted(_)) => continue,
                    Ok(Word::Origins(origins)) => {
                        kept.knows_history = true;
                        if origins.is_empty() {
                            continue;
                        }
                        Over::Known(origins)
                    }
                    Ok(Word::Changed(changes)) => Over::Changed(changes),
                    Ok(Word::Ended) | Err(RecvTimeoutError::Disconnected) => Over::Ended,
                };
                self.is_over.store(true, Ordering::Relaxed);
                return over;
            }
        })
    }

    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    fn check(&self, look: &[Problem]) -> Option<Checked> {
        check::errors(self.ledger, self.as_of, look, &|| self.is_over())
    }

    /// Does what takes long: the check, what is made from all pages, and once what history says of approvals.
    fn work_behind(&self, state: u64, checks: bool, desk: &Sender<Word>) -> Option<()> {
        if checks {
            let look = self.press.flaws_of_some(&|| self.is_over());
            desk.send(Word::Checked(state, self.check(&look)?)).ok()?;
        }
        let index = self.press.index(&|| self.is_over())?;
        desk.send(Word::Indexed(state, index.files(self.press.site()))).ok()?;
        if self.wants_origins {
            // Without history there is nothing to say, and nobody to tell: `learn verify` says why.
            let home = Home::around(self.root).ok().flatten();
            let commit = home.as_ref().and_then(|home| home.commit("HEAD").ok());
            let known = origins(home.as_ref(), commit.as_ref(), self.ledger).unwrap_or_default();
            desk.send(Word::Origins(known)).ok()?;
        }
        Some(())
    }

    /// Answers what stands at a path of the site.
    fn answer(&self, path: String, reply: Sender<Answer>, kept: &mut Kept, notices: &Notices) {
        if is_indexed(&path) {
            match &kept.index {
                Some(index) => drop(reply.send(indexed(index, &path))),
                None => kept.waiting.push((path, reply)),
            }
            return;
        }
        let of_page = of_pages(&path);
        if let Some(page) = of_page.as_deref().and_then(|path| self.press.page(path)) {
            self.reply(&reply, self.press.set(&page, notices).map(|bytes| found(&page.path, bytes)));
            kept.pages.note(page);
            return;
        }
        // What cannot be read has no page: whoever is writing it keeps the one they were looking at, as long as
        // there is something to write.
        let is_written = |page: &Page| page.source.as_ref().is_none_or(|path| self.root.join(path).is_file());
        let is_known = |id: &str| self.ledger.catalog().record(Kind::Person, id).is_some();
        let is_there = |page: &&Page| is_written(page) && owner(&page.path).is_none_or(is_known);
        let last = of_page.filter(|_| notices.errors > 0);
        match last.and_then(|path| kept.pages.page(&path)).filter(is_there) {
            Some(page) => {
                let set = self.press.set(page, notices);
                self.reply(&reply, set.map(|bytes| found(&page.path, bytes)));
            }
            None => self.reply(&reply, self.found(&path, notices)),
        }
    }

    fn reply(&self, reply: &Sender<Answer>, answer: Result<Answer, String>) {
        let answer = answer.unwrap_or_else(|why| {
            Answer::Broken(excuse(&why, self.news.number()).into_bytes())
        });
        // Whoever asked may have gone.
        let _ = reply.send(answer);
    }

    /// A page of figures as it was before the last change, while they are not counted again.
    fn before<'k>(&self, path: &str, kept: &'k Kept) -> Option<&'k Page> {
        let is_known = self.press.site().knows_figures();
        of_figures(path).filter(|_| !is_known).and_then(|path| kept.pages.page(&path))
    }

    fn set(&self, before: &Page, notices: &Notices) -> Result<Answer, String> {
        let notices = Notices { is_counting: true, ..notices.clone() };
        Ok(found(&before.path, self.press.set(before, &notices)?))
    }

    fn count(&self, state: u64, desk: &Sender<Word>) {
        self.press.site().count_figures(&|| self.is_over());
        if !self.is_over() {
            // Whoever would be told may have gone.
            let _ = desk.send(Word::Counted(state));
        }
    }

    fn found(&self, path: &str, notices: &Notices) -> Result<Answer, String> {
        let index = format!("{path}index.html");
        let exact = if path.is_empty() || path.ends_with('/') { index.as_str() } else { path };
        if let Some(bytes) = self.press.file(exact, notices)? {
            return Ok(found(exact, bytes));
        }
        if self.press.file(&format!("{path}/index.html"), notices)?.is_some() {
            return Ok(Answer::Elsewhere(format!("/{}/", encoded(path))));
        }
        Ok(Answer::Missing(self.press.file("404.html", notices)?.unwrap_or_default()))
    }

    /// Prints what is wrong, or that nothing is any more, where that is new.
    fn tell(&self, kept: &mut Kept, outcome: Checked, terminal: &mut Terminal) {
        if kept.told.as_ref() == Some(&outcome.findings) {
            return;
        }
        if outcome.findings.is_empty() {
            terminal.say("nothing is wrong with the catalog");
        } else {
            print_errors(&outcome, self.ledger.catalog(), terminal);
        }
        kept.told = Some(outcome.findings);
    }
}

/// Whose page this is: a person's pages are made from many files.
fn owner(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("print/").unwrap_or(path).strip_prefix("people/")?;
    rest.split_once('/').map(|(id, _)| id)
}
