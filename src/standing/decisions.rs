//! What authorised signers have decided about somebody.

use super::holdings::Holdings;
use crate::base::date::Date;
use crate::catalog::references::Noun;
use crate::catalog::{Catalog, layout};
use crate::kinds::Kind;

/// What counts of the approvals of one person.
///
/// Until signatures are verified nothing does: an approval that anybody could have written decides
/// nothing, neither for nor against. Such records are counted, so that nobody takes their absence
/// for an answer.
#[derive(Debug, Clone, Default)]
pub struct Decisions<'a> {
    /// What live awards give.
    pub held: Holdings<'a>,
    /// How many approval records were left aside because they are not verified.
    pub unverified: usize,
}

impl Decisions<'_> {
    /// What was decided about `person` by the end of `day`.
    #[must_use]
    pub fn of(catalog: &Catalog, person: &str, day: Date) -> Self {
        let unverified = catalog
            .names(Noun::Record(Kind::Approval), Some(person))
            .into_iter()
            .filter(|name| layout::date_of(name).is_none_or(|date| date <= day))
            .count();
        Self { held: Holdings::default(), unverified }
    }
}
