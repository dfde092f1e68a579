//! What is read again is what would be read anew: a catalog after files changed, and what its approvals are
//! worth.

use std::collections::{BTreeMap, BTreeSet};

use learn::catalog::references::Noun;
use learn::catalog::reload::reload;
use learn::catalog::{Catalog, load};
use learn::kinds::Kind;
use learn::rules::{ALL, Case};
use learn::session::one_person;
use learn::trust::ledger::Ledger;
use learn::trust::verdicts::Verdicts;
use learn::world::layered::Layered;
use learn::world::memory::Memory;

use crate::cases;

/// Changes that no rule has a case for: of one record's own id and of those inside it, of files that are no
/// records, of people, of folders that are no longer there.
const CHANGES: &[&str] = &[
    "-- people/ada/person.yaml (gone) --\n",
    "-- people/new/person.yaml --\nname: New Colleague\nteam: routing\nroles: [{role: engineer, from: 2026-01-01}]\n",
    "-- modules/incident-basics.md --\nno front matter any more\n",
    "-- modules/incident-basics.md (gone) --\n",
    "-- modules/copy/incident-basics.md --\n---\ntitle: Twice\ntype: course\n---\n",
    "-- assets/new.png --\na picture\n",
    "-- templates/portfolio.md --\n# {title}\n",
    "-- notes.yaml --\nat: the root\n",
    "-- learn.yaml --\ncatalog: kestrel-growth\nprogram: {name: Other}\n",
    "-- people/ada/journal/2026-04-01.md --\n---\nmodules: [incident-basics]\n---\nA day.\n",
];

fn files_of(memory: &Memory) -> BTreeMap<String, Vec<u8>> {
    memory.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
}

/// Everything that a catalog says, and everything by which it is found there.
fn said(catalog: &Catalog) -> String {
    let mut nouns = vec![Noun::Competency, Noun::Role, Noun::Priority];
    nouns.extend(Kind::ALL.iter().map(|kind| Noun::Record(*kind)));
    let people: Vec<&str> = catalog.names(Noun::Record(Kind::Person), None);
    let names = nouns.iter().map(|noun| {
        let owners = std::iter::once(None).chain(people.iter().map(|person| Some(*person)));
        let all = owners.flat_map(|owner| {
            let names = catalog.names(*noun, owner).into_iter();
            names
                .map(move |name| format!("{owner:?} {name} {:?}", catalog.find(*noun, name, owner)))
        });
        all.collect::<BTreeSet<String>>()
    });
    let former = catalog.records().iter().flat_map(|record| {
        let of = move |id: &str| format!("{id} {:?}", catalog.record(record.kind, id));
        record.formerly.iter().map(move |id| of(id))
    });
    format!(
        "{:#?}\n{:#?}\n{:?}\n{:?}\n{:?}\n{:#?}\n{:#?}",
        catalog.records(),
        catalog.side_files(),
        catalog.attachments(),
        catalog.strays(),
        catalog.duplicates(),
        names.collect::<Vec<_>>(),
        former.collect::<Vec<_>>(),
    )
}

/// Reads `after` as a change of `before`, and asks whether that is what reading it anew gives.
fn compare(before: &Memory, after: &Memory) -> Result<(), String> {
    let (old, new) = (files_of(before), files_of(after));
    let changed = new.iter().filter(|(path, bytes)| old.get(*path) != Some(bytes));
    let changed: BTreeSet<String> = changed.map(|(path, _)| path.clone()).collect();
    let gone: BTreeSet<String> =
        old.keys().filter(|path| !new.contains_key(*path)).cloned().collect();
    let catalog = load::load(before).expect("memory can be read");
    let known = Verdicts::of(&Ledger::of(&catalog, None));
    let again = reload(catalog, after, &changed, &gone).expect("memory can be read");
    let anew = load::load(after).expect("memory can be read");
    let (left, right) = (said(&again), said(&anew));
    if let Some((left, right)) = left.lines().zip(right.lines()).find(|(one, other)| one != other) {
        return Err(format!("the catalog says `{left}` and not `{right}`"));
    }
    let (again, anew) = (Ledger::knowing(&anew, None, &known), Ledger::of(&anew, None));
    if format!("{:#?}", again.all()) != format!("{:#?}", anew.all()) {
        return Err("what approvals are worth differs".to_owned());
    }
    Ok(())
}

