//! Fixed dates: what remediations for the open lines have dated, and the claims that have to keep to them.

use super::item::{Item, What};
use super::model::Take;
use crate::base::date::Date;
use crate::catalog::{Catalog, Entry};
use crate::kinds::claim::Claim;
use crate::kinds::remediation::{Action, Remediation};
use crate::standing::demand::present_credential;
use crate::standing::motion::Motion;
use crate::standing::readiness::Readiness;
use crate::standing::verdict::Standing;

/// Something that a remediation has dated.
#[derive(Debug, Clone, Copy)]
pub struct Fixed<'a> {
    /// The remediation.
    pub remediation: Entry<'a, Remediation>,
    /// What will be done; none for showing it again.
    pub action: Option<&'a Action>,
    /// The day by which.
    pub by: Date,
}

/// What remediations for the open lines have dated, by day.
#[must_use]
pub fn fixed<'a>(catalog: &'a Catalog, readiness: &Readiness<'a>) -> Vec<Fixed<'a>> {
    let mut fixed: Vec<Fixed<'a>> = Vec::new();
    let person = readiness.person.id();
    for state in readiness.lines.iter().filter(|state| state.standing != Standing::Met) {
        for motion in &state.motion {
            let Motion::Remediation { remediation, until } = motion else { continue };
            if fixed.iter().any(|known| known.remediation.id() == *remediation) {
                continue;
            }
            let Some(entry) = catalog.get::<Remediation>(&format!("{person}/{remediation}")) else {
                continue;
            };
            let open = entry.document.actions.iter();
            let open = open.filter(|action| action.done.is_none_or(|done| done > readiness.as_of));
            fixed.extend(open.map(|action| Fixed {
                remediation: entry,
                action: Some(action),
                by: action.by.unwrap_or(*until),
            }));
            fixed.push(Fixed { remediation: entry, action: None, by: *until });
        }
    }
    fixed.sort_by_key(|fixed| (fixed.by, fixed.action.is_none()));
    fixed
}

/// Gives claims the day by which a remediation wants them shown again.
pub fn date_claims<'a>(catalog: &'a Catalog, items: &mut [Item<'a>], fixed: &[Fixed<'a>]) {
    for again in fixed.iter().filter(|fixed| fixed.action.is_none()) {
        let owner = again.remediation.owner();
        let (of, id) = again.remediation.document.claim.parts();
        let key = format!("{}/{id}", of.unwrap_or(owner));
        let Some(claim) = catalog.get::<Claim>(&key) else { continue };
        let credential = claim.document.credential.as_ref();
        let credential = credential.map(|id| present_credential(catalog, id.as_str()));
        let competency = claim.document.competency.as_ref().map(|claimed| claimed.id.as_str());
        for item in items.iter_mut() {
            let is_this = match item.what {
                What::Take(Take::Credential(id) | Take::Again(id)) => Some(id) == credential,
                What::Take(Take::Competency { id, .. }) => Some(id) == competency,
                _ => false,
            };
            if is_this {
                item.due = Some(item.due.map_or(again.by, |due| due.min(again.by)));
            }
        }
    }
}
