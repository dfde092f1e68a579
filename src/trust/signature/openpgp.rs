//! Signatures of `OpenPGP` keys: the detached ones that gpg makes when git asks it to sign.

use std::io::Cursor;

use pgp::composed::{SignedPublicKey, SignedPublicKeyParser, SignedPublicSubKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::crypto::public_key::PublicKeyAlgorithm;
use pgp::packet::{self, Packet, PacketParser, PacketTrait, SignatureType, SubpacketData};
use pgp::ser::Serialize;
use pgp::types::{
    EcdsaPublicParams, EddsaLegacyPublicParams, KeyDetails, PublicParams, Tag, Timestamp,
    VerifyingKey,
};

use super::{SignatureFlaw, armour};
use crate::trust::key::KeyFlaw;

/// Shorter RSA keys are within reach of those with means.
const RSA_BITS: usize = 3072;

/// An `OpenPGP` key whose own signatures say that it, or a subkey of it, may sign.
#[derive(Debug, Clone)]
pub(in crate::trust) struct Key {
    primary: packet::PublicKey,
    /// Whether the primary key itself may sign, or why not.
    standing: Result<(), String>,
    subkeys: Vec<(packet::PublicSubkey, Result<(), String>)>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.primary == other.primary
    }
}

impl Eq for Key {}

impl Key {
    pub(in crate::trust) fn read(text: &str) -> Result<Self, KeyFlaw> {
        let bytes = armour::bytes(text, "PGP PUBLIC KEY BLOCK").map_err(KeyFlaw::Malformed)?;
        let packets = packets(&bytes).map_err(KeyFlaw::Malformed)?;
        let revoked = packets.iter().any(|packet| {
            // Whoever signed the revocation: a key of which somebody says so needs a second look by its owner.
            matches!(packet, Packet::Signature(signature)
                if signature.typ() == Some(SignatureType::KeyRevocation))
        });
        let read = one_key(packets)?;
        if revoked {
            return Err(KeyFlaw::Unsupported("an OpenPGP key that is revoked".to_owned()));
        }
        supported(&read.primary_key).map_err(KeyFlaw::Unsupported)?;
        let standing = primary_standing(&read);
        let subkeys: Vec<_> = read
            .public_subkeys
            .into_iter()
            .map(|subkey| {
                let standing = subkey_standing(&subkey, &read.primary_key);
                (subkey.key, standing)
            })
            .collect();
        if let Err(why) = &standing
            && subkeys.iter().all(|(_, standing)| standing.is_err())
        {
            let why =
                subkeys.iter().find_map(|(_, standing)| standing.as_ref().err()).unwrap_or(why);
            return Err(KeyFlaw::Unsupported(format!("no part of it may sign: {why}")));
        }
        Ok(Self { primary: read.primary_key, standing, subkeys })
    }

    pub(in crate::trust) fn fingerprint(&self) -> String {
        format!("{:X}", self.primary.fingerprint())
    }

    pub(in crate::trust) fn answers_to(&self, name: &str) -> bool {
        names(&self.primary).contains(&name.to_owned())
            || self.subkeys.iter().any(|(subkey, _)| names(subkey).contains(&name.to_owned()))
    }
}

fn names(key: &impl KeyDetails) -> [String; 2] {
    [format!("{:X}", key.fingerprint()), hex(key.legacy_key_id().as_ref())]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02X}"))
}

/// All packets, or nothing: what the library cannot read is not skipped.
fn packets(bytes: &[u8]) -> Result<Vec<Packet>, String> {
    PacketParser::new(Cursor::new(bytes))
        .collect::<Result<_, _>>()
        .map_err(|_| "it holds something that is not OpenPGP, or is cut off".to_owned())
}

fn one_key(packets: Vec<Packet>) -> Result<SignedPublicKey, KeyFlaw> {
    let malformed = |why: &str| KeyFlaw::Malformed(why.to_owned());
    let keys = packets.iter().filter(|packet| packet.tag() == Tag::PublicKey).count();
    if keys != 1 || packets.first().is_none_or(|packet| packet.tag() != Tag::PublicKey) {
        return Err(KeyFlaw::Malformed(format!("expected one key, it holds {keys}")));
    }
    let mut parser = SignedPublicKeyParser::from_packets(packets.into_iter().map(Ok).peekable());
    let read = parser.next().and_then(Result::ok);
    let read = read.ok_or_else(|| malformed("its parts are not those of an OpenPGP key"))?;
    if parser.into_inner().peek().is_some() {
        return Err(malformed("something follows the key"));
    }
    Ok(read)
}

