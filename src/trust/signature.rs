//! A signature as git keeps it in a commit, and whether it fits a key and the bytes that were signed.

mod armour;
#[cfg_attr(not(feature = "openpgp"), path = "signature/openpgp_left_out.rs")]
pub(super) mod openpgp;
pub(super) mod ssh;

use std::fmt;

use super::key::{Material, PublicKey};

/// A signature, taken out of its armour; whether it is worth something only [`Signature::verify`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Ssh(Box<ssh::Sealed>),
    OpenPgp(Box<openpgp::Sealed>),
}

/// Why a signature counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureFlaw {
    /// These characters are no signature, or not one that a commit carries; says why.
    Malformed(String),
    /// The signature was made for something else than git; says for what.
    WrongNamespace(String),
    /// A key of this sort, or in this state, does not count; says which.
    UnsupportedKey(String),
    /// A security key signed, but nobody touched it.
    UserAbsent,
    /// The signature does not fit this key and these bytes.
    Mismatch,
    /// The signature rests on a hash that can be forged; says which.
    WeakHash(String),
}

impl fmt::Display for SignatureFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "this cannot be read as a signature: {why}"),
            Self::WrongNamespace(found) => {
                write!(f, "the signature is for `{}`, not for `git`", found.escape_debug())
            }
            Self::UnsupportedKey(what) => {
                write!(f, "the signature is by a key that does not count: {what}")
            }
            Self::UserAbsent => {
                f.write_str("the security key signed without anybody touching it; sign again with a key that asks for a touch")
            }
            Self::Mismatch => f.write_str("the signature does not fit this key and these bytes"),
            Self::WeakHash(hash) => {
                write!(f, "the signature rests on {hash}, which can be forged; sign with SHA-256 or SHA-512")
            }
        }
    }
}

impl std::error::Error for SignatureFlaw {}

impl Signature {
    /// Reads the armour that stands in a commit's `gpgsig`, with no text before, inside or after it.
    ///
    /// # Errors
    ///
    /// When it is not exactly one signature, or of a sort that never counts.
    pub fn read(armour: &str) -> Result<Self, SignatureFlaw> {
        if armour.starts_with("-----BEGIN SSH SIGNATURE-----") {
            return ssh::Sealed::read(armour).map(|sealed| Self(Kind::Ssh(Box::new(sealed))));
        }
        if armour.starts_with("-----BEGIN PGP SIGNATURE-----") {
            return openpgp::Sealed::read(armour)
                .map(|sealed| Self(Kind::OpenPgp(Box::new(sealed))));
        }
        Err(SignatureFlaw::Malformed(
            "it begins neither as an SSH nor as an OpenPGP signature".to_owned(),
        ))
    }

    /// Whether the owner of `key` signed `payload`, and nothing else, for git.
    ///
    /// # Errors
    ///
    /// The first reason why the signature does not count.
    pub fn verify(&self, key: &PublicKey, payload: &[u8]) -> Result<(), SignatureFlaw> {
        match (&self.0, key.material()) {
            (Kind::Ssh(sealed), Material::Ssh(key)) => sealed.verify(Some(key), payload),
            (Kind::OpenPgp(sealed), Material::OpenPgp(key)) => sealed.verify(Some(key), payload),
            // What is wrong with the signature itself is said before whose it is.
            (Kind::Ssh(sealed), Material::OpenPgp(_)) => sealed.verify(None, payload),
            (Kind::OpenPgp(sealed), Material::Ssh(_)) => sealed.verify(None, payload),
        }
    }

    /// The key that the signature says it is by: an SSH fingerprint (`SHA256:…`), or the fingerprint or the key
    /// id of an `OpenPGP` key or subkey. Only a claim: [`PublicKey::answers_to`] finds the key,
    /// [`Signature::verify`] proves it.
    pub fn key_fingerprint(&self) -> Option<String> {
        match &self.0 {
            Kind::Ssh(sealed) => Some(sealed.key_fingerprint()),
            Kind::OpenPgp(sealed) => sealed.key_fingerprint(),
        }
    }
}
