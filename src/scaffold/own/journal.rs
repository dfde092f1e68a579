//! A journal entry: what somebody noted on a day; the second of a day has a number of its own.

use serde_json::{Map, json};

use super::{Desk, Fresh, Writing};
use crate::kinds::Kind;

/// What somebody noted.
#[derive(Debug, Default)]
pub struct Note<'a> {
    /// What they learned or tried.
    pub text: &'a str,
    /// What it is about.
    pub title: Option<&'a str>,
    /// The modules it has to do with.
    pub modules: Vec<&'a str>,
    /// The competencies it has to do with.
    pub competencies: Vec<&'a str>,
}

/// The file of a new entry.
///
/// # Errors
/// A sentence when there is nothing to note.
pub fn entry(desk: &Desk<'_>, note: &Note<'_>) -> Result<Writing, String> {
    let text = note.text.trim();
    if text.is_empty() {
        return Err("there is nothing to note\n  help: `learn log \"What I tried, what happened, what I take \
                    with me\"`"
            .to_owned());
    }
    let mut fields = Map::new();
    if let Some(title) = note.title {
        fields.insert("title".to_owned(), json!(title));
    }
    for (key, ids) in [("modules", &note.modules), ("competencies", &note.competencies)] {
        if !ids.is_empty() {
            fields.insert(key.to_owned(), json!(ids));
        }
    }
    let name = desk.free_name(Kind::Journal);
    let prose = format!("\n{text}\n");
    desk.begin(&Fresh {
        kind: Kind::Journal,
        name: &name,
        fields,
        prose: &prose,
        may_be_private: true,
    })
}
