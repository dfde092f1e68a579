//! Pages of the program: groups, gatherings, news, calendars and feeds; what machines read of them; a
//! company's own pages and templates.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use learn::audience::reader::{Audience, Reader};
use learn::audience::view::View;
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::format::{atom, ics};
use learn::site::{Notices, build};
use learn::trust::ledger::Ledger;
use learn::world::disk::Folder;
use learn::world::memory::Memory;

use crate::cases;
use crate::site::{self, Files, page, pages, tags};

/// Content that uses every page of the program; laid over that of the other pages.
pub const PROGRAM: &str = "-- learn.yaml --
catalog: kestrel-growth
program: {name: Kestrel growth, summary: How people grow., sponsor: chen}
time_zone: Europe/Paris
priorities:
  - {id: reliability, title: Recover before the customer notices, from: 2026-01-01, until: 2026-12-31}
events:
  - {id: showcase, type: showcase, title: Showcase, every: 1 month, day: last thursday, at: \"16:00\", lasts: 45 minutes, place: Kitchen}
site:
  title: Growth at Kestrel
  logo: assets/logo.svg
  edit: \"https://git.kestrel.example/edit/main/\"
  feedback: \"https://forms.kestrel.example/?about=\"
  pages:
    - {file: pages/books.md, title: Books we share, group: Learning}
    - {file: pages/our-way.md, title: Our way, visibility: public}
-- pages/books.md --
# Books we share

> [!NOTE]
> Take one, [tell us](our-way.md), or ask [about the basics](../modules/incident-basics.md).

```yaml
cohort: spring # this one
places: 5
```

```nolanguage
<plain> & text
```
-- pages/our-way.md --
We lend.
-- pathways/onboarding.yaml --
title: Welcome
kind: onboarding
for: {everyone: true}
items:
  - {id: basics, title: Basics, outcome: Answers a page., fulfil: [{module: incident-basics}, {credential: incident-commander}]}
electives: {choose: 1, from: [{module: clear-writing}]}
milestones: [{id: first, title: First change, within: 2 weeks}]
-- frameworks/leading.yaml --
name: Leading
version: 1.0.0
themes: {people: {name: People}}
competencies: {coaching: {name: Coaching, theme: people}}
changes: [{version: 1.0.0, date: 2026-01-07, why: It is there., from: The pilot}]
-- cohorts/spring-2026.yaml --
name: Spring 2026
formerly: [spring]
summary: The first of its kind.
pathway: onboarding
facilitators: [chen]
starts: 2026-03-02
ends: 2026-05-29
places: 8
project: incident-command
milestones: [{id: chosen, title: Project chosen, within: 4 weeks, shown_by: The log}]
events:
  - {id: monday, type: huddle, title: Monday fifteen, every: 1 week, day: monday, at: \"09:45\", lasts: 15 minutes, date: 2026-03-09}
-- communities/guild.yaml --
name: Reliability guild
topic: Running services
host: chen
competencies: [incident-response]
events: [{id: meetup, type: meetup, title: Review reading, every: 1 month, day: 2nd tuesday}]
links: [{title: Channel, url: \"https://chat.kestrel.example/guild\"}]
-- rotations/summer.yaml --
title: Summer rotation
summary: Learn how others work.
window: {from: 2026-06-01, to: 2026-08-28}
owner: chen
assignments: [{person: ada, team: routing, host: chen, goals: [{competency: incident-response, to: working}]}]
-- sessions/2025-11-27-showcase.md --
---
event: showcase
present: [ada, chen]
showed: [chen/2026-03-21-open, ada/2026-03-20-quiet]
modules: [incident-command]
competencies: [communication]
lessons: [{text: Nobody knew who the scribe was., changed: The handbook names the scribe first.}]
---
# Notes

## One

It was [good](../cohorts/spring-2026.yaml).
-- sessions/2026-03-30-monday.md --
---
title: Fourth Monday
formerly: [2026-03-29-monday]
cohort: spring-2026
event: monday
facilitators: [chen]
present: [ada]
---
-- sessions/2026-12-24-later.md --
---
title: NOTYET
type: huddle
---
-- stories/2025-12-01-eleven.md --
---
title: Eleven minutes
type: story
summary: One voice.
who: [ada]
author: chen
modules: [incident-command]
portfolio: [chen/2026-03-21-open]
---
It began [here](../sessions/2025-11-27-showcase.md).
-- feedback/module/incident-basics/2026-02-13-winter.yaml --
question: Would you recommend it?
responses:
  - {score: 5, comment: Zest of five.}
  - {score: 4, comment: More time.}
  - {score: 4}
  - {score: 3}
  - {score: 5}
answer: {date: 2026-02-27, change: The exercise has an hour of its own., links: [{title: The change, url: \"https://git.kestrel.example/1\"}]}
-- feedback/module/incident-basics/2026-04-10-few.yaml --
responses: [{score: 1, comment: FEWSECRET words.}, {score: 2}, {score: 1}, {score: 1}]
-- feedback/cohort/spring-2026/2026-04-01-half.yaml --
responses: [{score: 2, comment: FEWSECRET too.}]
answer: {date: 2026-04-12, change: We begin at ten.}
-- feedback/person/chen/2026-04-01-mentor.yaml --
responses: [{score: 1, comment: PERSONSECRET}, {score: 1}, {score: 1}, {score: 1}, {score: 1}]
answer: {date: 2026-04-12, change: PERSONSECRET answer}
";

fn memory(more: &str) -> Memory {
    let mut files = cases::base();
    for case in [site::MORE, PROGRAM, more].iter().filter(|case| !case.is_empty()) {
        cases::lay(&mut files, case);
    }
    files
}

fn built(files: &Memory, audience: Audience) -> Result<Files, String> {
    let catalog = load(files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, cases::today());
    build(View::new(&ledger, &people, Reader::Everybody(audience)), files, &Notices::default())
        .map(|built| built.files)
}

/// What the check says of a catalog, with file, line and help.
fn errors(files: &Memory) -> String {
    let catalog = load(files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, cases::today());
    let view = View::new(&ledger, &people, Reader::Everybody(Audience::Org));
    let look = learn::site::flaws(view, files);
    let outcome = learn::session::check::errors(&ledger, cases::today(), &look, &|| false);
    let findings = outcome.expect("a check").findings.into_iter().map(|finding| {
        let (at, help) = (finding.location, finding.help.unwrap_or_default());
        format!("{}, line {}: {}\n  help: {help}\n", at.path, at.start.line, finding.message)
    });
    findings.collect()
}

fn program(more: &str) -> Files {
    built(&memory(more), Audience::Org).expect("a site")
}

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    page(files, path)
}

/// The base catalog's site settings, with more of them.
fn with_site(settings: &str) -> String {
    let from = PROGRAM.find("-- learn.yaml --").expect("the program");
    let until = PROGRAM.find("-- pages/books.md --").expect("its end");
    format!("{}{settings}", &PROGRAM[from..until])
}

#[test]
fn every_page_of_the_program_says_what_it_is_for() {
    let files = program("");
    let wanted: &[(&str, &[&str])] = &[
        (
            "cohorts/index.html",
            &["Spring 2026", "under way", "<time>2026-03-02</time> to <time>2026-05-29</time>"],
        ),
        (
            "cohorts/spring-2026/index.html",
            &[
                "Project chosen",
                "2026-03-30",
                "Monday fifteen",
                "Fourth Monday",
                "Chen Wei",
                "We begin at ten.",
            ],
        ),
        (
            "communities/guild/index.html",
            &["Review reading", "Running services", "https://chat.kestrel.example/guild"],
        ),
        ("rotations/summer/index.html", &["Ada Moreau", "Routing"]),
        (
            "sessions/index.html",
            &["Fourth Monday", "Showcase", "sessions/2025/index.html", "November 2025"],
        ),
        ("sessions/2025/index.html", &["Showcase", "Changed: The handbook"]),
        (
            "sessions/2025-11-27-showcase/index.html",
            &["Because of that:", "Open work", "notes-one", "Ada Moreau"],
        ),
        ("facilitators/index.html", &["Modules that nobody leads yet"]),
        (
            "calendar/index.html",
            &["Showcase", "16:00", "Kitchen", "30 Apr", "Review reading", "calendar.ics"],
        ),
        (
            "news/index.html",
            &["The exercise has an hour", "Eleven minutes", "news/2025/index.html"],
        ),
        ("news/2025-12-01-eleven/index.html", &["One voice.", "told by"]),
        ("how-readiness-works/index.html", &["70 %", "50 %", "12 months"]),
        ("glossary/index.html", &["practitioner", "Portfolio entry"]),
        (
            "print/onboarding/index.html",
            &["Answers a page.", "Follows the runbook", "First change"],
        ),
        (
            "pages/books/index.html",
            &["markdown-alert-note", "../../pages/our-way/index.html", "assets/code.css"],
        ),
        (
            "modules/incident-basics/index.html",
            &[
                "<strong>4.2</strong>",
                "5 answers",
                "Zest of five.",
                "?about=module/incident-basics",
            ],
        ),
        ("cohorts/spring/index.html", &["url=../../cohorts/spring-2026/index.html"]),
        (
            "sessions/2026-03-29-monday/index.html",
            &["url=../../sessions/2026-03-30-monday/index.html"],
        ),
        ("index.html", &["What is new", "\"@type\":\"WebSite\""]),
        ("ladders/index.html", &["Program"]),
        ("modules/index.html", &["pages/books/index.html\">Books we share"]),
    ];
    for (path, words) in wanted {
        let html = text(&files, path);
        for word in *words {
            assert!(html.contains(word), "no {word} on {path}:\n{html}");
        }
    }
}

#[test]
fn feedback_of_few_and_about_people_stays_where_it_was_asked() {
    let files = program("");
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for secret in ["FEWSECRET", "PERSONSECRET", "NOTYET"] {
            assert!(!text.contains(secret), "{secret} on {path}");
        }
    }
    let module = text(&files, "modules/incident-basics/index.html");
    assert!(module.contains("Fewer than 5 people have answered"), "{module}");
}

#[test]
fn a_record_that_goes_further_takes_no_names_along() {
    let wide = "-- sessions/2025-11-27-showcase.md --
---
event: showcase
visibility: public
present: [ada, chen]
facilitators: [chen]
team: routing
showed: [chen/2026-03-21-open]
lessons: [{text: The scribe comes first.}]
---
-- sessions/2026-03-30-monday.md --
---
visibility: public
cohort: spring-2026
event: monday
---
-- rotations/summer.yaml --
title: Summer rotation
visibility: public
window: {from: 2026-06-01, to: 2026-08-28}
owner: chen
assignments: [{person: ada, team: routing, host: chen}]
-- stories/2025-12-01-eleven.md --
---
title: Eleven minutes
visibility: public
type: story
who: [ada]
author: chen
portfolio: [chen/2026-03-21-open]
---
";
    let files = built(&memory(wide), Audience::Public).expect("a site");
    let session = text(&files, "sessions/2025-11-27-showcase/index.html");
    assert!(session.contains("The scribe comes first."), "{session}");
    text(&files, "news/2025-12-01-eleven/index.html");
    text(&files, "rotations/summer/index.html");
    text(&files, "pages/our-way/index.html");
    assert!(!files.contains_key("pages/books/index.html"), "a page for the company");
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        for name in [
            "Ada Moreau",
            "Chen Wei",
            "Open work",
            "Routing",
            "Monday fifteen",
            "Spring 2026",
            "Books we share",
        ] {
            assert!(!text.contains(name), "{name} on {path}");
        }
    }
}

#[test]
fn calendars_hold_every_date_once_and_in_utc() {
    let files = program("");
    let all = text(&files, "calendar/calendar.ics").replace("\r\n ", "");
    // The last Thursday of April at four in Paris, which is at two in UTC.
    assert!(all.contains("DTSTART:20260430T140000Z\r\n"), "{all}");
    assert!(all.contains("DTEND:20260430T144500Z\r\n"), "{all}");
    // No time of day is known, so it is a day.
    assert!(all.contains("DTSTART;VALUE=DATE:20260512\r\n"), "{all}");
    assert!(!all.contains("20260601T074500Z"), "a cohort that has ended meets:\n{all}");
    let uids: Vec<&str> = all.lines().filter(|line| line.starts_with("UID:")).collect();
    let once: std::collections::BTreeSet<&&str> = uids.iter().collect();
    assert_eq!(uids.len(), once.len(), "{uids:?}");
    let parts = ["program", "cohort-spring-2026", "community-guild"];
    let parts = parts.map(|name| text(&files, &format!("calendar/{name}.ics")));
    let counted: usize = parts.iter().map(|part| part.matches("BEGIN:VEVENT").count()).sum();
    assert_eq!(counted, uids.len());
    assert!(!parts[0].contains("Monday fifteen"));
}

#[test]
fn nobody_breaks_out_of_a_calendar_or_a_feed() {
    // Names and titles are one line; a place is what somebody writes.
    let evil = "A\\nBEGIN:VEVENT\\r\\nUID:evil\\u2028]]></title><script>&";
    let name = "A BEGIN:VEVENT UID:evil\\u2028]]></title><script>&";
    let more = format!(
        "{}-- communities/guild.yaml --\nname: \"{name}\"\nhost: chen\n\
         events: [{{id: meetup, type: meetup, title: \"{name}\", every: 1 month, day: 15th, at: \"15:00\", place: \"{evil}\"}}]\n\
         -- stories/2025-12-01-eleven.md --\n---\ntitle: \"{name}\"\nsummary: \"{evil}\"\ntype: story\n---\n",
        ""
    );
    let files = program(&more);
    for path in ["calendar/calendar.ics", "calendar/community-guild.ics"] {
        let text = text(&files, path).replace("\r\n ", "");
        assert!(text.contains("SUMMARY:A BEGIN:VEVENT UID:evil"), "{text}");
        for line in text.split("\r\n") {
            assert!(!line.contains('\n') && !line.contains('\r'), "{line:?}");
            assert!(line != "UID:evil" && !line.starts_with("UID:evil"), "{line}");
        }
        let (begun, ended) = ("BEGIN:VEVENT\r\n", "END:VEVENT\r\n");
        assert_eq!(text.matches(begun).count(), text.matches(ended).count());
    }
    let feed = text(&files, "news/news.atom");
    assert!(!feed.contains("<script>") && feed.contains("&lt;script&gt;"), "{feed}");
    elements(feed);
}

/// Walks an XML text and fails where it is not well-formed; how often each element occurs.
pub fn elements(xml: &str) -> BTreeMap<String, usize> {
    let mut open: Vec<String> = Vec::new();
    let mut found = BTreeMap::new();
    for (name, _) in tags(xml) {
        if name.starts_with('?') {
            continue;
        }
        if let Some(ended) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(ended), "{xml}");
            continue;
        }
        *found.entry(name.to_owned()).or_default() += 1;
        if !xml.contains(&format!("<{name}/>")) && xml.contains(&format!("</{name}>")) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "{open:?} never end in\n{xml}");
    found
}

#[test]
fn feeds_parse_and_their_ids_last() {
    let files = program("");
    let relative = text(&files, "news/news.atom");
    let found = elements(relative);
    assert_eq!(found["entry"] + 1, found["id"], "{relative}");
    assert!(!relative.contains("href=\"http"), "nobody said where the site stands:\n{relative}");
    assert!(relative.contains("href=\"../news/2025-12-01-eleven/index.html\""), "{relative}");
    let based = program(&with_site("  base_url: \"https://growth.kestrel.example/x\"\n"));
    let absolute = text(&based, "news/news.atom");
    for address in ["news/2025-12-01-eleven/", "frameworks/#framework-leading"] {
        let wanted = format!("href=\"https://growth.kestrel.example/x/{address}\"");
        assert!(absolute.contains(&wanted), "no {wanted} in\n{absolute}");
    }
    let ids = |feed: &str| -> Vec<String> {
        feed.split("<id>")
            .skip(1)
            .filter_map(|it| it.split('<').next())
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(ids(relative), ids(absolute), "a feed that moves keeps its ids");
    for id in ids(relative) {
        let uuid = id.strip_prefix("urn:uuid:").expect("a UUID");
        let form = [(8, '-'), (13, '-'), (14, '8'), (18, '-'), (23, '-')];
        assert!(
            uuid.len() == 36 && form.iter().all(|(at, it)| uuid.chars().nth(*at) == Some(*it)),
            "{id}"
        );
    }
    let changes = text(&files, "news/changes.atom");
    assert!(
        changes.contains("You said, we did: Incident basics") && !changes.contains("Eleven"),
        "{changes}"
    );
}

#[test]
fn machines_are_told_only_what_is_meant_for_them() {
    let based = with_site("  base_url: \"https://growth.kestrel.example/\"\n");
    let org = program(&based);
    assert_eq!(text(&org, "robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(text(&org, "index.html").contains("name=\"robots\" content=\"noindex\""));
    let public = built(&memory(&based), Audience::Public).expect("a site");
    let robots = text(&public, "robots.txt");
    assert_eq!(
        robots,
        "User-agent: *\nAllow: /\nSitemap: https://growth.kestrel.example/sitemap.xml\n"
    );
    let map = text(&public, "sitemap.xml");
    assert!(
        map.contains("<loc>https://growth.kestrel.example/modules/incident-basics/</loc>"),
        "{map}"
    );
    for gone in ["404", "print/", "on-call", "people/ada", "cohorts/spring-2026"] {
        assert!(!map.contains(gone), "{gone} in\n{map}");
    }
    elements(map);
    assert!(!program("").contains_key("sitemap.xml"), "nobody said where the site stands");
    let missing = text(&org, "404.html");
    assert!(missing.contains("href=\"/assets/style.css\""), "{missing}");
    assert!(
        !missing.contains("kestrel.example/assets"),
        "its files are of whatever host shows it: {missing}"
    );
    let below = "-- learn.yaml --\ncatalog: kestrel-growth\nprogram: {name: Growth}\nsite: {base_url: \"https://kestrel.example/growth/\"}\n";
    let below = program(below);
    assert!(text(&below, "404.html").contains("href=\"/growth/assets/style.css\""));
    let alone = program("");
    let alone = text(&alone, "404.html");
    let style = alone.split("<style>").nth(1).and_then(|it| it.split("</style>").next());
    let digest = learn::kinds::parts::digest::Sha256::of(style.expect("a style").as_bytes());
    assert!(alone.contains(&format!("style-src 'sha256-{}'", digest.base64())), "{alone}");
    assert!(!alone.contains("href=\"a") && !alone.contains("src="), "{alone}");
}

#[test]
fn linked_data_is_json_that_no_text_can_leave() {
    let more = "-- modules/clear-writing.md --\n---\ntitle: \"</script><script>alert(1)</script>\"\ntype: course\noutcomes: [{result: \"</script>\", seen_in: Work}]\n---\n";
    let files = program(more);
    let mut kinds = BTreeMap::new();
    for (path, html) in pages(&files) {
        for part in html.split("<script type=\"application/ld+json\">").skip(1) {
            let json = part.split("</script>").next().expect("an end");
            let value: serde_json::Value =
                serde_json::from_str(json).unwrap_or_else(|error| panic!("{path}: {error}"));
            *kinds.entry(value["@type"].as_str().expect("a type").to_owned()).or_insert(0) += 1;
        }
        assert!(!html.contains("<script>"), "{path}");
    }
    let wanted =
        ["Course", "DefinedTerm", "EducationalOccupationalCredential", "ItemList", "WebSite"];
    assert!(wanted.iter().all(|kind| kinds.contains_key(*kind)), "{kinds:?}");
}

#[test]
fn code_is_coloured_by_classes_and_stays_text() {
    let files = program("");
    let html = text(&files, "pages/books/index.html");
    assert!(html.contains("<code class=\"hl\"><span class=\"t\">cohort</span>"), "{html}");
    assert!(html.contains("<span class=\"c\"># this one"), "{html}");
    assert!(html.contains("<code>&lt;plain&gt; &amp; text\n</code>"), "{html}");
    assert!(!text(&files, "glossary/index.html").contains("code.css"));
    for code in [
        "<script>alert(1)</script>",
        "a: \"</code></pre><b>\"",
        "x: |\n  {{ 7*7 }}\n",
        "&amp; \u{0} \u{202e}",
    ] {
        for language in ["yaml", "html", "rust", "js", "sh"] {
            let html = learn::syntax::code::html(language, code).expect("a grammar");
            let bare = ["<span class=\"", "</span>"]
                .iter()
                .fold(html.clone(), |text, tag| text.replace(tag, ""));
            assert!(!bare.contains('<'), "{html}");
        }
    }
    assert!(learn::syntax::code::html("yaml", &"a".repeat(2_000)).is_none(), "a long line");
}

#[test]
fn own_pages_and_templates_are_told_with_file_and_line() {
    let own = "  templates: look/templates\n";
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "  pages: [{file: pages/none.md, title: None}]\n",
            "",
            &["learn.yaml, line ", "there is no file `pages/none.md`"],
        ),
        (
            "  pages: [{file: modules/incident-basics.md, title: Twice}]\n",
            "",
            &["learn.yaml, line ", "what lies here are records"],
        ),
        (
            "  pages: [{file: pages/books.md, title: Books}]\n",
            "-- pages/books.md --\nOne.\n\nSee [the module](../modules/incident-basic.md).\n",
            &["pages/books.md, line 3", "modules/incident-basic.md", "did you mean"],
        ),
        (
            "  pages: [{file: pages/books.md, title: Books}]\n",
            "-- pages/books.md --\n---\nx: 1\n---\n![a plan](plan.png)\n",
            &["pages/books.md, line 4", "plan.png"],
        ),
        (
            "  pages: [{file: pages/books.md, title: Books}]\n",
            "-- pages/books.md --\n# One\n\n[two](#two), [out](../../../x.md)\n",
            &["pages/books.md, line 3", "#two"],
        ),
        (
            "  pages: [{file: pages/books.md, title: Books}]\n",
            "-- pages/books.md --\n[out](../../x.md)\n",
            &["pages/books.md, line 1", "out of the catalog"],
        ),
        ("  templates: templates\n", "", &["learn.yaml, line ", "templates is no folder"]),
        ("  templates: look/none\n", "", &["learn.yaml, line ", "no files in look/none"]),
        (
            own,
            "-- look/templates/modul.html --\nx\n",
            &["look/templates/modul.html, line 1", "replaces no template", "module.html"],
        ),
        (
            own,
            "-- look/templates/module.html --\none\n{% if %}\n",
            &["look/templates/module.html, line 2"],
        ),
        (
            own,
            "-- look/templates/module.html --\n\n{{ page.nothing.at.all }}\n",
            &["look/templates/module.html, line 2", "undefined"],
        ),
        (
            own,
            "-- look/templates/glossary.html --\n{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}\n",
            &["look/templates/glossary.html", "fuel"],
        ),
        (
            own,
            "-- look/templates/glossary.html --\n{% include \"../../learn.yaml\" %}\n",
            &["look/templates/glossary.html, line 1"],
        ),
    ];
    for (settings, files, words) in cases {
        let without = with_site("");
        let without = without.split("  pages:\n").next().expect("settings");
        let files = memory(&format!("{without}{settings}{files}"));
        let told = errors(&files);
        for word in *words {
            assert!(told.contains(word), "no {word} in {told}");
        }
        // Whoever publishes all the same gets pages of ours in their place.
        let site = built(&files, Audience::Org).expect("a site");
        assert!(text(&site, "glossary/index.html").contains("</html>"), "{told}");
    }
    let evil = "-- look/templates/glossary.html --
{% extends \"base.html\" %}{% block main %}<h1>Words of our own</h1>{% autoescape false %}{{ site_title }}{% endautoescape %}{% endblock %}
";
    let settings = with_site(own).replace("title: Growth at Kestrel", "title: \"<b>Growth\"");
    let files = program(&format!("{settings}{evil}"));
    let html = text(&files, "glossary/index.html");
    assert!(
        html.contains("Words of our own&lt;b&gt;") || html.contains("</h1>&lt;b&gt;Growth"),
        "{html}"
    );
}

#[test]
fn links_of_own_pages_may_lead_to_all_that_is_there() {
    let more = format!(
        "{}  pages: [{{file: pages/books.md, title: Books}}, {{file: pages/our-way.md, title: Way, visibility: org}}]\n\
         -- pages/plan.png --\nnot really\n\
         -- pages/books.md --\n# The books\n\n[a](#the-books) [b](#top) [c](our-way.md#x) [d](/modules/incident-basics.md)\n\
         [e](../people/ada/person.yaml) [f](../people/ada/journal/2026-03-01.md) [g](https://x.example/) [h](mailto:a@x.example)\n\
         ![i](plan.png) [j](plan.png?x=1) `[k](nowhere.md)`\n",
        with_site("").split("  pages:\n").next().expect("settings")
    );
    // What is there and may not be seen is words alone; nobody learns more of it than the page says.
    let files = program(&more);
    let html = text(&files, "pages/books/index.html");
    assert!(html.contains("../../modules/incident-basics/index.html"), "{html}");
    assert!(!html.contains("journal"), "{html}");
}

#[test]
fn a_malformed_entry_is_a_page_for_nobody_and_takes_no_other_page_along() {
    for entry in [
        "{file: pages/books.md, title: Books, visibility: mentors}",
        "{file: pages/books.md, title: Books, visiblity: private}",
        "{file: pages/books.md, title: Books, visibility: }",
        "{file: pages/Books.md, title: Books}",
        "{file: pages/books.md, title: 7}",
        "{file: pages/books.md}",
    ] {
        let books = "{file: pages/books.md, title: Books we share, group: Learning}";
        let case = with_site("").replace(books, entry);
        assert!(case.contains(entry), "{case}");
        for audience in [Audience::Public, Audience::Org] {
            let files = built(&memory(&case), audience).expect("a site");
            assert!(!files.contains_key("pages/books/index.html"), "{entry}: {audience:?}");
            text(&files, "pages/our-way/index.html");
        }
    }
}

#[test]
fn drawings_that_do_more_than_draw_are_not_shown() {
    let drawing = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">{inside}</svg>")
    };
    let cases = [
        ("<path d=\"M0 0h8\"/>", true),
        ("<defs><path id=\"a\"/></defs><use href=\"#a\"/><use xlink:href='#a'/>", true),
        ("<image href=\"data:image/png;base64,AAAA\"/>", true),
        ("<script>alert(1)</script>", false),
        ("<a href=\"javascript:alert(1)\"><path/></a>", false),
        ("<a href=\"&#106;avascript:alert(1)\"><path/></a>", false),
        ("<a xlink:href = 'java&#9;script:alert(1)'><path/></a>", false),
        ("<image href=\"//evil.example/x.png\"/>", false),
        ("<image href=\"data:text/html,x\"/>", false),
        ("<style>@import url(//evil.example/x.css);</style>", false),
        ("<rect onload\n=\"alert(1)\"/>", false),
        ("<foreignObject><p>x</p></foreignObject>", false),
        ("<?xml-stylesheet href=\"x.css\"?>", false),
    ];
    for (inside, may) in cases {
        let mut files = memory("");
        files.put("modules/wild.svg", drawing(inside));
        let text = "---\ntitle: X\ntype: course\noutcomes: [{result: X., seen_in: Y}]\n---\n![wild](wild.svg)\n";
        files.put("modules/x.md", text);
        let built = built(&files, Audience::Org).expect("a site");
        assert_eq!(built.contains_key("files/modules/wild.svg"), may, "{inside}");
    }
}

