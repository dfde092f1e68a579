//! What stands in for `OpenPGP` in a program built without it: every key and signature of it is refused.

use super::SignatureFlaw;
use crate::trust::key::KeyFlaw;

const LEFT_OUT: &str = "OpenPGP: this program was built without it";

/// There is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::trust) enum Key {}

impl Key {
    pub(in crate::trust) fn read(_text: &str) -> Result<Self, KeyFlaw> {
        Err(KeyFlaw::Unsupported(LEFT_OUT.to_owned()))
    }

    pub(in crate::trust) fn fingerprint(&self) -> String {
        match *self {}
    }

    pub(in crate::trust) fn answers_to(&self, _name: &str) -> bool {
        match *self {}
    }
}

/// There is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::trust) enum Sealed {}

impl Sealed {
    pub(in crate::trust) fn read(_armour: &str) -> Result<Self, SignatureFlaw> {
        Err(SignatureFlaw::UnsupportedKey(LEFT_OUT.to_owned()))
    }

    pub(in crate::trust) fn verify(
        &self,
        _key: Option<&Key>,
        _payload: &[u8],
    ) -> Result<(), SignatureFlaw> {
        match *self {}
    }

    pub(in crate::trust) fn key_fingerprint(&self) -> Option<String> {
        match *self {}
    }
}
