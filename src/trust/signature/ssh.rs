//! Signatures of OpenSSH keys: the format that `ssh-keygen -Y sign -n git` writes.

use ed25519_dalek::{Verifier as _, VerifyingKey};
use ssh_encoding::{Decode as _, Encode as _};
use ssh_key::public::KeyData;
use ssh_key::{Algorithm, HashAlg, SshSig};

use super::{SignatureFlaw, armour};
use crate::trust::key::KeyFlaw;

/// What the signature must say it is for. Another namespace was signed for another purpose.
const NAMESPACE: &str = "git";
const LABEL: &str = "SSH SIGNATURE";
const CERTIFICATE: &str = "-cert-v01@openssh.com";
/// Shorter RSA keys are within reach of those with means; longer ones the library does not take.
const RSA_BITS: std::ops::RangeInclusive<usize> = 3072..=4096;
/// In the flags of a security key's signature: somebody touched it.
const TOUCHED: u8 = 0x01;
/// A security key's signature ends with one byte of flags and four of a counter.
const TRAILER: usize = 5;

/// An OpenSSH public key of a sort that may sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::trust) struct Key {
    public: ssh_key::PublicKey,
    /// The point of an ed25519 key, found once: to find it takes as long as a third of verifying.
    point: Option<VerifyingKey>,
}

impl Key {
    pub(in crate::trust) fn read(line: &str) -> Result<Self, KeyFlaw> {
        let malformed = |why: &str| KeyFlaw::Malformed(why.to_owned());
        if line.contains(['\n', '\r']) {
            return Err(malformed("it has more than one line"));
        }
        let sort = line.split(' ').next().unwrap_or_default();
        if sort.ends_with(CERTIFICATE) {
            return Err(KeyFlaw::Certificate(sort.to_owned()));
        }
        let read = ssh_key::PublicKey::from_openssh(line).map_err(|_| {
            malformed("expected its sort, its base64 and perhaps a comment, with one space between")
        })?;
        let data = KeyData::from(read);
        supported(&data).map_err(KeyFlaw::Unsupported)?;
        let point = data.ed25519().and_then(|key| VerifyingKey::from_bytes(&key.0).ok());
        Ok(Self { public: data.into(), point })
    }

    pub(in crate::trust) fn fingerprint(&self) -> String {
        self.public.fingerprint(HashAlg::Sha256).to_string()
    }

    pub(in crate::trust) fn sort(&self) -> String {
        self.public.algorithm().to_string()
    }

    /// Whether the signature is this key's own over the payload. What `SshSig` says about itself has
    /// been looked at before.
    fn signed(&self, payload: &[u8], sealed: &SshSig) -> bool {
        let Some(point) = self.point else {
            return self.public.verify(NAMESPACE, payload, sealed).is_ok();
        };
        let signed = SshSig::signed_data(NAMESPACE, sealed.hash_alg(), payload);
        let signature = ed25519_dalek::Signature::from_slice(sealed.signature_bytes());
        sealed.public_key() == self.public.key_data()
            && signed
                .is_ok_and(|signed| signature.is_ok_and(|one| point.verify(&signed, &one).is_ok()))
    }
}

/// Says what is wrong with a key that may not sign.
fn supported(data: &KeyData) -> Result<(), String> {
    match data {
        KeyData::Ed25519(key) => sound(&key.0),
        KeyData::SkEd25519(key) => sound(&key.public_key().0),
        KeyData::Ecdsa(key) => uncompressed(key.as_sec1_bytes()),
        KeyData::SkEcdsaSha2NistP256(key) => uncompressed(key.ec_point().as_bytes()),
        KeyData::Rsa(key) => {
            let bits = key.n.as_positive_bytes().map_or(0, bits);
            if RSA_BITS.contains(&bits) {
                return Ok(());
            }
            Err(format!(
                "RSA of {bits} bits; from {} to {} bits count, and ed25519 is shorter and faster",
                RSA_BITS.start(),
                RSA_BITS.end()
            ))
        }
        KeyData::Dsa(_) => Err("DSA, which rests on SHA-1".to_owned()),
        other => Err(format!("`{}`, which this program does not know", other.algorithm())),
    }
}

fn bits(number: &[u8]) -> usize {
    let leading = number.first().map_or(0, |byte| byte.leading_zeros() as usize);
    number.len() * 8 - leading
}

/// A few points of the curve make keys under which anybody can sign anything.
fn sound(point: &[u8; 32]) -> Result<(), String> {
    match VerifyingKey::from_bytes(point) {
        Ok(key) if !key.is_weak() => Ok(()),
        _ => {
            Err("an ed25519 key that no program makes, and that anybody could sign for".to_owned())
        }
    }
}