#[test]
fn the_public_sees_a_change_of_a_framework_and_not_who_asked_for_it() {
    for (audience, is_told) in [(Audience::Org, true), (Audience::Public, false)] {
        let open = PROGRAM.replace("name: Leading\n", "name: Leading\nvisibility: public\n");
        let files = built(&memory(&open), audience).expect("a site");
        for path in ["news/2026/index.html", "news/changes.atom", "frameworks/index.html"] {
            let text = text(&files, path);
            assert!(text.contains("It is there."), "{audience:?} {path}:\n{text}");
            assert_eq!(text.contains("The pilot"), is_told, "{audience:?} {path}:\n{text}");
        }
    }
}

#[test]
fn news_of_many_name_a_few_and_a_name_from_right_to_left_stands_by_itself() {
    let mut more = "-- people/noam/person.yaml --\nname: נועם לוי\n".to_owned();
    let mut who = "noam".to_owned();
    for number in 1..8 {
        let _ = write!(more, "-- people/many-{number}/person.yaml --\nname: Many {number}\n");
        let _ = write!(who, ", many-{number}");
    }
    let _ = write!(
        more,
        "-- stories/2026-04-02-crowd.md --\n---\ntitle: A crowd\ntype: story\nwho: [{who}]\n---\n"
    );
    let files = program(&more);
    let news = text(&files, "news/2026/index.html");
    assert!(news.contains(">Many 4</a>") && !news.contains(">Many 5</a>"), "{news}");
    assert!(news.contains("2026-04-02-crowd/index.html\">3 more</a>: "), "{news}");
    let story = text(&files, "news/2026-04-02-crowd/index.html");
    assert!(story.contains(">Many 7</a>") && !story.contains(" more</"), "{story}");
    assert!(story.contains("><bdi>נועם לוי</bdi></a>"), "{story}");
    assert!(!story.contains("<bdi>Many"), "{story}");
}