#[test]
fn what_is_read_again_is_what_is_read_anew() {
    let of_rules = ALL.iter().flat_map(|rule| rule.bad.iter().map(|case| case.files));
    // What became a link is no file any more; whoever watches reads everything again then.
    let of_rules = of_rules.filter(|case| !case.contains(" (link)"));
    let mut wrong = Vec::new();
    for case in of_rules.chain(CHANGES.iter().copied()) {
        let mut after = cases::base();
        cases::lay(&mut after, case);
        // There and back: what comes with a change goes with its undoing.
        for (before, after) in [(&cases::base(), &after), (&after, &cases::base())] {
            if let Err(why) = compare(before, after) {
                wrong.push(format!("{why}:\n{case}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_verdict_holds_for_the_same_bytes_under_the_same_policies_only() {
    let approval = |note: &str| {
        format!(
            "-- people/ada/approvals/2026-04-13-clear-writer-chen.yaml (signed by chen) --\nlearn: approval/1\n\
             catalog: kestrel-growth\nperson: ada\ndecision: approve\nsubject: clear-writer\n{note}\
             signer: chen\ndate: 2026-04-13\n"
        )
    };
    let case = |text: String| cases::files(&Case { files: text.leak(), marks: &[] });
    let signed = case(approval(""));
    let path = "people/ada/approvals/2026-04-13-clear-writer-chen.yaml";
    let (yaml, seal) = (path, "people/ada/approvals/2026-04-13-clear-writer-chen.chen.seal");
    let bytes = |path: &str| files_of(&signed).remove(path).expect("a file");
    let mut worth = Vec::new();
    let edits: [&dyn Fn(&mut Memory); 5] = [
        &|_| {},
        &|files| files.put(yaml, [bytes(yaml), b"# one more line\n".to_vec()].concat()),
        &|files| files.remove(seal),
        &|files| files.put(seal, b"AAAA\n".to_vec()),
        &|files| files.remove("trust/0001.yaml"),
    ];
    for edit in edits {
        let mut after = cases::files(&Case { files: approval("").leak(), marks: &[] });
        edit(&mut after);
        assert_eq!(compare(&signed, &after), Ok(()));
        let catalog = load::load(&after).expect("memory can be read");
        let before = load::load(&signed).expect("memory can be read");
        let known = Verdicts::of(&Ledger::of(&before, None));
        worth.push(Ledger::knowing(&catalog, None, &known).verified().count());
    }
    assert_eq!(worth, [1, 0, 0, 0, 0]);
}

#[test]
fn files_beside_the_catalog_are_looked_up_again_with_every_change() {
    let journal = "people/ada/journal/2026-04-01.md";
    let show = |files: &mut Memory, name: &str| {
        let text = format!("---\nmodules: [incident-basics]\n---\n![it](../../../assets/{name})\n");
        files.put(journal, text);
    };
    let mut files = cases::base();
    files.put("assets/kept.png", "a picture");
    files.put("assets/one.png", "a picture");
    show(&mut files, "one.png");
    let nothing = BTreeSet::new();
    let catalog = load::load(&files).expect("memory can be read");
    assert!(!catalog.lacks("assets/one.png"));
    files.remove("assets/one.png");
    let catalog = reload(catalog, &files, &nothing, &nothing).expect("memory can be read");
    assert!(catalog.lacks("assets/one.png"));
    show(&mut files, "two.png");
    let changed = BTreeSet::from([journal.to_owned()]);
    let catalog = reload(catalog, &files, &changed, &nothing).expect("memory can be read");
    assert!(catalog.lacks("assets/two.png"));
    // However the catalog is read, the same is missing.
    let beside = load::load_beside(&files, &files, &catalog).expect("memory can be read");
    let part = one_person::load(&files, &|_| Some("ada".to_owned())).expect("memory can be read");
    let below = Layered::over(&files);
    let layered = load::load(&below).expect("memory can be read");
    for catalog in [beside, part, layered] {
        assert!(catalog.lacks("assets/two.png") && !catalog.lacks("assets/kept.png"));
    }
    let mut above = Layered::over(&files);
    above.put("assets/two.png", "a picture");
    assert!(!load::load(&above).expect("memory can be read").lacks("assets/two.png"));
    files.put("assets/two.png", "a picture");
    let catalog = reload(catalog, &files, &nothing, &nothing).expect("memory can be read");
    assert!(!catalog.lacks("assets/two.png"));
}
