//! People in a group that has more of them than its page has room for.

use serde_json::{Value, json};

use crate::audience::person::Profile;
use crate::site::Job;
use crate::site::addresses::{person_link, role_link};
use crate::site::further::{self, Further, More};
use crate::site::page::Link;

/// How many people the page of a group shows.
pub const SHOWN: usize = 100;

/// How many rows a page with all of them has.
const EACH: usize = 200;

/// A person with their role.
#[must_use]
pub fn row(profile: &Profile<'_>) -> Value {
    json!({ "link": person_link(profile), "role": profile.role.map(role_link) })
}

/// What a group's page says of the people it leaves out.
#[must_use]
pub fn more(folder: &str, total: usize) -> Option<More> {
    further::more(total, SHOWN, folder)
}

/// The pages with everybody below the group's own page; none where that one shows them all.
#[must_use]
pub fn pages<'a>(
    folder: String,
    title: String,
    crumbs: [Link; 2],
    part: &'static str,
    people: Vec<Profile<'a>>,
) -> Vec<Job<'a>> {
    let total = people.len();
    let further =
        Further { folder, title, crumbs: crumbs.into(), part, form: "people", each: EACH };
    further.beyond(SHOWN, total, move |range, _| people[range].iter().map(row).collect())
}
