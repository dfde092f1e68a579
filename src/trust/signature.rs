//! Signatures over statements. None is accepted yet.

use super::key::PublicKey;

/// A signature in its armour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature;

/// Why a signature does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureFlaw {
    /// It cannot be read.
    Malformed(String),
    /// It was made for something else than git.
    WrongNamespace(String),
    /// It is of a kind that does not count.
    UnsupportedKey(String),
    /// Nobody touched the security key.
    UserAbsent,
    /// It rests on a hash that is broken.
    WeakHash,
    /// It does not fit the key and the bytes.
    Mismatch,
}

impl SignatureFlaw {
    /// Whether another key may fit.
    #[must_use]
    pub fn is_mismatch(&self) -> bool {
        *self == Self::Mismatch
    }
}

impl Signature {
    /// Reads a signature from its armour.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(_armour: &str) -> Result<Self, SignatureFlaw> {
        Err(SignatureFlaw::UnsupportedKey("signatures are not read yet".to_owned()))
    }

    /// The key that made it, where it says so.
    #[must_use]
    pub fn key_fingerprint(&self) -> Option<String> {
        None
    }

    /// Checks it against a key and the bytes that were signed.
    ///
    /// # Errors
    /// Why it does not count.
    pub fn verify(&self, _key: &PublicKey, _payload: &[u8]) -> Result<(), SignatureFlaw> {
        Err(SignatureFlaw::Mismatch)
    }
}
