//! Any bytes as a commit: a statement that is read is exactly what the program would have written, and
//! no commit makes the reader of carriers fail.
#![no_main]

use learn::trust::carrier::{self, Carried};
use learn::trust::chain::Chain;
use learn::trust::signature::Signature;
use learn::trust::statement::Statement;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    if let Ok(statement) = Statement::read(raw) {
        assert_eq!(statement.words.signed(&statement.signature), raw, "read otherwise than written");
        let _ = Signature::read(&statement.signature);
    }
    assert!(
        !matches!(carrier::signed_by(raw, &Chain::default()), Carried::SignedBy(_)),
        "signed by nobody's key"
    );
});