/// One key has one spelling: OpenSSH writes points in full, and only that is taken.
fn uncompressed(point: &[u8]) -> Result<(), String> {
    if point.first() == Some(&0x04) {
        return Ok(());
    }
    Err("an ecdsa key in the compressed form, which OpenSSH does not write".to_owned())
}

/// A signature out of its armour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::trust) struct Sealed(SshSig);

impl Sealed {
    pub(in crate::trust) fn read(text: &str) -> Result<Self, SignatureFlaw> {
        let bytes = armour::bytes(text, LABEL).map_err(SignatureFlaw::Malformed)?;
        refuse_by_name(&bytes)?;
        let sealed = SshSig::decode(&mut &bytes[..])
            .map_err(|_| malformed("its parts are not those of an SSH signature"))?;
        if sealed.version() != SshSig::VERSION || !sealed.reserved().is_empty() {
            return Err(malformed("it is of another version of the format"));
        }
        // The library overlooks lengths that contradict what they measure; ssh-keygen does not.
        let mut written = Vec::with_capacity(bytes.len());
        if sealed.encode(&mut written).is_err() || written != bytes {
            return Err(malformed("a length in it contradicts what it measures"));
        }
        Ok(Self(sealed))
    }

    /// Looks at the signature itself first, then holds it against the key, if it can be by such a key at all.
    pub(in crate::trust) fn verify(
        &self,
        key: Option<&Key>,
        payload: &[u8],
    ) -> Result<(), SignatureFlaw> {
        let sealed = &self.0;
        if sealed.namespace() != NAMESPACE {
            return Err(SignatureFlaw::WrongNamespace(sealed.namespace().to_owned()));
        }
        // A key of the policy has been looked at when it was read.
        if key.is_none_or(|key| key.public.key_data() != sealed.public_key()) {
            supported(sealed.public_key()).map_err(SignatureFlaw::UnsupportedKey)?;
        }
        let fits = match (sealed.public_key().algorithm(), sealed.algorithm()) {
            (Algorithm::Rsa { .. }, Algorithm::Rsa { hash }) => hash.is_some(),
            (one, other) => one == other,
        };
        if !fits {
            return Err(malformed("its key and its signature are of two sorts"));
        }
        if matches!(sealed.algorithm(), Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256)
            && !touched(sealed.signature_bytes())
        {
            return Err(SignatureFlaw::UserAbsent);
        }
        let key = key.ok_or(SignatureFlaw::Mismatch)?;
        if key.signed(payload, sealed) { Ok(()) } else { Err(SignatureFlaw::Mismatch) }
    }

    pub(in crate::trust) fn key_fingerprint(&self) -> String {
        self.0.public_key().fingerprint(HashAlg::Sha256).to_string()
    }
}

fn malformed(why: &str) -> SignatureFlaw {
    SignatureFlaw::Malformed(why.to_owned())
}

fn touched(signature: &[u8]) -> bool {
    let flags = signature.len().checked_sub(TRAILER).and_then(|at| signature.get(at));
    flags.is_some_and(|flags| flags & TOUCHED != 0)
}

/// Refuses by their names the sorts that the library only calls unreadable, so that people learn what to change.
fn refuse_by_name(bytes: &[u8]) -> Result<(), SignatureFlaw> {
    let fields = bytes.strip_prefix(b"SSHSIG").and_then(|rest| rest.get(4..)).and_then(|rest| {
        let (key, rest) = field(rest)?;
        let (_namespace, rest) = field(rest)?;
        let (_reserved, rest) = field(rest)?;
        let (hash, rest) = field(rest)?;
        let (signature, _) = field(rest)?;
        Some((field(key)?.0, hash, field(signature)?.0))
    });
    let (key, hash, signature) = fields.ok_or_else(|| malformed("it is cut off"))?;
    let key = String::from_utf8_lossy(key);
    if key.ends_with(CERTIFICATE) {
        return Err(SignatureFlaw::UnsupportedKey(format!(
            "an OpenSSH certificate (`{}`); sign with the public key itself",
            key.escape_debug()
        )));
    }
    if signature == b"ssh-rsa" || hash == b"sha1" {
        return Err(SignatureFlaw::WeakHash("SHA-1".to_owned()));
    }
    if signature == b"ssh-dss" {
        return Err(SignatureFlaw::UnsupportedKey("DSA, which rests on SHA-1".to_owned()));
    }
    Ok(())
}

/// The bytes after a length of four bytes, and what follows them.
fn field(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}
