//! Budgets: every page of a company stays light enough to open at once, what a page leaves out is said and
//! can be reached, and a build tells which page is too heavy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use learn::audience::reader::Reader;
use learn::audience::view::View;
use learn::base::date::Date;
use learn::catalog::load::load;
use learn::catalog::people::People;
use learn::demo::{example, generated};
use learn::site::budget::{Measure, elements, note, overruns};
use learn::site::{Notices, build};
use learn::trust::ledger::Ledger;
use learn::world::disk::Folder;
use learn::world::memory::Memory;

use crate::cases;
use crate::site::{Files, follow, page, pages, tags};
use crate::workshop::Workshop;

/// How many people the company with long lists has beside Ada and Chen.
const CROWD: usize = 230;

/// How many there are of everything that grows with the years.
const YEARS: usize = 45;

/// How many modules teach one competency.
const MODULES: usize = 130;

fn site(files: &dyn learn::world::files::Files, reader: &str, day: Date) -> Files {
    let catalog = load(files).expect("files can be read");
    let ledger = Ledger::of(&catalog, None);
    let people = People::on(&catalog, day);
    let reader = Reader::named(&catalog, reader).expect("a reader");
    build(View::new(&ledger, &people, reader), files, &Notices::default()).expect("a site").files
}

/// A company in which everything that can be long is.
fn long_lists() -> Memory {
    let mut case = String::from(
        "-- trust/0001.yaml (signed by chen) --
learn: trust/1
catalog: kestrel-growth
version: 1
admins: {people: [chen], threshold: 1}
assessors:
  - {person: chen, disciplines: [engineering], approve: ['*'], waive: ['*']}
keys: {chen: [KEY of chen]}
-- pathways/to-senior.yaml --
title: To senior engineer
kind: role
to: senior-engineer
items:
  - {id: command, title: Command, fulfil: [{credential: incident-commander}]}
-- cohorts/spring.yaml --
name: Spring
pathway: to-senior
starts: 2026-03-02
facilitators: [chen]
-- communities/guild.yaml --
name: Reliability guild
",
    );
    crowd(&mut case, CROWD);
    years(&mut case);
    wide(&mut case);
    feedback(&mut case);
    let text = "What it is about, and why somebody would take the time for it. ".repeat(9);
    for number in 0..MODULES {
        let _ = write!(
            case,
            "-- modules/course-{number}.md --\n---\ntitle: Course {number}\ntype: course\nsummary: {text}\n\
             teaches: [{{competency: incident-response, to: foundational}}]\n\
             outcomes: [{{result: Does it., seen_in: Work}}]\nowner: chen\nreviewed: 2026-02-01\n---\n{text}\n"
        );
        let _ = write!(
            case,
            "-- teams/part-{number}.yaml --\nname: Part {number}\nparent: routing\nsummary: {text}\n"
        );
    }
    let mut files = cases::base();
    cases::lay(&mut files, &case);
    files
}

/// A ladder whose roles ask for very much, in many words.
fn wide(case: &mut String) {
    let words =
        "Does it in a way that others can see, repeat and rely on when it matters. ".repeat(4);
    let mut expects = String::new();
    let _ = write!(case, "-- frameworks/wide.yaml --\nname: Wide\nthemes:\n");
    for theme in 0..8 {
        let _ = writeln!(case, "  theme-{theme}: {{name: Theme {theme}}}");
    }
    let _ = writeln!(case, "competencies:");
    for number in 0..72 {
        let _ = write!(
            case,
            "  skill-{number}:\n    name: Skill {number}\n    description: {words}\n    theme: theme-{}\n    \
             proficiencies: {{working: {{markers: [SKILL{number} {words}]}}}}\n",
            number % 8
        );
        let _ = writeln!(expects, "      - {{competency: skill-{number}, at: working}}");
    }
    let _ = write!(case, "-- ladders/wide.yaml --\nname: Wide\nframework: wide\nroles:\n");
    for role in 0..6 {
        let _ =
            write!(case, "  - id: wide-{role}\n    title: Wide {role}\n    expects:\n{expects}");
    }
}

/// Many rounds about one module, one with very many comments.
fn feedback(case: &mut String) {
    for round in 1..9 {
        let _ = write!(
            case,
            "-- feedback/module/incident-basics/2026-02-{round:02}.yaml --\nquestion: Round {round}?\nresponses:\n"
        );
        for answer in 0..if round == 8 { 600 } else { 30 } {
            let _ = writeln!(
                case,
                "  - {{score: 4, comment: Comment {answer} of round {round} that goes on for a while.}}"
            );
        }
    }
}

