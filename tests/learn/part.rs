//! What is read of a catalog for one question says what the whole catalog says: about one person, and about
//! a change beside its target.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use learn::catalog::Catalog;
use learn::catalog::load::load;
use learn::demo::example;
use learn::kinds::person::Person;
use learn::session::change;
use learn::session::open::{open, open_about};
use learn::standing::readiness::readiness;
use learn::trust::ledger::Ledger;
use learn::world::disk::Folder;
use learn::world::files::Files as _;
use learn::world::memory::Memory;

use crate::workshop::Workshop;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog")
}

/// What is said of a person and every role there is.
fn said(ledger: &Ledger<'_>, catalog: &Catalog, person: &str) -> Vec<String> {
    let person = catalog.get::<Person>(person).expect("a person");
    let roles = [
        "associate-engineer",
        "engineer",
        "senior-engineer",
        "staff-engineer",
        "engineering-manager",
    ];
    let roles = roles.into_iter().filter_map(|role| catalog.role(role));
    roles
        .map(|role| {
            let readiness = readiness(ledger, person, role, example::today());
            let lines = readiness.lines.iter().map(|one| {
                let id = one.line.id;
                format!(
                    "{id} {:?} {:?} {:?} {:?}",
                    one.standing, one.evidence, one.motion, one.once_granted
                )
            });
            let lines: Vec<String> = lines.collect();
            format!("{} {:?} {} {lines:#?}", role.id(), readiness.verdict, readiness.unverified)
        })
        .collect()
}

/// What becomes of a file: its path and its bytes; none where it is taken away.
type Change<'c> = dyn Fn(&str, &[u8]) -> Option<(String, Vec<u8>)> + 'c;

#[test]
fn a_question_about_one_person_has_the_answer_of_the_whole_catalog() {
    let whole = open(&folder(), None).expect("the example").catalog;
    let ledger = Ledger::of(&whole, None);
    for person in whole.all::<Person>().map(|person| person.id().to_owned()) {
        let part = open_about(&folder(), None, Some(&person)).expect("the example").catalog;
        let own = Ledger::of(&part, None);
        let expected = said(&ledger, &whole, &person);
        assert!(expected.len() > 3, "roles are asked about");
        assert_eq!(said(&own, &part, &person), expected, "{person}, from what is theirs");
        let about = Ledger::about_only(&whole, None, &[&*person].into());
        assert_eq!(said(&about, &whole, &person), expected, "{person}, verified alone");
        let mine = |ledger: &Ledger<'_>| {
            let about = ledger.about(&person).map(|(one, _)| one.digest.to_string());
            let owned = ledger.owned_by(&person).map(|one| one.digest.to_string());
            (about.collect::<Vec<_>>(), owned.collect::<Vec<_>>())
        };
        assert_eq!(mine(&own), mine(&ledger), "{person}");
        assert_eq!(mine(&about), mine(&ledger), "{person}");
        let others = part.records().iter().filter_map(|one| one.owner.as_deref());
        let others: BTreeSet<&str> =
            others.filter(|owner| *owner != person && !owner.contains('/')).collect();
        assert!(others.len() < 4, "{person}: {others:?} were read as well");
    }
    let nobody = open_about(&folder(), None, Some("nobody")).expect("the example").catalog;
    assert_eq!(nobody.all::<Person>().count(), whole.all::<Person>().count());
}

/// What every record of a catalog is worth, by path.
fn worth(ledger: &Ledger<'_>) -> BTreeMap<String, String> {
    let worth = ledger.all().iter().map(|one| {
        let outcome = one.outcome.as_ref().map(|ok| {
            (&ok.person, &ok.signer, &ok.assurance, ok.time, ok.approval.record.source.path.clone())
        });
        (one.record.source.path.to_string(), format!("{} {outcome:?}", one.digest))
    });
    worth.collect()
}

