//! The site: every link leads somewhere, nothing typed by people becomes mark-up, nothing private
//! gets out, and files that are not its own stay untouched.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use learn::audience::reader::{Audience, Reader};
use learn::audience::view::View;
use learn::base::colour::{Colour, DARK, LIGHT};
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::site::press::Press;
use learn::site::{Notices, Site, build};
use learn::trust::ledger::Ledger;
use learn::world::memory::Memory;
use learn::world::publish::{MANIFEST, publish};

use crate::cases;
use crate::site_program::PROGRAM;

pub type Files = BTreeMap<String, Vec<u8>>;

/// Content that uses every page and every sort of link.
pub const MORE: &str = "-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, summary: How people grow., sponsor: chen}
time_zone: Europe/Paris
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}
site: {title: Growth at Kestrel, logo: assets/logo.svg, edit: \"https://git.kestrel.example/edit/main/\", accent: \"#1f5fa8\"}
-- assets/logo.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>
-- modules/deep/pager-duty.md --
---
title: Carrying the pager
type: course
formerly: [on-call]
prerequisites: [incident-basics]
replaced_by: incident-command
status: retired
outcomes:
  - {result: Sleeps., seen_in: The night}
---
# Carrying the pager

See [the basics](../incident-basics.md), [below](#second-thoughts), [nowhere](#nothing), [a person](../../people/ada/person.yaml),
[her work](../../people/ada/portfolio/2026-03-02-checkout-outage.md), [a meeting](../../people/ada/meetings/2026-04-02-chen.md),
[her decisions](../../people/ada/portfolio/2026-03-02-checkout-outage.md#Decisions), [why](../../people/chen/portfolio/2026-03-21-open.md#why),
[its title](../../people/chen/portfolio/2026-03-21-open.md#open-work), [the look](../../stories/2026-04-01-open.md#look),
[a line](../../people/ada/person.yaml#L2), [lost](../incident-basics.md#nothing), [page two](card.pdf#page=2), [again][second],
[out](../../../etc/passwd), [odd](javascript:alert%281%29), [site](https://example.org/) and [handout](card.pdf).

![a graph](graph.png) ![elsewhere](https://example.org/x.png) ![wild](wild.svg) ![hers](../../people/ada/journal/scan.png)

- [x] done
- [ ] open

### Second thoughts

A note.[^1]

[second]: #second-thoughts

```
code
```

[^1]: Below.
-- modules/deep/graph.png --
not really a picture
-- modules/deep/card.pdf --
not really a document
-- modules/deep/wild.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" onload = \"alert(1)\"/>
-- people/ada/journal/scan.png --
a private scan
-- people/ada/journal/2026-03-01.md --
---
modules: [incident-basics]
---
JOURNALSECRET of a bad day.
-- people/ada/goals/2026-01-01.md --
---
state: set
role: senior-engineer
for_me: GOALSECRET reasons.
---
GOALSECRET prose.
-- people/ada/okrs/2026-q2.yaml --
objectives:
  - id: lead
    title: OKRSECRET objective
    why: OKRSECRET reason
    key_results:
      - {id: one, title: OKRSECRET result, done: false}
-- people/ada/meetings/2026-04-02-chen.md --
---
kind: mentor
with: [chen]
---
MEETINGSECRET words.
-- people/ada/claims/2026-04-01-incident-commander.yaml --
credential: incident-commander
evidence:
  - portfolio: 2026-03-02-checkout-outage
self_assessment: {text: CLAIMSECRET doubts.}
-- people/ada/portfolio/2026-03-20-quiet.md --
---
title: PORTFOLIOSECRET work
type: project
visibility: mentor
---
PORTFOLIOSECRET narrative.
-- people/chen/portfolio/2026-03-21-open.md --
---
title: Open work
type: talk
with: [ada]
competencies: [communication]
links: [\"https://example.org/talk\"]
---
# Open work

## Why

![slide](slide.png) A note.[^1]

[^1]: Here as well.
-- people/chen/portfolio/slide.png --
a slide
-- pathways/to-senior.yaml --
title: To senior engineer
kind: role
to: senior-engineer
for: {ladders: [engineering-ic], teams: [routing]}
items:
  - {id: command, title: Command, responsibility: Joins the rota., fulfil: [{credential: incident-commander}, {module: incident-command}]}
electives: {choose: 1, from: [{module: clear-writing}], cover: [together]}
optional: [{credential: clear-writer}]
-- stories/2026-04-01-open.md --
---
title: Something new
type: announcement
---
## Look

See [the module](../modules/incident-basics.md).
-- ladders/management.yaml --
name: Management
roles:
  - id: manager
    title: Manager
    inherits: [senior-engineer]
    moves_to: [engineer]
    examples: [{portfolio: chen/2026-03-21-open}, {portfolio: ada/2026-03-20-quiet}]
    expects:
      - {competency: communication, at: foundational, since: 2027-01-01}
    requires:
      - {id: breadth, choose: 1, from: [{credential: clear-writer}, {competency: communication, at: foundational}]}
      - {id: time, experience: {role: engineer, at_least: 1 year}}
    promotion: {decided_by: A round, beyond_evidence: A team.}
";

const SECRETS: &[&str] = &[
    "JOURNALSECRET",
    "GOALSECRET",
    "OKRSECRET",
    "MEETINGSECRET",
    "CLAIMSECRET",
    "PORTFOLIOSECRET",
    "a private scan",
    "ada@kestrel.example",
    "chen@kestrel.example",
];

pub fn memory(case: &str) -> Memory {
    let mut files = cases::base();
    if !case.is_empty() {
        cases::lay(&mut files, case);
    }
    if case == MORE {
        cases::lay(&mut files, PROGRAM);
    }
    files
}

fn site_for(files: &Memory, audience: Audience, errors: usize) -> Files {
    let catalog = load(files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, cases::today());
    let view = View::new(&ledger, &people, Reader::Everybody(audience));
    build(view, files, &Notices { errors, ..Notices::default() }).expect("a site").files
}

pub fn site_of(files: &Memory, audience: Audience) -> Files {
    site_for(files, audience, 0)
}

pub fn site(case: &str) -> Files {
    site_of(&memory(case), Audience::Org)
}

pub fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|it| it == "html");
    let html = files.iter().filter(move |(path, _)| is_page(path));
    html.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text")))
}

pub fn page<'a>(files: &'a Files, path: &str) -> &'a str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no page {path}: {:?}", files.keys()));
    std::str::from_utf8(bytes).expect("text")
}

/// Every tag of a page with its attributes.
pub fn tags(html: &str) -> Vec<(&str, BTreeMap<&str, &str>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find('>').expect("a tag ends");
        let inside = &rest[..end];
        rest = &rest[end + 1..];
        let (name, mut attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let mut list = BTreeMap::new();
        while let Some((key, value)) = attributes.split_once("=\"") {
            let (value, after) = value.split_once('"').expect("an attribute ends");
            let key = key.split_whitespace().last().unwrap_or(key);
            assert!(list.insert(key, value).is_none(), "{key} twice in <{inside}>");
            attributes = after;
        }
        found.push((name.trim_end_matches('/'), list));
    }
    found
}

/// The path that a relative address on a page means.
fn joined(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop().unwrap_or_else(|| panic!("{address} on {page} leaves the site"));
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Follows every link of a site and says how many there are.
pub fn follow(files: &Files) -> usize {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages(files)
        .map(|(path, html)| {
            let mut ids = BTreeSet::new();
            for (name, attributes) in tags(html) {
                if let Some(id) = attributes.get("id") {
                    assert!(ids.insert(*id), "{path} has the id {id} twice, at <{name}>");
                }
            }
            (path, ids)
        })
        .collect();
    let mut followed = 0;
    for (path, html) in pages(files) {
        for (name, attributes) in tags(html) {
            for key in ["href", "src", "aria-labelledby"] {
                let Some(address) = attributes.get(key) else { continue };
                if key == "aria-labelledby" {
                    assert!(ids[path].contains(address), "{address} names nothing on {path}");
                    continue;
                }
                if address.starts_with("https://") {
                    assert!(name == "a", "<{name}> of {path} asks another host for {address}");
                    continue;
                }
                let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
                let target = if file.is_empty() { path.to_owned() } else { joined(path, file) };
                assert!(files.contains_key(&target), "{address} of {path} leads nowhere");
                let ids = ids.get(target.as_str()).filter(|_| !anchor.is_empty());
                let there = ids.is_none_or(|ids| ids.contains(anchor));
                assert!(there, "{address} of {path} has no anchor");
                followed += 1;
            }
        }
    }
    followed
}

#[test]
fn every_internal_link_leads_to_a_file_and_an_anchor() {
    let followed = follow(&site(MORE));
    assert!(followed > 400, "only {followed} links");
}

/// Whether a script element loads a file of the site, or holds data that nothing runs.
pub fn is_own(attributes: &BTreeMap<&str, &str>) -> bool {
    match (attributes.get("src"), attributes.get("type")) {
        (Some(address), None) => address.trim_start_matches("../").starts_with("assets/"),
        (None, Some(kind)) => *kind == "application/ld+json",
        _ => false,
    }
}

#[test]
fn scripts_are_files_of_the_site_and_nothing_asks_another_host() {
    for (path, html) in pages(&site(MORE)) {
        assert!(html.contains("default-src 'none'"), "{path} has no policy");
        for (name, attributes) in tags(html) {
            let is_data = attributes.get("type") == Some(&"application/ld+json");
            let is_alone = path == "404.html" && name == "style";
            let is_active = ["iframe", "object", "style", "form"].contains(&name);
            assert!(!is_active || is_alone, "{path}: {name}");
            assert!(name != "script" || is_data || is_own(&attributes), "{path}: {attributes:?}");
            assert!(attributes.keys().all(|key| !key.starts_with("on")), "{path}: {attributes:?}");
            assert!(!attributes.contains_key("style"), "{path}: {attributes:?}");
        }
    }
}

#[test]
fn headings_never_skip_a_level_and_pages_have_their_landmarks() {
    for (path, html) in pages(&site(MORE)) {
        let mut last = 0;
        let tags = tags(html);
        for (name, _) in &tags {
            let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok())
            else {
                continue;
            };
            assert!(level <= last + 1, "{path} goes from h{last} to h{level}");
            last = level;
        }
        let count = |tag: &str| tags.iter().filter(|(name, _)| *name == tag).count();
        let (head, _) = html.split_once("</head>").expect("a head");
        assert_eq!(head.matches("<title>").count(), 1, "{path}");
        for tag in ["h1", "main", "header", "footer"] {
            assert_eq!(count(tag), 1, "{path} has {} <{tag}>", count(tag));
        }
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"), "{path}");
        assert!(html.contains("class=\"skip\" href=\"#main\""), "{path}");
        assert_eq!(
            count("th"),
            html.matches("<th scope=").count() + html.matches("<th id=").count()
        );
    }
}

#[test]
fn prose_leads_to_pages_and_brings_its_images_along() {
    let files = site(MORE);
    let html = page(&files, "modules/pager-duty/index.html");
    for wanted in [
        "<a href=\"../../modules/incident-basics/index.html\">the basics</a>",
        "<a href=\"#lesson-second-thoughts\">below</a>",
        "<a href=\"../../people/ada/index.html\">a person</a>",
        "<a href=\"../../people/ada/index.html#work-2026-03-02-checkout-outage\">her work</a>",
        "<a href=\"../../people/ada/index.html#work-2026-03-02-checkout-outage-decisions\">her decisions</a>",
        "<a href=\"../../people/chen/index.html#work-2026-03-21-open-why\">why</a>",
        "<a href=\"../../people/chen/index.html#work-2026-03-21-open\">its title</a>",
        "<a href=\"../../news/2026-04-01-open/index.html#story-look\">the look</a>",
        "<a href=\"../../people/ada/index.html\">a line</a>",
        "<a href=\"../../modules/incident-basics/index.html\">lost</a>",
        "<a href=\"#lesson-second-thoughts\">again</a>",
        "<a href=\"../../files/modules/deep/card.pdf#page=2\">page two</a>",
        "<a href=\"../../files/modules/deep/card.pdf\">handout</a>",
        "<img src=\"../../files/modules/deep/graph.png\" alt=\"a graph\"",
        "<a href=\"https://example.org/x.png\">elsewhere</a>",
        "<h3 id=\"lesson-second-thoughts\">",
        "href=\"https://git.kestrel.example/edit/main/modules/deep/pager-duty.md\"",
        "aria-label=\"done\"",
        "<pre tabindex=\"0\">",
    ] {
        assert!(html.contains(wanted), "no {wanted} in\n{html}");
    }
    for gone in ["meetings/", "passwd", "javascript", "wild.svg", "scan.png", "<h1 id", "#nothing"]
    {
        assert!(!html.contains(gone), "{gone} in\n{html}");
    }
    assert_eq!(
        files.get("files/modules/deep/graph.png").map(Vec::as_slice),
        Some(&b"not really a picture\n"[..])
    );
    assert!(files.contains_key("files/people/chen/portfolio/slide.png"));
    assert!(files.contains_key("files/assets/logo.svg"));
    assert!(!files.keys().any(|path| path.contains("scan") || path.contains("wild")));
    let moved = page(&files, "modules/on-call/index.html");
    assert!(moved.contains("content=\"0; url=../../modules/pager-duty/index.html\""), "{moved}");
}

#[test]
fn what_people_type_never_becomes_mark_up() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\\\"'><b {{ 7*7 }} &amp;";
    let said = format!("\"{evil}\"");
    let mut case = String::from(MORE);
    for (from, to) in [
        ("name: Management", format!("name: {said}")),
        (
            "title: Manager\n",
            format!(
                "title: {said}\n    band: {said}\n    summary: {said}\n    outcomes: [{said}]\n    responsibilities: [{said}]\n"
            ),
        ),
        ("title: Carrying the pager", format!("title: {said}\nsummary: {said}")),
        ("result: Sleeps., seen_in: The night", format!("result: {said}, seen_in: {said}")),
        ("title: Open work", format!("title: {said}\noutcome: {said}")),
        ("title: To senior engineer", format!("title: {said}\nsummary: {said}")),
        ("title: Command,", format!("title: {said}, outcome: {said},")),
        ("title: Something new", format!("title: {said}")),
        ("decided_by: A round", format!("decided_by: {said}")),
        ("summary: How people grow.", format!("summary: {said}")),
        ("title: Growth at Kestrel", format!("title: {said}")),
        ("A note.[^1]", format!("{}\n\nA note.[^1]", evil.replace("\\\"", "\""))),
    ] {
        assert!(case.contains(from), "{from}");
        case = case.replace(from, &to);
    }
    let _ = write!(
        case,
        "-- teams/routing.yaml --\nname: {said}\nsummary: {said}\nlead: chen\nfunction: {said}\n\
         -- people/ada/person.yaml --\nname: {said}\nroles:\n  - {{from: 2024-05-06, role: engineer, team: routing}}\n\
         -- credentials/clear-writer.yaml --\nname: {said}\nsummary: {said}\nattests:\n  - {{competency: communication, at: foundational}}\n\
         assessment: {{method: portfolio-review, rubric: writing}}\nassessors: [any]\n\
         -- rubrics/writing.yaml --\nname: {said}\nsummary: {said}\ncriteria:\n  clarity: {{name: {said}, summary: {said}, descriptors: [{said}, {said}]}}\n"
    );
    let files = site(&case);
    let mut escaped = 0;
    for (path, html) in pages(&files) {
        escaped += html.matches("&lt;script&gt;alert(1)").count();
        for (name, attributes) in tags(html) {
            assert!(name != "b", "<b> on {path}");
            assert!(name != "script" || is_own(&attributes), "{path}: {attributes:?}");
            assert!(!attributes.contains_key("onerror"), "{path}");
            assert_ne!(attributes.get("src"), Some(&"x"), "{path}");
        }
        assert!(!html.contains("49 &amp;amp;"), "{path} runs templates that people write");
    }
    assert!(escaped > 40, "only {escaped} texts arrived");
}

#[test]
fn what_is_private_stands_on_no_page() {
    for audience in [Audience::Org, Audience::Public] {
        for (path, bytes) in site_of(&memory(MORE), audience) {
            let text = String::from_utf8_lossy(&bytes);
            for secret in SECRETS {
                assert!(!text.contains(secret), "{secret} on {path} for {audience:?}");
            }
        }
    }
}

#[test]
fn the_public_sees_what_is_asked_for_and_nobody() {
    let files = site_of(&memory(MORE), Audience::Public);
    assert!(page(&files, "ladders/engineering-ic/index.html").contains("Senior engineer"));
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for name in ["Ada Moreau", "Chen Wei", "Open work", "checkout outage", "Something new"] {
            assert!(!text.contains(name), "{name} on {path}");
        }
    }
    assert!(
        !files.keys().any(|path| path.starts_with("people/ada") || path.starts_with("teams/r"))
    );
    let open = format!(
        "{MORE}-- people/chen/person.yaml --\nname: Chen Wei\nvisibility: public\nroles:\n  - {{from: 2022-03-01, role: senior-engineer, team: routing}}\n"
    );
    let files = site_of(&memory(&open), Audience::Public);
    let html = page(&files, "people/chen/index.html");
    assert!(html.contains("Senior engineer") && !html.contains("Routing"), "{html}");
    assert!(!html.contains("Open work"), "the person is public, the work is not");
}

#[test]
fn people_offer_mentoring_and_claims_begin_with_a_command_that_works() {
    let files = site("");
    let credential = page(&files, "credentials/incident-commander/index.html");
    let command = "<code class=\"take\" data-copy>learn claim incident-commander</code>";
    assert!(credential.contains(command), "{credential}");
    let offers = pages(&files).any(|(_, html)| html.contains("<dt>Offers mentoring in</dt>"));
    assert!(offers, "nobody says what they mentor in");
}

/// The rows of the shard of these letters: title, address, detail, other words.
pub fn shard(files: &Files, letters: &str) -> Vec<[String; 4]> {
    let text = page(files, &format!("search/{letters}.js"));
    let call = text.strip_prefix("learnFound(...").and_then(|it| it.strip_suffix(");\n"));
    let (name, rows): (String, Vec<[String; 4]>) =
        serde_json::from_str(call.expect("a call")).expect("JSON");
    assert!(name == letters || !name.is_ascii(), "{name} in the file {letters}");
    rows
}

#[test]
fn two_letters_find_what_there_is_and_nothing_else() {
    let files = site(MORE);
    let titles = |letters: &str| -> Vec<String> {
        shard(&files, letters).into_iter().map(|[title, ..]| title).collect()
    };
    assert!(titles("ad").contains(&"Ada Moreau".to_owned()), "{:?}", titles("ad"));
    assert!(titles("mo").contains(&"Ada Moreau".to_owned()), "{:?}", titles("mo"));
    assert!(titles("se").contains(&"Senior engineer".to_owned()), "a role: {:?}", titles("se"));
    assert!(
        titles("pa").contains(&"Carrying the pager".to_owned()),
        "by its id: {:?}",
        titles("pa")
    );
    let listed = page(&files, "search/shards.js");
    for (path, _) in files.range("search/".to_owned()..) {
        let Some(name) = path.strip_prefix("search/").and_then(|it| it.strip_suffix(".js")) else {
            continue;
        };
        if name == "shards" {
            continue;
        }
        assert!(listed.contains(&format!("\"{name}\"")), "{name} is not in the list");
        for [title, address, ..] in shard(&files, name) {
            let file = address.split('#').next().unwrap_or_default();
            assert!(files.contains_key(file), "{title} leads to {address}, which is not there");
        }
    }
}

#[test]
fn a_name_of_one_letter_is_found_and_a_short_name_is_among_the_first() {
    let many = (0..400).fold(String::new(), |all, number| {
        format!("{all}-- people/odd-{number}/person.yaml --\nname: Oda Vance{number}\n")
    });
    let files = site(&format!(
        "{many}-- people/oe/person.yaml --\nname: Ö\n-- people/li/person.yaml --\nname: 李\n\
         -- people/li-ming/person.yaml --\nname: 李明\n-- people/zed/person.yaml --\nname: Zed Od\n"
    ));
    let titles = |letters: &str| -> Vec<String> {
        shard(&files, letters).into_iter().map(|[title, ..]| title).collect()
    };
    let found = titles("o");
    assert!(found.len() > 12 && found.contains(&"Ö".to_owned()), "{found:?}");
    assert!(found.iter().all(|name| name == "Ö" || name.starts_with("Oda ")), "{found:?}");
    assert_eq!(titles("-674e"), ["李", "李明"], "a letter that is nearly a word");
    assert_eq!(titles("od").first().map(String::as_str), Some("Zed Od"), "{:?}", titles("od"));
}

#[test]
fn a_shard_that_would_be_large_is_cut_into_longer_ones() {
    let many = (0..900).fold(String::new(), |mut all, number| {
        let letters = ["al", "be", "ca", "do", "em", "fa"][number % 6];
        let _ = write!(
            all,
            "-- people/mar-{letters}-{number}/person.yaml --\nname: Mar{letters} Vance{number}\n\
             roles:\n  - {{from: 2024-05-06, role: engineer, team: routing}}\n"
        );
        all
    });
    let files = site(&many);
    let largest = files.iter().filter(|(path, _)| path.starts_with("search/"));
    let largest = largest.map(|(_, bytes)| bytes.len()).max().expect("shards");
    assert!(largest <= 14_000, "a shard of {largest} bytes");
    assert_eq!(shard(&files, "ma").len(), 60, "the first letters show the first of them");
    let found = shard(&files, "mare").iter().any(|[title, ..]| title == "Marem Vance898");
    assert!(found, "a longer shard has the rest");
}

#[test]
fn two_builds_are_the_same_bytes() {
    assert!(site(MORE) == site(MORE));
}

#[test]
fn a_catalog_with_errors_says_so_on_every_page() {
    let files = memory(MORE);
    let built = site_for(&files, Audience::Org, 2);
    assert!(pages(&built).all(|(_, html)| html.contains("2 errors in the catalog.")));
    assert!(pages(&site(MORE)).all(|(_, html)| !html.contains("class=\"banner\" aria-label")));
}

#[test]
fn broken_catalogs_still_make_pages() {
    let broken = "-- modules/incident-basics.md --\n---\ntitle: [1\n---\n-- ladders/engineering-ic.yaml --\nroles: 3\n\
                  -- people/ada/person.yaml --\nname: 7\n-- modules/Odd Name.md --\n---\ntitle: Odd\ntype: course\n---\n";
    let files = site(broken);
    assert!(!files.keys().any(|path| path.contains("Odd")), "{:?}", files.keys());
    page(&files, "modules/incident-command/index.html");
}

fn one(path: &str, text: &str) -> Files {
    BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())])
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn publishing_keeps_foreign_files_and_removes_stale_ones() {
    let folder = crate::scratch::folder();
    let out = folder.path().join("public");
    let mut files = one("index.html", "one");
    files.extend(one("modules/old/index.html", "old"));
    publish(&out, &files).expect("an empty place");
    fs::write(out.join("CNAME"), "growth.example").expect("a foreign file");
    fs::write(out.join("modules/mine.txt"), "mine").expect("a foreign file");
    let done = publish(&out, &one("index.html", "two")).expect("our own place");
    assert_eq!((done.written, done.unchanged, done.removed), (1, 0, 1));
    assert_eq!(read(&out.join("index.html")), "two");
    assert_eq!(read(&out.join("CNAME")), "growth.example");
    assert_eq!(read(&out.join("modules/mine.txt")), "mine");
    assert!(!out.join("modules/old").exists());
    let in_the_way = publish(&out, &one("CNAME", "ours")).expect_err("a foreign file");
    assert!(in_the_way.contains("CNAME is in the way"), "{in_the_way}");
    assert_eq!(read(&out.join("CNAME")), "growth.example");
    let again = publish(&out, &one("index.html", "two")).expect("our own place");
    assert_eq!((again.written, again.unchanged, again.removed), (0, 1, 0));
    fs::write(out.join("index.html"), "t").expect("a file that was cut off");
    let mended = publish(&out, &one("index.html", "two")).expect("our own place");
    assert_eq!((mended.written, mended.unchanged, mended.removed), (1, 0, 0));
    assert_eq!(read(&out.join("index.html")), "two");
}

