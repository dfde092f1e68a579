//! Public keys: what a policy names, and what a signature is held against.

use std::fmt;

use super::signature::{openpgp, ssh};

/// One OpenSSH or `OpenPGP` public key, read once and used for many signatures.
///
/// Two are equal if their key material is; a comment, a name or a newer signature on it does not matter.
#[derive(Debug, Clone)]
pub struct PublicKey {
    material: Material,
    fingerprint: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Material {
    Ssh(Box<ssh::Key>),
    OpenPgp(Box<openpgp::Key>),
}

/// Why a text is no key that may sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFlaw {
    /// The text is no public key; says why.
    Malformed(String),
    /// An OpenSSH certificate; says of which sort.
    Certificate(String),
    /// A key, but of a sort or in a state that does not count; says which.
    Unsupported(String),
}

impl fmt::Display for KeyFlaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(
                f,
                "this is neither an OpenSSH public key line nor an OpenPGP public key block: {why}"
            ),
            Self::Certificate(sort) => write!(
                f,
                "this is an OpenSSH certificate (`{}`), which says who somebody is by another's word; give the public key itself",
                sort.escape_debug()
            ),
            Self::Unsupported(what) => write!(f, "this key does not count: {what}"),
        }
    }
}

impl std::error::Error for KeyFlaw {}

impl PublicKey {
    /// Reads one OpenSSH public key line, its comment ignored, or one armoured `OpenPGP` public key block.
    ///
    /// # Errors
    ///
    /// When the text is not exactly one key, or the key is not one that may sign.
    pub fn read(text: &str) -> Result<Self, KeyFlaw> {
        let text = text.trim();
        if text.contains("PRIVATE KEY") {
            return Err(KeyFlaw::Unsupported(
                "it is a private key, which nobody else may ever see; give the public key, and make a new pair"
                    .to_owned(),
            ));
        }
        let material = if text.starts_with("-----BEGIN PGP ") {
            Material::OpenPgp(Box::new(openpgp::Key::read(text)?))
        } else {
            Material::Ssh(Box::new(ssh::Key::read(text)?))
        };
        let fingerprint = match &material {
            Material::Ssh(key) => key.fingerprint(),
            Material::OpenPgp(key) => key.fingerprint(),
        };
        Ok(Self { material, fingerprint })
    }

    /// The fingerprint as the key's own program prints it: `SHA256:…` as `ssh-keygen -l`, or upper-case hex of
    /// the primary key as `gpg`.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The key in words, such as `ssh-ed25519 SHA256:…` or `openpgp 3AA5…`.
    pub fn words(&self) -> String {
        match &self.material {
            Material::Ssh(key) => format!("{} {}", key.sort(), self.fingerprint),
            Material::OpenPgp(_) => format!("openpgp {}", self.fingerprint),
        }
    }

    /// Whether a signature that names this fingerprint or key id means this key or one of its subkeys.
    pub fn answers_to(&self, name: &str) -> bool {
        match &self.material {
            Material::Ssh(_) => self.fingerprint == name,
            Material::OpenPgp(key) => key.answers_to(name),
        }
    }

    pub(super) fn material(&self) -> &Material {
        &self.material
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.material == other.material
    }
}

impl Eq for PublicKey {}
