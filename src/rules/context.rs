//! What a rule may look at: the catalog, its approvals, what it is compared with, and a day.

use crate::base::date::Date;
use crate::base::reference::{Ref, to};
use crate::catalog::claims::Cited;
use crate::catalog::people::owned_record;
use crate::catalog::{Catalog, Entry};
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::claim::Claim;
use crate::kinds::module::{Module, Status};
use crate::kinds::program::Cadence;
use crate::trust::chain::{Candidate, Chain, Longer};
use crate::trust::gate::Gate;
use crate::trust::ledger::Ledger;

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The catalog as it is.
    pub catalog: &'a Catalog,
    /// The catalog as it was at the revision that `--since` names.
    pub before: Option<&'a Catalog>,
    /// Every approval of the catalog, with whether it counts.
    pub ledger: &'a Ledger<'a>,
    /// The approvals of the branch that the catalog is to land on, where it is the result of a merge.
    pub target: Option<&'a Ledger<'a>>,
    /// How that branch is called, where somebody named it.
    pub target_name: Option<&'a str>,
    /// A commit of the past with a longer chain of trust policies, if there is one.
    pub longer: Option<&'a Longer>,
    /// Whether commits that led here are missing, as in a shallow clone.
    pub history_is_cut: bool,
    /// The signed files that archives of the repository lack.
    pub unarchived: &'a [String],
    /// The day for which the catalog is checked.
    pub as_of: Date,
}

impl<'a> Context<'a> {
    /// A catalog by itself: what it is compared with and lands on is for the caller to add.
    #[must_use]
    pub fn of(ledger: &'a Ledger<'a>, as_of: Date) -> Self {
        Self {
            catalog: ledger.catalog(),
            before: None,
            ledger,
            target: None,
            target_name: None,
            longer: None,
            history_is_cut: false,
            unarchived: &[],
            as_of,
        }
    }

    /// The change that is judged against the branch it is to land on.
    #[must_use]
    pub fn gate(&self) -> Option<Gate<'a, 'a>> {
        self.target.map(|target| Gate { target, result: self.ledger })
    }

    /// How the branch that the catalog is to land on is written in a command.
    #[must_use]
    pub fn target_name(&self) -> &'a str {
        self.target_name.unwrap_or("origin/main")
    }

    /// Whether the version that is pinned is missing only because the end of the chain was taken away: a
    /// commit that led here has it, and nothing lies here that it did not have. That the chain was
    /// rolled back says all then.
    #[must_use]
    pub fn has_lost_what_is_pinned(&self) -> bool {
        let chain = self.ledger.chain();
        let (Some(pin), Some(longer)) = (&chain.pin, self.longer) else { return false };
        let has =
            |one: &Candidate<'_>| one.number.is_some_and(|number| longer.has(number, &one.digest));
        chain.in_force().is_none()
            && longer.has(pin.version, &pin.digest)
            && Chain::candidates(self.catalog).iter().all(has)
    }

    /// The claim that an approval answers, with what it cites; none where it is another one by now, and none of other
    /// decisions.
    #[must_use]
    pub fn answered(
        &self,
        approval: Entry<'a, Approval>,
    ) -> Option<(Entry<'a, Claim>, Vec<Cited<'a>>)> {
        let judged = approval.document.claim.as_ref();
        let judged = judged.filter(|_| approval.document.decision == Decision::Approve)?;
        let (id, owner) = (judged.id.as_str(), approval.owner());
        let record = owned_record(self.catalog, Kind::Claim, id, owner)?;
        let claim = Entry::<Claim>::of(record).filter(|_| record.has_words(&judged.sha256))?;
        Some((claim, self.ledger.claims().evidence(claim)))
    }

    /// Whether this last day has passed; what has no last day never ends.
    #[must_use]
    pub fn is_over(&self, last: Option<Date>) -> bool {
        last.is_some_and(|last| last < self.as_of)
    }

    /// Whether what a decision gives has not ended.
    #[must_use]
    pub fn is_live(&self, approval: &Approval) -> bool {
        let ends = approval.grants.as_ref().and_then(|grants| grants.valid_for);
        let last = ends.map(|valid_for| valid_for.after(approval.date)).or(approval.until);
        !self.is_over(last)
    }

    /// Whether this names a module that is retired.
    #[must_use]
    pub fn is_retired(&self, module: Option<&Ref<to::Module>>) -> bool {
        let module = module.and_then(|id| self.catalog.get::<Module>(id.as_str()));
        module.is_some_and(|module| module.status == Status::Retired)
    }

    /// How often content is looked at.
    #[must_use]
    pub fn cadence(&self) -> Cadence {
        self.catalog.program().map(|program| program.document.cadence).unwrap_or_default()
    }

    /// Whether something with this first day has begun; what has none always has.
    #[must_use]
    pub fn has_begun(&self, first: Option<Date>) -> bool {
        first.is_none_or(|first| first <= self.as_of)
    }
}
