//! The search: the names of everything that has a page, cut into small files by their first letters, so
//! that a browser finds by two keys pressed, or one of a script whose letters are nearly words, without a
//! server and also from disk.
//!
//! A shard is a script, since a page opened from disk may load scripts and nothing else. It hands its rows to
//! `assets/site.js`. What an audience may not see has no page, and so no row.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::page::{Inside, Page};

pub mod words;

use words::{joined, words};

/// The folder of the shards below the output folder.
pub const FOLDER: &str = "search";

/// How large a shard grows, in bytes as they are; a larger one keeps its first rows and has longer shards
/// beside it.
const LARGEST: usize = 14_000;

/// How many rows a shard keeps that has longer ones beside it.
const KEPT: usize = 60;

/// How many people the first letter of their name finds; more than a page shows, so that it says there are more.
const INITIALS: usize = 20;

/// How many letters a shard's name has at least, where its script has small and large ones.
const SHORTEST: usize = 2;

/// How much of a page's description stands beside its name, in characters.
const DETAIL: usize = 90;

/// What the search can find.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Find {
    /// Where it stands among others that fit as well: people first, then what there is to learn.
    rank: usize,
    title: String,
    href: String,
    detail: String,
    also: String,
}

/// What the search finds on a page: itself, and what has a name of its own on it.
#[must_use]
pub fn finds(page: &Page) -> Vec<Find> {
    if page.head.is_hidden {
        return Vec::new();
    }
    let kind = page.crumbs.last().map_or("", |crumb| crumb.text.as_str());
    let rank = ORDER.iter().position(|part| *part == page.part).unwrap_or(ORDER.len());
    let described = page.head.description.as_deref().unwrap_or_default();
    let detail = match (kind, described) {
        ("", _) => String::new(),
        (kind, "") => kind.to_owned(),
        (kind, described) => format!("{kind} · {}", shortened(described)),
    };
    let folder = page.path.trim_end_matches("index.html").trim_end_matches('/');
    let id = folder.rsplit('/').next().unwrap_or_default();
    let also = page.head.also.iter().fold(id.to_owned(), |also, word| format!("{also} {word}"));
    let title = page.title.clone();
    let itself = Find { rank, href: page.path.clone(), detail, also, title };
    let inside = page.head.inside.iter().filter_map(|Inside { link, also }| {
        let note = link.note.as_ref().map_or_else(String::new, |note| format!("{note} · "));
        Some(Find {
            rank,
            title: link.text.clone(),
            href: link.href.clone()?,
            detail: format!("{note}{}", page.title),
            also: also.join(" "),
        })
    });
    std::iter::once(itself).chain(inside).collect()
}

/// The parts of the site in the order in which what fits equally well is shown.
const ORDER: &[&str] =
    &["people", "modules", "ladders", "frameworks", "credentials", "pathways", "teams"];

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= DETAIL {
        return text;
    }
    let start: String = text.chars().take(DETAIL).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(before, _)| before);
    format!("{}…", whole.trim_end_matches([',', ';', '.']))
}

/// All shards, by their path below the output folder.
#[must_use]
pub fn shards(mut finds: Vec<Find>) -> BTreeMap<String, Vec<u8>> {
    finds.sort();
    let mut first: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (number, find) in finds.iter().enumerate() {
        let apart = words(&format!("{} {}", find.title, find.also));
        for word in apart.into_iter().chain(joined(&find.title)) {
            let list = first.entry(prefix(&word, shortest(&word))).or_default();
            list.push((number, word));
        }
        if let Some(letter) = initial(find) {
            let list = first.entry(letter.clone()).or_default();
            if list.len() < INITIALS {
                list.push((number, letter));
            }
        }
    }
    let mut files = BTreeMap::new();
    for (letters, list) in first {
        cut(&finds, &letters, list, &mut files);
    }
    let names: Vec<&String> = files.keys().collect();
    let known = format!("learnShards({});\n", json!(names));
    let mut files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(letters, text)| (path(letters), text.clone().into_bytes())).collect();
    files.insert(format!("{FOLDER}/shards.js"), known.into_bytes());
    files
}

