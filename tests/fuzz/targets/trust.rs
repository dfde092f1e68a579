//! Any bytes as a version of the trust policy and as its seal: it is never in force.
#![no_main]

use learn::catalog::load::load;
use learn::trust::chain::{Chain, Pin};
use learn::world::memory::Memory;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (policy, seal) = input;
    let _ = seal.parse::<Pin>();
    let mut files = Memory::new();
    files.put("trust/0001.yaml", policy.as_bytes().to_vec());
    files.put("trust/0001.hana.seal", seal.as_bytes().to_vec());
    files.put("trust/0002.yaml", policy.as_bytes().to_vec());
    let Ok(catalog) = load(&files) else { return };
    let chain = Chain::judge(Some("kestrel-growth"), Chain::candidates(&catalog), None);
    assert!(chain.in_force().is_none(), "a policy that nobody sealed is in force");
    assert!(!chain.faults.is_empty(), "nothing is said about it");
});
