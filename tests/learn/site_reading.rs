//! What readers of the site are told where there is little to tell or much, and what the search finds.

use learn::audience::reader::Audience;

use crate::site::{Files, memory, page, shard, site, site_of};

/// A catalog in which nothing has begun.
fn bare() -> Files {
    let mut files = learn::world::memory::Memory::default();
    crate::cases::lay(
        &mut files,
        "-- learn.yaml --\ncatalog: bare\nprogram: {name: Bare}\n\
         -- people/ada/person.yaml --\nname: Ada Moreau\n",
    );
    site_of(&files, Audience::Org)
}

#[test]
fn an_empty_list_says_how_it_begins() {
    let files = bare();
    for (part, says) in [
        ("ladders", "learn new ladder"),
        ("map", "learn new ladder"),
        ("frameworks", "learn new framework"),
        ("modules", "learn new module"),
        ("credentials", "learn new credential"),
        ("pathways", "learn new pathway"),
        ("teams", "learn new team"),
        ("cohorts", "learn new cohort"),
        ("rotations", "learn new rotation"),
        ("communities", "learn new community"),
        ("sessions", "learn new session"),
        ("news", "learn new story"),
        ("facilitators", "<code>facilitating</code>"),
        ("mentors", "<code>mentoring</code>"),
    ] {
        let html = page(&files, &format!("{part}/index.html"));
        assert!(html.contains(says), "{part} says nothing of {says}:\n{html}");
    }
    assert!(page(&files, "index.html").contains("learn new ladder"));
}

#[test]
fn nobody_is_led_to_what_says_nothing_to_them() {
    let files = site_of(&memory(""), Audience::Public);
    let home = page(&files, "index.html");
    assert!(!home.contains("Find yourself") && !home.contains("0 people"), "{home}");
    let search = page(&files, "search/index.html");
    for part in ["people", "teams", "mentors", "cohorts", "sessions"] {
        let link = format!("{part}/index.html\"");
        assert!(!search.contains(&link), "{part} is listed");
        let bare = page(&files, &format!("{part}/index.html"));
        assert!(!bare.contains("learn new"), "whoever is outside cannot begin {part}");
        assert!(bare.contains("noindex"), "{part} is nothing for search engines");
    }
    assert!(page(&site(""), "index.html").contains("Find yourself"));
}

/// The rows that the search finds by the first letters of a word.
fn titles(files: &Files, letters: &str, also: &str) -> Vec<String> {
    let rows = shard(files, letters).into_iter();
    rows.filter(|[.., words]| words.contains(also)).map(|[title, ..]| title).collect()
}

#[test]
fn the_search_finds_by_former_ids_grades_and_plain_letters() {
    let files = site(
        "-- modules/fires.md --\n---\ntitle: Carrying the pager\ntype: course\nformerly: [quenching]\n\
         outcomes: [{result: Sleeps., seen_in: The night}]\n---\n\
         -- ladders/ops.yaml --\nname: Operations\n\
         roles: [{id: keeper, title: Keeper, band: Z9, formerly: [watchman]}]\n\
         -- people/soren/person.yaml --\nname: Søren Łukaß\nformerly: [yolanda]\n\
         -- teams/e-mail.yaml --\nname: E-mail\n",
    );
    for (letters, also, title) in [
        ("qu", "quenching", "Carrying the pager"),
        ("wa", "watchman", "Keeper"),
        ("ke", "keeper", "Keeper"),
        ("z9", "Z9", "Keeper"),
        ("yo", "yolanda", "Søren Łukaß"),
        ("so", "", "Søren Łukaß"),
        ("lu", "", "Søren Łukaß"),
        ("em", "", "E-mail"),
    ] {
        let found = titles(&files, letters, also);
        assert!(found.iter().any(|it| it == title), "{letters} ({also}): {found:?}");
    }
}

#[test]
fn the_map_in_words_has_roles_as_headings_and_arrows_as_links() {
    let files = site("");
    let html = page(&files, "map/engineering-ic/index.html");
    let (_, words) = html.split_once("id=\"in-words\"").expect("words");
    assert!(words.contains("<h3><a href="), "{words}");
    let mut rest = words;
    let mut links = 0;
    while let Some((_, after)) = rest.split_once("href=\"#step-") {
        let (number, after) = after.split_once('"').expect("a number");
        assert!(words.contains(&format!("id=\"step-{number}\"")), "no step {number}");
        assert!(after.starts_with(&format!("><span class=\"on-paper\">{number} ")), "{after}");
        (links, rest) = (links + 1, after);
    }
    assert!(links > 0, "nothing leads to anything: {words}");
}
