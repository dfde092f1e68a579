//! What readers of the site are told where there is little to tell or much, and what the search finds.

use std::fmt::Write as _;

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

#[test]
fn titles_from_right_to_left_stand_by_themselves_and_addresses_are_links() {
    let files = site(
        "-- modules/right.md --\n---\ntitle: مرحبا (A)\ntype: course\n\
         outcomes: [{result: Sleeps., seen_in: The night}]\n---\n\
         -- teams/far.yaml --\nname: Far\n\
         events: [{id: meet, type: huddle, title: Meet, every: 1 week, date: 2026-04-20, place: \"https://meet.example/a?b=1&c, or javascript:alert(1)\"}]\n",
    );
    let module = page(&files, "modules/right/index.html");
    assert!(module.contains("<h1><bdi>مرحبا (A)</bdi></h1>"), "{module}");
    assert!(module.contains("<span aria-current=\"page\"><bdi>"), "{module}");
    let team = page(&files, "teams/far/index.html");
    let link = "<a href=\"https://meet.example/a?b=1&amp;c\">https://meet.example/a?b=1&amp;c</a>, or javascript:alert(1)";
    assert!(team.contains(link), "{team}");
}

#[test]
fn long_lists_show_the_first_and_open_the_others() {
    let teams: Vec<String> = (0..30).map(|number| format!("team-{number}")).collect();
    let each = teams.iter().map(|id| format!("-- teams/{id}.yaml --\nname: {id}\n"));
    let files = site(&format!(
        "{}-- stories/2026-04-01-all.md --\n---\ntitle: All\ntype: story\nteams: [{}]\n---\n",
        each.collect::<String>(),
        teams.join(", ")
    ));
    let story = page(&files, "news/2026-04-01-all/index.html");
    let (first, rest) = story.split_once("<summary>and 18 more</summary>").expect("more to open");
    assert_eq!(first.matches("teams/team-").count(), 12);
    assert_eq!(rest.matches("teams/team-").count(), 18);
}

#[test]
fn a_page_of_people_with_long_names_stays_light() {
    let many = (0..190).fold(String::new(), |all, number| {
        let name = "Maximiliana ".repeat(60);
        format!("{all}-- people/long-{number}/person.yaml --\nname: {name}{number}\n")
    });
    let files = site(&many);
    for (path, html) in crate::site::pages(&files).filter(|(path, _)| path.starts_with("people")) {
        assert!(html.len() <= 100_000, "{path} has {} bytes", html.len());
    }
}

#[test]
fn a_logo_may_have_another_for_dark_pages() {
    let light = "-- learn.yaml --\ncatalog: kestrel-growth\nprogram: {name: Kestrel}\n\
                 site: {logo: look/light.svg";
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let images = format!("-- look/light.svg --\n{drawing}\n-- look/dark.svg --\n{drawing}\n");
    let alone = site(&format!("{light}}}\n{images}"));
    assert!(!page(&alone, "index.html").contains("<picture>"));
    let both = site(&format!("{light}, logo_dark: look/dark.svg}}\n{images}"));
    let home = page(&both, "index.html");
    let (_, source) = home
        .split_once("<source media=\"(prefers-color-scheme: dark)\" srcset=\"")
        .expect("a logo");
    let dark = source.split('"').next().expect("an address");
    assert!(both.contains_key(dark), "{dark} is not there");
}

#[test]
fn a_date_that_stands_alone_is_marked_as_one() {
    for (text, html) in [
        ("since 2026-04-10.", "since <time>2026-04-10</time>."),
        ("2026-01-02–2026-03-04", "<time>2026-01-02</time>–<time>2026-03-04</time>"),
        ("2026-03-02-outage", "2026-03-02-outage"),
        ("/incidents/2026-03-02", "/incidents/2026-03-02"),
        ("2026-13-02 & 12026-03-02", "2026-13-02 &amp; 12026-03-02"),
        ("é-é2-02-02", "é-é2-02-02"),
    ] {
        assert_eq!(learn::site::texts::with_dates(text), html);
    }
}

/// Of a framework with very many competencies the overview names some of each theme and leads to all.
#[test]
fn very_many_competencies_are_named_theme_by_theme() {
    let mut case = "-- frameworks/wide.yaml --\nname: Wide\nthemes: {craft: {name: Craft}}\n\
                    scale: [novice, adept]\ncompetencies:\n"
        .to_owned();
    for number in 0..700 {
        let theme = if number < 600 { ", theme: craft" } else { "" };
        let _ = writeln!(case, "  wide-{number:03}: {{name: Wide {number:03}{theme}}}");
    }
    let files = site(&case);
    let overview = page(&files, "frameworks/index.html");
    assert_eq!(overview.matches(">Wide ").count(), 2 * 24, "{overview}");
    for (says, folder, names) in [
        ("And 576 more competencies", "frameworks/wide/themes/craft", 500),
        ("And 76 more competencies", "frameworks/wide/others", 100),
    ] {
        assert!(overview.contains(says) && overview.contains(&format!("{folder}/index.html")));
        let all = page(&files, &format!("{folder}/index.html"));
        assert_eq!(all.matches(">Wide ").count(), names, "{folder}");
    }
    crate::site::follow(&files);
}

#[test]
fn thousands_stand_in_groups() {
    for (number, told) in [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1\u{202f}000"),
        ("-22725.5", "-22\u{202f}725.5"),
        ("1234567", "1\u{202f}234\u{202f}567"),
        ("1234.5678", "1\u{202f}234.5678"),
    ] {
        assert_eq!(learn::wording::grouped(number), told);
    }
}
