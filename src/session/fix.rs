//! Safe fixes: applied in memory, round after round, until nothing is left to mend; nothing is
//! written here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::Outcome;
use super::finding::{Finding, LocatedFix};
use crate::catalog::fault::Fault;
use crate::catalog::{Catalog, load};
use crate::syntax::edit::{self, Replacement};
use crate::world::files::{Entry, Files};
use crate::world::memory::Overlay;

/// Most rounds; a fix may make room for another one, but no two may undo each other for ever.
const ROUNDS: usize = 10;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A file before and after, with its byte order mark if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The bytes that were read.
    pub before: Vec<u8>,
    /// The bytes to write.
    pub after: Vec<u8>,
}

/// What became of a catalog.
#[derive(Debug)]
pub struct Mending {
    /// Files that are different now, by path.
    pub files: BTreeMap<Arc<str>, Mended>,
    /// How many fixes were applied.
    pub fixes: usize,
    /// The catalog with the files as they are now; none where nothing was mended.
    pub catalog: Option<Catalog>,
    /// What is found now.
    pub outcome: Outcome,
}

/// Whether a finding can be mended by `--fix`.
#[must_use]
pub fn is_mendable(catalog: &Catalog, finding: &Finding) -> bool {
    safe_fix(catalog, finding).is_some()
}

/// Applies the safe fixes of what `check` finds until it finds no more of them.
///
/// # Errors
/// A sentence when a file cannot be read again, or is no longer what the catalog was read from.
pub fn mend(
    files: &dyn Files,
    first: &Catalog,
    mut outcome: Outcome,
    check: impl Fn(&Catalog) -> Outcome,
) -> Result<Mending, String> {
    let mut mended: BTreeMap<Arc<str>, Mended> = BTreeMap::new();
    let mut overlay = Overlay::over(files);
    let mut count = 0;
    let mut now: Option<Catalog> = None;
    for _ in 0..ROUNDS {
        let catalog = now.as_ref().unwrap_or(first);
        let round = Round::of(catalog, &outcome.findings);
        if round.fixes == 0 {
            break;
        }
        count += round.fixes;
        for (path, replacements) in round.replacements {
            let text = catalog.text_at(&path).unwrap_or("");
            let file = match mended.remove(&path) {
                Some(file) => file,
                None => read_again(files, &path, text)?,
            };
            let text = edit::apply(text, &replacements)
                .map_err(|_| format!("{path} has fixes that do not fit its text"))?;
            let after = [mark_of(&file.before), text.as_bytes()].concat();
            overlay.put(&path, after.clone());
            mended.insert(path, Mended { after, ..file });
        }
        let catalog = load::load(&overlay)?;
        outcome = check(&catalog);
        now = Some(catalog);
    }
    mended.retain(|_, file| file.before != file.after);
    Ok(Mending { files: mended, fixes: count, catalog: now, outcome })
}

/// The file's bytes, if they still say what was checked.
fn read_again(files: &dyn Files, path: &Arc<str>, text: &str) -> Result<Mended, String> {
    let entry = Entry { path: Arc::clone(path), blob: None };
    let before =
        files.reader()(&entry).map_err(|why| format!("cannot read {path} again: {why}"))?;
    if before[mark_of(&before).len()..] != *text.as_bytes() {
        return Err(format!("{path} has changed while it was checked; run it again"));
    }
    Ok(Mended { before, after: Vec::new() })
}

/// The byte order mark, if the file has one; texts are kept without it.
fn mark_of(bytes: &[u8]) -> &'static [u8] {
    if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { &[] }
}

/// Fixes of one round, none of which touches another.
#[derive(Default)]
struct Round {
    replacements: BTreeMap<Arc<str>, Vec<Replacement>>,
    fixes: usize,
    taken: BTreeMap<Arc<str>, BTreeMap<usize, usize>>,
}

impl Round {
    fn of(catalog: &Catalog, findings: &[Finding]) -> Self {
        let mut round = Self::default();
        for fix in findings.iter().filter_map(|finding| safe_fix(catalog, finding)) {
            if round.has_room(fix) {
                round.take(catalog, fix);
            }
        }
        round
    }

    /// Touching counts as overlapping: the order of two insertions at one place is not ours to choose.
    fn has_room(&self, fix: &LocatedFix) -> bool {
        fix.edits.iter().all(|(location, _)| {
            let taken = self.taken.get(&location.path);
            let last = taken.and_then(|taken| taken.range(..=location.span.end).next_back());
            last.is_none_or(|(_, end)| *end < location.span.start)
        })
    }

    fn take(&mut self, catalog: &Catalog, fix: &LocatedFix) {
        self.fixes += 1;
        for (location, text) in &fix.edits {
            let (path, span) = (&location.path, location.span);
            self.taken.entry(Arc::clone(path)).or_default().insert(span.start, span.end);
            let text = with_breaks_of(catalog.text_at(path).unwrap_or(""), text);
            let replacement = Replacement { span, text };
            self.replacements.entry(Arc::clone(path)).or_default().push(replacement);
        }
    }
}

/// The finding's fix, if it is safe, changes something, and its files were read as they are.
fn safe_fix<'a>(catalog: &Catalog, finding: &'a Finding) -> Option<&'a LocatedFix> {
    let fix = finding.fix.as_ref().filter(|fix| fix.safe && !fix.edits.is_empty())?;
    let fits = fix.edits.iter().all(|(location, _)| {
        let is_utf8 = catalog.at_path(&location.path).is_none_or(|record| {
            !record.faults.iter().any(|fault| matches!(fault, Fault::NotUtf8(_)))
        });
        let text = catalog.text_at(&location.path);
        is_utf8 && text.is_some_and(|text| text.get(location.span.range()).is_some())
    });
    let changes = fix.edits.iter().any(|(location, new)| {
        let text = catalog.text_at(&location.path).unwrap_or("");
        text.get(location.span.range()) != Some(new)
    });
    Some(fix).filter(|_| fits && changes)
}

/// New lines end as the file's own lines do.
fn with_breaks_of(text: &str, new: &str) -> String {
    let new = new.replace("\r\n", "\n");
    let first_break = text.find('\n');
    let is_crlf = first_break.is_some_and(|at| text[..at].ends_with('\r'));
    if is_crlf { new.replace('\n', "\r\n") } else { new }
}
