//! Any text as a seal: what is read is exactly what the program would have written.
#![no_main]

use learn::trust::{opening, seal};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(statement) = seal::read(text) {
        assert_eq!(seal::write(&statement), text.replace("\r\n", "\n"), "another text of the same bytes");
    }
    let _ = opening::open(text);
});
