//! Meetings about somebody's growth and their journal, each as far as it may be read.

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::kinds::Document;
use crate::kinds::journal::Journal;
use crate::kinds::meeting::Meeting;
use crate::site::Site;
use crate::site::addresses::person_link;
use crate::site::pages::word;
use crate::site::prose::Prose;

/// How many meetings and journal entries a person's page shows.
pub const SHOWN: usize = 7;

/// The meetings that may be seen, the newest first.
#[must_use]
pub fn meetings<'a>(site: &Site<'a>, person: &str) -> Vec<Entry<'a, Meeting>> {
    let mut all: Vec<Entry<'_, Meeting>> = site.view.owned::<Meeting>(person).collect();
    all.reverse();
    all
}

/// A meeting on the page at `page`: when and with whom, and what was said where that may be read.
#[must_use]
pub fn meeting(site: &Site<'_>, meeting: Entry<'_, Meeting>, page: &str) -> Value {
    let day = site.view.as_of();
    let words = site.view.may_read_notes(meeting).then(|| {
        let agreed = meeting.agreed.iter().map(|it| {
            let who = it.who.as_ref();
            json!({
                "what": it.what, "by": it.by, "done": it.done.filter(|done| *done <= day),
                "who": who.and_then(|id| site.addresses().person(id.as_str())),
            })
        });
        json!({
            "about": meeting.about,
            "agreed": agreed.collect::<Vec<_>>(),
            "html": prose(site, meeting, page),
        })
    });
    json!({
        "date": meeting.record.date(),
        "kind": word(meeting.document.kind),
        "with": site.view.named(&meeting.document.with).iter().map(person_link).collect::<Vec<_>>(),
        "next": meeting.next.filter(|next| *next > day),
        "words": words,
    })
}

/// The journal entries that may be seen, their own and what they share, the newest first.
#[must_use]
pub fn journal<'a>(site: &Site<'a>, person: &str) -> Vec<Entry<'a, Journal>> {
    let mut all: Vec<Entry<'_, Journal>> = site.view.owned::<Journal>(person).collect();
    all.reverse();
    all
}

/// A journal entry on the page at `page`.
#[must_use]
pub fn entry(site: &Site<'_>, entry: Entry<'_, Journal>, page: &str) -> Value {
    json!({
        "date": entry.record.date(),
        "title": entry.document.title,
        "modules": entry.modules.iter().map(|id| site.addresses().module(id.as_str())).collect::<Vec<_>>(),
        "html": prose(site, entry, page),
    })
}

fn prose<D: Document>(site: &Site<'_>, entry: Entry<'_, D>, page: &str) -> String {
    let prose = Prose::of(entry.record, page, 3, site.view);
    prose.html(site)
}
