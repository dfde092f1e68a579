//! Two paths that many computers take for one.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::{Case, Context, Findings, Rule, Subject};
use crate::base::place::Place;
use crate::base::problem::{Level, Problem};
use crate::catalog::layout;
use crate::trust::relied::Relied;

/// The rule.
pub const RULE: Rule = Rule {
    slug: "case-twin",
    subject: Subject::Names,
    level: Level::Error,
    summary: "Two paths that many computers take for one",
    what: "The paths of files and folders differ by more than capital letters and by more than the way in which \
           an accented letter is stored. Where one of them is signed, or named by an approval or a claim, no level, \
           no allow and no baseline covers it up.",
    why: "On Windows and macOS the two are one: after a clone, one of them is missing and git shows a change \
          that nobody made. The one that is there may be another one than the one that was judged.",
    bad: &[
        Case {
            files: "\
-- modules/flow.svg --
<svg/>
-- modules/Flow.svg --
<svg/>
",
            marks: &[""],
        },
        Case {
            files: "\
-- teams/europe/payments.yaml --
name: Payments
-- teams/Europe/checkout.yaml --
name: Checkout
-- teams/europe/returns.yaml --
name: Returns
",
            marks: &["name: Payments"],
        },
        Case {
            files: "\
-- modules/d\u{e9}tail.svg --
<svg/>
-- modules/de\u{301}tail.svg --
<svg/>
",
            marks: &[""],
        },
        Case {
            files: "\
-- Teams/returns.yaml --
name: Returns
",
            marks: &[""],
        },
    ],
    good: Case {
        files: "\
-- modules/flow.svg --
<svg/>
-- modules/flows.svg --
<svg/>
-- modules/Flow.png --
",
        marks: &[],
    },
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    folders(context, findings);
    let mut paths: Vec<&str> = context.catalog.paths().collect();
    paths.sort_unstable();
    let mut seen: HashMap<u64, &str> = HashMap::new();
    let mut previous = "";
    let mut twin_folder: Option<&str> = None;
    let mut folded = String::new();
    let relied = OnceCell::new();
    for path in paths {
        if twin_folder.is_some_and(|folder| is_below(path, folder)) {
            continue;
        }
        let known = shared_folders(previous, path);
        previous = path;
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for part in ends.filter(|end| *end > known).map(|end| &path[..end]) {
            fold(part, &mut folded);
            let mut hasher = DefaultHasher::new();
            folded.hash(&mut hasher);
            let first = *seen.entry(hasher.finish()).or_insert(part);
            if first != part && is_twin(first, &folded) {
                let relied = relied.get_or_init(|| Relied::by(context.catalog));
                let guards = relied.has(part) || relied.has(first);
                let what = if part.len() < path.len() { "folder" } else { "file" };
                findings.add(problem(path, (what, part), first).guarding(guards));
                twin_folder = Some(part).filter(|part| part.len() < path.len());
                break;
            }
        }
    }
}

/// Folders at the root that nobody reads, and that lie over one that is read where capital letters mean nothing.
fn folders(context: &Context<'_>, findings: &mut Findings) {
    for folder in context.catalog.other_folders() {
        let mut known = layout::top_level_folders();
        let Some(twin) = known.find(|known| known.eq_ignore_ascii_case(folder)) else { continue };
        if context.catalog.paths().any(|path| is_below(path, twin)) {
            let guards = matches!(twin, "people" | "trust");
            findings.add(problem(folder, ("folder", folder), twin).guarding(guards));
        }
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// How many bytes of two paths are the same folders.
fn shared_folders(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    one.as_bytes()[..same].iter().rposition(|byte| *byte == b'/').unwrap_or(0)
}

/// The path as a computer sees it that takes capital letters and stored forms for the same.
fn fold(path: &str, folded: &mut String) {
    folded.clear();
    if path.is_ascii() {
        folded.push_str(path);
        folded.make_ascii_lowercase();
    } else {
        folded.extend(path.nfc().flat_map(char::to_lowercase).nfc());
    }
}

fn is_twin(first: &str, folded: &str) -> bool {
    let mut other = String::new();
    fold(first, &mut other);
    other == folded
}

fn problem(path: &str, (what, part): (&str, &str), first: &str) -> Problem {
    let place = Place::file(&Arc::from(path));
    let by_case = part.to_lowercase() == first.to_lowercase();
    let difference = if by_case { "only by capital letters" } else { "only by how their letters are stored" };
    Problem::new(place, format!("`{part}` and `{first}` differ {difference}"))
        .here(format!("one {what} on many computers"))
        .help(format!("rename one {what}, or bring the two together"))
}