#[test]
fn publishing_refuses_places_that_are_not_its_own() {
    let folder = crate::scratch::folder();
    fs::write(folder.path().join("thesis.txt"), "years").expect("a file");
    let refused = publish(folder.path(), &one("index.html", "one")).expect_err("a full folder");
    assert!(refused.contains("not written by `learn build`"), "{refused}");
    assert!(!folder.path().join("index.html").exists());
    let hidden = crate::scratch::folder();
    fs::create_dir(hidden.path().join(".git")).expect("a folder");
    publish(hidden.path(), &one("index.html", "one")).expect("a branch that is published");
    for path in ["../out.html", "/etc/x", "a//b", "a/./b", "", "a\\b", "C:x", MANIFEST] {
        publish(hidden.path(), &one(path, "x")).expect_err(path);
    }
    fs::write(hidden.path().join(MANIFEST), "../thesis.txt\n").expect("a forged list");
    publish(hidden.path(), &one("index.html", "one")).expect_err("a list that leads out");
}

#[cfg(unix)]
#[test]
fn publishing_never_follows_links() {
    let folder = crate::scratch::folder();
    let (out, elsewhere) = (folder.path().join("public"), folder.path().join("elsewhere"));
    fs::create_dir(&elsewhere).expect("a folder");
    publish(&out, &one("index.html", "one")).expect("an empty place");
    std::os::unix::fs::symlink(&elsewhere, out.join("modules")).expect("a link");
    publish(&out, &one("modules/x/index.html", "x")).expect_err("a link out");
    assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 0);
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_learn"))
        .arg("-C")
        .arg(directory)
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[test]
fn the_verb_refuses_errors_and_record_folders() {
    let folder = crate::scratch::folder();
    for (path, bytes) in memory(MORE).iter() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    let errors = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let as_of = ["build", "--as-of", "2026-04-15", "--allow-errors"];
    for out in ["modules", "people/ada/site", ".", "..", ".git/x", "modules/../people"] {
        let output = run(folder.path(), &[&as_of[..], &["--out", out]].concat());
        assert_eq!(output.status.code(), Some(2), "{out}: {}", errors(&output));
    }
    let output = run(folder.path(), &as_of);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(folder.path().join("public/index.html").is_file());
    assert!(folder.path().join("public/files/assets/logo.svg").is_file());
    fs::write(folder.path().join("modules/broken.md"), "---\ntitle: [\n---\n").expect("a file");
    fs::remove_dir_all(folder.path().join("public")).expect("the site");
    let output = run(folder.path(), &as_of[..3]);
    assert_eq!(output.status.code(), Some(1), "{}", errors(&output));
    assert!(errors(&output).contains("nothing is published"), "{}", errors(&output));
    assert!(!folder.path().join("public").exists());
}