#[test]
fn awards_are_news_as_far_as_people_let_them_be_shown() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog");
    let files = Folder::new(root);
    let catalog = load(&files).expect("the example");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, cases::today());
    let feed = |audience| {
        let view = View::new(&ledger, &people, Reader::Everybody(audience));
        let built = build(view, &files, &Notices::default()).expect("a site").files;
        text(&built, "news/recognition.atom").to_owned()
    };
    let company = feed(Audience::Org);
    assert!(company.contains("<title>Ada Moreau: ") && company.contains("Judged by "), "{company}");
    for name in ["Tomáš", "Oskar", "Diego"] {
        assert!(!company.contains(&format!("<title>{name}")), "{name} in\n{company}");
    }
    // Ada's awards are for anybody, she herself is for the company.
    assert!(!feed(Audience::Public).contains("<entry>"));
}

#[test]
fn feeds_and_calendars_of_nothing_are_whole() {
    let day = cases::today();
    let empty = atom::News {
        name: "x".to_owned(),
        title: "News".to_owned(),
        subtitle: String::new(),
        author: "Kestrel".to_owned(),
        page: "index.html".to_owned(),
        own: "news.atom".to_owned(),
        made: day,
        items: Vec::new(),
    };
    let feed = atom::write(&empty);
    assert!(feed.contains("<updated>2026-04-15T00:00:00+00:00</updated>"), "{feed}");
    elements(&feed);
    assert!(ics::write("x", day, &[], &[]).ends_with("END:VCALENDAR\r\n"));
}