/// Says what is wrong with the sort of a key that may not sign.
fn supported(key: &impl KeyDetails) -> Result<(), String> {
    match key.public_params() {
        PublicParams::EdDSALegacy(EddsaLegacyPublicParams::Ed25519 { key }) => sound(key.is_weak()),
        PublicParams::Ed25519(params) => sound(params.key.is_weak()),
        PublicParams::ECDSA(
            EcdsaPublicParams::P256 { .. }
            | EcdsaPublicParams::P384 { .. }
            | EcdsaPublicParams::P521 { .. },
        ) => Ok(()),
        PublicParams::RSA(params) => {
            // The number is written as its length in bits, then its bytes.
            let bits = params.to_bytes().ok().and_then(|bytes| bytes.first_chunk().copied());
            let bits = usize::from(bits.map_or(0, u16::from_be_bytes));
            if bits >= RSA_BITS {
                return Ok(());
            }
            Err(format!("OpenPGP with RSA of {bits} bits; {RSA_BITS} and more count"))
        }
        PublicParams::DSA(_) => Err("OpenPGP with DSA".to_owned()),
        _ => Err(format!("OpenPGP with {:?}, which does not sign for git here", key.algorithm())),
    }
}

fn sound(weak: bool) -> Result<(), String> {
    if weak {
        return Err(
            "an ed25519 key that no program makes, and that anybody could sign for".to_owned()
        );
    }
    Ok(())
}

/// The primary key may sign if the newest thing it says about itself says so.
fn primary_standing(key: &SignedPublicKey) -> Result<(), String> {
    let primary = &key.primary_key;
    let on_names = key.details.users.iter().flat_map(|user| {
        user.signatures.iter().filter(|signature| {
            signature.typ() != Some(SignatureType::CertRevocation)
                && signature.verify_certification(primary, Tag::UserId, &user.id).is_ok()
        })
    });
    let direct = key.details.direct_signatures.iter().filter(|signature| {
        signature.typ() == Some(SignatureType::Key) && signature.verify_key(primary).is_ok()
    });
    let newest = on_names
        .chain(direct)
        .filter(|signature| by_itself(signature, primary) && strong(signature).is_ok())
        .max_by_key(|signature| signature.created().map(Timestamp::as_secs));
    let newest = newest.ok_or("the OpenPGP key does not vouch for itself with SHA-2")?;
    if newest.key_flags().sign() {
        return Ok(());
    }
    Err("the OpenPGP key says of itself that it does not sign".to_owned())
}

/// A signature that names nobody is tried against every key; here it has to name the primary key.
fn by_itself(signature: &packet::Signature, primary: &packet::PublicKey) -> bool {
    let own = names(primary);
    issuers(signature).iter().any(|issuer| own.contains(issuer))
}

/// A subkey may sign if the primary key says so, and the subkey says that it belongs to the primary key:
/// without the second, anybody could take another's subkey for their own.
fn subkey_standing(subkey: &SignedPublicSubKey, primary: &packet::PublicKey) -> Result<(), String> {
    supported(&subkey.key)?;
    if subkey
        .signatures
        .iter()
        .any(|signature| signature.typ() == Some(SignatureType::SubkeyRevocation))
    {
        return Err("an OpenPGP subkey that is revoked".to_owned());
    }
    let binding = subkey
        .signatures
        .iter()
        .filter(|signature| {
            strong(signature).is_ok()
                && signature.verify_subkey_binding(primary, &subkey.key).is_ok()
        })
        .max_by_key(|signature| signature.created().map(Timestamp::as_secs))
        .ok_or("an OpenPGP subkey that its primary key does not vouch for with SHA-2")?;
    if !binding.key_flags().sign() {
        return Err("an OpenPGP subkey that is not for signing".to_owned());
    }
    let answer = binding.embedded_signature().filter(|answer| {
        strong(answer).is_ok() && answer.verify_primary_key_binding(&subkey.key, primary).is_ok()
    });
    answer.map(|_| ()).ok_or_else(|| {
        "an OpenPGP subkey that does not say that it belongs to its primary key".to_owned()
    })
}

