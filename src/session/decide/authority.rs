//! Whether somebody may sign a decision, and whether their git would sign it with a key of theirs.

use super::renamed;
use crate::catalog::Catalog;
use crate::kinds::approval::Decision;
use crate::session::keyless::{self, keys};
use crate::trust::chain::Chain;
use crate::trust::key::{KeyFlaw, PublicKey};
use crate::trust::ledger::Ledger;
use crate::trust::policy::Policy;
use crate::trust::refusal::{Broken, Refusal};
use crate::world::git::read::Home;
use crate::world::sign;

/// A decision that somebody is about to take.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// What kind.
    pub decision: Decision,
    /// About whom.
    pub person: &'a str,
    /// On what.
    pub subject: &'a str,
    /// Who signs.
    pub signer: &'a str,
}

/// The policy of the target.
///
/// # Errors
/// That none is in force there.
pub fn policy<'l, 'a>(ledger: &'l Ledger<'a>, target: &str) -> Result<&'l Policy<'a>, String> {
    ledger.policy().ok_or_else(|| {
        format!(
            "no trust policy is in force on {target}, so no signature would count\n  help: `learn trust \
             init` begins one; `learn check` says what is wrong with one that is there"
        )
    })
}

impl Deed<'_> {
    /// Refuses whoever may not decide this, naming those who may, and the scopes of the signer
    /// that name it as it was called before.
    ///
    /// # Errors
    /// Why they may not.
    pub fn authorise(&self, policy: &Policy<'_>, bar: &Catalog) -> Result<(), String> {
        let Self { decision, person, subject, signer } = *self;
        if policy.present_id(person) == policy.present_id(signer) {
            let help = match decision {
                // No policy says who may: whoever has seen the work.
                Decision::Endorse => {
                    "a colleague who has seen it endorses it from their own clone".to_owned()
                }
                _ => self.who_may(policy),
            };
            let what = match decision {
                Decision::Endorse => "nobody endorses their own work".to_owned(),
                _ => format!("nobody {} themselves", verb(decision)),
            };
            return Err(format!("you are {signer}, and {what}\n  help: {help}"));
        }
        if !policy.may(policy.present_id(signer), decision, subject) {
            let before = renamed::outgrown(bar, policy, signer, decision, Some(subject));
            let before = before.map(|note| format!("\n{note}")).unwrap_or_default();
            return Err(format!(
                "the trust policy does not let {signer} {} `{subject}`\n  help: {}{before}",
                deed(decision),
                self.who_may(policy)
            ));
        }
        Ok(())
    }

    /// Those who may decide this, by their ids, as half a sentence.
    #[must_use]
    pub fn who_may(&self, policy: &Policy<'_>) -> String {
        let person = policy.present_id(self.person);
        let may = policy.who_may(self.decision, self.subject);
        let names: Vec<&str> = may.into_iter().filter(|one| *one != person).collect();
        match names.as_slice() {
            [] => format!(
                "nobody may yet: an admin ({}) lets somebody with `learn trust add`",
                policy.admins_in_words()
            ),
            names => format!("ask {}", names.join(" or ")),
        }
    }

    /// Refuses before anybody is asked for anything: a set-up that cannot sign, or a key that is not
    /// the signer's. A key that cannot be known before signing is let pass; the record is verified
    /// before it is written.
    ///
    /// # Errors
    /// What is wrong, with the line that an admin needs.
    pub fn has_key(
        &self,
        home: &Home,
        policy: &Policy<'_>,
        chain: &Chain<'_>,
    ) -> Result<(), String> {
        let signer = policy.present_id(self.signer);
        let known = policy.keys_of(signer);
        let setup = sign::ready(&home.top()).map_err(|refusal| {
            keyless::walk(&refusal, Some(policy), self.signer, &self.scope(policy))
        })?;
        let key = setup.public_key.as_deref();
        if let Some(Err(flaw @ KeyFlaw::Certificate(_))) = key.map(PublicKey::read) {
            return Err(format!(
                "git's `user.signingKey` does not name a key that counts: {flaw}\n  help: `git config \
                 user.signingKey FILE.pub` with the file of the key, which lies beside `FILE-cert.pub`"
            ));
        }
        if known.is_empty() {
            return Err(format!(
                "the trust policy has no key of {signer} yet, so nothing they sign counts\n  help: an \
                 admin ({}) adds it with\n    {}",
                policy.admins_in_words(),
                self.line(policy, key)
            ));
        }
        let Some(used) = key.and_then(|key| PublicKey::read(key).ok()) else { return Ok(()) };
        if known.iter().any(|one| one.fingerprint() == used.fingerprint()) {
            return Ok(());
        }
        let mut owners = policy.keys().filter(|(_, one)| one.fingerprint() == used.fingerprint());
        Err(match owners.next() {
            Some((owner, _)) => self.foreign(policy, owner),
            None => match chain.took_key(self.signer, used.fingerprint()) {
                Some(version) => self.taken_away(policy, &used.words(), version),
                None => self.unknown(policy, &used.words(), key),
            },
        })
    }

    /// Why a record would not count, as its signer is told.
    #[must_use]
    pub fn explain(&self, policy: &Policy<'_>, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Broken(Broken::ForeignKey(owner)) => self.foreign(policy, owner),
            Refusal::Broken(Broken::UnknownKey { used, .. }) => {
                self.unknown(policy, used.as_deref().unwrap_or("you signed with"), None)
            }
            Refusal::Broken(Broken::Signature(flaw)) => {
                format!("your signature would not count: {flaw}; nothing was written")
            }
            Refusal::Broken(Broken::Statement(flaw)) => {
                format!("git did not sign what it was given: {flaw}; nothing was written")
            }
            Refusal::SelfApproval => format!("nobody {} themselves", verb(self.decision)),
            Refusal::OutOfScope(_) | Refusal::Disciplines(_) => format!(
                "the trust policy does not let {} {} `{}`\n  help: {}",
                self.signer,
                deed(self.decision),
                self.subject,
                self.who_may(policy)
            ),
            Refusal::Mismatch(what) => format!("this would not count: {what}; nothing was written"),
            other => format!("this would not count, and nothing was written: {other:?}"),
        }
    }

    fn unknown(&self, policy: &Policy<'_>, used: &str, line: Option<&str>) -> String {
        let signer = self.signer;
        format!(
            "the key {used} is not {signer}'s; {signer}'s are {}. Nothing was written\n  help: sign with \
             one of these (`git config user.signingKey …`), or let an admin ({}) add it with\n    {}",
            keys(policy, policy.present_id(signer)),
            policy.admins_in_words(),
            self.line(policy, line)
        )
    }

    fn taken_away(&self, policy: &Policy<'_>, used: &str, version: u16) -> String {
        let signer = self.signer;
        format!(
            "version {version} of the trust policy has taken the key {used} away from {signer}, whose keys are {}. \
             Nothing was written\n  help: sign with one of these (`git config user.signingKey …`)",
            keys(policy, policy.present_id(signer)),
        )
    }

    fn foreign(&self, policy: &Policy<'_>, owner: &str) -> String {
        let signer = self.signer;
        format!(
            "your git signs with a key of {owner}, and you sign as {signer}, whose keys are {}. Nothing was \
             written\n  help: `--as {owner}` if you are {owner}; otherwise name your own key with `git \
             config user.signingKey …`",
            keys(policy, policy.present_id(signer)),
        )
    }

    fn line(&self, policy: &Policy<'_>, key: Option<&str>) -> String {
        let key = key.map_or("<your public key>", |key| key.trim());
        keyless::line(self.signer, key, &self.scope(policy))
    }

    /// What an admin lets somebody do who is to decide this, and may not yet.
    fn scope(&self, policy: &Policy<'_>) -> String {
        if policy.may(policy.present_id(self.signer), self.decision, self.subject) {
            return String::new();
        }
        match self.decision {
            Decision::Approve | Decision::NotYet => format!(" --approve \"{}\"", self.subject),
            Decision::Waive => format!(" --waive \"{}\"", self.subject),
            Decision::Revoke => format!(" --revoke \"{}\"", self.subject),
            Decision::Promote => format!(" --promote \"{}\"", self.subject),
            Decision::Place => format!(" --place \"{}\"", self.subject),
            Decision::Endorse => String::new(),
        }
    }
}

const fn verb(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve | Decision::NotYet => "judges",
        Decision::Endorse => "endorses",
        Decision::Waive => "waives a line for",
        Decision::Revoke => "revokes awards of",
        Decision::Promote => "promotes",
        Decision::Place => "places",
    }
}

const fn deed(decision: Decision) -> &'static str {
    match decision {
        Decision::Approve | Decision::NotYet => "judge claims of",
        Decision::Endorse => "endorse",
        Decision::Waive => "waive lines of",
        Decision::Revoke => "revoke awards of",
        Decision::Promote => "promote anybody to",
        Decision::Place => "place anybody at",
    }
}
