//! Little catalogs in memory: the base catalog, and cases laid over it.

use learn::audience::reader::{Audience, Reader};
use learn::audience::view::View;
use learn::base::date::Date;
use learn::base::problem::Problem;
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::rules::Case;
use learn::session::check::{Before, Outcome, Request, check};
use learn::trust::chain::{Longer, Pin};
use learn::trust::ledger::Ledger;
use learn::world::files::Hindrance;
use learn::world::memory::Memory;

use crate::seals;

/// What stands for a path where a case says which version of the policy is pinned: `1:DIGEST of …`.
const PIN: &str = "(pin)";

/// What stands for a path where a case says which commit had a longer chain: `3f2c9ab 3`.
const LONGER: &str = "(longer)";

/// What stands for a path where a case says that older commits are not there.
const CUT: &str = "(cut)";

/// What stands for a path where a case lists the files that archives lack.
const UNARCHIVED: &str = "(unarchived)";

/// The day all cases are checked for.
pub fn today() -> Date {
    "2026-04-15".parse().expect("a date")
}

/// A small company in which nothing is wrong.
pub fn base() -> Memory {
    let mut files = Memory::new();
    lay(&mut files, include_str!("base.txt"));
    files
}

/// Which of the catalogs of a case a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The one that is checked.
    Now,
    /// As it was at the revision that `--since` names.
    Before,
    /// The branch that it is to land on.
    Target,
}

/// A file of a case, as its header has it.
#[derive(Debug)]
struct Part {
    path: String,
    marks: Vec<String>,
    text: String,
}

impl Part {
    fn read(header: &str) -> Self {
        let known = |mark: &str| {
            ["gone", "bytes", "link", "before", "target"].contains(&mark)
                || mark.starts_with("signed by ")
                || mark.starts_with("sealed by ")
        };
        let mut path = header;
        let mut marks = Vec::new();
        while let Some((rest, mark)) = path.strip_suffix(')').and_then(|it| it.rsplit_once(" ("))
            && known(mark)
        {
            marks.push(mark.to_owned());
            path = rest;
        }
        Self { path: path.to_owned(), marks, text: String::new() }
    }

    fn is(&self, mark: &str) -> bool {
        self.marks.iter().any(|one| one == mark)
    }

    fn side(&self) -> Side {
        match (self.is("before"), self.is("target")) {
            (true, _) => Side::Before,
            (_, true) => Side::Target,
            _ => Side::Now,
        }
    }

    /// Whose seals lie beside it, and how they were made.
    fn signers(&self) -> Option<&str> {
        let after = |word| self.marks.iter().find_map(move |mark| mark.strip_prefix(word));
        after("signed by ").or_else(|| after("sealed by "))
    }
}

/// The files of a case, written as `-- path --` lines with their texts.
fn parts(case: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in case.split_inclusive('\n') {
        let header = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (header, parts.last_mut()) {
            (Some(header), _) => parts.push(Part::read(header)),
            (None, Some(part)) => part.text.push_str(line),
            (None, None) => panic!("a case begins with `-- path --`, not with {line:?}"),
        }
    }
    parts
}

/// Lays the files of a case over others.
pub fn lay(files: &mut Memory, case: &str) {
    lay_side(files, &parts(case), Side::Now);
}

/// Lays one side of a case over others: texts first, then what stands for keys and digests, then seals.
fn lay_side(files: &mut Memory, parts: &[Part], side: Side) {
    let signs = |part: &Part| part.path.contains("/approvals/") || part.signers().is_some();
    let asks_for_policy = parts.iter().any(signs);
    let of_side = || parts.iter().filter(move |part| part.side() == side);
    let mut sealed: Vec<(&str, &str)> = Vec::new();
    if asks_for_policy && !of_side().any(|part| part.path.starts_with("trust/")) {
        files.put("trust/0001.yaml", seals::POLICY);
        sealed.push(("trust/0001.yaml", "chen"));
    }
    for part in of_side().filter(|part| ![PIN, LONGER, CUT, UNARCHIVED].contains(&&*part.path)) {
        if part.is("gone") {
            files.remove(&part.path);
        } else if part.is("link") {
            files.obstruct(&part.path, Hindrance::Link);
        } else if part.is("bytes") {
            files.put(&part.path, unescape(&part.text));
        } else {
            files.put(&part.path, part.text.clone());
        }
        sealed.extend(part.signers().map(|signers| (&*part.path, signers)));
    }
    seals::fill_in(files);
    for (path, signers) in sealed {
        seals::put(files, path, signers);
    }
}

/// Reads `\xNN` as a byte, `\n` as a line break and `\\` as a backslash.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        match after {
            [b'x', high, low, tail @ ..] if *first == b'\\' => {
                let digits = String::from_utf8_lossy(&[*high, *low]).into_owned();
                bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits"));
                rest = tail;
            }
            [b'n', tail @ ..] if *first == b'\\' => {
                bytes.push(b'\n');
                rest = tail;
            }
            [b'\\', tail @ ..] if *first == b'\\' => {
                bytes.push(b'\\');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

/// The files of the base catalog with a case laid over them.
pub fn files(case: &Case) -> Memory {
    let mut files = base();
    lay(&mut files, case.files);
    files
}

/// The base catalog with a case laid over it.
pub fn catalog(case: &Case) -> Catalog {
    load(&files(case)).expect("memory can be read")
}

/// What the check finds in a case.
pub fn check_case(case: &Case) -> (Catalog, Outcome) {
    let catalog = catalog(case);
    let before = before(case);
    let outcome = check(&catalog, before.as_ref(), today(), &request(case));
    (catalog, outcome)
}

/// What is asked of the check of a case: its pin, its target and its past, where it has them.
pub fn request(case: &Case) -> Request {
    let parts = parts(case.files);
    let text = |path| parts.iter().find(|part| part.path == path).map(|part| part.text.trim());
    let pin = text(PIN).map(|text| {
        let text = seals::filled(text, &files(case)).replace('"', "");
        text.parse::<Pin>().expect("a pin")
    });
    let longer = text(LONGER).map(|text| {
        let (commit, version) = text.split_once(' ').expect("a commit and a version");
        let version = version.parse().expect("a number");
        Longer { commit: commit.to_owned(), version, digests: Vec::new() }
    });
    let history_is_cut = text(CUT).is_some();
    let unarchived = text(UNARCHIVED).into_iter().flat_map(str::lines).map(str::to_owned).collect();
    let look = look(&catalog(case), &files(case));
    let target = side(&parts, Side::Target);
    Request { pin, longer, history_is_cut, unarchived, look, target, ..Request::default() }
}

/// What is wrong with the templates of a catalog's site.
fn look(catalog: &Catalog, files: &Memory) -> Vec<Problem> {
    let (ledger, people) = (Ledger::of(catalog, None), People::on(catalog, today()));
    let view = View::new(&ledger, &people, Reader::Everybody(Audience::Org));
    learn::site::flaws(view, files)
}

/// The catalog before the change, where a case says what it was.
pub fn before(case: &Case) -> Option<Before> {
    side(&parts(case.files), Side::Before).map(|catalog| Before { catalog, look: Vec::new() })
}

fn side(parts: &[Part], side: Side) -> Option<Catalog> {
    parts.iter().any(|part| part.side() == side).then(|| {
        let mut files = base();
        lay_side(&mut files, parts, side);
        load(&files).expect("memory can be read")
    })
}

/// A mark of a case with what stands for keys and digests replaced.
pub fn mark(case: &Case, mark: &str) -> String {
    seals::filled(mark, &files(case))
}
