//! The list of people; of many, a page for each letter that names begin with.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization as _;

use super::list::{ROWS, cut};
use crate::audience::person::Profile;
use crate::site::addresses::{person_link, role_link, team_link};
use crate::site::begins::Begins;
use crate::site::page::{Head, Link, Page};
use crate::site::{Job, Site};

/// Where the list begins.
const FIRST: &str = "people/index.html";

/// Where names stand that begin with no letter from A to Z.
const OTHER: char = '#';

/// How the first of them gets a page.
const BEGINS: Begins =
    Begins::with("Nobody has a page yet.", r#"learn new person --title "Ada Example""#);

/// The pages.
#[must_use]
pub fn pages<'s>(site: &'s Site<'_>) -> Vec<Job<'s>> {
    let mut all: Vec<Profile<'s>> = site.view.people().collect();
    all.sort_by_cached_key(|profile| (profile.name.to_lowercase(), profile.id));
    let total = all.len();
    let rows: Vec<Value> = all.iter().map(row).collect();
    if cut(rows.clone(), ROWS).len() == 1 {
        let page = move || list(FIRST, "People", &rows, &Value::Null);
        return vec![Job::new(FIRST, page)];
    }
    let mut letters: BTreeMap<char, Vec<Value>> = BTreeMap::new();
    for (profile, row) in all.iter().zip(rows) {
        letters.entry(letter(profile.name)).or_default().push(row);
    }
    let index: Vec<(char, usize)> = letters.iter().map(|(one, all)| (*one, all.len())).collect();
    let mut jobs: Vec<Job<'s>> = Vec::new();
    let first = index.clone();
    jobs.push(Job::new(FIRST, move || {
        let more = json!({ "total": total, "letters": links(&first, None) });
        list(FIRST, "People", &[], &more)
    }));
    for (letter, all) in letters {
        let parts = cut(all, ROWS);
        let count = parts.len();
        for (number, part) in parts.into_iter().enumerate() {
            let index = index.clone();
            jobs.push(Job::new(address(letter, number), move || {
                let beside = |number: usize, text: &str| {
                    (number < count).then(|| Link::to(text, address(letter, number)))
                };
                let more = json!({
                    "total": total,
                    "letters": links(&index, Some(letter)),
                    "number": number + 1,
                    "count": count,
                    "of_letter": all_of(&index, letter),
                    "before": number.checked_sub(1).and_then(|it| beside(it, "Previous page")),
                    "after": beside(number + 1, "Next page"),
                });
                list(&address(letter, number), &title(letter, number), &part, &more)
            }));
        }
    }
    jobs
}

fn row(profile: &Profile<'_>) -> Value {
    json!({
        "link": person_link(profile),
        "role": profile.role.map(role_link),
        "team": profile.team.map(team_link),
    })
}

fn list(path: &str, title: &str, rows: &[Value], more: &Value) -> Page {
    Page {
        path: path.to_owned(),
        template: "people.html",
        title: title.to_owned(),
        crumbs: if path == "people/index.html" {
            Vec::new()
        } else {
            vec![Link::to("People", "people/index.html")]
        },
        part: "people",
        source: None,
        head: Head {
            is_hidden: path != FIRST || rows.is_empty() && more.is_null(),
            ..Head::default()
        },
        body: json!({ "rows": rows, "many": more, "begins": BEGINS }),
    }
}

/// The first letter without its marks, so that Åsa and Émile are found where people look for them.
fn letter(name: &str) -> char {
    let first = name.nfkd().find(|it| it.is_alphanumeric());
    let first = first.map(|it| it.to_ascii_uppercase());
    first.filter(char::is_ascii_uppercase).unwrap_or(OTHER)
}

fn address(letter: char, number: usize) -> String {
    let letter = match letter {
        OTHER => "other".to_owned(),
        letter => letter.to_ascii_lowercase().to_string(),
    };
    match number {
        0 => format!("people-{letter}/index.html"),
        number => format!("people-{letter}-{}/index.html", number + 1),
    }
}

fn title(letter: char, number: usize) -> String {
    let begin = match letter {
        OTHER => "People with other letters".to_owned(),
        letter => format!("People with {letter}"),
    };
    if number == 0 { begin } else { format!("{begin}, page {}", number + 1) }
}

fn all_of(index: &[(char, usize)], letter: char) -> usize {
    index.iter().find(|(one, _)| *one == letter).map_or(0, |(_, count)| *count)
}

fn links(index: &[(char, usize)], here: Option<char>) -> Vec<Value> {
    let link = |(letter, count): &(char, usize)| {
        json!({
            "text": letter.to_string(),
            "name": title(*letter, 0),
            "href": address(*letter, 0),
            "count": count,
            "is_here": here == Some(*letter),
        })
    };
    index.iter().map(link).collect()
}