#[test]
fn any_accent_can_be_read_on_both_papers() {
    for text in ["#000000", "#ffffff", "#ffee00", "#1f5fa8", "#808080", "#ff0000"] {
        let colour = Colour::read(text).expect("a colour");
        for paper in [LIGHT, DARK] {
            let contrast = colour.readable_on(paper).contrast(paper);
            assert!(contrast >= 4.5, "{text} has {contrast}");
        }
    }
    assert_eq!(Colour::read("#1f5fa8").map(Colour::hex).as_deref(), Some("#1f5fa8"));
    assert_eq!(Colour::read("blue"), None);
}

#[test]
fn a_page_asked_for_alone_is_the_page_of_the_whole_site() {
    let mut files = cases::base();
    for case in [MORE, PROGRAM] {
        cases::lay(&mut files, case);
    }
    let catalog = load(&files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, cases::today());
    for name in ["org", "public", "person:ada", "person:chen"] {
        let reader = Reader::named(&catalog, name).expect("a reader");
        let view = View::new(&ledger, &people, reader);
        let whole = build(view, &files, &Notices::default()).expect("a site").files;
        let site = Site::of(view, &files);
        let of_all = Press::new(&site);
        let index = of_all.index(&|| false).expect("nobody stops it").files(&site);
        assert!(of_all.index(&|| true).is_none(), "it was stopped");
        for (path, bytes) in &whole {
            // Nothing but this page is asked for, so that nothing another page reads can help it; files that
            // pages show are there once the page is.
            let file = if path.starts_with("files/") {
                of_all.file(path, &Notices::default())
            } else {
                let alone = Site::of(view, &files);
                let press = Press::new(&alone);
                press.file(path, &Notices::default())
            };
            let file = file.expect("it can be set");
            let file = file.as_ref().or_else(|| index.get(path));
            assert_eq!(file, Some(bytes), "{path} for {name}");
        }
        let missing = of_all.file("modules/nothing/index.html", &Notices::default());
        assert_eq!(missing, Ok(None));
    }
}
