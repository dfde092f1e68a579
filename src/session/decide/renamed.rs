//! Scopes that name something as it was called before: nobody may decide by them, and an admin mends that.

use std::fmt::Write as _;

use crate::catalog::Catalog;
use crate::catalog::formers::{Sort, things};
use crate::kinds::approval::Decision;
use crate::trust::granting::by_an_admin;
use crate::trust::policy::Policy;

/// What somebody may decide on only by an id that it had, with the line that an admin needs for each; on one
/// subject or on all of them. None where there is no such thing.
#[must_use]
pub(super) fn outgrown(
    bar: &Catalog,
    policy: &Policy<'_>,
    signer: &str,
    decision: Decision,
    subject: Option<&str>,
) -> Option<String> {
    let signer = policy.present_id(signer);
    let sorts = Sort::of_decision(decision);
    let mut text = String::new();
    let asked = things(bar).filter(|thing| sorts.contains(&thing.sort));
    for thing in asked.filter(|thing| subject.is_none_or(|subject| subject == thing.id)) {
        for former in &thing.formerly {
            let mut theirs = policy.only_on(&[decision], former, thing.id);
            theirs.retain(|(entry, _)| entry.person.as_str() == signer);
            if theirs.is_empty() {
                continue;
            }
            let id = thing.id;
            let end = if text.is_empty() { "" } else { "\n" };
            let _ = write!(
                text,
                "{end}a scope of {signer} covers `{former}`, which `{id}` was called before; scopes go by the \
                 present name\n  help: {}",
                by_an_admin(policy, &theirs, id)
            );
        }
    }
    (!text.is_empty()).then_some(text)
}