/// The letter that somebody's name begins with.
fn initial(find: &Find) -> Option<String> {
    let is_person = find.href.starts_with("people/") && find.href.matches('/').count() == 2;
    let name = words(&find.title).into_iter().next().filter(|_| is_person)?;
    Some(prefix(&name, 1)).filter(|letter| *letter != name)
}

/// Writes a shard, and longer ones where it would be too large.
fn cut(
    finds: &[Find],
    letters: &str,
    list: Vec<(usize, String)>,
    files: &mut BTreeMap<String, String>,
) {
    let numbers = in_order(letters, &list);
    let length = letters.chars().count();
    let whole = text(finds, letters, &numbers, 1);
    // Words of the same letters cannot be told apart by more of them.
    let differ = list.iter().any(|(_, word)| word != letters);
    if whole.len() <= LARGEST {
        files.insert(letters.to_owned(), whole);
        return;
    }
    if !differ {
        in_parts(finds, letters, &numbers, files);
        return;
    }
    let kept = &numbers[..numbers.len().min(KEPT)];
    files.insert(letters.to_owned(), text(finds, letters, kept, 1));
    let mut longer: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (number, word) in list {
        if word.chars().count() > length {
            longer.entry(prefix(&word, length + 1)).or_default().push((number, word));
        }
    }
    for (letters, list) in longer {
        cut(finds, &letters, list, files);
    }
}

/// What a shard finds: first what these letters are a whole word of, since no longer shard would find it.
fn in_order(letters: &str, list: &[(usize, String)]) -> Vec<usize> {
    let whole = list.iter().filter(|(_, word)| word == letters);
    let whole: BTreeSet<usize> = whole.map(|(number, _)| *number).collect();
    let all: BTreeSet<usize> = list.iter().map(|(number, _)| *number).collect();
    whole.iter().chain(all.difference(&whole)).copied().collect()
}

/// Writes a shard whose words are all the same in parts: `rossi`, `rossi_2`…; a page loads the next one for
/// as long as it has found too little.
fn in_parts(
    finds: &[Find],
    letters: &str,
    numbers: &[usize],
    files: &mut BTreeMap<String, String>,
) {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut size = LARGEST;
    for number in numbers {
        let own = row(&finds[*number]).to_string().len() + 1;
        match parts.last_mut() {
            Some(last) if size + own < LARGEST => {
                size += own;
                last.push(*number);
            }
            _ => {
                size = own;
                parts.push(vec![*number]);
            }
        }
    }
    for (number, part) in parts.iter().enumerate() {
        let name =
            if number == 0 { letters.to_owned() } else { format!("{letters}_{}", number + 1) };
        let text = text(finds, &name, part, if number == 0 { parts.len() } else { 1 });
        files.insert(name, text);
    }
}

fn row(find: &Find) -> Value {
    json!([find.title, find.href, find.detail, find.also])
}

/// A shard as the script that a page loads; the first of several parts says how many there are.
fn text(finds: &[Find], letters: &str, numbers: &[usize], parts: usize) -> String {
    let rows: Vec<Value> = numbers.iter().map(|number| row(&finds[*number])).collect();
    let call = if parts > 1 { json!([letters, rows, parts]) } else { json!([letters, rows]) };
    let call = call.to_string();
    // Two characters that end a line in old scripts, and one that could end an element.
    let call = call.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let call = call.replace('<', "\\u003c");
    format!("learnFound(...{call});\n")
}

/// Where the shard of these letters stands; letters beyond a to z and digits are written by their number.
fn path(letters: &str) -> String {
    let name = letters.chars().map(|letter| match letter {
        'a'..='z' | '0'..='9' => letter.to_string(),
        other => format!("-{:x}", u32::from(other)),
    });
    format!("{FOLDER}/{}.js", name.collect::<String>())
}

/// How many letters lead to a word: one where its script knows no small letters, such as 李.
fn shortest(word: &str) -> usize {
    let has_case = word.starts_with(|letter: char| letter.is_lowercase() || letter.is_numeric());
    if has_case { SHORTEST } else { 1 }
}

fn prefix(word: &str, length: usize) -> String {
    word.chars().take(length).collect()
}
