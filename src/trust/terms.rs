//! Terms: what an award takes and what it gives, copied from the content into the record that is signed.

use std::collections::BTreeSet;

use crate::base::duration::Duration;
use crate::base::id::Id;
use crate::base::reference::{Ref, to};
use crate::catalog::Catalog;
use crate::catalog::claims::Subject;
use crate::kinds::approval::{Approval, Grants};
use crate::kinds::claim::Claim;
use crate::kinds::credential::Credential;
use crate::kinds::parts::attestation::Attestation;

/// What an award on a claim takes and gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The slots of assessors: a discipline or `any` per person.
    pub needs: Vec<Id>,
    /// Whether a claim after a not-yet takes one of those who judged before.
    pub keep_one_assessor: bool,
    /// What it gives.
    pub grants: Grants,
}

impl Terms {
    /// The terms of what a claim asks for, as the catalog has them.
    ///
    /// One assessor of any discipline judges a competency without a credential.
    #[must_use]
    pub fn of(catalog: &Catalog, subject: Subject<'_>, claim: &Claim) -> Option<Self> {
        match subject {
            Subject::Credential(credential) => {
                Some(Self::of_credential(catalog, credential.id(), credential.document))
            }
            Subject::Competency(competency) => {
                let claimed = claim.competency.as_ref()?;
                let attests = vec![Attestation {
                    competency: Ref::new(competency.id),
                    at: claimed.at.clone(),
                }];
                let grants = Grants { attests, ..Grants::default() };
                Some(Self { needs: vec![Id::new("any")], keep_one_assessor: false, grants })
            }
        }
    }

    /// The terms of a credential.
    #[must_use]
    pub fn of_credential(catalog: &Catalog, id: &str, credential: &Credential) -> Self {
        let grants = Grants {
            credentials: with_included(catalog, id),
            attests: credential.attests.clone(),
            valid_for: credential.valid_for,
        };
        let keep_one_assessor =
            credential.reassess.is_some_and(|reassess| reassess.keep_one_assessor);
        Self { needs: credential.assessors.clone(), keep_one_assessor, grants }
    }

    /// Whether a record says the same, in whatever order.
    #[must_use]
    pub fn are_those_of(&self, approval: &Approval) -> bool {
        self.keep_one_assessor == approval.keep_one_assessor
            && self.agree_with(&approval.needs, approval.grants.as_ref())
    }

    /// Whether these slots and gifts are the same, in whatever order.
    #[must_use]
    pub fn agree_with(&self, needs: &[Id], grants: Option<&Grants>) -> bool {
        fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
            let mut items: Vec<T> = items.into_iter().collect();
            items.sort();
            items
        }
        let attested = |grants: &Grants| -> Vec<(String, String)> {
            let attests = grants.attests.iter();
            sorted(attests.map(|one| (one.competency.as_str().into(), one.at.as_str().into())))
        };
        let given = |grants: &Grants| -> (Vec<String>, Option<Duration>) {
            let credentials = grants.credentials.iter().map(|id| id.as_str().to_owned());
            (sorted(credentials), grants.valid_for)
        };
        let none = Grants::default();
        let grants = grants.unwrap_or(&none);
        sorted(self.needs.iter().map(Id::as_str)) == sorted(needs.iter().map(Id::as_str))
            && attested(&self.grants) == attested(grants)
            && given(&self.grants) == given(grants)
    }
}

/// A credential and all that it includes, itself first, the others sorted.
fn with_included(catalog: &Catalog, id: &str) -> Vec<Ref<to::Credential>> {
    let mut included = BTreeSet::new();
    let mut open = vec![id.to_owned()];
    while let Some(next) = open.pop() {
        let Some(credential) = catalog.get::<Credential>(&next) else { continue };
        for smaller in &credential.document.includes {
            if smaller.as_str() != id && included.insert(smaller.as_str().to_owned()) {
                open.push(smaller.as_str().to_owned());
            }
        }
    }
    [id.to_owned()].into_iter().chain(included).map(Ref::new).collect()
}
