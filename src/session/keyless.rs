//! What somebody is told whose git cannot sign: the way to a key, and the line that makes it count.

use crate::base::shell;
use crate::trust::key::PublicKey;
use crate::trust::policy::Policy;
use crate::world::sign::SignRefusal;

/// The way to a key that signs. Its last step, where there is a policy that does not have that key yet,
/// is what an admin runs; `scope` are the options of that command.
#[must_use]
pub fn walk(
    refusal: &SignRefusal,
    policy: Option<&Policy<'_>>,
    signer: &str,
    scope: &str,
) -> String {
    let (Some(policy), Some(key)) = (policy, refusal.key_to_add()) else {
        return refusal.to_string();
    };
    let signer = policy.present_id(signer);
    let known = policy.keys_of(signer);
    if PublicKey::read(&key).is_ok_and(|key| known.contains(&key)) {
        return refusal.to_string();
    }
    let theirs = match known {
        [] => String::new(),
        _ => format!(
            ", unless it is the one that the policy has of {signer}, {}",
            keys(policy, signer)
        ),
    };
    let admins: Vec<&str> = policy.admins().into_iter().collect();
    let lost = if admins == [signer] {
        "\n  as the only admin you need the key that the policy has of you; if it is lost, `learn trust init \
         --again`"
    } else {
        ""
    };
    refusal.walk(&format!(
        "let an admin ({}) make it count{theirs}:\n       {}{lost}",
        admins.join(", "),
        line(signer, &key, scope)
    ))
}

/// The line by which an admin makes a key count.
#[must_use]
pub fn line(signer: &str, key: &str, scope: &str) -> String {
    format!("learn trust add {} --key \"{key}\"{scope}", shell::word(signer))
}

/// The keys that a policy has of somebody, in words.
#[must_use]
pub fn keys(policy: &Policy<'_>, person: &str) -> String {
    let keys: Vec<String> = policy.keys_of(person).iter().map(PublicKey::words).collect();
    if keys.is_empty() { "no key yet".to_owned() } else { keys.join(", ") }
}
