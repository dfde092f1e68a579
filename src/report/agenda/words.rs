//! The words that only papers need: whose agenda it is, and who has to do something.

pub use crate::wording::agenda::{command, detail, subject, title, when};

use super::{Of, Sheet};
use crate::insight::agenda::{Item, Whom};
use crate::kinds::team::Team;
use crate::wording::agenda::name;
use crate::wording::one_line;

/// What the whole is called.
#[must_use]
pub fn headline(sheet: &Sheet<'_>) -> String {
    let of = match sheet.of {
        Of::Everybody => "everybody".to_owned(),
        Of::Team(id) => {
            sheet.catalog.get::<Team>(id).map_or(id, |team| &*team.document.name).to_owned()
        }
        Of::Person(id) => name(sheet.catalog, id).to_owned(),
    };
    format!("Agenda of {}", one_line(&of))
}

/// Who has to do it, where that is not clear from whose agenda it is.
#[must_use]
pub fn whom(sheet: &Sheet<'_>, item: &Item<'_>) -> String {
    match (&item.whom, sheet.of) {
        (_, Of::Person(_)) => String::new(),
        (Whom::Everybody, _) => "for everybody".to_owned(),
        (Whom::People(people), _) if people.is_empty() => "for whom, nobody says".to_owned(),
        (Whom::People(people), _) => {
            format!("for {}", people.iter().copied().collect::<Vec<_>>().join(", "))
        }
    }
}
