//! Meetings about somebody's growth and their journal, each as far as it may be read.

use serde_json::{Value, json};

use crate::catalog::Entry;
use crate::kinds::Document;
use crate::kinds::journal::Journal;
use crate::kinds::meeting::Meeting;
use crate::site::Site;
use crate::site::addresses::{page, person_link};
use crate::site::pages::word;
use crate::site::prose::Prose;

/// How many meetings and journal entries a page shows.
const SHOWN: usize = 12;

/// The newest meetings: when and with whom, and what was said where that may be read.
#[must_use]
pub fn meetings(site: &Site<'_>, person: &str) -> Vec<Value> {
    let day = site.view.as_of();
    let mut all: Vec<Entry<'_, Meeting>> = site.view.owned::<Meeting>(person).collect();
    all.reverse();
    all.truncate(SHOWN);
    all.into_iter()
        .map(|meeting| {
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
                    "html": prose(site, meeting, person, "meeting"),
                })
            });
            json!({
                "date": meeting.record.date(),
                "kind": word(meeting.document.kind),
                "with": site.view.named(&meeting.document.with).iter().map(person_link).collect::<Vec<_>>(),
                "next": meeting.next.filter(|next| *next > day),
                "words": words,
            })
        })
        .collect()
}

/// The newest journal entries that may be seen: their own, and what they share.
#[must_use]
pub fn journal(site: &Site<'_>, person: &str) -> Vec<Value> {
    let mut all: Vec<Entry<'_, Journal>> = site.view.owned::<Journal>(person).collect();
    all.reverse();
    all.truncate(SHOWN);
    all.into_iter()
        .map(|entry| {
            json!({
                "date": entry.record.date(),
                "title": entry.document.title,
                "modules": entry.modules.iter().map(|id| site.addresses().module(id.as_str())).collect::<Vec<_>>(),
                "html": prose(site, entry, person, "journal"),
            })
        })
        .collect()
}

fn prose<D: Document>(site: &Site<'_>, entry: Entry<'_, D>, person: &str, what: &str) -> String {
    let prose = Prose {
        text: entry.record.prose(),
        from: &entry.record.source.path,
        page: &page("people", person),
        top_heading: 3,
        id_prefix: &format!("{what}-{}-", entry.id()),
        title: "",
    };
    prose.html(site)
}
