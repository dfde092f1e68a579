//! The approvals that a change brings in, as whoever merges it wants to know them.

use crate::kinds::approval::Decision;
use crate::trust::gate::Gate;
use crate::trust::ledger::Assurance;

/// An approval that counts in the result of a change and not on the branch that it lands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Landing {
    /// What was decided.
    pub decision: Decision,
    /// About whom.
    pub person: String,
    /// On what.
    pub subject: String,
    /// By whom.
    pub signer: String,
    /// What vouches for it.
    pub assurance: Assurance,
    /// Where the record lies, relative to the catalog's root.
    pub path: String,
}

/// Every approval that a change brings in, sorted by owner and id.
#[must_use]
pub fn landing(gate: &Gate<'_, '_>) -> Vec<Landing> {
    let new = gate.brought_in().into_iter();
    new.map(|(judged, verified)| Landing {
        decision: verified.approval.decision,
        person: verified.person.clone(),
        subject: verified.approval.document.subject.as_str().to_owned(),
        signer: verified.signer.clone(),
        assurance: verified.assurance.clone(),
        path: judged.record.source.path.to_string(),
    })
    .collect()
}