/// Many people who are in everything, and those groups with all of them.
fn crowd(case: &mut String, people: usize) {
    let mut present = String::new();
    let mut stays = String::new();
    for number in 0..people {
        let id = format!("person-{number}");
        let _ = write!(
            case,
            "-- people/{id}/person.yaml --\nname: Person O'Neill-{number}\njoined: 2024-01-01\n\
             roles: [{{from: 2024-01-01, role: engineer, team: routing}}]\n\
             mentoring: {{capacity: 2, topics: [incident-response, communication]}}\n\
             facilitating: {{modules: [incident-basics], capacity: 2}}\ncommunities: [guild]\n\
             -- people/{id}/pathways/to-senior.yaml --\nvisibility: org\nenrolled: 2026-03-02\ncohort: spring\n"
        );
        let _ = write!(present, "{id}, ");
        let _ = writeln!(
            stays,
            "  - {{person: {id}, team: routing, host: chen, goals: [{{competency: communication, to: foundational}}]}}"
        );
    }
    let _ = write!(
        case,
        "-- sessions/2026-03-26-showcase.md --\n---\ntitle: Showcase\ntype: showcase\npresent: [{present}]\n---\nWords.\n\
         -- rotations/swap.yaml --\ntitle: Swap\nvisibility: org\nwindow: {{from: 2026-06-01, to: 2026-08-28}}\nassignments:\n{stays}"
    );
}

/// Many years of Ada: work, awards, meetings, journal.
fn years(case: &mut String) {
    let prose = "We weighed what could go wrong against what it would cost us to wait. ".repeat(25);
    for number in 0..YEARS {
        let day = day(number);
        let work = format!("{day}-work-{number}");
        let _ = write!(
            case,
            "-- people/ada/portfolio/{work}.md --\n---\ntitle: Work {number}\ntype: project\n---\nWORK{number}. {prose}\n## Then\n\
             -- people/ada/meetings/{day}-chen.md --\n---\nkind: mentor\nwith: [chen]\nvisibility: mentor\n---\nMEETING{number}. {prose}\n\
             -- people/ada/journal/{day}.md --\n---\ntitle: Day {number}\n---\nJOURNAL{number}. [Then](../portfolio/{work}.md#then). {prose}\n\
             -- people/ada/claims/{day}-clear-writer.yaml --\ncredential: clear-writer\nevidence: [{{portfolio: {work}}}]\n\
             -- people/ada/approvals/{day}-clear-writer-chen.yaml (signed by chen) --\n\
             learn: approval/1\ncatalog: kestrel-growth\nperson: ada\ndecision: approve\nsubject: clear-writer\nneeds: [any]\n\
             grants: {{credentials: [clear-writer], attests: [{{competency: communication, at: foundational}}]}}\n\
             claim: {{id: {day}-clear-writer, sha256: DIGEST of people/ada/claims/{day}-clear-writer.yaml}}\n\
             feedback: FEEDBACK{number}. {prose}\nsigner: chen\ndisciplines: [engineering]\ndate: {day}\n\
             trust: {{version: 1, sha256: DIGEST of trust/0001.yaml}}\n"
        );
    }
}

fn day(number: usize) -> String {
    format!("2025-{:02}-{:02}", number / 28 + 1, number % 28 + 1)
}

fn keeps_to_its_budgets(name: &str, built: &Files) {
    let over: Vec<String> = overruns(built).iter().map(ToString::to_string).collect();
    assert!(over.is_empty(), "{name}:\n{}", over.join("\n"));
}

/// Whether a text stands on any page whose path begins so.
fn has(built: &Files, folder: &str, text: &str) -> bool {
    pages(built).any(|(path, html)| path.starts_with(folder) && html.contains(text))
}

/// Holds that each of so many things is named on the pages whose paths begin so.
fn names_all(built: &Files, folder: &str, count: usize, named: impl Fn(usize) -> String) {
    let all: String =
        pages(built).filter(|(path, _)| path.starts_with(folder)).map(|(_, html)| html).collect();
    let missing: Vec<String> =
        (0..count).map(named).filter(|name| !all.contains(name.as_str())).collect();
    assert!(missing.is_empty(), "{folder} does not name {missing:?}");
}

