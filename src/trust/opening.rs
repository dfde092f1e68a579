//! Opening seals: the statement that one holds, and whose key it is signed with.

use super::policy::Policy;
use super::refusal::Broken;
use super::seal;
use super::signature::{Signature, SignatureFlaw};
use super::statement::Statement;

/// The statement that a seal holds.
///
/// # Errors
/// Why it holds none.
pub fn open(seal: &str) -> Result<Statement, Broken> {
    let raw = seal::read(seal).ok_or(Broken::Seal)?;
    Statement::read(&raw).map_err(Broken::Statement)
}

/// Checks that a statement is signed with a key that the policy gives to `signer`, and names it.
///
/// # Errors
/// Why it is not, naming whose key it is instead.
pub fn verify(statement: &Statement, policy: &Policy<'_>, signer: &str) -> Result<String, Broken> {
    let signature = Signature::read(&statement.signature).map_err(Broken::Signature)?;
    let used = signature.key_fingerprint();
    let mut flaw = None;
    for key in policy.keys_of(signer) {
        match signature.verify(key, &statement.payload) {
            Ok(()) => return Ok(key.words()),
            // A flaw of the key that was named says more than that another one does not fit.
            Err(found) if flaw.is_none() || used.as_deref() == Some(key.fingerprint()) => {
                flaw = Some(found);
            }
            Err(_) => {}
        }
    }
    if let Some(flaw) = flaw.filter(|flaw| *flaw != SignatureFlaw::Mismatch) {
        return Err(Broken::Signature(flaw));
    }
    for (person, key) in policy.keys().filter(|(person, _)| *person != signer) {
        if used.as_deref().is_none_or(|used| key.answers_to(used))
            && signature.verify(key, &statement.payload).is_ok()
        {
            return Err(Broken::ForeignKey(person.to_owned()));
        }
    }
    let own = policy.keys_of(signer);
    match used {
        Some(used) if own.iter().any(|key| key.answers_to(&used)) => {
            Err(Broken::Signature(SignatureFlaw::Mismatch))
        }
        used => {
            let known = own.iter().map(super::key::PublicKey::words).collect();
            Err(Broken::UnknownKey { used, known })
        }
    }
}
