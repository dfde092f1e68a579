//! Throw-away keys, made in the process, for companies and tests that have nobody to sign for them.

use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::rand_core::{OsRng, RngCore as _};
use ssh_key::{HashAlg, LineEnding, PrivateKey};

use crate::kinds::parts::digest::Sha256;
use crate::trust::seal;
use crate::trust::statement::Words;

/// What git has its signatures made for.
const NAMESPACE: &str = "git";

/// A key of the kind `ssh-ed25519` with its secret half; it protects nothing.
#[derive(Debug, Clone)]
pub struct Key(Ed25519Keypair);

impl Key {
    /// The key of this word, the same each time: whoever knows the word has the secret.
    #[must_use]
    pub fn from_seed(word: &str) -> Self {
        let mut seed = [0; 32];
        let digest = Sha256::of(word.as_bytes());
        let pairs = digest.hex().as_bytes().chunks_exact(2);
        for (byte, pair) in seed.iter_mut().zip(pairs) {
            let digits = std::str::from_utf8(pair).unwrap_or_default();
            *byte = u8::from_str_radix(digits, 16).unwrap_or_default();
        }
        Self(Ed25519Keypair::from_seed(&seed))
    }

    /// A key that nobody has seen before.
    #[must_use]
    pub fn random() -> Self {
        let mut seed = [0; 32];
        OsRng.fill_bytes(&mut seed);
        Self(Ed25519Keypair::from_seed(&seed))
    }

    /// The public half as a line of `OpenSSH`, the comment behind it if it is not empty.
    #[must_use]
    pub fn public_line(&self, comment: &str) -> String {
        let line = self.private(comment).and_then(|key| key.public_key().to_openssh());
        line.unwrap_or_default().trim_end().to_owned()
    }

    /// The text of a private key file of `OpenSSH`, without a passphrase.
    #[must_use]
    pub fn private_text(&self) -> String {
        let text = self.private("").and_then(|key| key.to_openssh(LineEnding::LF));
        text.map(|text| text.to_string()).unwrap_or_default()
    }

    /// The signature over some bytes, in the armour that `ssh-keygen -Y sign -n git` writes.
    #[must_use]
    pub fn sign(&self, payload: &[u8]) -> String {
        self.sign_for(NAMESPACE, payload)
    }

    /// The same for another purpose than git's.
    #[must_use]
    pub fn sign_for(&self, namespace: &str, payload: &[u8]) -> String {
        let signature =
            self.private("").and_then(|key| key.sign(namespace, HashAlg::Sha512, payload));
        signature.and_then(|signature| signature.to_pem(LineEnding::LF)).unwrap_or_default()
    }

    fn private(&self, comment: &str) -> ssh_key::Result<PrivateKey> {
        PrivateKey::new(KeypairData::Ed25519(self.0.clone()), comment)
    }
}

/// The seal that says these words, signed with this key.
#[must_use]
pub fn seal(key: &Key, words: &Words) -> String {
    seal::write(&words.signed(&key.sign(&words.payload())))
}
