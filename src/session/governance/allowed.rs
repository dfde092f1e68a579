//! The policy's keys as git's own tools read them: allowed signers, and keys that no longer count.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::trust::chain::Chain;
use crate::trust::policy::Policy;

/// `gpg.ssh.allowedSignersFile`: every ssh key in force, with whose it is.
#[must_use]
pub fn signers(policy: &Policy<'_>) -> String {
    let catalog = &policy.document.catalog;
    let mut text =
        format!("# The keys of version {} of the trust policy of {catalog}.\n", policy.version());
    for (person, keys) in &policy.document.keys {
        for key in keys {
            match ssh_line(key.as_str()) {
                Some(key) => {
                    let _ = writeln!(text, "{person}@{catalog} namespaces=\"git\" {key}");
                }
                None => {
                    let _ = writeln!(
                        text,
                        "# {person} signs with OpenPGP; gpg has that key, or imports it."
                    );
                }
            }
        }
    }
    text
}

/// `gpg.ssh.revocationFile`: every ssh key that an earlier version had and the one in force has not.
#[must_use]
pub fn revoked(chain: &Chain<'_>) -> String {
    let Some(policy) = chain.in_force() else { return String::new() };
    let present: BTreeSet<&str> = policy.keys().map(|(_, key)| key.fingerprint()).collect();
    let mut lines = BTreeSet::new();
    for version in chain.versions() {
        for (person, keys) in &version.document.keys {
            for key in keys {
                let read = crate::trust::key::PublicKey::read(key.as_str());
                let is_gone = read.is_ok_and(|key| !present.contains(key.fingerprint()));
                if let Some(line) = ssh_line(key.as_str()).filter(|_| is_gone) {
                    lines.insert(format!("{line} {person}\n"));
                }
            }
        }
    }
    lines.into_iter().collect()
}

/// The kind and the material of an ssh key, without its comment.
fn ssh_line(key: &str) -> Option<String> {
    let mut words = key.split_whitespace();
    let (kind, material) = (words.next()?, words.next()?);
    (!kind.starts_with("-----")).then(|| format!("{kind} {material}"))
}
