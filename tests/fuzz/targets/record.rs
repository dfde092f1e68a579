//! Any bytes in the place of a genuine approval record, beside its genuine seal: only the very bytes
//! that were signed count, and records that the admins name.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use learn::catalog::load::load;
use learn::kinds::parts::digest::Sha256;
use learn::trust::ledger::Ledger;
use learn::world::disk::Folder;
use learn::world::files::Files as _;
use learn::world::memory::Memory;
use libfuzzer_sys::fuzz_target;

/// A catalog with one sealed approval: its files, the record's path and its bytes.
struct Base {
    files: Memory,
    path: String,
    signed: Vec<u8>,
    /// All versions of the policy.
    policies: String,
}

/// The checkout's own example, byte for byte: what ships inside the program has other modelines.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../example-catalog");

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let mut base = Base {
        files: Memory::new(),
        path: String::new(),
        signed: Vec::new(),
        policies: String::new(),
    };
    let folder = Folder::new(Path::new(EXAMPLE));
    let listing = folder.list(&|_| true).expect("the example is there");
    let mut read = folder.reader();
    for entry in &listing.files {
        let path = entry.path.to_string();
        let bytes = read(entry).expect("a file of the example");
        let is_approval = path.starts_with("people/ada/approvals/");
        if is_approval && path.ends_with(".yaml") && base.path.is_empty() {
            (base.path, base.signed) = (path, bytes);
        } else if is_approval && path.ends_with(".seal")
            || path.starts_with("trust/")
            || path == "learn.yaml"
            || path == "people/ada/person.yaml"
        {
            base.policies.push_str(&String::from_utf8_lossy(&bytes));
            base.files.put(&path, bytes);
        }
    }
    base
});

fuzz_target!(|bytes: &[u8]| {
    let base = &*BASE;
    let mut files = base.files.clone();
    files.put(&base.path, bytes.to_vec());
    let Ok(catalog) = load(&files) else { return };
    let ledger = Ledger::of(&catalog, None);
    assert!(ledger.policy().is_some(), "the example's policy is in force");
    let is_counted = ledger.verified().next().is_some();
    if bytes == base.signed {
        assert!(is_counted, "the very bytes that were signed");
    } else if is_counted {
        // The admins name some records by their digest; those count wherever they lie.
        let digest = Sha256::of(bytes);
        assert!(base.policies.contains(digest.as_str()), "other bytes than signed");
    }
});
