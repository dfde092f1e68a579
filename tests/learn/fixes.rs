//! Safe fixes, round after round, with findings made up for the purpose.

use learn::base::problem::Level;
use learn::base::span::{Span, line_column};
use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::session::check::{Outcome, Request, check};
use learn::session::finding::{Finding, LocatedFix, Location};
use learn::session::fix::{Mending, mend};
use learn::world::memory::Memory;

use crate::cases;

const PATH: &str = "teams/routing.yaml";

/// An outcome in which every place of `wanted`, also where places overlap, is to be replaced.
fn outcome(catalog: &Catalog, wanted: &str, new: &str, safe: bool) -> Outcome {
    let text = catalog.text_at(PATH).expect("the file");
    let at = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted));
    let starts = (0..text.len()).filter(at);
    let findings = starts.map(|start| {
        let span = Span::new(start, start + wanted.len());
        let (first, behind) = (line_column(text, span.start), line_column(text, span.end));
        let location = Location { path: PATH.into(), span, start: first, end: behind };
        Finding {
            rule: "unused-allow",
            level: Level::Warn,
            location: location.clone(),
            message: "made up".to_owned(),
            here: String::new(),
            labels: Vec::new(),
            help: None,
            fix: Some(LocatedFix {
                safe,
                title: "Replace it".to_owned(),
                edits: vec![(location, new.to_owned())],
            }),
            guards: false,
            stands_for: 1,
        }
    });
    let found = check(catalog, None, cases::today(), &Request::default());
    Outcome { findings: findings.collect(), ..found }
}

fn files(text: &str) -> Memory {
    let mut files = cases::base();
    files.put(PATH, text);
    files
}

fn mended(text: &str, wanted: &str, new: &str, safe: bool) -> Mending {
    let files = files(text);
    let catalog = load(&files).expect("memory can be read");
    let check = |catalog: &Catalog| outcome(catalog, wanted, new, safe);
    mend(&files, &catalog, check(&catalog), check).expect("it can be mended")
}

fn after(mending: &Mending) -> &str {
    let file = mending.files.get(PATH).expect("a file that was mended");
    std::str::from_utf8(&file.after).expect("UTF-8")
}

#[test]
fn fixes_that_overlap_take_turns() {
    let mending = mended("name: xxxxxxx\n", "xx", "x", true);
    assert_eq!(after(&mending), "name: x\n");
    assert!(mending.outcome.findings.is_empty());
    assert_eq!(mending.fixes, 6);
}

#[test]
fn only_safe_fixes_are_applied() {
    let mending = mended("name: xx\n", "xx", "x", false);
    assert!(mending.files.is_empty() && mending.catalog.is_none());
    assert_eq!((mending.fixes, mending.outcome.findings.len()), (0, 1));
}

#[test]
fn fixes_that_never_end_are_stopped_and_those_that_change_nothing_ignored() {
    let mending = mended("name: x\n", "x", "xy", true);
    assert_eq!(after(&mending), "name: xyyyyyyyyyy\n");
    assert_eq!(mending.outcome.findings.len(), 1);
    let mending = mended("name: x\n", "x", "x", true);
    assert_eq!((mending.files.len(), mending.fixes), (0, 0));
}

#[test]
fn new_lines_end_as_the_file_does_and_its_byte_order_mark_stays() {
    let mending = mended("\u{feff}name: Routing\r\nlead: chen\r\n", "lead", "x-a: 1\nlead", true);
    assert!(after(&mending).starts_with("\u{feff}name: Routing\r\nx-a: 1\r\nx-a: 1\r\n"));
    let mending = mended("name: Routing\nlead: vera\n", "vera", "chen\r\nx-a: 1", true);
    assert_eq!(after(&mending), "name: Routing\nlead: chen\nx-a: 1\n");
}

#[test]
fn a_file_that_changed_meanwhile_or_is_not_utf8_is_left_alone() {
    let catalog = load(&files("name: xx\n")).expect("memory can be read");
    let check = |catalog: &Catalog| outcome(catalog, "xx", "x", true);
    let changed = mend(&files("name: xxx\n"), &catalog, check(&catalog), check);
    assert!(changed.is_err_and(|why| why.contains("has changed while it was checked")));

    let mut files = cases::base();
    files.put(PATH, b"name: xx\xff\n".to_vec());
    let catalog = load(&files).expect("memory can be read");
    let left = mend(&files, &catalog, check(&catalog), check).expect("nothing to do");
    assert_eq!(left.fixes, 0);
}
