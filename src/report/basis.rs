//! What an answer rests on: the commit or the files that were read, and the trust policy that was held to.

use schemars::JsonSchema;
use serde::Serialize;

use super::unread;
use crate::session::open::Opened;
use crate::trust::chain::{Chain, Pin};
use crate::world::git::read::Commit;

/// How far approvals are verified for readiness: by their own seals and the chain of policies, for which no
/// history is needed, so that full and shallow clones agree.
const LEVEL: &str = "sealed";

/// What an answer rests on: whoever has the same of these has the same answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Basis {
    /// The full name of the commit whose files were read; of files on disk, the commit checked out there.
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    /// Whether the files on disk were read, which may differ from the commit.
    from_disk: bool,
    /// How many of these files could not be read in full; absent where all could. `learn check` says why.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<usize>,
    /// What vouches for the approvals that count.
    trust: Trust,
}

/// What vouches for the approvals that count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
struct Trust {
    /// How far approvals are verified: `sealed`, which is by their own seals, without history.
    level: &'static str,
    /// The trust policy in force: `<version>:<sha256>`; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<String>,
    /// The version that somebody vouches for from outside the catalog, in the same form; absent where
    /// nobody does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pin: Option<String>,
}

impl Basis {
    /// What an answer from this catalog rests on.
    #[must_use]
    pub fn of(opened: &Opened, chain: &Chain<'_>) -> Self {
        let policy = chain.in_force().map(|policy| {
            Pin { version: policy.version(), digest: policy.digest.clone() }.to_string()
        });
        let pin = chain.pin.as_ref().map(Pin::to_string);
        Self {
            commit: opened.history().as_ref().map(Commit::id),
            from_disk: opened.commit.is_none(),
            unread: Some(unread::files(&opened.catalog)).filter(|files| *files > 0),
            trust: Trust { level: LEVEL, policy, pin },
        }
    }
}
