//! The demo company: its seals, its history, and everything that it invites to try.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use learn::catalog::load::load;
use learn::demo::keyring::Key;
use learn::demo::resign::{Files, resign};
use learn::trust::ledger::{Assurance, Ledger};
use learn::world::disk::Folder;
use learn::world::files::Files as _;
use learn::world::memory::Memory;

const HINT: &str =
    "sign the example anew with `LEARN_SIGN_EXAMPLE=1 cargo test sign_example`, then build again";

fn catalog_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog")
}

/// All files below a folder, hidden ones left out.
fn files_in(folder: &Path) -> Files {
    let disk = Folder::new(folder);
    let listing = disk.list(&|_| true).expect("the folder can be listed");
    let mut read = disk.reader();
    listing
        .files
        .iter()
        .map(|entry| (entry.path.to_string(), read(entry).expect("a file can be read")))
        .collect()
}

/// How many records count, by what vouches for them, and what is wrong with the others.
fn verdict(files: &Files) -> (BTreeMap<&'static str, usize>, Vec<String>) {
    let mut memory = Memory::new();
    for (path, bytes) in files {
        memory.put(path, bytes.clone());
    }
    let catalog = load(&memory).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let faults = ledger.chain().faults.iter().map(|(path, fault)| format!("{path}: {fault:?}"));
    let refused = ledger.all().iter().filter_map(|one| {
        one.outcome.as_ref().err().map(|why| format!("{}: {why:?}", one.record.source.path))
    });
    let wrong = faults.chain(refused).collect();
    let mut counts = BTreeMap::new();
    for (_, verified) in ledger.verified() {
        *counts.entry(Assurance::word(&verified.assurance)).or_default() += 1;
    }
    (counts, wrong)
}

#[test]
fn sign_example() {
    let folder = catalog_folder();
    if std::env::var_os("LEARN_SIGN_EXAMPLE").is_some() {
        let signed = resign(&files_in(&folder), |_, _| Key::random()).expect("it can be signed");
        for (path, bytes) in signed.files {
            let path = folder.join(path);
            if fs::read(&path).ok().as_deref() != Some(&bytes) {
                fs::write(path, bytes).expect("a file can be written");
            }
        }
    }
    let (counts, wrong) = verdict(&files_in(&folder));
    assert!(wrong.is_empty(), "{}\nhelp: {HINT}", wrong.join("\n"));
    assert!(counts["signed"] > 40 && counts["kept"] > 5, "{counts:?}");
    assert!(!counts.contains_key("vouched"), "every approval of the example is sealed");
}
