//! Statements with a byte changed at random, and bytes that are no statement at all.

use proptest::prelude::*;

use learn::trust::key::PublicKey;
use learn::trust::signature::Signature;
use learn::trust::statement::Statement;

use crate::forge::Company;

/// A sound statement of Ben's with the key that verifies it.
fn sample() -> &'static (Vec<u8>, PublicKey) {
    static SAMPLE: std::sync::OnceLock<(Vec<u8>, PublicKey)> = std::sync::OnceLock::new();
    SAMPLE.get_or_init(|| {
        let company = Company::new();
        let draft = company.draft("ada", "incident-commander", "ben");
        let key = PublicKey::read(&company.public("ben")).expect("a key");
        (company.statement(&draft, "ben"), key)
    })
}

fn counts(raw: &[u8], key: &PublicKey) -> bool {
    Statement::read(raw).is_ok_and(|statement| {
        Signature::read(&statement.signature)
            .is_ok_and(|signature| signature.verify(key, &statement.payload).is_ok())
    })
}

#[test]
fn a_statement_is_read_only_in_the_form_in_which_it_is_written() {
    let (raw, _) = sample();
    let statement = Statement::read(raw).expect("a statement");
    assert_eq!(statement.words.signed(&statement.signature), *raw);
    let text = String::from_utf8_lossy(raw);
    // Fuzzing found the first of these: the same words with the same signature, in other bytes.
    for other in ["\n \n\n", "\n \n \n\n", "\n\n\n"] {
        let spoilt = text.replacen("\n\n", other, 1);
        assert!(Statement::read(spoilt.as_bytes()).is_err(), "{other:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_bytes_count(at in 0_usize..800, byte: u8, cut in 0_usize..3) {
        let (raw, key) = sample();
        prop_assert!(counts(raw, key));
        let at = at % raw.len();
        let mut other = raw.clone();
        match cut {
            0 => other[at] = byte,
            1 => { other.remove(at); }
            _ => other.insert(at, byte),
        }
        // Only what is the same signature of the same words may count, as the padding of base64 could be.
        prop_assert!(other == *raw || !counts(&other, key));
    }

    #[test]
    fn random_bytes_are_no_statement(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(Statement::read(&bytes).is_err());
    }
}
