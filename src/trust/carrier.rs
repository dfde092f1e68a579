//! Carriers: the ordinary commits that bring records in, and who signed them.
//!
//! What is found here is shown and never a condition: squash and rebase take signatures away, and the
//! seals do not care.

use super::chain::Chain;
use super::signature::Signature;

/// Who signed a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// Nobody.
    Unsigned,
    /// Somebody to whom a version of the policy gives the key.
    SignedBy(String),
    /// A key that no version of the policy gives to anybody, or a signature that does not fit.
    Unknown,
}

/// Who signed the commit with these raw bytes.
#[must_use]
pub fn signed_by(raw: &[u8], chain: &Chain<'_>) -> Carried {
    let Some((payload, armour)) = split(raw) else { return Carried::Unsigned };
    let Ok(signature) = Signature::read(&armour) else { return Carried::Unknown };
    let used = signature.key_fingerprint();
    let mut keys = chain.versions().iter().rev().flat_map(super::policy::Policy::keys);
    keys.find(|(_, key)| {
        used.as_deref().is_none_or(|used| key.answers_to(used))
            && signature.verify(key, &payload).is_ok()
    })
    .map_or(Carried::Unknown, |(person, _)| Carried::SignedBy(person.to_owned()))
}

/// The bytes that were signed and the signature's armour; none where there is no signature.
///
/// Git signs the commit without its `gpgsig` header; only the headers are looked at.
fn split(raw: &[u8]) -> Option<(Vec<u8>, String)> {
    let end = raw.windows(2).position(|two| two == b"\n\n").map_or(raw.len(), |at| at + 1);
    let (headers, message) = raw.split_at(end);
    let mut payload = Vec::with_capacity(raw.len());
    let mut armour = Vec::new();
    let mut inside = false;
    for line in headers.split_inclusive(|byte| *byte == b'\n') {
        if let Some(first) = line.strip_prefix(b"gpgsig ") {
            inside = true;
            armour.extend_from_slice(first);
        } else if let (true, Some(more)) = (inside, line.strip_prefix(b" ")) {
            armour.extend_from_slice(more);
        } else {
            inside = false;
            payload.extend_from_slice(line);
        }
    }
    payload.extend_from_slice(message);
    (!armour.is_empty()).then(|| (payload, String::from_utf8_lossy(&armour).into_owned()))
}
