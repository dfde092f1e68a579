//! Little catalogs in memory: the base catalog, and cases laid over it.

use learn::base::date::Date;
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::rules::Case;
use learn::session::check::{Before, Outcome, Request, check};
use learn::world::files::Hindrance;
use learn::world::memory::Memory;

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

/// A case's files before the change that is checked, without their mark, and all others.
fn split(case: &str) -> (String, String) {
    let (mut before, mut now) = (String::new(), String::new());
    let mut is_before = false;
    for line in case.split_inclusive('\n') {
        let header = line.starts_with("-- ") && line.trim_end().ends_with(" --");
        is_before = if header { line.contains(" (before) --") } else { is_before };
        if is_before {
            before += &line.replace(" (before) --", " --");
        } else {
            now += line;
        }
    }
    (before, now)
}

/// Lays the files of a case, written as `-- path --` lines with their texts, over others.
pub fn lay(files: &mut Memory, case: &str) {
    let mut current: Option<(String, bool, String)> = None;
    let mut put = |done: Option<(String, bool, String)>| {
        if let Some((path, bytes, text)) = done {
            files.put(&path, if bytes { unescape(&text) } else { text.into_bytes() });
        }
    };
    let (mut gone, mut links) = (Vec::new(), Vec::new());
    let case = split(case).1;
    for line in case.split_inclusive('\n') {
        let header = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (header, &mut current) {
            (Some(header), _) => {
                put(current.take());
                if let Some(path) = header.strip_suffix(" (gone)") {
                    gone.push(path.to_owned());
                } else if let Some(path) = header.strip_suffix(" (link)") {
                    links.push(path.to_owned());
                } else if let Some(path) = header.strip_suffix(" (bytes)") {
                    current = Some((path.to_owned(), true, String::new()));
                } else {
                    current = Some((header.to_owned(), false, String::new()));
                }
            }
            (None, Some((_, _, text))) => text.push_str(line),
            (None, None) => panic!("a case begins with `-- path --`, not with {line:?}"),
        }
    }
    put(current.take());
    for path in gone {
        files.remove(&path);
    }
    for path in links {
        files.obstruct(&path, Hindrance::Link);
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
    let outcome = check(&catalog, before.as_ref(), today(), &Request::default());
    (catalog, outcome)
}

/// The catalog before the change, where a case says what it was.
pub fn before(case: &Case) -> Option<Before> {
    let earlier = split(case.files).0;
    (!earlier.is_empty()).then(|| {
        let mut files = base();
        lay(&mut files, &earlier);
        Before { catalog: load(&files).expect("memory can be read") }
    })
}
