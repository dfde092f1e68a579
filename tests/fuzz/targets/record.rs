//! Any bytes in the place of a genuine approval record, beside its genuine seal: only the very bytes
//! that were signed count.
#![no_main]

use std::sync::LazyLock;

use learn::catalog::load::load;
use learn::demo::example;
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;
use libfuzzer_sys::fuzz_target;

/// A catalog with one sealed approval: its files, the record's path and its bytes.
struct Base {
    files: Memory,
    path: String,
    signed: Vec<u8>,
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let mut base = Base { files: Memory::new(), path: String::new(), signed: Vec::new() };
    for (path, bytes) in example::files() {
        let is_approval = path.starts_with("people/ada/approvals/");
        if is_approval && path.ends_with(".yaml") && base.path.is_empty() {
            (base.path, base.signed) = (path, bytes);
        } else if is_approval && path.ends_with(".seal")
            || path.starts_with("trust/")
            || path == "learn.yaml"
            || path == "people/ada/person.yaml"
        {
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
    assert_eq!(ledger.verified().next().is_some(), bytes == base.signed, "other bytes than signed");
});
