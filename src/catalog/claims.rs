//! What is known about claims: what each asks for, what it cites, and how it was answered.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::index::{Catalog, CompetencyEntry};
use super::people::owned_record;
use super::record::{Entry, Record};
use crate::base::date::Date;
use crate::base::place::Pointer;
use crate::base::reference::Ref;
use crate::kinds::Kind;
use crate::kinds::approval::{Approval, Decision};
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::pointer;

/// The claims of a catalog with the approvals that answer them; found once, in one pass over the
/// approvals that count, when somebody first asks.
#[derive(Debug)]
pub struct Claims<'a> {
    catalog: &'a Catalog,
    approvals: Vec<Entry<'a, Approval>>,
    /// Those that answer a claim, by its path, as places among all; found when first asked for.
    answers: OnceLock<HashMap<Arc<str>, Vec<usize>>>,
}

/// What a claim asks for, by its present id.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A credential.
    Credential(Entry<'a, Credential>),
    /// A competency at a proficiency.
    Competency(CompetencyEntry<'a>),
}

impl<'a> Subject<'a> {
    /// The word for what it is.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Credential(_) => "credential",
            Self::Competency(_) => "competency",
        }
    }

    /// The id of the credential or competency.
    #[must_use]
    pub fn id(&self) -> &'a str {
        match self {
            Self::Credential(credential) => credential.id(),
            Self::Competency(competency) => competency.id,
        }
    }
}

impl PartialEq for Subject<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.word() == other.word() && self.id() == other.id()
    }
}

/// A piece of evidence that a claim cites and that is there.
#[derive(Debug, Clone)]
pub struct Cited<'a> {
    /// Where the claim cites it.
    pub pointer: Pointer,
    /// The portfolio entry, journal entry or enrolment.
    pub record: &'a Record,
}

impl<'a> Claims<'a> {
    /// The claims of a catalog, with the approvals that count: whoever verifies signatures hands those
    /// in, sorted by owner and id.
    #[must_use]
    pub fn of(
        catalog: &'a Catalog,
        approvals: impl IntoIterator<Item = Entry<'a, Approval>>,
    ) -> Self {
        Self { catalog, approvals: approvals.into_iter().collect(), answers: OnceLock::new() }
    }

    /// Whether claims can be answered here: the catalog has a trust policy, or an approval already.
    ///
    /// Rules that miss a signature ask this first.
    #[must_use]
    pub fn can_be_answered(&self) -> bool {
        [Kind::Trust, Kind::Approval]
            .iter()
            .any(|kind| self.catalog.of_kind(*kind).next().is_some())
    }

    /// The approvals and not-yets on a claim as its bytes are now, in the order of their ids, and so of their dates.
    #[must_use]
    pub fn answers(&self, claim: &Record) -> impl DoubleEndedIterator<Item = Entry<'a, Approval>> {
        let answers = self.answers.get_or_init(|| answers(self.catalog, &self.approvals));
        let numbers = answers.get(&claim.source.path).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.approvals.get(*number).copied())
    }

    /// Whether nobody has answered the claim by `day` and its owner has not taken it back.
    #[must_use]
    pub fn is_open(&self, claim: Entry<'a, Claim>, day: Date) -> bool {
        claim.withdrawn.is_none_or(|withdrawn| withdrawn > day)
            && !self.answers(claim.record).any(|answer| answer.date <= day)
    }

    /// Claims that are not withdrawn and that nobody has answered, sorted by owner and id.
    ///
    /// What was decided is history: today's content no longer has a say in it.
    pub fn undecided(&self) -> impl Iterator<Item = Entry<'a, Claim>> {
        let claims = self.catalog.all::<Claim>();
        claims.filter(|claim| {
            claim.withdrawn.is_none() && self.answers(claim.record).next().is_none()
        })
    }

    /// What a claim asks for, if the catalog has it.
    #[must_use]
    pub fn subject(&self, claim: &'a Claim) -> Option<Subject<'a>> {
        if let Some(credential) = &claim.credential {
            return self.catalog.get(credential.as_str()).map(Subject::Credential);
        }
        let competency = claim.competency.as_ref()?;
        self.catalog.competency(competency.id.as_str()).map(Subject::Competency)
    }

    /// Whether the same person has claimed the same thing again on a later day.
    #[must_use]
    pub fn is_asked_anew(&self, claim: Entry<'a, Claim>) -> bool {
        let Some(subject) = self.subject(claim.document) else { return false };
        self.catalog.owned::<Claim>(claim.owner()).any(|later| {
            later.record.date() > claim.record.date()
                && self.subject(later.document).is_some_and(|other| other == subject)
        })
    }

    /// All pieces of evidence that a claim cites and that are there, in its order.
    #[must_use]
    pub fn evidence(&self, claim: Entry<'a, Claim>) -> Vec<Cited<'a>> {
        let mut cited = Vec::new();
        for (number, evidence) in claim.document.evidence.iter().enumerate() {
            let fields = [
                (Kind::Portfolio, evidence.portfolio.as_ref().map(Ref::as_str)),
                (Kind::Journal, evidence.journal.as_ref().map(Ref::as_str)),
                (Kind::Enrolment, evidence.enrolment.as_ref().map(Ref::as_str)),
            ];
            for (kind, id) in fields {
                let record = id.and_then(|id| owned_record(self.catalog, kind, id, claim.owner()));
                if let Some(record) = record {
                    let pointer = pointer!["evidence", number, kind.about().name];
                    cited.push(Cited { pointer, record });
                }
            }
        }
        cited
    }
}

/// The approvals that answer a claim, by its path.
fn answers(catalog: &Catalog, approvals: &[Entry<'_, Approval>]) -> HashMap<Arc<str>, Vec<usize>> {
    let found = approvals.par_iter().map(|approval| answered(catalog, *approval));
    let found: Vec<Option<&Record>> = found.collect();
    let mut answers: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
    for (number, claim) in found.into_iter().enumerate() {
        if let Some(claim) = claim {
            answers.entry(Arc::clone(&claim.source.path)).or_default().push(number);
        }
    }
    answers
}

/// The claim that an approval or a not-yet answers.
fn answered<'a>(catalog: &'a Catalog, approval: Entry<'a, Approval>) -> Option<&'a Record> {
    if !matches!(approval.decision, Decision::Approve | Decision::NotYet) {
        return None;
    }
    let judged = approval.document.claim.as_ref()?;
    let claim = owned_record(catalog, Kind::Claim, judged.id.as_str(), approval.owner());
    // A claim is known by its bytes as well: one that was edited is asked anew.
    claim.filter(|claim| claim.has_words(&judged.sha256))
}

/// Where a claim says what it asks for.
#[must_use]
pub fn subject_pointer(claim: &Claim) -> Pointer {
    if claim.credential.is_some() { pointer!["credential"] } else { pointer!["competency", "id"] }
}