/// A path, its text, and what of it is too much.
type Expected = (&'static str, String, Option<(Measure, usize)>);

#[test]
fn every_page_of_the_example_keeps_to_its_budgets() {
    let folder = Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("example-catalog"));
    for reader in ["public", "org", "leads", "team:routing", "person:ada", "person:chen"] {
        let built = site(&folder, reader, example::today());
        keeps_to_its_budgets(reader, &built);
        for (path, html) in pages(&built) {
            let opening = |name: &str| name.starts_with(|it: char| it.is_ascii_alphabetic());
            let counted = tags(html).iter().filter(|(name, _)| opening(name)).count();
            assert_eq!(elements(html), counted, "{reader}: {path}");
        }
    }
}

#[test]
fn every_page_of_a_large_company_keeps_to_its_budgets() {
    let mut files = Memory::new();
    for (path, text) in generated::company(400) {
        files.put(&path, text);
    }
    for reader in ["org", "leads"] {
        keeps_to_its_budgets(reader, &site(&files, reader, generated::today()));
    }
}

#[test]
fn long_lists_go_on_on_pages_of_their_own_and_lose_nothing() {
    let files = long_lists();
    let catalog = load(&files).expect("memory can be read");
    let ledger = Ledger::of(&catalog, None);
    assert_eq!((ledger.verified().count(), ledger.refused().count()), (YEARS, 0));
    let [org, ada] = ["org", "person:ada"].map(|reader| {
        let built = site(&files, reader, cases::today());
        keeps_to_its_budgets(reader, &built);
        assert!(follow(&built) > 100, "{reader} has hardly a link");
        built
    });
    for folder in [
        "teams/routing/",
        "communities/guild/",
        "cohorts/spring/",
        "sessions/2026-03-26-showcase/",
        "rotations/swap/",
        "modules/incident-basics/",
    ] {
        names_all(&org, folder, CROWD, |number| format!("people/person-{number}/index.html\""));
    }
    // Links lead to headings of work that stands on whichever page.
    names_all(&ada, "people/ada/", YEARS, |number| {
        format!("#work-{}-work-{number}-then\">Then", day(number))
    });
    // The list of all mentors goes on at `mentors-2`.
    for folder in ["mentors", "mentors-in/communication/"] {
        names_all(&org, folder, CROWD, |number| format!("mentors/person-{number}/index.html\""));
    }
    for folder in ["modules", "map/engineering-ic/engineering-craft/", "facilitators/"] {
        names_all(&org, folder, MODULES, |number| format!("modules/course-{number}/index.html\""));
    }
    names_all(&org, "teams/routing/", MODULES, |number| {
        format!("teams/part-{number}/index.html\"")
    });
    names_all(&org, "ladders/wide/", 72, |number| format!("SKILL{number} "));
    for (round, answers) in [(1, 30), (8, 600)] {
        names_all(&org, "modules/incident-basics/", answers, |answer| {
            format!("Comment {answer} of round {round} ")
        });
    }
    let shards: String = org
        .iter()
        .filter(|(path, _)| path.starts_with("search/person"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let found =
        (0..CROWD).filter(|it| shards.contains(&format!("people/person-{it}/index.html\"")));
    assert_eq!(found.count(), CROWD, "the search for a name that everybody has");
    assert!(shards.contains("learnFound(...[\"person_2\",["), "it comes in parts");
    for text in ["WORK", "MEETING", "JOURNAL", "FEEDBACK"] {
        names_all(&ada, "people/ada/", YEARS, |number| format!("{text}{number}."));
    }
    names_all(&ada, "people/ada/", YEARS, |number| {
        format!("<code>people/ada/approvals/{}-clear-writer-chen.yaml</code>", day(number))
    });
    names_all(&ada, "people/ada/index.html", YEARS, |number| format!("Work {number}<"));
    for text in ["MEETING", "JOURNAL", "FEEDBACK"] {
        assert!(!has(&org, "", text), "{text} is for nobody but Ada and her mentor");
    }
}

#[test]
fn whoever_coaches_very_many_finds_them_all() {
    let mut case = String::from("-- communities/guild.yaml --\nname: Guild\n");
    crowd(&mut case, 80);
    let mut files = cases::base();
    cases::lay(&mut files, &case);
    let chen = site(&files, "person:chen", cases::today());
    keeps_to_its_budgets("person:chen", &chen);
    assert!(follow(&chen) > 100);
    names_all(&chen, "mentors/chen/", 80, |number| format!("people/person-{number}/map/"));
    let map = page(&chen, "map/engineering-ic/index.html");
    assert!(map.contains("mentors/chen/index.html\">"), "the map leads to those it cannot name");
}

#[test]
fn what_is_too_heavy_is_measured_as_a_browser_has_it() {
    let words = |count: usize| "x".repeat(count);
    let noise = |count: usize| -> String {
        // Text that no gzip makes smaller than half: the digits of squares, stirred.
        let mut state = 88_172_645_463_325_252_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            char::from(b' ' + u8::try_from(state % 95).unwrap_or(0))
        };
        (0..count).map(|_| next()).collect()
    };
    let loading = "<head><link rel=\"stylesheet\" href=\"../assets/style.css\"><script src=\"../assets/site.js\" defer></script></head><body>";
    let cases: &[Expected] = &[
        ("a/index.html", words(100_000), None),
        ("a/index.html", words(100_001), Some((Measure::Html, 100_001))),
        ("map/a/index.html", words(250_000), None),
        ("map/a/b/index.html", words(250_001), Some((Measure::Html, 250_001))),
        ("people/ada/map/index.html", words(250_000), None),
        ("people/map/index.html", words(100_001), Some((Measure::Html, 100_001))),
        ("a/index.html", "<p>x</p>".repeat(6_000), None),
        ("a/index.html", "<b>".repeat(6_001), Some((Measure::Elements, 6_001))),
        ("a/index.html", "<!doctype html><!-- <p> --></p> 1 < 2".repeat(2_600), None),
        (
            "a/index.html",
            format!("<script>{}</script><p title=\"<p>\">", "\"<p>\"".repeat(7_000)),
            None,
        ),
        ("search/ab.js", words(90_000), None),
        ("search/ab.js", noise(16_000), None),
        ("search/index.html", words(16_000), None),
        ("files/big.pdf", noise(300_000), None),
    ];
    for (path, text, expected) in cases {
        let built = Files::from([((*path).to_owned(), text.clone().into_bytes())]);
        let found = overruns(&built);
        let found: Vec<(Measure, usize)> = found.iter().map(|it| (it.measure, it.size)).collect();
        assert_eq!(found, expected.iter().copied().collect::<Vec<_>>(), "{path}");
    }
    let shard = Files::from([("search/ab.js".to_owned(), noise(25_000).into_bytes())]);
    let measures = |built: &Files| -> BTreeMap<String, Measure> {
        overruns(built).into_iter().map(|it| (it.path, it.measure)).collect()
    };
    assert_eq!(measures(&shard), BTreeMap::from([("search/ab.js".to_owned(), Measure::Shard)]));
    let heavy = Files::from([
        ("a/index.html".to_owned(), loading.into()),
        ("b/index.html".to_owned(), loading.into()),
        ("c/index.html".to_owned(), "<head></head>".into()),
        ("assets/style.css".to_owned(), noise(30_000).into_bytes()),
        ("assets/site.js".to_owned(), noise(30_000).into_bytes()),
    ]);
    assert_eq!(measures(&heavy), BTreeMap::from([("a/index.html".to_owned(), Measure::Assets)]));
}

#[test]
fn a_note_names_the_heaviest_matters_and_what_to_do() {
    assert_eq!(note(&[]), None);
    let many: Files = (0..13)
        .map(|number| (format!("pages/{number:02}/index.html"), vec![b'x'; 100_001 + number]))
        .collect();
    let said = note(&overruns(&many)).expect("a note");
    assert!(said.starts_with("note: 13 pages or files are over their budget"), "{said}");
    assert!(said.contains("pages/00/index.html: 101 KB of HTML, 100 KB at most\n"), "{said}");
    assert!(said.contains("and 3 more") && !said.contains("pages/10/"), "{said}");
    assert!(said.contains("help: "), "{said}");
}

#[test]
fn a_build_tells_what_is_over_budget_and_publishes_it() {
    let shop = Workshop::with_catalog("");
    let lesson = "A paragraph of a lesson that somebody wrote at length.\n\n".repeat(2_400);
    let module = String::from_utf8(shop.read("modules/clear-writing.md")).expect("text");
    shop.write("modules/clear-writing.md", format!("{module}\n{lesson}"));
    let run = shop.pasted("", "learn build --out ../out --as-of 2026-04-15");
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("\n  modules/clear-writing/index.html: "), "{}", run.err);
    assert!(run.out.trim_end().ends_with("index.html"), "{}", run.out);
    assert!(!shop.read("../out/modules/clear-writing/index.html").is_empty());
    shop.write("modules/clear-writing.md", module);
    let run = shop.pasted("", "learn build --out ../out --as-of 2026-04-15");
    assert!(run.code == 0 && !run.err.contains("budget"), "{}{}", run.out, run.err);
}