#[test]
fn what_the_target_has_verified_is_worth_the_same_and_the_rest_is_verified() {
    let files = Folder::new(folder());
    let listing = files.list(&|_| true).expect("a folder");
    let mut reader = files.reader();
    let read = |entry: &_| reader(entry).expect("a file");
    let bytes: Vec<Vec<u8>> = listing.files.iter().map(read).collect();
    let all: BTreeMap<&str, &Vec<u8>> =
        listing.files.iter().map(|entry| &*entry.path).zip(&bytes).collect();
    let memory = |change: &Change<'_>| {
        let mut files = Memory::new();
        for (path, bytes) in &all {
            if let Some((path, bytes)) = change(path, bytes) {
                files.put(&path, bytes);
            }
        }
        load(&files).expect("memory")
    };
    let target = memory(&|path, bytes| Some((path.to_owned(), bytes.to_owned())));
    let known = Ledger::of(&target, None);
    let record = "people/ada/approvals/2026-03-12-incident-commander-chen";
    let (yaml, seal) = (format!("{record}.yaml"), format!("{record}.chen.seal"));
    let kept = |path: &str, bytes: &[u8]| (path.to_owned(), bytes.to_owned());
    let swap = |path: &str, of: &str, from: &str, to: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        (
            path.to_owned(),
            if path == of { text.replacen(from, to, 1).into_bytes() } else { text.into_bytes() },
        )
    };
    let moved = |path: &str| {
        path.replace("people/ada/approvals/2026-03-12", "people/ben/approvals/2026-03-12")
    };
    let cases: [(&str, &Change<'_>, usize); 6] = [
        ("nothing", &|path, bytes| Some(kept(path, bytes)), 0),
        (
            "a byte of the record",
            &|path, bytes| Some(swap(path, &yaml, "command: 3", "command: 4", bytes)),
            1,
        ),
        ("a byte of the seal", &|path, bytes| Some(swap(path, &seal, "A", "B", bytes)), 1),
        ("without the seal", &|path, bytes| (path != seal).then(|| kept(path, bytes)), 1),
        ("in another folder", &|path, bytes| Some(kept(&moved(path), bytes)), 2),
        (
            "under fewer policies",
            &|path, bytes| (!path.starts_with("trust/0005")).then(|| kept(path, bytes)),
            1,
        ),
    ];
    for (what, change, least) in cases {
        let result = memory(change);
        let expected = worth(&Ledger::of(&result, None));
        assert_eq!(worth(&Ledger::beside(&result, None, &known)), expected, "{what}");
        let before = worth(&known);
        let differ = expected.iter().filter(|(path, worth)| before.get(*path) != Some(worth));
        let gone = before.keys().filter(|path| !expected.contains_key(*path)).count();
        assert!(differ.count() + gone >= least, "{what} changes something");
    }
}

#[test]
fn the_result_of_a_change_is_read_as_it_is() {
    let shop = Workshop::with_catalog("");
    shop.git(&["checkout", "--quiet", "-b", "change"]);
    shop.write("people/eve/person.yaml", "name: Eve\n");
    shop.write("people/eve/goal.txt", "A note.\n");
    shop.git(&["mv", "people/ada", "people/ada-moreau"]);
    shop.write("modules/clear-writing.md", "---\ntitle: 3\n---\nBroken.\n");
    shop.git(&["rm", "--quiet", "credentials/clear-writer.yaml"]);
    shop.commit("Change this and that");
    let change = change::open(&shop.path(), Some("change"), "main").expect("a change");
    let alone = open(&shop.path(), Some("change")).expect("the branch");
    let told = |catalog: &Catalog| {
        let strays: Vec<String> = catalog.strays().iter().map(|one| format!("{one:?}")).collect();
        let records = catalog.records().iter().map(|one| format!("{one:?}"));
        let sides = catalog.side_files().iter().map(|one| format!("{one:?}"));
        records.chain(sides).chain(strays).collect::<Vec<String>>()
    };
    assert_eq!(told(&change.result.catalog), told(&alone.catalog));
    let target = change.target.expect("main has a catalog");
    assert_ne!(told(&target), told(&alone.catalog));
}
