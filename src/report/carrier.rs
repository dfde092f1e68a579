//! The commit that brought a record in, for people and for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::date::Date;
use crate::session::past::FirstSeen;
use crate::trust::carrier::Carried;

/// A commit that brought a record in.
#[derive(Serialize, JsonSchema)]
pub struct Carrier {
    /// Its full name.
    commit: String,
    /// Its author's day; `null` where git cannot tell.
    date: Option<Date>,
    /// Its author.
    carried_by: String,
    /// Who signed it, by id; `null` where nobody did whom the policy knows.
    signed_by: Option<String>,
}

/// The commit that brought a record in, for programs.
#[must_use]
pub fn carrier(first: &FirstSeen) -> Carrier {
    Carrier {
        commit: first.commit.clone(),
        date: first.words.date,
        carried_by: first.words.author.name.clone(),
        signed_by: match &first.carried {
            Carried::SignedBy(person) => Some(person.clone()),
            Carried::Unsigned | Carried::Unknown => None,
        },
    }
}

/// The commit that brought a record in, for people.
#[must_use]
pub fn carried(first: &FirstSeen) -> String {
    let signed = match &first.carried {
        Carried::SignedBy(person) => format!("signed by {person}"),
        Carried::Unsigned => "not signed itself".to_owned(),
        Carried::Unknown => "signed with a key that the policy does not know".to_owned(),
    };
    let date = first.words.date.map_or_else(String::new, |date| format!(" of {date}"));
    format!("{}{date}, carried by {}, {signed}", short(&first.commit), first.words.author.name)
}

/// The first characters of a commit's name, enough for people.
#[must_use]
pub fn short(commit: &str) -> String {
    crate::world::git::about::short(commit).to_owned()
}