fn strong(signature: &packet::Signature) -> Result<(), SignatureFlaw> {
    match signature.hash_alg() {
        Some(HashAlgorithm::Sha256 | HashAlgorithm::Sha384 | HashAlgorithm::Sha512) => Ok(()),
        Some(HashAlgorithm::Sha1) => Err(SignatureFlaw::WeakHash("SHA-1".to_owned())),
        Some(hash @ (HashAlgorithm::Md5 | HashAlgorithm::Ripemd160 | HashAlgorithm::Sha224)) => {
            Err(SignatureFlaw::WeakHash(hash.to_string()))
        }
        _ => Err(malformed("its hash is none of SHA-256, SHA-384 and SHA-512")),
    }
}

fn malformed(why: &str) -> SignatureFlaw {
    SignatureFlaw::Malformed(why.to_owned())
}

/// The keys that a signature says it is by, the surest first.
fn issuers(signature: &packet::Signature) -> Vec<String> {
    let fingerprints =
        signature.issuer_fingerprint().into_iter().map(|issuer| format!("{issuer:X}"));
    let ids = signature.issuer_key_id().into_iter().map(|issuer| hex(issuer.as_ref()));
    fingerprints.chain(ids).collect()
}

/// A signature out of its armour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::trust) struct Sealed(packet::Signature);

impl Sealed {
    pub(in crate::trust) fn read(text: &str) -> Result<Self, SignatureFlaw> {
        let bytes = armour::bytes(text, "PGP SIGNATURE").map_err(SignatureFlaw::Malformed)?;
        let packets = packets(&bytes).map_err(SignatureFlaw::Malformed)?;
        match <[Packet; 1]>::try_from(packets) {
            Ok([Packet::Signature(signature)]) => Ok(Self(signature)),
            _ => Err(malformed("expected one signature and nothing else in it")),
        }
    }

    /// Looks at the signature itself first, then holds it against the key, if it can be by such a key at all.
    pub(in crate::trust) fn verify(
        &self,
        key: Option<&Key>,
        payload: &[u8],
    ) -> Result<(), SignatureFlaw> {
        let signature = &self.0;
        let config = signature.config().ok_or_else(|| malformed("it is of an unknown version"))?;
        if config.typ() != SignatureType::Binary {
            return Err(malformed("it is not a signature of bytes, as git asks for"));
        }
        if config.pub_alg == PublicKeyAlgorithm::DSA {
            return Err(SignatureFlaw::UnsupportedKey("OpenPGP with DSA".to_owned()));
        }
        strong(signature)?;
        let unknown = config.hashed_subpackets().any(|part| {
            part.is_critical
                && matches!(
                    part.data,
                    SubpacketData::Notation(_)
                        | SubpacketData::Experimental(..)
                        | SubpacketData::Other(..)
                )
        });
        if unknown {
            return Err(malformed("it holds a condition that this program does not know"));
        }
        let key = key.ok_or(SignatureFlaw::Mismatch)?;
        let issuers = issuers(signature);
        if is_any(&key.primary, &issuers) {
            return self.fits(&key.primary, &key.standing, payload);
        }
        let subkey = key.subkeys.iter().find(|(subkey, _)| is_any(subkey, &issuers));
        let (subkey, standing) = subkey.ok_or(SignatureFlaw::Mismatch)?;
        self.fits(subkey, standing, payload)
    }

    fn fits(
        &self,
        key: &impl VerifyingKey,
        standing: &Result<(), String>,
        payload: &[u8],
    ) -> Result<(), SignatureFlaw> {
        standing.clone().map_err(SignatureFlaw::UnsupportedKey)?;
        self.0.verify(key, payload).map_err(|_| SignatureFlaw::Mismatch)
    }

    pub(in crate::trust) fn key_fingerprint(&self) -> Option<String> {
        issuers(&self.0).into_iter().next()
    }
}

fn is_any(key: &impl KeyDetails, issuers: &[String]) -> bool {
    names(key).iter().any(|name| issuers.contains(name))
}
