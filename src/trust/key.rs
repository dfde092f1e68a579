//! Public keys, as the policy lists them.

/// The public key of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(String);

impl PublicKey {
    /// Reads a key in the form of `OpenSSH`.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        if text.starts_with("ssh-") { Ok(Self(text.to_owned())) } else { Err(text.to_owned()) }
    }

    /// The name of the key, as its owner's tools show it.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0
    }

    /// Whether a signature that names its key this way may be of this key.
    #[must_use]
    pub fn answers_to(&self, name: &str) -> bool {
        self.0 == name
    }

    /// The kind of the key and its fingerprint.
    #[must_use]
    pub fn words(&self) -> String {
        self.0.clone()
    }
}
