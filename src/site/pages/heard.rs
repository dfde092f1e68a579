//! What people said about a record, round by round, and what was done about it.

use serde_json::{Value, json};

use crate::audience::feedback::{ENOUGH, Heard};
use crate::catalog::Record;
use crate::site::further::{self, Further};
use crate::site::groups::record_link;
use crate::site::{Job, Site};

/// How many rounds the page of a record shows.
const ROUNDS: usize = 4;

/// How many comments of a round.
const COMMENTS: usize = 20;

/// How many comments stand together on a page with all of them.
const TOGETHER: usize = 60;

/// How many times so many comments that page has.
const EACH: usize = 4;

/// The newest rounds with the first of their comments; the last says how many rounds there are before it.
#[must_use]
pub fn said(site: &Site<'_>, record: &Record) -> Vec<Value> {
    let rounds: Vec<&Heard<'_>> = site.groups().feedback_on(record).collect();
    let Some(folder) = folder(site, record) else {
        return rounds.iter().map(|heard| round(heard, &comments(heard))).collect();
    };
    let shown = rounds.iter().take(ROUNDS).map(|heard| {
        let all = comments(heard);
        let mut said = round(heard, all.get(..COMMENTS).unwrap_or(&all));
        said["more"] = json!(further::more(all.len(), COMMENTS, &folder));
        said
    });
    let mut shown: Vec<Value> = shown.collect();
    if let Some(last) = shown.last_mut() {
        last["older"] = json!(further::more(rounds.len(), ROUNDS, &folder));
    }
    shown
}

/// The pages with everything said about the records whose own pages have no room for it.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut records: Vec<&Record> = Vec::new();
    for heard in site.groups().feedback() {
        if !records.iter().any(|known| std::ptr::eq(*known, heard.about)) {
            records.push(heard.about);
        }
    }
    records.into_iter().flat_map(|record| about(site, record)).collect()
}

fn about<'s>(site: &'s Site<'_>, record: &Record) -> Vec<Job<'s>> {
    let (Some(folder), Some(link)) = (folder(site, record), record_link(site.view, record)) else {
        return Vec::new();
    };
    let rounds: Vec<&Heard<'_>> = site.groups().feedback_on(record).collect();
    let is_whole =
        rounds.len() <= ROUNDS && rounds.iter().all(|heard| comments(heard).len() <= COMMENTS);
    let mut rows = Vec::new();
    for heard in rounds {
        let all = comments(heard);
        let first = all.get(..TOGETHER).unwrap_or(&all);
        rows.push(round(heard, first));
        rows.extend(all[first.len()..].chunks(TOGETHER).map(|part| round(heard, part)));
    }
    let further = Further {
        folder,
        title: format!("What people said: {}", link.text),
        crumbs: vec![link],
        part: "",
        form: "heard",
        each: EACH,
    };
    let (shown, total) = (if is_whole { rows.len() } else { 0 }, rows.len());
    further.beyond(shown, total, move |range, _| rows[range].to_vec())
}

/// Where everything said about a record stands; none where the record has no page of its own.
fn folder(site: &Site<'_>, record: &Record) -> Option<String> {
    let page = record_link(site.view, record)?.href?;
    Some(format!("{}feedback", page.strip_suffix("index.html")?))
}

fn comments<'a>(heard: &Heard<'a>) -> Vec<&'a str> {
    heard.said.map(|said| said.comments()).unwrap_or_default()
}

fn round(heard: &Heard<'_>, comments: &[&str]) -> Value {
    json!({
        "date": heard.date,
        "question": heard.question,
        "enough": ENOUGH,
        "count": heard.said.map(|said| said.count()),
        "mean": heard.said.map(|said| format!("{:.1}", said.mean())),
        "comments": comments,
        "total": self::comments(heard).len(),
        "answer": heard.answer,
        "more": null,
        "older": null,
    })
}
